// SPDX-License-Identifier: BSL-1.0
// How many specs a second one thread makes, and how many two make, each with an arena of its own.
#include "setting.hpp"

#include <algorithm>
#include <array>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t specs = 20'000;  // of each thread

template <class Host>
double specs_a_second(std::size_t threads, std::string const& text, std::string_view recorded, Host const& host)
{
    using clock = std::chrono::steady_clock;
    std::barrier ready{static_cast<std::ptrdiff_t>(threads)};
    struct alignas(128) times {
        clock::time_point start, end;
    };
    std::vector<times> took(threads);
    std::vector<std::thread> running;
    for (auto& its : took)
        running.emplace_back([&] {
            setting::view_kind kind;
            Host mine = host;
            if (setting::all(kind, text, mine) != recorded) measure::fail("specline: threads: another spec");
            ready.arrive_and_wait();
            its.start = clock::now();
            for (std::size_t i = 0; i < specs; ++i) measure::keep(setting::all(kind, text, mine));
            its.end = clock::now();
        });
    for (auto& thread : running) thread.join();
    auto const start = std::ranges::min(took, {}, &times::start).start;
    auto const end = std::ranges::max(took, {}, &times::end).end;
    return static_cast<double>(threads * specs) / std::chrono::duration<double>(end - start).count();
}

// One thread and two in turn, so that what else the machine does hits both alike.
template <class Host>
void compare(char const* host_name, measure::arguments const& words, Host const& host)
{
    std::string const text = words.input("volume.json"), recorded = words.input("volume.spec.json");
    std::array<std::array<double, 9>, 2> rates{};
    for (std::size_t i = 0; i < rates[0].size(); ++i)
        for (std::size_t n : {1u, 2u}) rates[n - 1][i] = specs_a_second(n, text, recorded, host);
    for (std::size_t n : {1u, 2u}) {
        auto& all = rates[n - 1];
        std::nth_element(all.begin(), all.begin() + all.size() / 2, all.end());
        std::printf("{\"who\":\"specline\",\"work\":\"threads\",\"input\":\"volume\",\"kind\":\"view\",\"host\":\"%s\","
                    "\"threads\":%zu,\"specs_a_second\":%.0f}\n",
                    host_name, n, all[all.size() / 2]);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const words{argc, argv};
    compare("memory", words, specline::memory_host{setting::facts});
    compare("posix", words, specline::posix_host{});
}
