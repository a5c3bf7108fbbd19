// SPDX-License-Identifier: BSL-1.0
// One pipeline, any spec type: the same specs and the same errors, of embedders' own types as of ours.
#include "../examples/c_struct_spec.hpp"
#include "../examples/own_spec.hpp"
#include "cases.hpp"
#include "catch.hpp"
#include "golden.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/json_spec.hpp>
#include <specline/oci/spec.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/settings.hpp>

#include <boost/hana/adapt_struct.hpp>
#include <boost/json.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sl = specline;
namespace json = boost::json;
namespace policies = specline::policies;

namespace spec_type_tests {

struct mount {
    std::string destination, type, source;
    std::vector<std::string> options;
};
struct mounts_alone {
    std::vector<mount> mounts;
};
struct process {
    bool terminal;
    std::vector<std::string> args, env;
    std::string cwd;
};
struct process_alone {
    spec_type_tests::process process;
};

}  // namespace spec_type_tests
BOOST_HANA_ADAPT_STRUCT(spec_type_tests::mount, destination, type, source, options);
BOOST_HANA_ADAPT_STRUCT(spec_type_tests::mounts_alone, mounts);
BOOST_HANA_ADAPT_STRUCT(spec_type_tests::process, terminal, args, env, cwd);
BOOST_HANA_ADAPT_STRUCT(spec_type_tests::process_alone, process);

namespace spec_type_tests {

// Every spec type that has all verbs of docker_plugin.
std::string wrong_as_any_type(std::vector<golden::one> const& cases)
{
    return golden::wrong_in_memory<sl::oci::spec,       //
                                   sl::oci::spec_view,  //
                                   json::value,         //
                                   engine::spec,        //
                                   c_spec               //
                                   >(cases);
}

TEST_CASE("every spec type gives every golden spec, and fails where it should", "[golden]")
{
    CHECK(wrong_as_any_type(golden::curated_cases()) == "");
    CHECK(wrong_as_any_type(golden::random_cases()) == "");
}

TEST_CASE("every spec type gives the specs of the real configs in the folder SPECLINE_REAL", "[golden]")
{
    auto const cases = golden::real_cases();
    if (cases.empty()) SPECLINE_SKIP("SPECLINE_REAL names no folder with real configs");
    CHECK(wrong_as_any_type(cases) == "");
}

// Every verb, also where no policy leads: the second time, out of range, of what is there twice.
template <class Spec>
std::string text_after_all_verbs(Spec spec)
{
    using verbs = sl::spec_traits<Spec>;
    using words = std::span<std::string_view const>;
    static constexpr std::array<std::string_view, 4> some{"a", "", "c", "a"};
    static constexpr std::array<sl::oci::namespace_<std::string_view>, 4> namespaces{
        {{.type = "pid"}, {.type = "ipc"}, {.type = "pid"}, {.type = "uts"}}};
    verbs::set_version(spec, "1");
    verbs::set_version(spec, "2");
    verbs::set_root(spec, "/r", true);
    verbs::set_root(spec, "", true);
    for (std::string_view const at : {"/1", "/2", "/3"}) verbs::add_mount(spec, at, "", "/from", words{some});
    verbs::erase_mounts(spec, [](sl::mount_text const& m) { return m.destination == "/2" && m.type.empty(); });
    verbs::erase_options(spec, 1, [n = 0](std::string_view o) mutable { return ++n > 1 && o != "c"; });
    verbs::erase_options(spec, 2, [](std::string_view) { return true; });
    verbs::add_option(spec, 0, "d");
    verbs::add_option(spec, 2, "nowhere");
    verbs::set_rootfs_propagation(spec, "slave");
    verbs::add_namespaces(spec, namespaces);
    verbs::remove_namespace(spec, "pid");
    verbs::remove_namespace(spec, "network");
    verbs::set_masked_paths(spec, some);
    verbs::set_masked_paths(spec, words{some}.first(2));
    verbs::set_readonly_paths(spec, some);
    verbs::set_readonly_paths(spec, {});
    verbs::add_device_rule(spec, {.allow = true, .type = "c", .access = "r"});
    verbs::clear_device_rules(spec);
    verbs::add_device_rule(spec, {.type = "b", .minor = 0});
    verbs::add_device(spec, {.path = "/dev/x", .type = "b", .major = -1, .minor = 1, .uid = 4294967295});
    verbs::set_terminal(spec, true);
    verbs::add_args(spec, words{some});
    verbs::clear_args(spec);
    verbs::add_args(spec, words{some}.first(3));
    verbs::add_env(spec, words{some});
    verbs::clear_env(spec);
    using enum sl::capability_set;
    std::size_t n = 0;
    for (auto const set : {bounding, effective, inheritable, permitted, ambient})
        verbs::add_capabilities(spec, set, words{some}.first(n++));
    REQUIRE(verbs::check(spec));
    return golden::spec_text(spec);
}

TEST_CASE("every verb does the same to every spec type")
{
    std::string const ours = text_after_all_verbs(sl::oci::spec{});
    std::vector<std::byte> bytes(1 << 14);
    sl::arena room{bytes};
    sl::oci::spec_view view;
    view.room = &room;
    CHECK(text_after_all_verbs(std::move(view)) == ours);
    CHECK(text_after_all_verbs(engine::spec{}) == ours);
    CHECK(text_after_all_verbs(c_spec{}) == ours);
}

// Whether a spec type has all that a policy uses.
template <class Spec, class... Policies>
constexpr bool takes = (sl::policy_for<Policies, Spec, sl::inputs<sl::plugin, sl::memory_host>> && ...);
template <class Spec, class... Policies>
constexpr bool takes_any = (sl::policy_for<Policies, Spec, sl::inputs<sl::plugin, sl::memory_host>> || ...);

static_assert(takes<mounts_alone, policies::mounts, policies::exec_mount, policies::name_files, policies::dev_mounts,
                    policies::exec_folder, policies::rootless>);
static_assert(!takes_any<mounts_alone, policies::defaults, policies::root, policies::propagated_mount,
                         policies::network_host, policies::pid_host, policies::ipc_host, policies::all_devices,
                         policies::devices, policies::process, policies::capabilities>);
static_assert(takes<process_alone, policies::process, policies::exec_folder>);
static_assert(!takes_any<process_alone, policies::defaults, policies::root, policies::propagated_mount,
                         policies::mounts, policies::exec_mount, policies::name_files, policies::network_host,
                         policies::pid_host, policies::ipc_host, policies::dev_mounts, policies::all_devices,
                         policies::devices, policies::capabilities, policies::rootless>);

sl::bundle const where{.rootfs = "/r", .exec_root = "/run/plugins"};

// A plugin that asks for everything, on a machine in a user namespace that has it.
struct everything {
    everything()
    {
        plugin.id = "x";
        plugin.config.entrypoint = {"/serve"};
        plugin.config.env = {{.name = "A", .value = "1"}};
        plugin.config.linux_.capabilities = {"CAP_SYS_ADMIN"};
        plugin.config.linux_.devices = {{.name = "null", .path = "/dev/null"}};
        plugin.config.mounts = {
            {.source = "/srv", .destination = "/dev/shm", .type = "bind", .options = {"rbind", "rbind"}},
            {.source = "/srv", .destination = "/a path of more than 31 bytes", .type = "bind", .options = {"rbind"}}};
        plugin.config.network.type = "host";
        plugin.config.propagated_mount = "/mnt";
        REQUIRE(sl::use_default_settings(plugin));
    }

    template <class Spec>
    sl::result<Spec> build()
    {
        return sl::docker_plugin.build<Spec>(sl::inputs{plugin, where, host});
    }

    static constexpr std::array<sl::memory_facts::device, 1> devices{
        {{"/dev/null", {.type = sl::node_type::character, .major = 1, .minor = 3, .mode = 0666}}}};
    static constexpr std::array<sl::memory_facts::mount, 1> mounts{
        {{"/srv", sl::locked_flags::nodev | sl::locked_flags::nosuid}}};
    sl::plugin plugin;
    sl::memory_host host{{.devices = devices, .mounts = mounts, .user_namespace = true}};
};

TEST_CASE("a spec type with some sections takes the policies that need no more")
{
    everything e;
    constexpr sl::pipeline all_of_mounts{policies::rootless{},   policies::mounts{},     policies::exec_mount{},
                                         policies::name_files{}, policies::dev_mounts{}, policies::exec_folder{}};
    auto const mounts = all_of_mounts.build<mounts_alone>(sl::inputs{e.plugin, where, e.host});
    REQUIRE(mounts.ok());
    CHECK(sl::oci::write(*mounts) ==
          R"({"mounts":[{"destination":"/a path of more than 31 bytes","type":"bind","source":"/srv",)"
          R"("options":["rbind","nodev","nosuid"]},{"destination":"/run/docker/plugins","type":"bind",)"
          R"("source":"/run/plugins/x","options":["rbind","rshared"]},)"
          R"({"destination":"/etc/hosts","type":"bind","source":"/etc/hosts","options":["rbind","ro"]},)"
          R"({"destination":"/etc/resolv.conf","type":"bind","source":"/etc/resolv.conf","options":["rbind","ro"]}]})");

    auto const process = sl::pipeline{policies::process{}}.build<process_alone>(sl::inputs{e.plugin, where, e.host});
    REQUIRE(process.ok());
    CHECK(sl::oci::write(*process) ==
          R"({"process":{"args":["/serve"],"env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",)"
          R"("A=1"],"cwd":"/"}})");
}

TEST_CASE("a small string holds any text, copied, moved and assigned")
{
    using engine::small_string;
    auto const is = [](small_string const& s, std::string_view text) { return std::string_view{s} == text; };
    std::vector<std::string> texts;
    for (std::size_t const n : {0u, 1u, 30u, 31u, 32u, 33u, 1000u})
        texts.emplace_back(n, static_cast<char>('a' + n % 26));
    texts.emplace_back("\0\x7f\xff", 3);
    texts.emplace_back(31, '\x7f');
    for (auto const& a : texts) {
        small_string const one{a};
        CHECK(is(one, a));
        std::string_view const seen = one;
        auto const* const self = reinterpret_cast<char const*>(&one);
        CHECK((seen.data() >= self && seen.data() < self + sizeof one) == (a.size() <= small_string::most_within));
        for (auto const& b : texts) {
            small_string other{b};
            other = one;
            CHECK((is(other, a) && is(one, a)));
            auto& same = other;
            other = same;
            CHECK(is(other, a));
            small_string moved{std::move(other)};
            CHECK((is(moved, a) && is(other, "")));
            other = small_string{b};
            CHECK(is(other, b));
            other = std::move(moved);
            CHECK(is(other, a));
        }
    }
}

TEST_CASE("a fixed vector keeps what fits, and remembers what does not")
{
    using engine::small_string;
    engine::fixed_vector<small_string, 3> list;
    auto const holds = [&](std::vector<std::string_view> const& texts) {
        return std::vector<std::string_view>(list.begin(), list.end()) == texts;
    };
    CHECK(holds({}));
    for (auto const* text : {"a", "b", "c"}) list.push_back(small_string{text});
    CHECK((holds({"a", "b", "c"}) && !list.overflowed()));
    list.push_back(small_string{"d"});
    CHECK((holds({"a", "b", "c"}) && list.overflowed()));
    CHECK(list.erase(list.begin(), list.begin() + 1) == list.begin());
    CHECK((holds({"b", "c"}) && list.overflowed()));  // what was left out is still left out
    list = {};
    CHECK((holds({}) && !list.overflowed()));
    list.push_back(small_string{std::string(99, 'x')});
    auto const* const behind = list.erase(list.begin(), list.end());
    CHECK((holds({}) && behind == list.end()));

    engine::fixed_vector<std::shared_ptr<int>, 2> owners;
    owners.push_back(std::make_shared<int>());
    std::weak_ptr<int> const owned = owners[0];
    owners.erase(owners.begin(), owners.end());
    CHECK(owned.expired());
}

TEST_CASE("a full list of a spec type is an error with the name of the policy that filled it")
{
    everything e;
    auto const fails = [&](std::string_view message) {
        auto const spec = e.build<engine::spec>();
        CHECK(spec.status().code() == sl::errc::refused);
        CHECK(spec.status().message() == message);
    };
    auto const is_as_ours = [&] {
        auto const own = e.build<engine::spec>();
        auto const ours = e.build<sl::oci::spec>();
        REQUIRE((own.ok() && ours.ok()));
        CHECK(sl::oci::write(*own) == sl::oci::write(*ours));
    };
    auto& names = e.plugin.config.linux_.capabilities;
    names.assign(64 - 14, "CAP_KILL");
    is_as_ours();
    names.push_back("CAP_KILL");
    fails("there are too many capabilities (capabilities)");
    names.clear();
    using verbs = sl::spec_traits<engine::spec>;
    using enum sl::capability_set;
    for (auto const set : {bounding, effective, inheritable, permitted, ambient}) {
        engine::spec one_full;
        verbs::add_capabilities(one_full, set, std::vector<std::string_view>(64, "CAP_KILL"));
        CHECK(verbs::check(one_full).ok());
        verbs::add_capabilities(one_full, set, std::array<std::string_view, 1>{"CAP_KILL"});
        CHECK(verbs::check(one_full).code() == sl::errc::refused);
    }

    auto& options = e.plugin.config.mounts[1].options;
    for (int i = 1; i < 14; ++i) options.push_back("option=" + std::to_string(i));
    is_as_ours();  // with the two that rootless adds
    options.push_back("more");
    fails("a mount has too many options (rootless: /a path of more than 31 bytes)");
    options.resize(17);
    fails("a mount has too many options (mounts: /a path of more than 31 bytes)");
    options = {"rbind"};

    constexpr auto more = sl::docker_plugin.with(policies::modify{[](auto& spec, auto const&) {
        static constexpr std::array<sl::oci::namespace_<std::string_view>, 5> five{};
        sl::verbs(spec).add_namespaces(spec, five);
    }});
    auto const spec = more.build<engine::spec>(sl::inputs{e.plugin, where, e.host});
    CHECK(spec.status().message() == "there are too many namespaces (modify)");
}

// Memory of which one piece is not given.
struct memory_but_one {
    explicit memory_but_one(std::size_t which)
    {
        left = which;
        oci_realloc = [](void* old, std::size_t size) { return left-- == 0 ? nullptr : std::realloc(old, size); };
    }
    ~memory_but_one() { oci_realloc = before; }

    static inline std::size_t left = 0;
    void* (*before)(void*, std::size_t) = oci_realloc;
};

TEST_CASE("whichever piece of memory a C struct does not get, the pipeline fails and nothing leaks")
{
    everything e;
    auto const whole = e.build<c_spec>();
    REQUIRE(whole.ok());
    std::size_t pieces = 0;
    for (;; ++pieces) {
        memory_but_one const scarce{pieces};
        sl::memory_host host{{.devices = e.devices, .mounts = e.mounts, .user_namespace = true}};
        auto const spec = sl::docker_plugin.build<c_spec>(sl::inputs{e.plugin, where, host});
        if (spec.ok()) {
            CHECK(sl::spec_traits<c_spec>::text(*spec) == sl::spec_traits<c_spec>::text(*whole));
            break;
        }
        INFO(pieces << ": " << spec.status().message());
        REQUIRE(spec.status().code() == sl::errc::system);
        REQUIRE(spec.status().system_error() == ENOMEM);
        REQUIRE(!spec.status().policy().empty());
        REQUIRE(host.made("/run/plugins/x") == (spec.status().policy() == "rootless"));
    }
    CHECK(pieces > 200);
}

TEST_CASE("a C struct refuses a text that no C string can hold")
{
    everything e;
    e.plugin.settings.env.push_back(std::string{"B=\0!", 4});
    auto const spec = e.build<c_spec>();
    CHECK(spec.status().code() == sl::errc::refused);
    CHECK(spec.status().message() == "a C string has no NUL: take it out of the text (process)");
}

TEST_CASE("a C struct is written however large it is")
{
    everything e;
    e.plugin.settings.args.assign(5000, "word");
    auto const spec = e.build<c_spec>();
    auto const ours = e.build<sl::oci::spec>();
    REQUIRE((spec.ok() && ours.ok()));
    CHECK(sl::spec_traits<c_spec>::text(*spec) == sl::oci::write(*ours));
}

TEST_CASE("a C struct that C made takes policies, and empty texts are told from absent ones in lists alone")
{
    everything e;
    auto* const made = static_cast<oci_spec*>(std::calloc(1, sizeof(oci_spec)));
    REQUIRE(made != nullptr);
    c_spec spec;
    CHECK(sl::spec_traits<c_spec>::text(spec) == R"({"ociVersion":""})");
    spec.tree.reset(made);
    e.plugin.config.entrypoint = {"/p", ""};
    REQUIRE(sl::pipeline{policies::root{}, policies::process{}}.apply(spec, sl::inputs{e.plugin, where, e.host}));
    CHECK(spec.tree.get() == made);
    REQUIRE(made->process->args_len == 2);
    CHECK(made->process->args[1][0] == '\0');
    CHECK(made->oci_version == nullptr);
    CHECK(sl::spec_traits<c_spec>::text(spec) ==
          R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},"args":["/p",""],)"
          R"("env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","A=1"],"cwd":"/"},)"
          R"("root":{"path":"/r"}})");
}

}  // namespace spec_type_tests
