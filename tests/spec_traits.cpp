// SPDX-License-Identifier: BSL-1.0
// The verbs, on both text kinds and on an embedder's own struct; and which type has which.
#include <specline/spec_traits.hpp>

#include "catch.hpp"

#include <specline/oci/spec.hpp>
#include <specline/oci/write.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace traits_tests {

namespace sl = specline;
namespace oci = sl::oci;
using sl::errc;
using words = std::vector<std::string_view>;

// An embedder's struct that has mounts and nothing else, with other strings and lists.
struct own_mount {
    std::pmr::string destination;
    std::string type;
    std::pmr::string source;
    std::deque<std::pmr::string> options;
};
struct only_mounts {
    std::deque<own_mount> mounts;
};
struct only_namespaces {
    struct one {
        std::string type;
    };
    struct {
        std::deque<one> namespaces;
    } linux_;
};
struct only_args {
    struct {
        std::vector<std::string> args;
    } process;
};
struct nothing {};
// Every part is there, and each lacks one member.
struct lacking {
    struct a_mount {
        std::string destination, type, source;
    };
    struct a_device {
        std::string path, type;
    };
    struct a_rule {
        bool allow;
    };
    struct a_namespace {
        std::string path;
    };
    std::vector<a_mount> mounts;
    struct {
        std::string path;
    } root;
    struct {
        struct {
            std::vector<a_rule> devices;
        } resources;
        std::vector<a_namespace> namespaces;
        std::vector<a_device> devices;
        std::vector<std::string> maskedPaths;
    } linux_;
    struct {
        std::vector<std::string> args, env;
        bool terminal;
        struct {
            std::vector<std::string> bounding, effective, permitted, inheritable;
        } capabilities;
    } process;
};

template <class Spec>
constexpr bool has_all = sl::has_version<Spec> && sl::has_root<Spec> && sl::has_mounts<Spec> &&
                         sl::has_erasable_mounts<Spec> && sl::has_mount_options<Spec> && sl::has_propagation<Spec> &&
                         sl::has_namespaces<Spec> && sl::has_guarded_paths<Spec> && sl::has_devices<Spec> &&
                         sl::has_device_rules<Spec> && sl::has_process<Spec> && sl::has_capabilities<Spec>;
template <class Spec>
constexpr bool has_none_but_mounts_and_namespaces =
    !sl::has_version<Spec> && !sl::has_root<Spec> && !sl::has_propagation<Spec> && !sl::has_guarded_paths<Spec> &&
    !sl::has_devices<Spec> && !sl::has_device_rules<Spec> && !sl::has_process<Spec> && !sl::has_capabilities<Spec>;
template <class Spec>
constexpr bool has_no_mounts = !sl::has_mounts<Spec> && !sl::has_erasable_mounts<Spec> && !sl::has_mount_options<Spec>;

static_assert(has_all<oci::spec> && has_all<oci::spec_view>);
static_assert(sl::has_mounts<only_mounts> && sl::has_erasable_mounts<only_mounts> &&
              sl::has_mount_options<only_mounts>);
static_assert(has_none_but_mounts_and_namespaces<only_mounts> && !sl::has_namespaces<only_mounts>);
static_assert(sl::has_namespaces<only_namespaces> && has_no_mounts<only_namespaces>);
static_assert(has_none_but_mounts_and_namespaces<only_namespaces>);
static_assert(has_none_but_mounts_and_namespaces<only_args> && has_no_mounts<only_args>);  // args are no whole process
static_assert(has_none_but_mounts_and_namespaces<nothing> && has_no_mounts<nothing> && !sl::has_namespaces<nothing>);
static_assert(has_none_but_mounts_and_namespaces<lacking> && has_no_mounts<lacking> && !sl::has_namespaces<lacking>);

// Calls `use(spec)` with an empty spec of each text kind.
template <class Use>
void with_both(Use const& use)
{
    use(oci::spec{});
    std::vector<std::byte> bytes(1 << 16);
    sl::arena room{bytes};
    oci::spec_view view;
    view.room = &room;
    use(view);
}

constexpr std::string_view process_frame = R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},)";

template <class List>
words texts(List const& list)
{
    return {list.begin(), list.end()};
}

constexpr std::array<std::string_view, 2> two{"a", "b"};
constexpr std::array<oci::mount<std::string_view>, 2> constant_mounts{
    {{"/c1", "tmpfs", "t", std::span<std::string_view const>{two}}, {"/c2", "", "", {}}}};

// The mount verbs, in a constant expression for views.
template <class Spec>
constexpr bool changes_mounts(Spec& spec)
{
    using verbs = sl::spec_traits<Spec>;
    verbs::add_mounts(spec, constant_mounts);
    verbs::add_mount(spec, "/m", "bind", "/from", two);
    verbs::add_option(spec, 0, "c");
    verbs::add_option(spec, 1, "d");
    verbs::add_option(spec, 9, "nowhere");
    verbs::erase_options(spec, 2, [](std::string_view o) { return o == "a"; });
    verbs::erase_options(spec, 9, [](std::string_view) { return true; });
    int asked = 0;
    verbs::erase_mounts(spec, [&](sl::mount_text const& m) {
        ++asked;
        return m.destination == "/c2" && m.type.empty() && m.source.empty();
    });
    auto const first = verbs::mount_at(spec, 0), second = verbs::mount_at(spec, 1);
    return asked == 3 && verbs::mount_count(spec) == 2 && first.destination == "/c1" && first.type == "tmpfs" &&
           first.source == "t" && verbs::option_count(spec, 0) == 3 && verbs::option_at(spec, 0, 0) == "a" &&
           verbs::option_at(spec, 0, 1) == "b" && verbs::option_at(spec, 0, 2) == "c" && second.destination == "/m" &&
           second.type == "bind" && second.source == "/from" && verbs::option_count(spec, 1) == 1 &&
           verbs::option_at(spec, 1, 0) == "b" && constant_mounts[0].options.size() == 2 &&
           constant_mounts[1].options.empty() && verbs::check(spec).ok();
}
constexpr bool changes_mounts_of_a_view()
{
    sl::arena room;
    oci::spec_view spec;
    spec.room = &room;
    return changes_mounts(spec);
}
static_assert(changes_mounts_of_a_view());

TEST_CASE("version and root are set", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        verbs::set_version(spec, "1.0");
        verbs::set_version(spec, "1.1.0");
        CHECK(oci::write(spec) == R"({"ociVersion":"1.1.0"})");
        verbs::set_root(spec, "/r", true);
        CHECK(oci::write(spec) == R"({"ociVersion":"1.1.0","root":{"path":"/r","readonly":true}})");
        verbs::set_root(spec, "s", false);
        CHECK(oci::write(spec) == R"({"ociVersion":"1.1.0","root":{"path":"s"}})");
        CHECK(verbs::check(spec).ok());
    });
}

TEST_CASE("mounts are added, seen, changed and erased", "[spec_traits]")
{
    with_both([](auto spec) {
        CHECK(changes_mounts(spec));
        CHECK(oci::write(spec) ==
              R"({"ociVersion":"","mounts":[{"destination":"/c1","type":"tmpfs","source":"t","options":["a","b","c"]},)"
              R"({"destination":"/m","type":"bind","source":"/from","options":["b"]}]})");
    });
}

TEST_CASE("mounts and options are asked for once each, in order", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        std::string order;
        for (std::string_view const name : {"1", "2", "3", "4"}) verbs::add_mount(spec, name, "", "", two);
        verbs::erase_mounts(spec, [&](sl::mount_text const& m) {
            order += m.destination;
            return m.destination == "1" || m.destination == "3";
        });
        CHECK(order == "1234");
        REQUIRE(verbs::mount_count(spec) == 2);
        CHECK(verbs::mount_at(spec, 0).destination == "2");
        CHECK(verbs::mount_at(spec, 1).destination == "4");
        verbs::erase_options(spec, 1, [&](std::string_view o) {
            order += o;
            return true;
        });
        CHECK(order == "1234ab");
        CHECK(verbs::option_count(spec, 1) == 0);
        CHECK(verbs::option_count(spec, 0) == 2);
        CHECK(texts(two) == words{"a", "b"});
    });
}

TEST_CASE("propagation, namespaces and guarded paths are set", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        constexpr std::array<oci::namespace_<std::string_view>, 4> some{
            {{"pid", ""}, {"ipc", ""}, {"pid", "/proc/1/ns/pid"}, {"uts", ""}}};
        verbs::add_namespaces(spec, some);
        verbs::remove_namespace(spec, "pid");  // the first of its type
        CHECK(oci::write(spec) == R"({"ociVersion":"","linux":{"namespaces":[{"type":"ipc"},)"
                                  R"({"type":"pid","path":"/proc/1/ns/pid"},{"type":"uts"}]}})");
        verbs::remove_namespace(spec, "network");
        verbs::remove_namespace(spec, "uts");
        verbs::remove_namespace(spec, "ipc");
        verbs::remove_namespace(spec, "pid");
        verbs::set_rootfs_propagation(spec, "rshared");
        verbs::set_masked_paths(spec, std::array<std::string_view, 1>{"/old"});
        verbs::set_masked_paths(spec, two);
        verbs::set_readonly_paths(spec, std::span{two}.first(1));
        CHECK(oci::write(spec) == R"({"ociVersion":"","linux":{"rootfsPropagation":"rshared",)"
                                  R"("maskedPaths":["a","b"],"readonlyPaths":["a"]}})");
        verbs::set_masked_paths(spec, {});
        CHECK(spec.linux_->maskedPaths.size() == 0);
        CHECK(some[0].type == "pid");
        CHECK(verbs::check(spec).ok());
    });
}

TEST_CASE("devices and their rules are added", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        verbs::add_device(spec, {"/dev/x", "b", 8, 1, 0660, 5, 6});
        verbs::add_device(spec, {.path = "/dev/p", .type = "p"});
        CHECK(oci::write(spec) ==
              R"({"ociVersion":"","linux":{"devices":[{"path":"/dev/x","type":"b","major":8,"minor":1,)"
              R"("fileMode":432,"uid":5,"gid":6},{"path":"/dev/p","type":"p","major":0,"minor":0,)"
              R"("fileMode":0,"uid":0,"gid":0}]}})");
        spec.linux_.reset();
        constexpr std::array<oci::device_rule<std::string_view>, 2> some{
            {{false, "", {}, {}, "rwm"}, {true, "c", 1, {}, "r"}}};
        verbs::add_device_rules(spec, some);
        verbs::add_device_rule(spec, {true, "b", 8, 0, "m"});
        verbs::add_device_rules(spec, std::span{some}.first(1));
        CHECK(oci::write(spec) == R"({"ociVersion":"","linux":{"resources":{"devices":[{"allow":false,"access":"rwm"},)"
                                  R"({"allow":true,"type":"c","major":1,"access":"r"},)"
                                  R"({"allow":true,"type":"b","major":8,"minor":0,"access":"m"},)"
                                  R"({"allow":false,"access":"rwm"}]}}})");
        verbs::clear_device_rules(spec);
        CHECK(oci::write(spec) == R"({"ociVersion":"","linux":{"resources":{}}})");
        verbs::add_device_rule(spec, {});
        CHECK(spec.linux_->resources->devices.size() == 1);
        CHECK(verbs::check(spec).ok());
    });
}

TEST_CASE("the process is set", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        verbs::set_terminal(spec, true);
        verbs::set_cwd(spec, "/w");
        verbs::add_args(spec, two);
        std::vector<std::string> const strings{"c"};  // a list is copied, its texts are not
        verbs::add_args(spec, strings);
        verbs::add_env(spec, words{"A=1"});
        verbs::add_env(spec, two);
        CHECK(oci::write(spec) == R"({"ociVersion":"","process":{"terminal":true,"user":{"uid":0,"gid":0},)"
                                  R"("args":["a","b","c"],"env":["A=1","a","b"],"cwd":"/w"}})");
        verbs::set_terminal(spec, false);
        verbs::clear_args(spec);
        verbs::clear_env(spec);
        CHECK(oci::write(spec) == std::string{process_frame} + R"("cwd":"/w"}})");
        verbs::add_args(spec, std::span<std::string_view const>{two});
        verbs::add_args(spec, std::span<std::string_view const>{two}.first(1));
        CHECK(texts(spec.process->args) == words{"a", "b", "a"});
        CHECK(verbs::check(spec).ok());
    });
}

TEST_CASE("each set of capabilities grows by itself", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        using enum sl::capability_set;
        struct {
            sl::capability_set set;
            std::string_view key;
        } const sets[] = {{bounding, "bounding"},
                          {effective, "effective"},
                          {inheritable, "inheritable"},
                          {permitted, "permitted"},
                          {ambient, "ambient"}};
        for (auto const& one : sets) {
            spec.process.reset();
            verbs::add_capabilities(spec, one.set, std::span<std::string_view const>{two});
            verbs::add_capabilities(spec, one.set, words{"c"});
            CHECK(oci::write(spec) == std::string{process_frame} + R"("cwd":"","capabilities":{")" +
                                          std::string{one.key} + R"(":["a","b","c"]}}})");
        }
        CHECK(verbs::check(spec).ok());
    });
}

TEST_CASE("text is made for a spec, as long as it turns out", "[spec_traits]")
{
    with_both([](auto spec) {
        using verbs = sl::spec_traits<decltype(spec)>;
        auto const fill = [](std::string_view text) {
            return [text](char* out) { return text.copy(out, text.size()); };
        };
        auto const first = verbs::make_text(spec, 10, fill("abc"));
        auto const second = verbs::make_text(spec, 3, fill("def"));
        CHECK(verbs::make_text(spec, 3, fill("")).empty());
        CHECK(first == "abc");
        CHECK(second == "def");
    });
    std::array<std::byte, 8> bytes;
    sl::arena room{bytes};
    oci::spec_view view;
    view.room = &room;
    auto const one = [](char* out) { return *out = 'x', std::size_t{1}; };
    CHECK(sl::spec_traits<oci::spec_view>::make_text(view, 8, one) == "x");
    CHECK(room.used() == 1);  // what is not used is given back
    CHECK(sl::spec_traits<oci::spec_view>::make_text(view, 8, one).empty());
    CHECK(sl::spec_traits<oci::spec_view>::check(view).code() == errc::arena_full);
}

TEST_CASE("a struct that has mounts alone takes the mount verbs", "[spec_traits]")
{
    only_mounts spec;
    CHECK(changes_mounts(spec));
    REQUIRE(spec.mounts.size() == 2);
    CHECK(spec.mounts[0].destination == "/c1");
    CHECK(spec.mounts[0].options == std::deque<std::pmr::string>{"a", "b", "c"});
    CHECK(spec.mounts[1].source == "/from");
    CHECK(sl::spec_traits<only_mounts>::make_text(spec, 1, [](char* out) { return *out = 'x', std::size_t{1}; }) ==
          "x");

    only_namespaces other;
    constexpr std::array<oci::namespace_<std::string_view>, 2> some{{{"pid", ""}, {"ipc", ""}}};
    sl::spec_traits<only_namespaces>::add_namespaces(other, some);
    sl::spec_traits<only_namespaces>::remove_namespace(other, "pid");
    REQUIRE(other.linux_.namespaces.size() == 1);
    CHECK(other.linux_.namespaces.front().type == "ipc");
}

TEST_CASE("a view that lacks room reports arena_full, and takes no additions", "[spec_traits]")
{
    using verbs = sl::spec_traits<oci::spec_view>;
    sl::arena none;
    for (sl::arena* const room : {static_cast<sl::arena*>(nullptr), &none}) {
        auto const check = [&](auto const& add) {
            none.clear();
            oci::spec_view spec;
            spec.room = room;
            add(spec);
            CHECK(verbs::check(spec).code() == errc::arena_full);
            CHECK(spec.mounts.empty());
            if (spec.process) CHECK(spec.process->args.empty());
            if (spec.linux_) CHECK(spec.linux_->devices.empty());
        };
        check([](auto& s) { verbs::add_mount(s, "/m", "", "", words{}); });
        check([](auto& s) { verbs::add_args(s, words{"x"}); });
        check([](auto& s) { verbs::add_device(s, {}); });
        check([](auto& s) { verbs::add_device_rule(s, {}); });
        check([](auto& s) { (void)verbs::make_text(s, 1, [](char*) { return std::size_t{1}; }); });
    }
    // What is borrowed needs no room, but its change does.
    oci::spec_view spec;
    spec.room = &none;
    none.clear();
    verbs::add_mounts(spec, constant_mounts);
    CHECK(verbs::check(spec).ok());
    CHECK(spec.mounts.begin() == constant_mounts.data());
    verbs::add_option(spec, 0, "x");
    CHECK(verbs::check(spec).code() == errc::arena_full);
    CHECK(verbs::option_count(spec, 0) == 2);
    CHECK(sl::spec_traits<oci::spec>::check({}).ok());
}

}  // namespace traits_tests
