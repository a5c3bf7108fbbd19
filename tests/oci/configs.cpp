// SPDX-License-Identifier: BSL-1.0
// Whole config.json files, as engines and runtimes make them: read, written and compared; and damaged ones.
#include <specline/oci/read.hpp>

#include "catch.hpp"
#include "full.hpp"

#include <specline/oci/write.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace config_tests {

namespace json = boost::json;
namespace sl = specline;
namespace oci = sl::oci;
using sl::errc;

inline std::string read_file(std::string const& path)
{
    std::ifstream in{path, std::ios::binary};
    if (!in) throw std::runtime_error{"cannot read " + path};
    return {std::istreambuf_iterator<char>{in}, {}};
}
inline std::string config(std::string const& name)
{
    return read_file(SPECLINE_SOURCE_DIR "/tests/oci/configs/" + name + ".json");
}

// Without the members that say nothing: what `omitempty` leaves out.
inline json::value normal(json::value const& v)
{
    if (auto const* a = v.if_array()) {
        json::array out;
        for (auto const& e : *a) out.push_back(normal(e));
        return out;
    }
    auto const* const o = v.if_object();
    if (o == nullptr) return v;
    json::object out;
    for (auto const& [key, value] : *o) {
        auto n = normal(value);
        bool const empty = n.is_null() || n == json::value(false) || n == json::value(0) || n == json::value("") ||
                           (n.is_array() && n.as_array().empty()) || (n.is_object() && n.as_object().empty());
        if (!empty) out.emplace(key, std::move(n));
    }
    return out;
}

// What is written of a text by each of the text kinds.
inline std::vector<std::string> written(std::string const& text, oci::read_options const& options = {})
{
    std::vector<std::byte> bytes(1 << 18);
    sl::arena room{bytes};
    auto const owned = oci::read(text, options);
    auto const view = oci::read(text, room, options);
    INFO(owned.status().message());
    INFO(view.status().message());
    REQUIRE(owned);
    REQUIRE(view);
    return {oci::write(*owned), oci::write(*view)};
}

inline void compare(std::string const& text)
{
    for (auto const& out : written(text)) {
        CHECK(normal(json::parse(out)) == normal(json::parse(text)));
        for (auto const& again : written(out)) CHECK(json::parse(again) == json::parse(out));
    }
}

TEST_CASE("config.json files of the kinds that engines make say the same when they are written", "[oci][configs]")
{
    for (auto const name : {"userns", "pod", "the_rest"}) {
        INFO(name);
        compare(config(name));
    }
    oci::read_options const strict{.unknown_members = oci::unknown::refuse};
    CHECK(written(config("userns"), strict).size() == 2);
    CHECK(written(config("pod"), strict).size() == 2);

    std::vector<sl::status> reports;
    CHECK(oci::read(config("the_rest"), {.unknown_members = oci::unknown::report, .reports = &reports}));
    std::vector<std::string> where;
    for (auto const& r : reports) where.emplace_back(r.where());
    CHECK(where == std::vector<std::string>{"/linux/netDevices", "/vm", "/windows"});
}

TEST_CASE("parts of these files are where they belong", "[oci][configs]")
{
    auto const userns = oci::read(config("userns"));
    REQUIRE(userns);
    CHECK(userns->process->user.umask == 18u);
    CHECK(userns->process->env[4] == "GREETING=Grüße \"an\" alle\t→");
    CHECK(userns->process->rlimits[1].hard == 18446744073709551615u);
    CHECK(userns->mounts[7].uidMappings[1].hostID == 100000);
    CHECK(userns->hooks->createRuntime[0].timeout == 10);
    CHECK(userns->annotations.at("note").empty());
    CHECK(userns->linux_->seccomp->syscalls.size() == 7);
    CHECK(userns->linux_->seccomp->syscalls[5].args[1].value == 9);
    auto const rest = oci::read(config("the_rest"));
    REQUIRE(rest);
    CHECK(rest->linux_->timeOffsets.at("boottime").secs == -604800);
    CHECK(rest->linux_->resources->rdma.at("mlx4_0").hcaObjects == 1000u);
    CHECK(!rest->linux_->resources->rdma.at("mlx4_0").hcaHandles);
    CHECK(rest->linux_->unknown.texts ==
          std::vector<std::string>{R"("netDevices":{"eth0":{"name":"container_eth0"},"ens4":{}})"});
}

TEST_CASE("what a runtime prints as its default spec is read and written", "[oci][configs]")
{
    bool found = false;
    for (std::string const runtime : {"runc", "crun"}) {
        auto const name = "specline-spec-" + std::to_string(std::random_device{}());
        std::string const folder = (std::filesystem::temp_directory_path() / name).string();
        REQUIRE(std::filesystem::create_directory(folder));
        std::string const command = "cd '" + folder + "' && " + runtime + " spec >/dev/null 2>&1";
        if (std::system(command.c_str()) == 0) {
            found = true;
            auto const text = read_file(folder + "/config.json");
            INFO(runtime);
            compare(text);
            CHECK(written(text, {.unknown_members = oci::unknown::refuse}).size() == 2);
        } else {
            std::printf("not checked: %s, since it prints no spec here\n", runtime.c_str());
        }
        std::filesystem::remove_all(folder);
    }
    if (!found) SPECLINE_SKIP("neither runc nor crun prints a spec here");
}

// A text that somebody damaged, a bit or a lot.
class damage {
public:
    std::string of(std::string text)
    {
        for (auto changes = below(2) + 1; changes > 0; --changes) {
            one(text);
            if (text.empty()) text = " ";
        }
        return text;
    }
    std::size_t below(std::size_t n) { return random_() % n; }

private:
    void one(std::string& text)
    {
        constexpr std::string_view likely{"{}[]\",:\\ \n0123456789-+.eEtfnu/\x80\xc3\xed\xff", 35};  // with its NUL
        constexpr std::string_view values[] = {
            "null", "true", "-1",          "1e3", "1.5",  "18446744073709551616",   "1e99999", "\"x\"", "[]", "{}",
            "[1]",  "0",    "\"\\u0000\"", "-0",  "[[]]", "{\"a\":{\"b\":[null]}}", "70000",   "[null]"};
        std::size_t const at = below(text.size()), more = below(20) + 1;
        switch (below(9)) {
        case 0: text[at] = static_cast<char>(text[at] ^ (1 << below(8))); break;
        case 1: text.insert(at, 1, likely[below(likely.size())]); break;
        case 2: text.erase(at, more); break;
        case 3: text.insert(below(text.size()), text.substr(at, more)); break;
        case 4: text.resize(below(8) == 0 ? at : text.size()); break;
        case 5: {  // a value becomes another
            auto const [begin, size] = value_behind(text, at);
            text.replace(begin, size, values[below(std::size(values))]);
            break;
        }
        case 6: {  // a value stands deeper
            auto const [begin, size] = value_behind(text, at);
            std::size_t const depth = below(40);
            std::string const open = below(2) == 0 ? "[" : "{\"linux\":", close = open == "[" ? "]" : "}";
            for (std::size_t i = 0; i < depth; ++i) text.insert(begin + size, close).insert(begin, open);
            break;
        }
        case 7: {  // a member stands twice, perhaps with another value
            auto const [begin, size] = value_behind(text, at);
            std::size_t const quote = begin < 3 ? text.npos : text.rfind('"', begin - 2);
            std::size_t const open = quote == text.npos || quote == 0 ? text.npos : text.rfind('"', quote - 1);
            if (open == text.npos) break;
            std::string const key = text.substr(open, begin - open), value = text.substr(begin, size);
            text.insert(open, key + (below(2) == 0 ? value : std::string{values[below(std::size(values))]}) + ",");
            break;
        }
        default: {  // a key becomes another
            std::size_t const quote = text.find('"', at);
            if (quote != text.npos) text.insert(quote + 1, below(2) == 0 ? "x" : "\\u0041");
        }
        }
    }

    // A word, or a string without quotes in it, behind a colon at or behind `at`.
    std::pair<std::size_t, std::size_t> value_behind(std::string const& text, std::size_t at)
    {
        std::size_t begin = text.find(':', at);
        if (begin == text.npos) return {at, 0};
        begin = (std::min)(text.find_first_not_of(" \n", begin + 1), text.size());
        std::size_t end = begin;
        if (end < text.size() && text[end] == '"') end = text.find('"', end + 1) + 1;
        else end = text.find_first_of(",}] \n", begin);
        if (end == 0 || end == text.npos) end = text.size();
        return {begin, end - begin};
    }

    std::mt19937 random_{20240229};  // the same numbers everywhere
};

TEST_CASE("a damaged config.json gives a spec or an error with its place, never anything else", "[oci][configs][bad]")
{
    std::string const texts[] = {std::string{full::text}, std::string{full::empty}, config("the_rest"), config("pod")};
    std::vector<std::byte> bytes(1 << 18), more(1 << 18);
    damage damaged;
    int refusals = 0, specs = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string const text = damaged.of(texts[damaged.below(std::size(texts))]);
        std::vector<char> const copy(text.begin(), text.end());  // a step too far is seen
        std::string_view const view{copy.data(), copy.size()};
        oci::read_options const options{.unknown_members = static_cast<oci::unknown>(damaged.below(3))};
        sl::arena room{bytes};
        auto const owned = oci::read(view, options);
        auto const borrowed = oci::read(view, room, options);
        bool ok = owned.ok() == borrowed.ok();
        if (owned && borrowed) {
            ++specs;
            std::string const out = oci::write(*owned), out_of_view = oci::write(*borrowed);
            sl::arena other{more};
            auto const owned_again = oci::read(out);
            auto const borrowed_again = oci::read(std::string_view{out_of_view}, other);
            ok = ok && owned_again && oci::write(*owned_again) == out && borrowed_again &&
                 oci::write(*borrowed_again) == out_of_view;
        } else if (!owned.ok() && !borrowed.ok()) {
            ++refusals;
            auto const &a = owned.status(), &b = borrowed.status();
            ok = ok && a.code() == b.code() && a.what() == b.what() && a.where() == b.where() && a.line() == b.line() &&
                 a.column() == b.column() && !a.what().empty() && a.line() >= 1 && a.column() >= 1 &&
                 a.code() != errc::arena_full;
        }
        INFO(text);
        INFO(owned.status().message());
        INFO(borrowed.status().message());
        CHECK(ok);
    }
    CHECK(refusals > 700);
    CHECK(specs > 300);
}

}  // namespace config_tests
