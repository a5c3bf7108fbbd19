// SPDX-License-Identifier: BSL-1.0
// How long plugin text to spec text takes with many mounts, env entries, devices and capabilities.
#include "catch.hpp"
#include "setting.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sl = specline;
using setting::all, setting::owned_kind, setting::view_kind, setting::where;

namespace {

// A list of a plugin, of any length.
struct items {
    std::string_view what;                            // its name in the figures
    std::string_view before, after;                   // the config around the elements
    std::string (*element)(std::string const&);       // one, given a text of its own
    std::size_t (*count)(sl::oci::spec_view const&);  // how many the spec has of them
};

constexpr items lists[] = {
    {"mounts", R"("Mounts":[)", "]",
     [](std::string const& i) {
         return R"({"Name":"m)" + i + R"(","Source":"/srv/)" + i + R"(","Destination":"/data/)" + i +
                R"(","Type":"bind","Options":["rbind"],"Settable":["source"]})";
     },
     [](sl::oci::spec_view const& spec) { return spec.mounts.size(); }},
    {"env entries", R"("Env":[)", "]",
     [](std::string const& i) { return R"({"Name":"NAME_)" + i + R"(","Value":"a value","Settable":["value"]})"; },
     [](sl::oci::spec_view const& spec) { return spec.process->env.size(); }},
    // All at one path: a memory_host looks through all the devices that it has.
    {"devices", R"("Linux":{"Devices":[)", "]}",
     [](std::string const& i) { return R"({"Name":"d)" + i + R"(","Path":"/dev/null"})"; },
     [](sl::oci::spec_view const& spec) { return spec.linux_->devices.size(); }},
    {"capabilities", R"("Linux":{"Capabilities":[)", "]}", [](std::string const& i) { return R"("CAP_)" + i + '"'; },
     [](sl::oci::spec_view const& spec) { return spec.process->capabilities->bounding.size(); }},
};

// A plugin with `n` of them.
std::string text_of(items const& list, std::size_t n)
{
    std::string text = R"({"Id":"abc123","Config":{)";
    text.append(list.before);
    for (std::size_t i = 0; i < n; ++i) {
        std::string const digits = std::to_string(i);
        if (i != 0) text += ',';
        text += list.element(std::string(6 - digits.size(), '0') + digits);
    }
    return text.append(list.after).append("}}");
}

// Bytes for what is read, built and written, with space to spare: the system gives none that is not written to.
std::size_t room_for(std::size_t n) { return 2048 * (n + 32); }

std::size_t count(items const& list, std::size_t n)
{
    std::string const text = text_of(list, n);
    view_kind kind{room_for(n)};
    sl::memory_host host{setting::facts};
    auto const plugin = kind.read_plugin(text);
    return list.count(*kind.build(sl::docker_plugin, sl::inputs{*plugin, where, host}));
}

void measure_lists(std::initializer_list<std::size_t> sizes)
{
    for (items const& list : lists)
        for (std::size_t const n : sizes) {
            std::string const text = text_of(list, n);
            view_kind kind{room_for(n)};
            owned_kind owned;
            sl::memory_host host{setting::facts};
            CHECK(count(list, n) == count(list, 0) + n);
            CHECK((all(kind, text, host) == all(owned, text, host)));  // in brackets: too long to be shown
            BENCHMARK("items | what=" + std::string{list.what} + " | kind=view | n=" + std::to_string(n))
            {
                return all(kind, text, host).size();
            };
        }
}

}  // namespace

TEST_CASE("n items", "[items]") { measure_lists({10, 100, 1'000}); }
TEST_CASE("very many items", "[items][large]") { measure_lists({10'000, 100'000}); }
