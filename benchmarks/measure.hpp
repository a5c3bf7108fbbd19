// SPDX-License-Identifier: BSL-1.0
// Times work that is checked first, for the programs that are compared with specline, and for the floor.
#ifndef SPECLINE_BENCHMARKS_MEASURE_HPP
#define SPECLINE_BENCHMARKS_MEASURE_HPP

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace measure {

/// Says why on standard error, and ends the program.
[[noreturn]] inline void fail(std::string const& why)
{
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// All of a file; fails where it cannot be read.
inline std::string file(std::string const& path)
{
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in || text.empty()) fail("cannot read " + path);
    return text;
}

/// The compiler is not to leave out what made `value`, nor what is in memory.
template <class T>
inline void keep(T const& value)
{
    asm volatile("" : : "r"(&value) : "memory");
}

/// The median of many samples, in nanoseconds a call. A sample has enough calls to last a millisecond.
template <class Work>
double median_ns(Work const& work)
{
    auto const sample = [&](std::size_t calls) {
        auto const start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < calls; ++i) keep(work());
        std::chrono::duration<double, std::nano> const took = std::chrono::steady_clock::now() - start;
        return took.count();
    };
    std::size_t calls = 1;
    while (sample(calls) < 1e6) calls *= 2;  // the warm-up too
    std::array<double, 101> samples{};
    for (double& s : samples) s = sample(calls) / static_cast<double>(calls);
    auto* const middle = samples.data() + samples.size() / 2;
    std::nth_element(samples.data(), middle, samples.data() + samples.size());
    return *middle;
}

/// The figures of one program. They are printed at the end: where a check fails there are none.
class figures {
public:
    explicit figures(std::string_view who) : who_{who} {}

    /// Notes how long a call of `work` takes, once `right` has approved what one gives. `kind` tells a second way to do
    /// the same work from the first, which has none.
    template <class Work, class Check>
    void add(std::string_view name, std::string_view input, Work const& work, Check const& right,
             std::string_view kind = {})
    {
        if (!right(work()))
            fail(who_ + ": " + std::string{name} + ", " + std::string{input} + ": not what it should be");
        std::array<char, 32> ns{};
        std::snprintf(ns.data(), ns.size(), "%.1f", median_ns(work));
        lines_.append(R"({"who":")").append(who_).append(R"(","work":")").append(name);
        lines_.append(R"(","input":")").append(input);
        if (!kind.empty()) lines_.append(R"(","kind":")").append(kind);
        lines_.append(R"(","ns":)").append(ns.data()).append("}\n");
    }

    /// Prints all of them; gives the program's exit status.
    int print() const { return std::fputs(lines_.c_str(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : 1; }

private:
    std::string who_;
    std::string lines_;
};

/// The words of a program's command line: `INPUTS_FOLDER EXEC_ROOT`.
struct arguments {
    std::string inputs;
    std::string exec_root;
    arguments(int argc, char** argv)
    {
        if (argc != 3) fail(std::string{"usage: "} + argv[0] + " INPUTS_FOLDER EXEC_ROOT");
        inputs = argv[1];
        exec_root = argv[2];
    }
    /// A text among the inputs, such as `volume.json`.
    std::string input(std::string_view name) const { return file(inputs + '/' + std::string{name}); }
};

}  // namespace measure
#endif
