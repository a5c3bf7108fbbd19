// SPDX-License-Identifier: BSL-1.0
// A machine made of facts answers as the machine would: path_resolution(7).
#include <specline/host/memory.hpp>

#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

namespace memory_tests {

namespace sl = specline;
using sl::locked_flags;
using sl::node_type;

constexpr sl::node null_node{node_type::character, 1, 3, 0666, 0, 0};
constexpr sl::node disk_node{node_type::block, 8, 1, 0660, 0, 6};
constexpr sl::node pipe_node{node_type::fifo, 0, 0, 0644, 1000, 1000};

constexpr std::array<std::string_view, 5> folders{"/empty", "/rotten", "/d/sub", "/ro/there", "/.hidden"};
constexpr std::array<std::string_view, 3> files{"/file", "/d/file", "/d/sub/readme"};
constexpr std::array<sl::memory_facts::link, 14> links{{
    {"/to-d", "/d"},
    {"/relative", "d/sub"},
    {"/d/up", "../file"},
    {"/d/sub/up", "../.."},
    {"/to-file", "/file"},
    {"/first", "/second"},
    {"/second", "third"},
    {"/third", "/to-d"},
    {"/self", "self"},
    {"/ping", "/pong"},
    {"/pong", "/ping"},
    {"/dangling", "/nowhere/at/all"},
    {"/to-ro", "/ro"},
    {"/d/null-link", "/dev/null"},
}};
constexpr std::array<sl::memory_facts::device, 3> devices{{
    {"/dev/null", null_node},
    {"/d/disk", disk_node},
    {"/d/sub/pipe", pipe_node},
}};
constexpr std::array<sl::memory_facts::mount, 4> mounts{{
    {"/ro", locked_flags::ro | locked_flags::nosuid},
    {"/ro/rw", locked_flags::nodev},
    {"/dev", locked_flags::noexec | locked_flags::noatime | locked_flags::nodiratime},
    {"/tmpfs/plain", locked_flags::none},
}};
constexpr sl::memory_facts facts{folders, files, links, devices, mounts, true};

constexpr bool same(sl::node const& a, sl::node const& b)
{
    return a.type == b.type && a.major == b.major && a.minor == b.minor && a.mode == b.mode && a.uid == b.uid &&
           a.gid == b.gid;
}

// The resolved path, or the errno.
inline std::string resolved(sl::memory_host const& host, std::string_view path)
{
    std::string out;
    int const error = host.resolve(path, [&](std::string_view p) { out = p; });
    return error == 0 ? out : "errno " + std::to_string(error);
}
inline std::string no(int error) { return "errno " + std::to_string(error); }

inline std::vector<std::string> walked(sl::memory_host const& host, std::string_view path)
{
    std::vector<std::string> out;
    host.walk(path, [&](std::string_view below, sl::node const&) { out.emplace_back(below); });
    return out;
}

constexpr bool answers_in_a_constant_expression()
{
    sl::memory_host host{facts};
    bool right = host.in_user_namespace() && host.make_folder("/run/x/y", 0700) == 0 && host.made("/run/x/y");
    right = right && host.look("/run/x/y").value.type == node_type::folder && host.look("/run/x/z").error == ENOENT;
    right = right && host.make_folder("/ro/x", 0700) == EROFS && same(host.look("/dev/null").value, null_node);
    right = right && host.resolve("/first/up", [&](std::string_view p) { right = right && p == "/file"; }) == 0;
    int nodes = 0;
    host.walk("/d", [&](std::string_view, sl::node const&) { ++nodes; });
    return right && nodes == 7 && host.mount_flags("/d/null-link").value == mounts[2].flags &&
           host.mount_flags("/self").error == ELOOP;
}
static_assert(answers_in_a_constant_expression());
static_assert(sl::makes_folders<sl::memory_host> && sl::looks_at_paths<sl::memory_host const> &&
              sl::resolves_links<sl::memory_host const> && sl::walks_folders<sl::memory_host const> &&
              sl::reads_mount_flags<sl::memory_host const> && sl::knows_user_namespace<sl::memory_host const>);

TEST_CASE("look says what stands at a path, and does not follow a link in the last place", "[memory]")
{
    sl::memory_host const host{facts};
    struct {
        std::string_view path;
        node_type type;
    } const there[] = {
        {"/", node_type::folder},
        {"/empty", node_type::folder},
        {"/.hidden", node_type::folder},
        {"/d", node_type::folder},  // above a fact
        {"/dev", node_type::folder},
        {"/tmpfs", node_type::folder},
        {"/ro/rw", node_type::folder},
        {"/file", node_type::other},
        {"/to-d", node_type::link},
        {"/self", node_type::link},
        {"/dangling", node_type::link},
        {"/to-d/up", node_type::link},
        {"/to-d/disk", node_type::block},
        {"/relative/pipe", node_type::fifo},
        {"/dev/null", node_type::character},
        {"dev/null", node_type::character},  // relative paths begin at the root
        {"//dev//null", node_type::character},
        {"/./dev/./null", node_type::character},
        {"/d/sub/../../dev/null", node_type::character},
        {"/../../dev/null", node_type::character},
        {"/relative/../disk", node_type::block},  // `..` of the link's target
        {"/to-d/sub/up/file", node_type::other},
        {"/d/", node_type::folder},
        {"/to-d/", node_type::folder},  // a trailing slash follows it
        {"/to-d/.", node_type::folder},
        {"/to-d//", node_type::folder},
        {"/d/..", node_type::folder},
    };
    for (auto const& row : there) {
        INFO(row.path);
        auto const found = host.look(row.path);
        CHECK(found.error == 0);
        CHECK(found.value.type == row.type);
    }
    CHECK(same(host.look("/dev/null").value, null_node));
    CHECK(same(host.look("/to-d/disk").value, disk_node));
    CHECK(same(host.look("/relative/pipe").value, pipe_node));

    struct {
        std::string_view path;
        int error;
    } const not_there[] = {
        {"", ENOENT},           {"/nothing", ENOENT},    {"/d/nothing", ENOENT},   {"/nothing/..", ENOENT},
        {"/fil", ENOENT},       {"/file2", ENOENT},      {"/dangling/", ENOENT},   {"/dangling/x", ENOENT},
        {"/file/", ENOTDIR},    {"/file/.", ENOTDIR},    {"/file/..", ENOTDIR},    {"/file/x", ENOTDIR},
        {"/to-file/", ENOTDIR}, {"/to-file/x", ENOTDIR}, {"/dev/null/x", ENOTDIR}, {"/d/null-link/x", ENOTDIR},
        {"/self/", ELOOP},      {"/self/x", ELOOP},      {"/ping/x", ELOOP},
    };
    for (auto const& row : not_there) {
        INFO(row.path);
        CHECK(host.look(row.path).error == row.error);
    }
}

TEST_CASE("resolve follows every link", "[memory]")
{
    sl::memory_host const host{facts};
    struct {
        std::string_view path;
        std::string to;
    } const rows[] = {
        {"/", "/"},
        {"/..", "/"},
        {"/d/..", "/"},
        {"/d//sub/.", "/d/sub"},
        {"/to-d", "/d"},
        {"/to-d/", "/d"},
        {"/to-d/null-link", "/dev/null"},
        {"/relative", "/d/sub"},
        {"/relative/pipe", "/d/sub/pipe"},
        {"/relative/up", "/"},
        {"/relative/up/file", "/file"},
        {"/d/up", "/file"},
        {"/first", "/d"},
        {"/first/sub/../up", "/file"},
        {"to-file", "/file"},
        {"/self", no(ELOOP)},
        {"/ping", no(ELOOP)},
        {"/dangling", no(ENOENT)},
        {"/nothing", no(ENOENT)},
        {"", no(ENOENT)},
        {"/file/x", no(ENOTDIR)},
        {"/file/.", no(ENOTDIR)},
        {"/to-file/..", no(ENOTDIR)},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        CHECK(resolved(host, row.path) == row.to);
    }
}

TEST_CASE("a trailing slash wants a folder", "[memory]")
{
    sl::memory_host const host{facts};
    for (std::string_view const path : {"/file/", "/to-file/", "/dev/null/", "/d/null-link//"}) {
        INFO(path);
        CHECK(host.look(path).error == ENOTDIR);
        CHECK(resolved(host, path) == no(ENOTDIR));
        CHECK(host.mount_flags(path).error == ENOTDIR);
    }
}

TEST_CASE("forty links on the way are followed, and no more", "[memory]")
{
    std::vector<std::string> names;
    for (int i = 0; i <= 41; ++i) names.push_back("/l" + std::to_string(i));
    std::vector<sl::memory_facts::link> chain;
    for (std::size_t i = 0; i < 41; ++i) chain.push_back({names[i], names[i + 1]});
    std::array<std::string_view, 1> const end{names[41]};
    sl::memory_host const host{sl::memory_facts{.files = end, .links = chain}};
    CHECK(resolved(host, "/l1") == "/l41");
    CHECK(resolved(host, "/l0") == no(ELOOP));
    CHECK(host.look("/l0").value.type == node_type::link);
}

TEST_CASE("walk gives all that is no folder, in the order of names, folder by folder", "[memory]")
{
    sl::memory_host const host{facts};
    std::vector<std::string> const below_d{"disk", "file", "null-link", "sub/pipe", "sub/readme", "sub/up", "up"};
    CHECK(walked(host, "/d") == below_d);
    CHECK(walked(host, "/d/") == below_d);
    CHECK(walked(host, "/d/./sub/..") == below_d);
    CHECK(walked(host, "/dev") == std::vector<std::string>{"null"});
    for (std::string_view const nothing : {"/empty", "/nothing", "/file", "/dev/null", "/self", "/dangling", ""})
        CHECK(walked(host, nothing).empty());
    CHECK(walked(host, "/").size() == files.size() + links.size() + devices.size());

    host.walk("/d", [](std::string_view below, sl::node const& n) {
        if (below == "disk") CHECK(same(n, disk_node));
        if (below == "sub/pipe") CHECK(same(n, pipe_node));
        if (below == "up") CHECK(n.type == node_type::link);
        if (below == "file") CHECK(n.type == node_type::other);
    });

    // `a/b` is in the folder `a`, and so before `a-b` and `a.b`, whose names come behind `a`.
    std::array<std::string_view, 6> const names{"/w/b", "/w/a.b", "/w/a/b", "/w/a-b", "/w/B", "/w/a/a/a"};
    std::array<std::string_view, 1> const high{"/w/\xc3\xa9"};
    std::array<sl::memory_facts::link, 1> const link{{{"/w/a/z", "/w"}}};
    sl::memory_facts const more{.files = names, .links = link};
    CHECK(walked(sl::memory_host{more}, "/w") ==
          std::vector<std::string>{"B", "a/a/a", "a/b", "a/z", "a-b", "a.b", "b"});
    CHECK(walked(sl::memory_host{sl::memory_facts{.folders = high, .files = high}}, "/w").size() == 1);
}

TEST_CASE("mount_flags are those of the nearest mount, behind every link", "[memory]")
{
    sl::memory_host const host{facts};
    struct {
        std::string_view path;
        locked_flags flags;
    } const rows[] = {
        {"/", locked_flags::none},
        {"/d", locked_flags::none},
        {"/ro", mounts[0].flags},
        {"/rotten", locked_flags::none},
        {"/ro/", mounts[0].flags},
        {"/ro/there", mounts[0].flags},
        {"/ro/rw", mounts[1].flags},
        {"/to-ro", mounts[0].flags},
        {"/to-ro/rw", mounts[1].flags},
        {"/to-ro/rw/..", mounts[0].flags},
        {"/dev/null", mounts[2].flags},
        {"/to-d/null-link", mounts[2].flags},
        {"/tmpfs/plain", locked_flags::none},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        auto const flags = host.mount_flags(row.path);
        CHECK(flags.error == 0);
        CHECK(flags.value == row.flags);
    }
    CHECK(host.mount_flags("/nothing").error == ENOENT);
    CHECK(host.mount_flags("/dangling").error == ENOENT);
    CHECK(host.mount_flags("/self").error == ELOOP);
    CHECK(host.mount_flags("/file/x").error == ENOTDIR);

    std::array<sl::memory_facts::mount, 1> const root{{{"/", locked_flags::ro}}};
    sl::memory_host all_read_only{sl::memory_facts{.mounts = root}};
    CHECK(all_read_only.mount_flags("/").value == locked_flags::ro);
    CHECK(all_read_only.make_folder("/x", 0700) == EROFS);
}

TEST_CASE("folders that are made are there afterwards, parents too", "[memory]")
{
    for (std::string_view const path :
         {"/x", "/x/y/z", "/x/y/z/", "/d/new", "/d/../new", "/ro/rw/new", "from/the/root", "/.x/..y"}) {
        INFO(path);
        sl::memory_host host{facts};
        CHECK(host.look(path).error == ENOENT);
        CHECK(host.make_folder(path, 0700) == 0);
        CHECK(host.look(path).error == 0);
        CHECK(host.look(path).value.type == node_type::folder);
        CHECK(host.make_folder(path, 0700) == 0);
        CHECK(host.make_folder(std::string{path} + "/below", 0700) == 0);
        CHECK(host.look(std::string{path} + "/below").value.type == node_type::folder);
    }
    sl::memory_host host{facts};
    CHECK(!host.made("/x"));
    REQUIRE(host.make_folder("/x/y/z", 0700) == 0);
    for (std::string_view const made : {"/x", "/x/y", "/x/y/z"}) {
        CHECK(host.made(made));
        CHECK(host.look(made).value.type == node_type::folder);
    }
    CHECK(!host.made("/x/y/z/w"));
    CHECK(!host.made("/x/yy"));
    CHECK(host.look("/x/yy").error == ENOENT);
    CHECK(walked(host, "/x").empty());

    // What is there is not made.
    for (std::string_view const there : {"/", "/d", "/d/sub/", "/ro", "/ro/there", "/to-d/sub"}) {
        INFO(there);
        sl::memory_host other{facts};
        CHECK(other.make_folder(there, 0700) == 0);
        CHECK(!other.made("/"));
    }
}

TEST_CASE("a folder is made behind the links on its way", "[memory]")
{
    struct {
        std::string_view path, real;
    } const rows[] = {
        {"/to-d/new", "/d/new"},  {"/to-d/new/er", "/d/new/er"},   {"/to-d/sub/new", "/d/sub/new"},
        {"/first/new", "/d/new"}, {"/relative/new", "/d/sub/new"}, {"/to-ro/rw/new", "/ro/rw/new"},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        sl::memory_host host{facts};
        CHECK(host.make_folder(row.path, 0700) == 0);
        CHECK(host.look(row.path).value.type == node_type::folder);
        CHECK(host.look(row.real).value.type == node_type::folder);
        CHECK(host.made(row.real));
    }
}

TEST_CASE("a folder is made also where its path is not clean", "[memory]")
{
    for (std::string_view const path : {"//x///y", "/x/./y", "/x/y/.", "/a/../x/y"}) {
        INFO(path);
        sl::memory_host host{facts};
        CHECK(host.make_folder(path, 0700) == 0);
        CHECK(host.look(path).value.type == node_type::folder);
        CHECK(host.look("/x/y").value.type == node_type::folder);
        CHECK(host.made("/x/y"));
    }
}

TEST_CASE("a folder that cannot be made is not there", "[memory]")
{
    struct {
        std::string_view path;
        int error;
    } const rows[] = {
        {"/file", ENOTDIR},       {"/file/x", ENOTDIR},    {"/file/x/y", ENOTDIR}, {"/dev/null", ENOTDIR},
        {"/dev/null/x", ENOTDIR}, {"/to-file/x", ENOTDIR}, {"/to-d", ENOTDIR},  // a link in the last place is no folder
        {"/dangling", ENOTDIR},   {"/self/x", ELOOP},      {"/ping/x/y", ELOOP},   {"/ro/x", EROFS},
        {"/ro/x/y", EROFS},       {"/ro/there/x", EROFS},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        sl::memory_host host{facts};
        CHECK(host.make_folder(row.path, 0700) == row.error);
        CHECK(!host.made("/"));
    }
}

TEST_CASE("a folder behind a link that cannot be made is not there", "[memory]")
{
    for (std::string_view const path : {"/to-ro/x", "/to-ro/there/x"}) {
        INFO(path);
        sl::memory_host host{facts};
        CHECK(host.make_folder(path, 0700) == EROFS);
        CHECK(!host.made("/"));
    }
    sl::memory_host host{facts};
    CHECK(host.make_folder("/dangling/x", 0700) == ENOTDIR);  // as on the machine
    CHECK(!host.made("/"));
}

TEST_CASE("a machine with no facts takes folders and has nothing else", "[memory]")
{
    sl::memory_host host;
    CHECK(!host.in_user_namespace());
    CHECK(host.look("/").value.type == node_type::folder);
    CHECK(host.look("/dev/null").error == ENOENT);
    CHECK(resolved(host, "/x") == no(ENOENT));
    CHECK(walked(host, "/").empty());
    CHECK(host.mount_flags("/").value == locked_flags::none);
    CHECK(host.mount_flags("/x").error == ENOENT);
    CHECK(host.make_folder("/x/y", 0700) == 0);
    CHECK(host.look("/x/y").value.type == node_type::folder);
    CHECK(resolved(host, "/x/../x/y/") == "/x/y");
}

}  // namespace memory_tests
