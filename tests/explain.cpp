// SPDX-License-Identifier: BSL-1.0
// Which policy made which change: the changes of small values, and those of whole builds, made again one by one.
#include <specline/explain.hpp>

#include "catch.hpp"
#include "golden.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/json_spec.hpp>
#include <specline/plugin/read.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sl = specline;
namespace json = boost::json;

namespace {

// Makes one operation of a JSON Patch, as RFC 6902 says, and throws where it cannot.
void make(json::value& document, json::object const& operation)
{
    std::string_view const op = operation.at("op").as_string();
    std::string path{std::string_view{operation.at("path").as_string()}};
    auto const* const given = operation.if_contains("value");
    if (path.empty()) {
        if (op == "remove") throw std::runtime_error{"the document cannot be removed"};
        document = *given;
        return;
    }
    auto const slash = path.rfind('/');
    json::error_code error;
    json::value* const parent = document.find_pointer(path.substr(0, slash), error);
    if (parent == nullptr) throw std::runtime_error{"nothing at " + path};
    std::string key;
    for (std::size_t i = slash + 1; i < path.size(); ++i)
        if (path[i] == '~') key.push_back(path[++i] == '0' ? '~' : '/');
        else key.push_back(path[i]);
    if (auto* const object = parent->if_object()) {
        if ((op == "add") == object->contains(key)) throw std::runtime_error{op.data() + path};
        if (op == "remove") object->erase(object->find(key));
        else (*object)[key] = *given;
        return;
    }
    auto& list = parent->as_array();
    std::size_t index = 0;
    auto const [end, wrong] = std::from_chars(key.data(), key.data() + key.size(), index);
    bool const good = wrong == std::errc{} && end == key.data() + key.size();
    if (!good || index >= list.size() + (op == "add")) throw std::runtime_error{"no index at " + path};
    auto const where = list.begin() + static_cast<std::ptrdiff_t>(index);
    if (op == "add") list.insert(where, *given);
    else if (op == "remove") list.erase(where);
    else list[index] = *given;
}

// The changes from one text to another, one a line; they lead to it when they are made.
std::string changes(std::string_view before, std::string_view after)
{
    json::value value = json::parse(before);
    json::value const wanted = json::parse(after);
    auto const all = sl::detail::json_difference(value, wanted);
    std::string text;
    for (json::value const& operation : sl::json_patch(all)) {
        make(value, operation.as_object());
        if (!text.empty()) text.push_back('\n');
        text += json::serialize(operation);
    }
    CHECK(value == wanted);
    return text;
}

sl::bundle const where{.rootfs = "/r", .exec_root = "/run/x"};

// Explains every case that does not fail, from `Spec{}`, and makes all changes again.
template <class Spec>
void explain_all(json::value const& empty)
{
    golden::world const world;
    for (auto const& c : golden::all_cases()) {
        INFO(c.name);
        auto plugin = sl::read_plugin(c.plugin, {.id = c.id});
        if (!plugin || !sl::set(*plugin, c.settings_to_set())) continue;
        sl::memory_host host{world.facts(c.user_namespace)};
        sl::bundle const files{.rootfs = c.rootfs, .exec_root = c.exec_root};
        Spec spec{};
        auto const told = sl::explain(sl::docker_plugin, spec, sl::inputs{*plugin, files, host});
        REQUIRE(told.ok() != c.fails);
        if (c.fails) continue;
        json::value made = empty;
        for (auto const& one : *told)
            for (json::value const& operation : sl::json_patch(one.changes)) make(made, operation.as_object());
        CHECK(made == json::parse(c.spec));
        CHECK(told->size() == 16);
    }
}

// A spec type of which specline knows nothing but what its verbs say.
struct counted {
    int words = 0;
    bool broken = false;
};

}  // namespace

template <>
struct sl::spec_traits<counted> {
    static sl::status check(counted const&) { return {}; }
    static std::string text(counted const& spec) { return spec.broken ? "{" : std::to_string(spec.words); }
};

TEST_CASE("what is equal has no changes, and one value in place of another is a replacement")
{
    for (std::string_view const same : {"null", "1", "[]", "{}", R"({"a":[1,{"b":2.5}]})"})
        CHECK(changes(same, same) == "");
    CHECK(changes(R"({"a":1,"b":2})", R"({"b":2,"a":1})") == "");
    CHECK(changes("1", "2") == R"({"op":"replace","path":"","value":2})");
    CHECK(changes(R"({"a":[]})", R"({"a":{}})") == R"({"op":"replace","path":"/a","value":{}})");
    CHECK(changes(R"({"a":null})", R"({"a":false})") == R"({"op":"replace","path":"/a","value":false})");
    CHECK(changes(R"({"a":{"b":"x"}})", R"({"a":{"b":"y"}})") == R"({"op":"replace","path":"/a/b","value":"y"})");
}

TEST_CASE("members are compared by their names")
{
    CHECK(changes(R"({"a":1,"b":2})", R"({"b":2,"c":null})") ==
          "{\"op\":\"remove\",\"path\":\"/a\"}\n{\"op\":\"add\",\"path\":\"/c\",\"value\":null}");
    CHECK(changes(R"({"a/b":1,"~":{"":0}})", R"({"a/b":2,"~":{"":1}})") ==
          "{\"op\":\"replace\",\"path\":\"/a~1b\",\"value\":2}\n{\"op\":\"replace\",\"path\":\"/~0/\",\"value\":1}");
}

TEST_CASE("elements of an array are compared by the longest common subsequence")
{
    CHECK(changes("[1,2,3]", "[1,3]") == R"({"op":"remove","path":"/1"})");
    CHECK(changes("[1,3]", "[1,2,3]") == R"({"op":"add","path":"/1","value":2})");
    CHECK(changes("[]", "[1,2]") ==
          "{\"op\":\"add\",\"path\":\"/0\",\"value\":1}\n{\"op\":\"add\",\"path\":\"/1\",\"value\":2}");
    CHECK(changes("[1,2,3]", "[]") == "{\"op\":\"remove\",\"path\":\"/2\"}\n{\"op\":\"remove\",\"path\":\"/"
                                      "1\"}\n{\"op\":\"remove\",\"path\":\"/0\"}");
    CHECK(changes("[1,1]", "[1]") == R"({"op":"remove","path":"/1"})");
    CHECK(changes("[1,2,3,4,5,6]", "[9,2,4,5,7,6]") ==
          "{\"op\":\"replace\",\"path\":\"/0\",\"value\":9}\n{\"op\":\"remove\",\"path\":\"/2\"}\n"
          "{\"op\":\"add\",\"path\":\"/4\",\"value\":7}");
    // As many elements in place of others are compared one with one; else they are taken out and put in.
    CHECK(changes(R"([{"a":1,"o":["x"]},2])", R"([{"a":1,"o":["x","y"]},2])") ==
          R"({"op":"add","path":"/0/o/1","value":"y"})");
    CHECK(changes(R"([{"a":1},{"a":2}])", R"([{"a":3}])") ==
          "{\"op\":\"remove\",\"path\":\"/1\"}\n{\"op\":\"remove\",\"path\":\"/0\"}\n"
          "{\"op\":\"add\",\"path\":\"/0\",\"value\":{\"a\":3}}");
}

TEST_CASE("changes of random lists lead where they should")
{
    unsigned seed = 7;
    auto const random = [&](unsigned below) { return (seed = seed * 1103515245 + 12345) / 65536 % below; };
    auto const list = [&](auto const& self, unsigned depth) -> json::value {
        json::array a;
        for (unsigned n = random(6); n-- > 0;)
            if (depth == 0 || random(3) != 0) a.emplace_back(random(3));
            else a.push_back(json::object{{"k", self(self, depth - 1)}, {"n", random(2)}});
        return a;
    };
    for (int round = 0; round < 2000; ++round) changes(json::serialize(list(list, 2)), json::serialize(list(list, 2)));
}

TEST_CASE("large lists are compared by index, and in little time")
{
    json::array before, after;
    for (int i = 0; i < 50000; ++i) {
        before.emplace_back(i);
        after.emplace_back(-i - 1);
    }
    after.emplace_back(0);
    auto const start = std::chrono::steady_clock::now();
    auto const all = sl::detail::json_difference(before, after);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{5});
    CHECK(all.size() == 50001);
    CHECK(all.front().path == "/0");
    CHECK(all.back().path == "/50000");
    CHECK(!all.back().before);

    auto const fewer = sl::detail::json_difference(after, before);
    CHECK(fewer.size() == 50001);
    CHECK(fewer.back().path == "/50000");
    CHECK(!fewer.back().after);
}

TEST_CASE("each policy is told with what it changed, and the spec is built")
{
    sl::plugin plugin;
    plugin.id = "x";
    plugin.config.network.type = "host";
    sl::memory_facts::mount const flags[] = {{"/run/x/x", sl::locked_flags::nodev}};
    sl::memory_host host{{.mounts = flags, .user_namespace = true}};
    sl::oci::spec spec;
    auto const told = sl::explain(sl::docker_plugin, spec, sl::inputs{plugin, where, host});
    REQUIRE(told.status().message() == "");

    std::string text;
    for (auto const& one : *told) {
        text.append(one.policy).append(":");
        if (one.policy != "defaults")
            for (json::value const& operation : sl::json_patch(one.changes)) text += "\n" + json::serialize(operation);
        text.push_back('\n');
    }
    CHECK(text == R"(defaults:
root:
{"op":"add","path":"/root","value":{"path":"/r"}}
propagated_mount:
mounts:
exec_mount:
{"op":"add","path":"/mounts/7","value":{"destination":"/run/docker/plugins","type":"bind","source":"/run/x/x",)"
                  R"("options":["rbind","rshared"]}}
name_files:
{"op":"add","path":"/mounts/8","value":{"destination":"/etc/hosts","type":"bind","source":"/etc/hosts",)"
                  R"("options":["rbind","ro"]}}
{"op":"add","path":"/mounts/9","value":{"destination":"/etc/resolv.conf","type":"bind",)"
                  R"("source":"/etc/resolv.conf","options":["rbind","ro"]}}
network_host:
{"op":"remove","path":"/linux/namespaces/1"}
pid_host:
ipc_host:
dev_mounts:
all_devices:
devices:
process:
{"op":"add","path":"/process/env","value":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}
{"op":"replace","path":"/process/cwd","value":"/"}
capabilities:
exec_folder:
rootless:
{"op":"add","path":"/mounts/7/options/2","value":"nodev"}
)");
    CHECK(told->at(6).changes[0].before == json::parse(R"({"type":"network"})"));
    CHECK(spec.mounts.size() == 10);
}

TEST_CASE("a spec that is there is explained from there, and null as the empty object")
{
    sl::plugin const plugin;
    sl::memory_host host;
    constexpr sl::pipeline only_root{sl::policies::root{}};
    json::value spec = json::parse(R"({"x":1,"root":{"path":"/o"}})");
    auto const told = sl::explain(only_root, spec, sl::inputs{plugin, where, host});
    REQUIRE(told.ok());
    CHECK(json::serialize(sl::json_patch(told->at(0).changes)) ==
          R"([{"op":"replace","path":"/root/path","value":"/r"}])");

    json::value none;
    auto const from_nothing = sl::explain(only_root, none, sl::inputs{plugin, where, host});
    REQUIRE(from_nothing.ok());
    CHECK(json::serialize(sl::json_patch(from_nothing->at(0).changes)) ==
          R"([{"op":"add","path":"/ociVersion","value":""},{"op":"add","path":"/root","value":{"path":"/r"}}])");
}

TEST_CASE("a pipeline within a pipeline is explained by its own policies")
{
    sl::plugin const plugin;
    sl::memory_host host;
    sl::oci::spec spec;
    sl::pipeline const nested{sl::pipeline{sl::policies::root{}}, sl::policies::process{}};
    auto const told = sl::explain(nested, spec, sl::inputs{plugin, where, host});
    REQUIRE(told.ok());
    REQUIRE(told->size() == 2);
    CHECK(told->at(0).policy == "root");
    CHECK(told->at(1).policy == "process");
}

TEST_CASE("a spec type may tell its own text, which must be JSON")
{
    sl::plugin const plugin;
    sl::memory_host host;
    sl::pipeline const p{sl::policies::modify{[](counted& c) { ++c.words; }},
                         sl::policies::modify{[](counted& c) { c.broken = c.words == 5; }}};
    counted spec;
    auto const told = sl::explain(p, spec, sl::inputs{plugin, where, host});
    REQUIRE(told.ok());
    CHECK(json::serialize(sl::json_patch(told->at(0).changes)) == R"([{"op":"replace","path":"","value":1}])");
    CHECK(told->at(1).changes.empty());

    spec.words = 4;
    auto const broken = sl::explain(p, spec, sl::inputs{plugin, where, host}).status();
    CHECK(broken.code() == sl::errc::syntax);
    CHECK(sl::explain(p, spec, sl::inputs{plugin, where, host}).status().code() == sl::errc::syntax);
}

TEST_CASE("a policy that fails is told as the pipeline tells it")
{
    sl::plugin plugin;
    plugin.id = "../x";
    sl::memory_host host;
    sl::oci::spec spec;
    auto const told = sl::explain(sl::docker_plugin, spec, sl::inputs{plugin, where, host});
    CHECK(told.status().code() == sl::errc::bad_id);
    CHECK(told.status().policy() == "exec_mount");
}

TEST_CASE("the changes of all policies, made one after the other, give the recorded specs", "[golden]")
{
    explain_all<sl::oci::spec>(json::parse(sl::oci::write(sl::oci::spec{})));
    explain_all<json::value>(json::object{});
}
