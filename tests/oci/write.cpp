// SPDX-License-Identifier: BSL-1.0
// A spec as text: what is always written and what is left out, and every place where it may go.
#include <specline/oci/write.hpp>

#include "catch.hpp"

#include <specline/oci/spec.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// An embedder's own structs, with their own strings and lists.
namespace embedder {

struct user {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
};
struct process {
    bool terminal = false;
    embedder::user user;
    std::deque<std::string> args;
    std::string_view cwd;
};
struct mount {
    std::string destination;
    std::vector<std::string_view> options;
    std::int64_t extra = 0;
};
struct kernel {
    std::string rootfsPropagation;
    std::optional<std::vector<std::string>> maskedPaths;
};
struct spec {
    std::string ociVersion;
    embedder::process process;
    std::deque<mount> mounts;
    std::optional<kernel> linux_;
    std::string vendor;
};
struct limits {
    std::uint64_t most = 0;
    std::int64_t least = 0;
};

}  // namespace embedder

BOOST_HANA_ADAPT_STRUCT(embedder::user, uid, gid);
BOOST_HANA_ADAPT_STRUCT(embedder::process, terminal, user, args, cwd);
BOOST_HANA_ADAPT_STRUCT(embedder::mount, destination, options, extra);
BOOST_HANA_ADAPT_STRUCT(embedder::kernel, rootfsPropagation, maskedPaths);
BOOST_HANA_ADAPT_STRUCT(embedder::spec, ociVersion, process, mounts, linux_, vendor);
BOOST_HANA_ADAPT_STRUCT(embedder::limits, most, least);

namespace write_tests {

namespace sl = specline;
namespace oci = sl::oci;

// Every member is there, and every value is empty.
constexpr std::string_view empty_members =
    R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},"cwd":"","capabilities":{},"oomScoreAdj":0},)"
    R"("root":{"path":""},"mounts":[{"destination":""}],"linux":{"resources":{"devices":[{"allow":false},)"
    R"({"allow":false,"major":0,"minor":0}]},"namespaces":[{"type":""}],"devices":[{"path":"","type":"","major":0,)"
    R"("minor":0},{"path":"","type":"","major":0,"minor":0,"fileMode":0,"uid":0,"gid":0}]}})";

// Every member is there with a value, in the order of the runtime spec's Go type.
constexpr std::string_view full_members =
    R"({"ociVersion":"1.1.0","process":{"terminal":true,"user":{"uid":1,"gid":4294967295},"args":["a","","b c"],)"
    R"("env":["E=1"],"cwd":"/c","capabilities":{"bounding":["B"],"effective":["E"],"inheritable":["I"],)"
    R"("permitted":["P"],"ambient":["A"]},"noNewPrivileges":true,"apparmorProfile":"ap","oomScoreAdj":-1000,)"
    R"("selinuxLabel":"se"},"root":{"path":"rootfs","readonly":true},"hostname":"h","mounts":[{"destination":"/d",)"
    R"("type":"bind","source":"/s","options":["rbind","ro"]},{"destination":"/e"}],"linux":{"resources":{"devices":[)"
    R"({"allow":true,"type":"c","major":-1,"minor":9223372036854775807,"access":"rwm"}]},"cgroupsPath":"/cg",)"
    R"("namespaces":[{"type":"pid","path":"/proc/1/ns/pid"}],"devices":[{"path":"/dev/x","type":"b","major":8,)"
    R"("minor":-9223372036854775808,"fileMode":438,"uid":2,"gid":3}],"rootfsPropagation":"rshared",)"
    R"("maskedPaths":["/m"],"readonlyPaths":["/r"]}})";

constexpr auto least = (std::numeric_limits<std::int64_t>::min)(), most = (std::numeric_limits<std::int64_t>::max)();

template <class Text>
constexpr oci::basic_spec<Text> spec_of_empty_members(sl::arena& room)
{
    oci::basic_spec<Text> spec;
    auto const memory = [&] {
        if constexpr (sl::is_view<Text>) return &room;
        else return sl::heap{};
    }();
    spec.process.emplace().capabilities.emplace();
    spec.process->oomScoreAdj = 0;
    spec.root.emplace();
    sl::detail::append(memory, spec.mounts, oci::mount<Text>{});
    auto& kernel = spec.linux_.emplace();
    kernel.resources.emplace();
    sl::detail::append(memory, kernel.resources->devices, oci::device_rule<Text>{});
    sl::detail::append(memory, kernel.resources->devices, oci::device_rule<Text>{false, {}, 0, 0, {}});
    sl::detail::append(memory, kernel.namespaces, oci::namespace_<Text>{});
    sl::detail::append(memory, kernel.devices, oci::device<Text>{});
    sl::detail::append(memory, kernel.devices, oci::device<Text>{{}, {}, 0, 0, 0, 0, 0});
    return spec;
}

template <class Text>
constexpr oci::basic_spec<Text> spec_of_full_members(sl::arena& room)
{
    auto const memory = [&] {
        if constexpr (sl::is_view<Text>) return &room;
        else return sl::heap{};
    }();
    auto const list = [&](auto const&... words) {
        sl::list_of<Text, Text> l;
        (sl::detail::append(memory, l, Text(words)), ...);
        return l;
    };
    oci::basic_spec<Text> spec;
    spec.ociVersion = "1.1.0";
    auto& p = spec.process.emplace();
    p.terminal = p.noNewPrivileges = true;
    p.user = {1, 4294967295};
    p.args = list("a", "", "b c");
    p.env = list("E=1");
    p.cwd = "/c";
    p.capabilities = {list("B"), list("E"), list("I"), list("P"), list("A")};
    p.apparmorProfile = "ap";
    p.oomScoreAdj = -1000;
    p.selinuxLabel = "se";
    spec.root = {"rootfs", true};
    spec.hostname = "h";
    sl::detail::append(memory, spec.mounts, oci::mount<Text>{"/d", "bind", "/s", list("rbind", "ro")});
    sl::detail::append(memory, spec.mounts, oci::mount<Text>{"/e", "", "", {}});
    auto& k = spec.linux_.emplace();
    k.resources.emplace();
    sl::detail::append(memory, k.resources->devices, oci::device_rule<Text>{true, "c", -1, most, "rwm"});
    k.cgroupsPath = "/cg";
    sl::detail::append(memory, k.namespaces, oci::namespace_<Text>{"pid", "/proc/1/ns/pid"});
    sl::detail::append(memory, k.devices, oci::device<Text>{"/dev/x", "b", 8, least, 438, 2, 3});
    k.rootfsPropagation = "rshared";
    k.maskedPaths = list("/m");
    k.readonlyPaths = list("/r");
    return spec;
}

// Writing is a constant expression, into a span and into an arena.
constexpr bool writes(oci::spec_view const& spec, std::string_view text)
{
    std::array<char, 2048> out{};
    if (oci::write(spec, std::span<char>{out}) != text.size()) return false;
    if (std::string_view{out.data(), text.size()} != text) return false;
    sl::arena room;
    auto const written = oci::write(spec, room);
    return written && *written == text;
}
constexpr bool writes_empty_members()
{
    sl::arena room;
    return writes(spec_of_empty_members<std::string_view>(room), empty_members);
}
constexpr bool writes_full_members()
{
    sl::arena room;
    return writes(spec_of_full_members<std::string_view>(room), full_members);
}
static_assert(writes({}, R"({"ociVersion":""})"));
static_assert(writes_empty_members());
static_assert(writes_full_members());

TEST_CASE("an empty spec has its version alone", "[write]")
{
    CHECK(oci::write(oci::spec{}) == R"({"ociVersion":""})");
    CHECK(oci::write(oci::spec_view{}) == R"({"ociVersion":""})");
}

TEST_CASE("empty members are left out, but for those that the runtime spec wants", "[write]")
{
    std::vector<std::byte> bytes(1 << 14);
    sl::arena room{bytes};
    CHECK(oci::write(spec_of_empty_members<std::string>(room)) == empty_members);
    CHECK(oci::write(spec_of_empty_members<std::string_view>(room)) == empty_members);
    CHECK(!room.full());
}

TEST_CASE("members are written in the order of the runtime spec's own type", "[write]")
{
    std::vector<std::byte> bytes(1 << 14);
    sl::arena room{bytes};
    CHECK(oci::write(spec_of_full_members<std::string>(room)) == full_members);
    CHECK(oci::write(spec_of_full_members<std::string_view>(room)) == full_members);
    CHECK(!room.full());
}

TEST_CASE("the size is right however small the span is, and nothing is written behind it", "[write]")
{
    sl::arena unused;
    auto const spec = spec_of_full_members<std::string>(unused);
    for (std::size_t size = 0; size <= full_members.size() + 1; ++size) {
        std::vector<char> out(size + 8, '#');
        REQUIRE(oci::write(spec, std::span<char>{out.data(), size}) == full_members.size());
        REQUIRE(std::string_view{out.data() + size, 8} == "########");
        if (size >= full_members.size()) CHECK(std::string_view{out.data(), full_members.size()} == full_members);
    }
}

TEST_CASE("text in an arena takes just its size, or reports arena_full", "[write]")
{
    sl::arena unused;
    auto const spec = spec_of_full_members<std::string>(unused);
    std::vector<std::byte> bytes(full_members.size() + 3);
    sl::arena room{bytes};
    REQUIRE(room.copy("abc") == "abc");
    auto const text = oci::write(spec, room);
    REQUIRE(text);
    CHECK(*text == full_members);
    CHECK(static_cast<void const*>(text->data()) == bytes.data() + 3);
    CHECK(room.used() == bytes.size());
    CHECK(!room.full());

    for (std::size_t size : {std::size_t{0}, std::size_t{1}, full_members.size() - 1}) {
        sl::arena small{std::span{bytes}.first(size)};
        auto const none = oci::write(spec, small);
        CHECK(none.status().code() == sl::errc::arena_full);
        CHECK(small.missing() == full_members.size() - size);
        CHECK(small.used() == 0);
    }
}

TEST_CASE("text of any length is written whole", "[write]")
{
    for (std::size_t const size : {8190u, 8191u, 8192u, 8193u, 8194u, 100000u}) {
        std::string const frame = R"({"ociVersion":""})";
        oci::spec spec;
        spec.ociVersion.assign(size - frame.size(), 'x');
        auto const text = oci::write(spec);
        CHECK(text.size() == size);
        CHECK(text == R"({"ociVersion":")" + spec.ociVersion + R"("})");
    }
}

TEST_CASE("texts are escaped wherever they stand", "[write]")
{
    oci::spec spec;
    spec.ociVersion = "\"\\\n\xff\u2028<&>";
    spec.mounts.push_back({"\t", "", "", {std::string{"\0", 1}}});
    CHECK(oci::write(spec) == "{\"ociVersion\":\"\\\"\\\\\\n\\ufffd\u2028<&>\",\"mounts\":[{\"destination\":\"\\t\","
                              "\"options\":[\"\\u0000\"]}]}");
}

TEST_CASE("an embedder's own struct is written by the names of its members", "[write]")
{
    embedder::spec spec;
    CHECK(oci::write(spec) == R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},"cwd":""}})");
    spec.ociVersion = "1.0.2";
    spec.process = {true, {5, 6}, {"x"}, "/"};
    spec.mounts.push_back({"", {"ro"}, -3});
    spec.linux_ = embedder::kernel{"private", std::vector<std::string>{}};
    spec.vendor = "v";
    constexpr std::string_view text =
        R"({"ociVersion":"1.0.2","process":{"terminal":true,"user":{"uid":5,"gid":6},"args":["x"],"cwd":"/"},)"
        R"("mounts":[{"destination":"","options":["ro"],"extra":-3}],)"
        R"("linux":{"rootfsPropagation":"private","maskedPaths":[]},"vendor":"v"})";
    CHECK(oci::write(spec) == text);
    std::vector<std::byte> bytes(1024);
    sl::arena room{bytes};
    CHECK(*oci::write(spec, room) == text);
}

TEST_CASE("whole numbers of every size are written as they are", "[write]")
{
    CHECK(oci::write(embedder::limits{0, least}) == R"({"least":-9223372036854775808})");
    CHECK(oci::write(embedder::limits{9223372036854775807u, most}) ==
          R"({"most":9223372036854775807,"least":9223372036854775807})");
    CHECK(oci::write(embedder::limits{18446744073709551615u, 0}) == R"({"most":18446744073709551615})");
}

}  // namespace write_tests
