// SPDX-License-Identifier: BSL-1.0
// boost::json::value as a spec: what the verbs do to it, what they leave, what is refused. (The recorded specs:
// spec_types.cpp.)
#include <specline/oci/json_spec.hpp>

#include "catch.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/defaults.hpp>

#include <boost/json.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sl = specline;
namespace json = boost::json;

namespace {

using traits = sl::spec_traits<json::value>;
using texts = std::vector<std::string_view>;

static_assert(sl::has_version<json::value> && sl::has_root<json::value> && sl::has_mounts<json::value> &&
              sl::has_erasable_mounts<json::value> && sl::has_mount_options<json::value> &&
              sl::has_propagation<json::value> && sl::has_namespaces<json::value> &&
              sl::has_guarded_paths<json::value> && sl::has_devices<json::value> && sl::has_device_rules<json::value> &&
              sl::has_process<json::value> && sl::has_capabilities<json::value>);

// `change` on a spec that is there, or on none: the text that comes out, in its order.
template <class Change>
std::string after(std::string_view spec, Change const& change)
{
    json::value value = json::parse(spec);
    change(value);
    CHECK(traits::check(value).message() == "");
    return json::serialize(value);
}

// Every verb that sets or adds something, or takes out something that is not there.
void use_all(json::value& spec)
{
    traits::set_version(spec, "1.2.0");
    traits::set_root(spec, "/r", true);
    traits::add_mount(spec, "/d", "bind", "/s", texts{"ro"});
    traits::add_option(spec, 0, "nodev");
    traits::erase_options(spec, 0, [](std::string_view o) { return o == "gone"; });
    traits::erase_mounts(spec, [](sl::mount_text const& m) { return m.destination == "/gone"; });
    traits::set_rootfs_propagation(spec, "rslave");
    traits::add_namespaces(spec, std::array<sl::oci::namespace_<std::string_view>, 1>{{{"pid", ""}}});
    traits::remove_namespace(spec, "mount");
    traits::add_device(spec, {.path = "/dev/x", .type = "c", .major = 1});
    traits::add_device_rule(spec, {.allow = true, .access = "r"});
    traits::set_terminal(spec, true);
    traits::set_cwd(spec, "/w");
    traits::add_args(spec, texts{"a"});
    traits::add_env(spec, texts{"E=1"});
    for (auto const set : {sl::capability_set::bounding, sl::capability_set::effective, sl::capability_set::inheritable,
                           sl::capability_set::permitted, sl::capability_set::ambient})
        traits::add_capabilities(spec, set, texts{"CAP_X"});
}

// Every verb that empties a list.
void empty_all(json::value& spec)
{
    traits::set_masked_paths(spec, texts{"/m"});
    traits::set_readonly_paths(spec, texts{"/o"});
    traits::clear_device_rules(spec);
    traits::clear_args(spec);
    traits::clear_env(spec);
}

sl::plugin small_plugin()
{
    sl::plugin plugin;
    plugin.id = "x";
    plugin.config.entrypoint = {"/serve"};
    plugin.config.network.type = "host";
    return plugin;
}

template <class Pipeline>
sl::status apply(Pipeline const& pipeline, json::value& spec)
{
    sl::memory_host host;
    sl::plugin const plugin = small_plugin();
    sl::bundle const where{.rootfs = "/r", .exec_root = "/run/x"};
    return pipeline.apply(spec, sl::inputs{plugin, where, host});
}

constexpr auto onto = sl::docker_plugin.without<sl::policies::defaults>();

}  // namespace

TEST_CASE("a spec from nothing has what oci write always writes, and nothing that is empty")
{
    CHECK(after("null", [](auto& s) { traits::set_version(s, ""); }) == R"({"ociVersion":""})");
    CHECK(after("null", [](auto& s) { traits::set_root(s, "", false); }) == R"({"ociVersion":"","root":{"path":""}})");
    CHECK(after("null", [](auto& s) { traits::set_root(s, "/r", true); }) ==
          R"({"ociVersion":"","root":{"path":"/r","readonly":true}})");
    CHECK(after("null", [](auto& s) { traits::add_mount(s, "", "", "", texts{}); }) ==
          R"({"ociVersion":"","mounts":[{"destination":""}]})");
    CHECK(after("null", [](auto& s) { traits::add_mounts(s, sl::oci::defaults::mounts); })
              .starts_with(R"({"ociVersion":"","mounts":[{"destination":"/proc","type":"proc","source":"proc",)"
                           R"("options":["nosuid","noexec","nodev"]},)"));
    CHECK(after("null", [](auto& s) { traits::set_rootfs_propagation(s, "rshared"); }) ==
          R"({"ociVersion":"","linux":{"rootfsPropagation":"rshared"}})");
    CHECK(after("{}", [](auto& s) { traits::set_rootfs_propagation(s, ""); }) == R"({"linux":{}})");
    CHECK(after("null", [](auto& s) {
              traits::add_namespaces(
                  s, std::array<sl::oci::namespace_<std::string_view>, 2>{{{"pid", ""}, {"network", "/n"}}});
          }) == R"({"ociVersion":"","linux":{"namespaces":[{"type":"pid"},{"type":"network","path":"/n"}]}})");
    CHECK(after("null", [](auto& s) { traits::set_masked_paths(s, texts{"/a", "/b"}); }) ==
          R"({"ociVersion":"","linux":{"maskedPaths":["/a","/b"]}})");
    CHECK(after("null", [](auto& s) { traits::set_readonly_paths(s, texts{"/a"}); }) ==
          R"({"ociVersion":"","linux":{"readonlyPaths":["/a"]}})");
    CHECK(after("null",
                [](auto& s) {
                    traits::add_device(s, {"/dev/x", "c", 10, 200, 0666, 1, 2});
                    traits::add_device(s, {"/dev/p", "p"});
                }) == R"({"ociVersion":"","linux":{"devices":[)"
                      R"({"path":"/dev/x","type":"c","major":10,"minor":200,"fileMode":438,"uid":1,"gid":2},)"
                      R"({"path":"/dev/p","type":"p","major":0,"minor":0,"fileMode":0,"uid":0,"gid":0}]}})");
    CHECK(after("null",
                [](auto& s) {
                    traits::add_device_rules(s, std::array<sl::oci::device_rule<std::string_view>, 2>{
                                                    {{false, "", {}, {}, "rwm"}, {true, "c", 1, 0, ""}}});
                }) == R"({"ociVersion":"","linux":{"resources":{"devices":[{"allow":false,"access":"rwm"},)"
                      R"({"allow":true,"type":"c","major":1,"minor":0}]}}})");
    std::string const process = R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},"cwd":"")";
    CHECK(after("null", [](auto& s) { traits::set_terminal(s, false); }) == process + "}}");
    CHECK(after("null", [](auto& s) { traits::set_terminal(s, true); }) == process + R"(,"terminal":true}})");
    CHECK(after("null", [](auto& s) { traits::set_cwd(s, ""); }) == process + "}}");
    CHECK(after("null", [](auto& s) { traits::add_args(s, texts{}); }) == process + "}}");
    CHECK(after("null", [](auto& s) { traits::add_args(s, texts{"a", ""}); }) == process + R"(,"args":["a",""]}})");
    CHECK(after("null", [](auto& s) { traits::add_env(s, texts{"A=1"}); }) == process + R"(,"env":["A=1"]}})");
    CHECK(after("null",
                [](auto& s) {
                    traits::add_capabilities(s, sl::capability_set::bounding, texts{"CAP_A"});
                    traits::add_capabilities(s, sl::capability_set::effective, texts{"CAP_B"});
                    traits::add_capabilities(s, sl::capability_set::inheritable, texts{"CAP_C"});
                    traits::add_capabilities(s, sl::capability_set::permitted, texts{"CAP_D"});
                    traits::add_capabilities(s, sl::capability_set::ambient, texts{"CAP_E"});
                }) == process +
                          R"(,"capabilities":{"bounding":["CAP_A"],"effective":["CAP_B"],"inheritable":["CAP_C"],)"
                          R"("permitted":["CAP_D"],"ambient":["CAP_E"]}}})");
}

TEST_CASE("what is taken from nothing makes nothing")
{
    for (std::string const spec : {"null", "{}", R"({"process":{},"linux":{"resources":{}}})", R"({"process":null})"})
        CHECK(after(spec, [](auto& s) {
                  traits::clear_args(s);
                  traits::clear_env(s);
                  traits::clear_device_rules(s);
                  traits::remove_namespace(s, "pid");
                  traits::erase_mounts(s, [](auto const&) { return true; });
                  traits::erase_options(s, 0, [](auto) { return true; });
                  traits::add_option(s, 0, "ro");
                  CHECK(traits::mount_count(s) == 0);
                  CHECK(traits::mount_at(s, 0).destination == "");
                  CHECK(traits::option_count(s, 0) == 0);
                  CHECK(traits::option_at(s, 0, 0) == "");
              }) == spec);
}

TEST_CASE("members are set where they stand, lists are emptied where they stand, and null is nothing")
{
    CHECK(after(R"({"a":1,"ociVersion":"1","z":2})", [](auto& s) { traits::set_version(s, "2"); }) ==
          R"({"a":1,"ociVersion":"2","z":2})");
    CHECK(after(R"({"root":{"readonly":true,"x":0,"path":"/o"},"z":1})", [](auto& s) {
              traits::set_root(s, "/n", false);
          }) == R"({"root":{"readonly":false,"x":0,"path":"/n"},"z":1})");
    CHECK(after(R"({"process":{"terminal":true,"args":["a"],"x":1,"env":["A"],"cwd":"/o"}})", [](auto& s) {
              traits::set_terminal(s, false);
              traits::clear_args(s);
              traits::clear_env(s);
              traits::set_cwd(s, "");
          }) == R"({"process":{"terminal":false,"args":[],"x":1,"env":[],"cwd":""}})");
    CHECK(after(R"({"linux":{"rootfsPropagation":"shared","maskedPaths":["/a","/b"],"readonlyPaths":["/c"],"x":1}})",
                [](auto& s) {
                    traits::set_rootfs_propagation(s, "");
                    traits::set_masked_paths(s, texts{"/d"});
                    traits::set_readonly_paths(s, texts{});
                }) == R"({"linux":{"rootfsPropagation":"","maskedPaths":["/d"],"readonlyPaths":[],"x":1}})");
    CHECK(after(R"({"linux":{"resources":{"devices":[{"allow":true}],"pids":{"limit":3}}}})", [](auto& s) {
              traits::clear_device_rules(s);
          }) == R"({"linux":{"resources":{"devices":[],"pids":{"limit":3}}}})");

    CHECK(after(R"({"root":null,"process":null,"mounts":null,"linux":null,"z":1})",
                [](auto& s) {
                    traits::set_root(s, "/r", false);
                    traits::set_cwd(s, "/");
                    traits::add_mount(s, "/d", "", "", texts{});
                    traits::set_masked_paths(s, texts{});
                }) == R"({"root":{"path":"/r"},"process":{"user":{"uid":0,"gid":0},"cwd":"/"},)"
                      R"("mounts":[{"destination":"/d"}],"linux":{},"z":1})");
    CHECK(after(R"({"process":{"terminal":null,"cwd":null,"args":null}})", [](auto& s) {
              traits::set_terminal(s, false);
              traits::set_cwd(s, "/");
              traits::clear_args(s);
              traits::add_args(s, texts{"a"});
          }) == R"({"process":{"terminal":null,"cwd":"/","args":["a"]}})");
}

TEST_CASE("mounts and their options are seen, added to and erased")
{
    std::string_view const spec = R"({"mounts":[{"x":1,"destination":"/a","type":"bind","source":"/s","options":)"
                                  R"(["ro","nodev","ro"]},{"destination":"/b","options":null},{"y":{}}]})";
    json::value const value = json::parse(spec);
    CHECK(traits::mount_count(value) == 3);
    CHECK(traits::mount_at(value, 0).destination == "/a");
    CHECK(traits::mount_at(value, 0).type == "bind");
    CHECK(traits::mount_at(value, 0).source == "/s");
    CHECK(traits::mount_at(value, 1).source == "");
    CHECK(traits::mount_at(value, 3).destination == "");
    CHECK(traits::option_count(value, 0) == 3);
    CHECK(traits::option_count(value, 1) == 0);
    CHECK(traits::option_at(value, 0, 1) == "nodev");
    CHECK(traits::option_at(value, 0, 3) == "");

    CHECK(after(spec,
                [](auto& s) {
                    std::string asked;
                    traits::erase_options(s, 0, [&](std::string_view o) {
                        asked.append(o).append(" ");
                        return o == "ro";
                    });
                    CHECK(asked == "ro nodev ro ");
                    traits::add_option(s, 0, traits::option_at(s, 0, 0));
                    traits::add_option(s, 1, "rw");
                    traits::add_option(s, 2, "rw");
                    traits::add_option(s, 3, "rw");
                }) ==
          R"({"mounts":[{"x":1,"destination":"/a","type":"bind","source":"/s","options":["nodev","nodev"]},)"
          R"({"destination":"/b","options":["rw"]},{"y":{},"options":["rw"]}]})");
    CHECK(after(spec, [](auto& s) {
              std::string asked;
              traits::erase_mounts(s, [&](sl::mount_text const& m) {
                  asked.append(m.destination).append(" ");
                  return m.source == "/s";
              });
              CHECK(asked == "/a /b  ");
          }) == R"({"mounts":[{"destination":"/b","options":null},{"y":{}}]})");
    CHECK(after(R"({"linux":{"namespaces":[{"type":"pid","x":1},{"type":"ipc"},{},{"type":"pid"}]}})", [](auto& s) {
              traits::remove_namespace(s, "pid");
          }) == R"({"linux":{"namespaces":[{"type":"ipc"},{},{"type":"pid"}]}})");
}

TEST_CASE("what no verb names stays, in its order, at every level")
{
    std::string_view const spec =
        R"({"hooks":{"prestart":[{"path":"/h"}]},"process":{"rlimits":[{"type":"RLIMIT_CORE"}],"user":{"uid":7},)"
        R"("noNewPrivileges":true,"args":["old"],"capabilities":{"x":1,"bounding":["CAP_A"]},"oomScoreAdj":5},)"
        R"("root":{"x":[1,2.5,-3],"readonly":true},"annotations":{"b":"1","a":"2"},"mounts":[{"destination":"/k",)"
        R"("uidMappings":[{"hostID":1}]}],"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ERRNO"},"resources":)"
        R"({"memory":{"limit":1},"devices":[{"allow":true,"x":0}]},"namespaces":[{"type":"network","x":1},)"
        R"({"type":"pid","path":"/p"}],"sysctl":{}},"zone":18446744073709551615})";
    json::value value = json::parse(spec);
    REQUIRE(apply(onto, value).message() == "");
    CHECK(json::serialize(value) ==
          R"({"hooks":{"prestart":[{"path":"/h"}]},"process":{"rlimits":[{"type":"RLIMIT_CORE"}],"user":{"uid":7},)"
          R"("noNewPrivileges":true,"args":["/serve"],"capabilities":{"x":1,"bounding":["CAP_A"]},"oomScoreAdj":5,)"
          R"("cwd":"/","env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},)"
          R"("root":{"x":[1,2.5E0,-3],"readonly":false,"path":"/r"},"annotations":{"b":"1","a":"2"},)"
          R"("mounts":[{"destination":"/k","uidMappings":[{"hostID":1}]},)"
          R"({"destination":"/run/docker/plugins","type":"bind","source":"/run/x/x","options":["rbind","rshared"]},)"
          R"({"destination":"/etc/hosts","type":"bind","source":"/etc/hosts","options":["rbind","ro"]},)"
          R"({"destination":"/etc/resolv.conf","type":"bind","source":"/etc/resolv.conf","options":["rbind","ro"]}],)"
          R"("linux":{"seccomp":{"defaultAction":"SCMP_ACT_ERRNO"},"resources":{"memory":{"limit":1},"devices":)"
          R"([{"allow":true,"x":0}]},"namespaces":[{"type":"pid","path":"/p"}],"sysctl":{}},)"
          R"("zone":18446744073709551615})");
}

TEST_CASE("a user that is missing from a process stays missing")
{
    json::value value = json::parse(R"({"process":{"args":[]}})");
    REQUIRE(apply(sl::pipeline{sl::policies::process{}}, value).ok());
    CHECK(!value.at("process").as_object().contains("user"));
    CHECK(value.at("process").at("cwd") == "/");
}

TEST_CASE("a place of a wrong kind is named, nothing is replaced there, and nothing crashes")
{
    struct {
        std::string_view spec, pointer, what;
    } const cases[] = {
        {R"([])", "", "expected an object, found an array"},
        {R"("text")", "", "expected an object, found a string"},
        {R"({"ociVersion":1})", "/ociVersion", "expected a string, found a number"},
        {R"({"root":"/r"})", "/root", "expected an object, found a string"},
        {R"({"root":{"path":{}}})", "/root/path", "expected a string, found an object"},
        {R"({"root":{"readonly":1}})", "/root/readonly", "expected true or false, found a number"},
        {R"({"mounts":"none"})", "/mounts", "expected an array, found a string"},
        {R"({"mounts":{}})", "/mounts", "expected an array, found an object"},
        {R"({"mounts":[{},5]})", "/mounts/1", "expected an object, found a number"},
        {R"({"mounts":[null]})", "/mounts/0", "expected an object, found null"},
        {R"({"mounts":[{"destination":true}]})", "/mounts/0/destination", "expected a string, found true or false"},
        {R"({"mounts":[{"type":1.5}]})", "/mounts/0/type", "expected a string, found a number"},
        {R"({"mounts":[{"source":[]}]})", "/mounts/0/source", "expected a string, found an array"},
        {R"({"mounts":[{"options":"ro"}]})", "/mounts/0/options", "expected an array, found a string"},
        {R"({"mounts":[{},{"options":["ro",18446744073709551615]}]})", "/mounts/1/options/1",
         "expected a string, found a number"},
        {R"({"process":[]})", "/process", "expected an object, found an array"},
        {R"({"process":{"terminal":"no"}})", "/process/terminal", "expected true or false, found a string"},
        {R"({"process":{"cwd":0}})", "/process/cwd", "expected a string, found a number"},
        {R"({"process":{"args":"sh"}})", "/process/args", "expected an array, found a string"},
        {R"({"process":{"args":["sh",null]}})", "/process/args/1", "expected a string, found null"},
        {R"({"process":{"env":{"A":"1"}}})", "/process/env", "expected an array, found an object"},
        {R"({"process":{"env":[{}]}})", "/process/env/0", "expected a string, found an object"},
        {R"({"process":{"capabilities":[]}})", "/process/capabilities", "expected an object, found an array"},
        {R"({"process":{"capabilities":{"bounding":0}}})", "/process/capabilities/bounding",
         "expected an array, found a number"},
        {R"({"process":{"capabilities":{"effective":[0]}}})", "/process/capabilities/effective/0",
         "expected a string, found a number"},
        {R"({"process":{"capabilities":{"inheritable":{}}}})", "/process/capabilities/inheritable",
         "expected an array, found an object"},
        {R"({"process":{"capabilities":{"permitted":""}}})", "/process/capabilities/permitted",
         "expected an array, found a string"},
        {R"({"process":{"capabilities":{"ambient":false}}})", "/process/capabilities/ambient",
         "expected an array, found true or false"},
        {R"({"linux":[]})", "/linux", "expected an object, found an array"},
        {R"({"linux":{"rootfsPropagation":[]}})", "/linux/rootfsPropagation", "expected a string, found an array"},
        {R"({"linux":{"namespaces":{}}})", "/linux/namespaces", "expected an array, found an object"},
        {R"({"linux":{"namespaces":["pid"]}})", "/linux/namespaces/0", "expected an object, found a string"},
        {R"({"linux":{"namespaces":[{"type":3}]}})", "/linux/namespaces/0/type", "expected a string, found a number"},
        {R"({"linux":{"maskedPaths":"/p"}})", "/linux/maskedPaths", "expected an array, found a string"},
        {R"({"linux":{"maskedPaths":[1]}})", "/linux/maskedPaths/0", "expected a string, found a number"},
        {R"({"linux":{"readonlyPaths":1}})", "/linux/readonlyPaths", "expected an array, found a number"},
        {R"({"linux":{"readonlyPaths":[[]]}})", "/linux/readonlyPaths/0", "expected a string, found an array"},
        {R"({"linux":{"devices":{}}})", "/linux/devices", "expected an array, found an object"},
        {R"({"linux":{"devices":["/dev/x"]}})", "/linux/devices/0", "expected an object, found a string"},
        {R"({"linux":{"resources":[]}})", "/linux/resources", "expected an object, found an array"},
        {R"({"linux":{"resources":{"devices":5}}})", "/linux/resources/devices", "expected an array, found a number"},
        {R"({"linux":{"resources":{"devices":[[]]}}})", "/linux/resources/devices/0",
         "expected an object, found an array"},
    };
    for (auto const& c : cases) {
        INFO(c.spec);
        json::value const before = json::parse(c.spec);
        sl::status const wrong = traits::check(before);
        CHECK(wrong.code() == sl::errc::wrong_type);
        CHECK(wrong.where() == c.pointer);
        CHECK(wrong.what() == c.what);

        // The pipeline says the same before its first policy, whichever it is, and touches nothing.
        json::value spec = before;
        sl::status const refused = apply(sl::pipeline{sl::policies::exec_folder{}}, spec);
        CHECK(refused.code() == sl::errc::wrong_type);
        CHECK(refused.where() == c.pointer);
        CHECK(refused.policy() == "");
        CHECK(spec == before);

        // The verbs leave that place as it is, but for those that empty the list which it is in.
        use_all(spec);
        CHECK(traits::check(spec).message() == wrong.message());
        json::error_code error;
        CHECK(spec.at_pointer(c.pointer) == *before.find_pointer(c.pointer, error));
        empty_all(spec);
    }
}

TEST_CASE("every place of the check is one that a verb reaches, and the verbs reach no other")
{
    json::value all;
    use_all(all);
    empty_all(all);
    CHECK(traits::check(all).ok());
    for (std::string_view const foreign :
         {R"({"process":{"user":5,"rlimits":7}})", R"({"hostname":[]})", R"({"mounts":[{"uidMappings":3}]})",
          R"({"linux":{"devices":[{"major":"x"}],"resources":{"devices":[{"allow":"x"}],"memory":1}}})"}) {
        json::value spec = json::parse(foreign);
        CHECK(traits::check(spec).ok());
        use_all(spec);
        CHECK(traits::check(spec).ok());
    }
}

TEST_CASE("a policy that puts a wrong kind into the spec is named")
{
    json::value spec;
    sl::status const wrong = apply(
        sl::docker_plugin.with(sl::policies::modify{[](json::value& s) { s.at("mounts").at(2).at("options") = 5; }}),
        spec);
    CHECK(wrong.message() == "expected an array, found a number (modify: /mounts/2/options)");
}

TEST_CASE("all is kept in the storage of the value")
{
    std::vector<unsigned char> bytes(1 << 18);
    json::static_resource memory{bytes.data(), bytes.size()};
    json::value spec(json::storage_ptr{&memory});
    REQUIRE(apply(sl::docker_plugin, spec).ok());
    auto const same = [&](auto const& self, json::value const& v) -> void {
        CHECK(v.storage().get() == &memory);
        if (auto const* o = v.if_object())
            for (auto const& [key, inner] : *o) self(self, inner);
        if (auto const* a = v.if_array())
            for (auto const& inner : *a) self(self, inner);
    };
    same(same, spec);
}

TEST_CASE("what is no UTF-8 is kept as oci write would write it")
{
    json::value spec;
    traits::set_cwd(spec, "a\x80\xc3\xa4\xff");
    CHECK(json::serialize(spec.at("process").at("cwd")) == "\"a\xef\xbf\xbd\xc3\xa4\xef\xbf\xbd\"");
    CHECK(sl::oci::read_json(json::serialize(spec)).ok());
}

TEST_CASE("a spec's text is read with all that it holds, or its fault is placed")
{
    auto const whole = sl::oci::read_json(" {\"b\": [1], \"a\": {}} \n");
    REQUIRE(whole.ok());
    CHECK(json::serialize(*whole) == R"({"b":[1],"a":{}})");

    auto const cut = sl::oci::read_json("{\n \"mounts\": [{}, ").status();
    CHECK(cut.code() == sl::errc::syntax);
    CHECK(cut.where() == "/mounts/1");
    CHECK(cut.line() == 2);
    CHECK(sl::oci::read_json("{} x").status().message() == "not JSON: something stands behind its end");
    CHECK(sl::oci::read_json("").status().code() == sl::errc::syntax);
    CHECK(sl::oci::read_json("[[[]]]", 2).status().code() == sl::errc::too_deep);
    CHECK(sl::oci::read_json("[[[]]]", 3).ok());

    // What no double holds would be written as Infinity, which is no JSON.
    auto const huge = sl::oci::read_json(R"({"a":[1.5,{"~/":[-1e400]}]})").status();
    CHECK(huge.code() == sl::errc::number_out_of_range);
    CHECK(huge.where() == "/a/1/~0~1/0");
    CHECK(sl::oci::read_json("[1e308,-1e308,18446744073709551615,-9223372036854775808]").ok());
}
