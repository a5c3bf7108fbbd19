// SPDX-License-Identifier: BSL-1.0
// Catch2's main, and a listener that writes each benchmark's median to the file that SPECLINE_FIGURES names: a JSON
// object a line, as all programs here print them.
#define CATCH_CONFIG_MAIN  // Catch2 3 has a library for it
#include "catch.hpp"

#if __has_include(<catch2/reporters/catch_reporter_event_listener.hpp>)
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

#if __has_include(<catch2/reporters/catch_reporter_event_listener.hpp>)
using listener = Catch::EventListenerBase;
#else
using listener = Catch::TestEventListenerBase;
#endif

// `,"key":"value"` for each ` | key=value`; a value of digits is a number.
std::string members(std::string_view name)
{
    constexpr std::string_view bar = " | ";
    std::string text;
    for (std::size_t at = name.find(bar); at != name.npos; at = name.find(bar)) {
        name.remove_prefix(at + bar.size());
        std::string_view const member = name.substr(0, name.find(bar));
        std::string_view const key = member.substr(0, member.find('=')), value = member.substr(key.size() + 1);
        std::string_view const quote = value.find_first_not_of("0123456789") == value.npos ? "" : "\"";
        text.append(",\"").append(key).append("\":").append(quote).append(value).append(quote);
    }
    return text;
}

class figures : public listener {
public:
    using listener::listener;

    void benchmarkEnded(Catch::BenchmarkStats<> const& stats) override
    {
        char const* const path = std::getenv("SPECLINE_FIGURES");
        if (path == nullptr) return;
        std::vector<double> samples;
        for (auto const& sample : stats.samples) samples.push_back(sample.count());
        auto const middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
        std::nth_element(samples.begin(), middle, samples.end());
        std::string_view const name = stats.info.name;
        std::string const work{name.substr(0, name.find(" | "))};
        std::FILE* const file = std::fopen(path, "a");
        if (file == nullptr) std::perror(path), std::exit(1);
        std::fprintf(file, "{\"who\":\"specline\",\"work\":\"%s\"%s,\"ns\":%.1f}\n", work.c_str(),
                     members(name).c_str(), *middle);
        std::fclose(file);
    }
};

}  // namespace

CATCH_REGISTER_LISTENER(figures)
