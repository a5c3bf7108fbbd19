// SPDX-License-Identifier: BSL-1.0
// A spec as text: what is always written and what is left out, and every place where it may go.
#include <specline/oci/write.hpp>

#include "catch.hpp"
#include "full.hpp"

#include <specline/oci/spec.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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
// Lists and maps of another kind, of structs that stand elsewhere than ours, and members that are called as ours.
struct offset {
    std::int64_t secs = 0;
    std::string unknown;
};
struct throttle {
    int major = 0;
    specline::oci::unknown_members<std::string> unknown;
};
struct block_io {
    std::vector<std::optional<throttle>> throttleReadBpsDevice;
};
struct resources {
    block_io blockIO;
};
struct clocks {
    std::vector<std::pair<std::string_view, offset>> timeOffsets;
    std::map<std::string, int> annotations;
    std::optional<resources> resources_;
    std::list<specline::oci::mount<std::string>> extra;
};
struct host {
    std::optional<clocks> linux_;
};

}  // namespace embedder

BOOST_HANA_ADAPT_STRUCT(embedder::user, uid, gid);
BOOST_HANA_ADAPT_STRUCT(embedder::process, terminal, user, args, cwd);
BOOST_HANA_ADAPT_STRUCT(embedder::mount, destination, options, extra);
BOOST_HANA_ADAPT_STRUCT(embedder::kernel, rootfsPropagation, maskedPaths);
BOOST_HANA_ADAPT_STRUCT(embedder::spec, ociVersion, process, mounts, linux_, vendor);
BOOST_HANA_ADAPT_STRUCT(embedder::limits, most, least);
BOOST_HANA_ADAPT_STRUCT(embedder::offset, secs, unknown);
BOOST_HANA_ADAPT_STRUCT(embedder::throttle, major);
BOOST_HANA_ADAPT_STRUCT(embedder::block_io, throttleReadBpsDevice);
BOOST_HANA_ADAPT_STRUCT(embedder::resources, blockIO);
BOOST_HANA_ADAPT_STRUCT(embedder::clocks, timeOffsets, annotations, resources_, extra);
BOOST_HANA_ADAPT_STRUCT(embedder::host, linux_);

namespace write_tests {

namespace sl = specline;
namespace oci = sl::oci;

constexpr auto least = (std::numeric_limits<std::int64_t>::min)(), most = (std::numeric_limits<std::int64_t>::max)();
constexpr auto huge = (std::numeric_limits<std::uint64_t>::max)();

// Makes the lists and maps of a model.
template <class Text>
struct maker {
    sl::arena& room;

    constexpr auto memory() const
    {
        if constexpr (sl::is_view<Text>) return &room;
        else return sl::heap{};
    }
    template <class... Words>
    constexpr sl::list_of<Text, Text> texts(Words const&... words) const
    {
        sl::list_of<Text, Text> l;
        (sl::detail::append(memory(), l, Text(words)), ...);
        return l;
    }
    template <class T, class... More>
    constexpr sl::list_of<Text, T> list(T one, More... more) const
    {
        sl::list_of<Text, T> l;
        sl::detail::append(memory(), l, std::move(one));
        (sl::detail::append(memory(), l, T(std::move(more))), ...);
        return l;
    }
    template <class T>
    constexpr sl::map_of<Text, T> map(
        std::initializer_list<std::pair<std::string_view, std::type_identity_t<T>>> elements) const
    {
        sl::map_of<Text, T> m;
        for (auto const& [name, value] : elements)
            if constexpr (sl::is_view<Text>) m.push_back(room, {name, value});
            else m.emplace(name, value);
        return m;
    }
};

template <class Text>
constexpr oci::basic_spec<Text> spec_of_empty_members(sl::arena& room)
{
    maker<Text> const make{room};
    oci::basic_spec<Text> spec;
    auto& p = spec.process.emplace();
    p.consoleSize.emplace();
    p.capabilities.emplace();
    p.rlimits = make.list(oci::rlimit<Text>{});
    p.oomScoreAdj = 0;
    p.scheduler.emplace();
    p.ioPriority.emplace();
    p.execCPUAffinity.emplace();
    spec.root.emplace();
    spec.mounts = make.list(oci::mount<Text>{});
    spec.hooks.emplace().prestart = make.list(oci::hook<Text>{});
    auto& k = spec.linux_.emplace();
    k.uidMappings = make.list(oci::id_mapping<Text>{});
    auto& r = k.resources.emplace();
    r.devices = make.list(oci::device_rule<Text>{});
    r.memory.emplace();
    r.cpu.emplace();
    r.pids.emplace();
    r.blockIO.emplace().weightDevice = make.list(oci::weight_device<Text>{});
    r.blockIO->throttleReadBpsDevice = make.list(oci::throttle_device<Text>{});
    r.hugepageLimits = make.list(oci::hugepage_limit<Text>{});
    r.network.emplace().priorities = make.list(oci::interface_priority<Text>{});
    r.rdma = make.template map<oci::rdma<Text>>({{"", {}}});
    k.namespaces = make.list(oci::namespace_<Text>{});
    k.devices = make.list(oci::device<Text>{});
    oci::syscall<Text> call{};
    call.args = make.list(oci::syscall_arg<Text>{});
    k.seccomp.emplace().syscalls = make.list(std::move(call));
    k.intelRdt.emplace();
    k.personality.emplace();
    k.timeOffsets = make.template map<oci::time_offset<Text>>({{"", {}}});
    return spec;
}

template <class Text>
constexpr void fill_resources(maker<Text> const& make, oci::resources<Text>& r)
{
    using device = oci::device_rule<Text>;
    r.devices = make.list(device{true, "c", -1, most, "rwm"}, device{}, device{false, {}, 0, 0, {}});
    r.memory = {-1, 1, 2, 3, 4, 5, true, false, true};
    r.cpu = {1024, -1, 6, 100000, -7, 8, "0-3", "0", -1};
    r.pids.emplace().limit = least;
    using weight = oci::weight_device<Text>;
    auto const throttle = [&](std::int64_t minor, std::uint64_t rate) {
        return make.list(oci::throttle_device<Text>{8, minor, rate});
    };
    r.blockIO = {10,
                 65535,
                 make.list(weight{8, 0, 500, 300}, weight{0, -1, {}, {}}),
                 throttle(1, 600),
                 throttle(2, 0),
                 throttle(3, huge),
                 throttle(4, 9)};
    using pages = oci::hugepage_limit<Text>;
    r.hugepageLimits = make.list(pages{"2MB", 209715200}, pages{});
    using priority = oci::interface_priority<Text>;
    r.network = {1048577, make.list(priority{"eth0", 500}, priority{})};
    r.rdma = make.template map<oci::rdma<Text>>({{"mlx4_0", {3, {}}}, {"mlx5_1", {0, 10000}}, {"x", {}}});
    r.unified = make.template map<Text>({{"io.max", "259:0 rbps=2097152 wiops=120"}, {"memory.low", ""}});
}

template <class Text>
constexpr void fill_kernel(maker<Text> const& make, oci::kernel<Text>& k)
{
    using ids = oci::id_mapping<Text>;
    k.uidMappings = make.list(ids{0, 1000, 4294967295});
    k.gidMappings = make.list(ids{7, 8, 9});
    k.sysctl = make.template map<Text>({{"kernel.domainname", "x"}, {"net.core.somaxconn", "256"}});
    fill_resources(make, k.resources.emplace());
    k.cgroupsPath = "/cg";
    using space = oci::namespace_<Text>;
    k.namespaces = make.list(space{"pid", "/proc/1/ns/pid"}, space{});
    using device = oci::device<Text>;
    k.devices = make.list(device{"/dev/x", "b", 8, least, 438, 2, 3}, device{}, device{{}, {}, 0, 0, 0, 0, 0});
    auto& s = k.seccomp.emplace();
    s.defaultAction = "SCMP_ACT_ERRNO";
    s.defaultErrnoRet = 38;
    s.architectures = make.texts("SCMP_ARCH_X86_64");
    s.flags = make.texts("SECCOMP_FILTER_FLAG_LOG");
    s.listenerPath = "/run/l.sock";
    s.listenerMetadata = "meta";
    using call = oci::syscall<Text>;
    using arg = oci::syscall_arg<Text>;
    s.syscalls = make.list(call{make.texts("clone", "read"), "SCMP_ACT_ALLOW", 1,
                                make.list(arg{0, 2114060288, 4, "SCMP_CMP_MASKED_EQ"}, arg{5, 0, 0, ""})},
                           call{});
    k.rootfsPropagation = "rshared";
    k.maskedPaths = make.texts("/m");
    k.readonlyPaths = make.texts("/r");
    k.mountLabel = "ml";
    k.intelRdt = {"c", "L3:0=7f0;1=1f", "MB:0=20;1=70", true, true};
    k.personality = {"LINUX32", make.texts("F")};
    k.timeOffsets = make.template map<oci::time_offset<Text>>({{"boottime", {least, 4294967295}}, {"monotonic", {}}});
}

template <class Text>
constexpr oci::basic_spec<Text> spec_of_full_members(sl::arena& room)
{
    maker<Text> const make{room};
    oci::basic_spec<Text> spec;
    spec.ociVersion = "1.2.1";
    auto& p = spec.process.emplace();
    p.terminal = p.noNewPrivileges = true;
    p.consoleSize = {24, huge};
    p.user = {1, 4294967295, 18, make.list(std::uint32_t{5}, std::uint32_t{0}, std::uint32_t{4294967295})};
    p.args = make.texts("a", "", "b c");
    p.env = make.texts("E=1");
    p.cwd = "/c";
    p.capabilities = {make.texts("B"), make.texts("E"), make.texts("I"), make.texts("P"), make.texts("A")};
    using limit = oci::rlimit<Text>;
    p.rlimits = make.list(limit{"RLIMIT_NOFILE", huge, 7}, limit{});
    p.apparmorProfile = "ap";
    p.oomScoreAdj = -1000;
    p.scheduler = {"SCHED_DEADLINE", -20, 99, make.texts("SCHED_FLAG_RECLAIM"), 1, 2, 3};
    p.selinuxLabel = "se";
    p.ioPriority = {"IOPRIO_CLASS_BE", 4};
    p.execCPUAffinity = {"7", "0-3"};
    spec.root = {"rootfs", true};
    spec.hostname = "h";
    spec.domainname = "d";
    using ids = oci::id_mapping<Text>;
    oci::mount<Text> second{};
    second.destination = "/e";
    spec.mounts = make.list(oci::mount<Text>{"/d", "bind", "/s", make.texts("rbind", "ro"), make.list(ids{1, 2, 3}),
                                             make.list(ids{4, 5, 6}, ids{})},
                            std::move(second));
    using hook = oci::hook<Text>;
    spec.hooks = {make.list(hook{"/h1", make.texts("h", "1"), make.texts("H=1"), -1}),
                  make.list(hook{"/h2", {}, {}, 0}),
                  make.list(hook{"/h3", {}, {}, {}}, hook{}),
                  make.list(hook{"/h4", {}, {}, {}}),
                  make.list(hook{"/h5", {}, {}, {}}),
                  make.list(hook{"/h6", {}, {}, {}})};
    spec.annotations = make.template map<Text>({{"", "empty"}, {"a.b/c", ""}, {"z", "last"}});
    fill_kernel(make, spec.linux_.emplace());
    return spec;
}

// Writing is a constant expression, into a span and into an arena.
constexpr bool writes(oci::spec_view const& spec, std::string_view text)
{
    std::array<char, 8192> out{};
    if (oci::write(spec, std::span<char>{out}) != text.size()) return false;
    if (std::string_view{out.data(), text.size()} != text) return false;
    sl::arena room;
    auto const written = oci::write(spec, room);
    return written && *written == text;
}
constexpr bool writes_empty_members()
{
    sl::arena room;
    return writes(spec_of_empty_members<std::string_view>(room), full::empty);
}
constexpr bool writes_full_members()
{
    sl::arena room;
    return writes(spec_of_full_members<std::string_view>(room), full::text);
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
    CHECK(oci::write(spec_of_empty_members<std::string>(room)) == full::empty);
    CHECK(oci::write(spec_of_empty_members<std::string_view>(room)) == full::empty);
    CHECK(!room.full());
}

TEST_CASE("members are written in the order of the runtime spec's own type", "[write]")
{
    std::vector<std::byte> bytes(1 << 14);
    sl::arena room{bytes};
    CHECK(oci::write(spec_of_full_members<std::string>(room)) == full::text);
    CHECK(oci::write(spec_of_full_members<std::string_view>(room)) == full::text);
    CHECK(!room.full());
}

TEST_CASE("the size is right however small the span is, and nothing is written behind it", "[write]")
{
    sl::arena unused;
    auto const spec = spec_of_full_members<std::string>(unused);
    for (std::size_t size = 0; size <= full::text.size() + 1; ++size) {
        std::vector<char> out(size + 8, '#');
        REQUIRE(oci::write(spec, std::span<char>{out.data(), size}) == full::text.size());
        REQUIRE(std::string_view{out.data() + size, 8} == "########");
        if (size >= full::text.size()) CHECK(std::string_view{out.data(), full::text.size()} == full::text);
    }
}

TEST_CASE("text in an arena takes just its size, or reports arena_full", "[write]")
{
    sl::arena unused;
    auto const spec = spec_of_full_members<std::string>(unused);
    std::vector<std::byte> bytes(full::text.size() + 3);
    sl::arena room{bytes};
    REQUIRE(room.copy("abc") == "abc");
    auto const text = oci::write(spec, room);
    REQUIRE(text);
    CHECK(*text == full::text);
    CHECK(static_cast<void const*>(text->data()) == bytes.data() + 3);
    CHECK(room.used() == bytes.size());
    CHECK(!room.full());

    for (std::size_t size : {std::size_t{0}, std::size_t{1}, full::text.size() - 1}) {
        sl::arena small{std::span{bytes}.first(size)};
        auto const none = oci::write(spec, small);
        CHECK(none.status().code() == sl::errc::arena_full);
        CHECK(small.missing() == full::text.size() - size);
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
    spec.mounts.push_back({"\t", "", "", {std::string{"\0", 1}}, {}, {}});
    CHECK(oci::write(spec) == "{\"ociVersion\":\"\\\"\\\\\\n\\ufffd\u2028<&>\",\"mounts\":[{\"destination\":\"\\t\","
                              "\"options\":[\"\\u0000\"]}]}");
}

TEST_CASE("a member that is not known is written behind those that are, as it is", "[write]")
{
    oci::spec spec;
    spec.unknown.texts = {R"("vm":{"a": 1})", R"("":null)"};
    spec.root.emplace().unknown.texts = {R"("x":[])"};
    spec.mounts.push_back({});
    spec.mounts[0].unknown.texts = {R"("y":1)"};
    spec.linux_.emplace().intelRdt.emplace().unknown.texts = {R"("only":2)"};
    spec.linux_->timeOffsets["t"].unknown.texts = {R"("z":3)", R"("z":4)"};
    CHECK(oci::write(spec) == R"({"ociVersion":"","root":{"path":"","x":[]},"mounts":[{"destination":"","y":1}],)"
                              R"("linux":{"intelRdt":{"only":2},"timeOffsets":{"t":{"z":3,"z":4}}},)"
                              R"("vm":{"a": 1},"":null})");
}

TEST_CASE("a map of views is written in its own order, and a name as often as it is there", "[write]")
{
    std::vector<std::byte> bytes(1 << 10);
    sl::arena room{bytes};
    oci::spec_view spec;
    for (auto const name : {"b", "a\"", "b"}) spec.annotations.push_back(room, {name, "1"});
    CHECK(oci::write(spec) == R"({"ociVersion":"","annotations":{"b":"1","a\"":"1","b":"1"}})");
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

TEST_CASE("an embedder's members are left out where those of the same place in the runtime spec are", "[write]")
{
    embedder::host host;
    CHECK(oci::write(host) == "{}");
    auto& in = host.linux_.emplace();
    CHECK(oci::write(host) == R"({"linux":{}})");
    in.timeOffsets = {{"b", {0, ""}}, {"a", {1, "u"}}};
    in.annotations = {{"n", 0}};
    in.resources_.emplace().blockIO.throttleReadBpsDevice = {embedder::throttle{0, {{R"("x":1)"}}}};
    in.extra.emplace_back();
    CHECK(oci::write(host) == R"({"linux":{"timeOffsets":{"b":{},"a":{"secs":1,"unknown":"u"}},"annotations":{"n":0},)"
                              R"("resources":{"blockIO":{"throttleReadBpsDevice":[{"major":0,"x":1}]}},)"
                              R"("extra":[{"destination":""}]}})");
}

TEST_CASE("whole numbers of every size are written as they are", "[write]")
{
    CHECK(oci::write(embedder::limits{0, least}) == R"({"least":-9223372036854775808})");
    CHECK(oci::write(embedder::limits{9223372036854775807u, most}) ==
          R"({"most":9223372036854775807,"least":9223372036854775807})");
    CHECK(oci::write(embedder::limits{18446744073709551615u, 0}) == R"({"most":18446744073709551615})");
}

}  // namespace write_tests
