// SPDX-License-Identifier: BSL-1.0
// The floor: what no program can leave out that makes a spec's text of a plugin's text. Its system calls, a pass of
// Boost.JSON's parser that keeps nothing, and a copy of the result.
#include "measure.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <sys/stat.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace json = boost::json;

namespace {

// Takes all of a text and keeps nothing of it.
struct no_handler {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t, json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t, json::error_code&) { return true; }
    bool on_key_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_key(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
    bool on_double(double, json::string_view, json::error_code&) { return true; }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }
};

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const given{argc, argv};
    measure::figures figures{"floor"};
    auto const yes = [](bool ok) { return ok; };

    std::string const folder = given.exec_root + "/abc123";
    auto const system_calls = [&] {
        struct stat device{};
        return ::mkdir(folder.c_str(), 0700) == -1 && errno == EEXIST && ::lstat("/dev/null", &device) == 0 &&
               S_ISCHR(device.st_mode);
    };
    figures.add("system calls", "volume", system_calls, yes);

    json::basic_parser<no_handler> parser{json::parse_options{}};  // the options that specline has
    auto const parse = [&](std::string_view work, std::string_view input, std::string const& text) {
        auto const all = [&] {
            json::error_code error;
            parser.reset();
            return parser.write_some(false, text.data(), text.size(), error) == text.size() && !error;
        };
        figures.add(work, input, all, yes);
    };
    parse("parse plugin", "volume", given.input("volume.json"));
    parse("parse plugin", "smallest", given.input("smallest.json"));
    parse("parse plugin", "largest", given.input("largest.json"));
    std::string const spec = given.input("volume.spec.json");
    parse("parse spec", "volume", spec);

    std::vector<char> out(spec.size());
    auto const copy = [&] {
        std::memcpy(out.data(), spec.data(), spec.size());
        return out.data();
    };
    figures.add("copy spec", "volume", copy,
                [&](char const* text) { return std::string_view{text, out.size()} == spec; });
    return figures.print();
}
