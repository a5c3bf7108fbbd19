// SPDX-License-Identifier: BSL-1.0
// The machine itself: answers, failures, bundles; and the golden cases on a real one.
#include <specline/host/posix.hpp>

#include "../cases.hpp"
#include "../catch.hpp"
#include "world.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/bundle.hpp>
#include <specline/oci/spec.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <dirent.h>
#include <sys/resource.h>

namespace sl = specline;
namespace fs = std::filesystem;

namespace {

// A folder that is removed at the end.
class scratch {
public:
    scratch()
    {
        std::string name = (fs::temp_directory_path() / "specline-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
        path_ = name;
    }
    ~scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string{name}; }
    std::string const& path() const { return path_; }

private:
    std::string path_;
};

std::size_t open_descriptors()
{
    std::size_t n = 0;
    for ([[maybe_unused]] auto const& e : fs::directory_iterator{"/proc/self/fd"}) ++n;
    return n;
}

std::vector<std::string> names(std::string const& folder)
{
    std::vector<std::string> all;
    for (auto const& e : fs::directory_iterator{folder}) all.push_back(e.path().filename().string());
    return all;
}

sl::status make_exec_folder(sl::posix_host const& host, std::string const& exec_root, std::string const& id)
{
    sl::plugin p;
    p.id = id;
    sl::bundle const where{.rootfs = "/r", .exec_root = exec_root};
    return sl::docker_plugin.build<sl::oci::spec>(sl::inputs{p, where, host}).status();
}

// It removes what it has just looked at, or what it has just resolved.
struct vanishing_host : sl::posix_host {
    template <class Receive>
    int resolve(std::string_view path, Receive const& receive) const
    {
        return sl::posix_host::resolve(path, [&](std::string_view target) {
            fs::remove(std::string{target});
            receive(target);
        });
    }
    sl::answer<sl::node> look(std::string_view path) const
    {
        auto const found = sl::posix_host::look(path);
        if (path == "/tmp/d") fs::remove_all("/tmp/d");
        return found;
    }
};

// What is wrong with the golden cases on a machine of real nodes and mounts.
std::string wrong_on_this_machine(bool user_namespace)
{
    auto const cases = golden::all_cases();
    golden::world const facts;

    return world::in_child([&]() -> std::string {
        world::enter_namespace();
        world::make(facts.facts(false));
        if (user_namespace) world::enter_user_namespace();
        sl::posix_host const host;
        std::string wrong;
        std::size_t done = 0;
        if (host.in_user_namespace() != user_namespace) wrong += "the host does not know its user namespace\n";
        for (auto const& c : cases) {
            if (c.user_namespace != user_namespace) continue;
            sl::read_options const options{.id = c.id};
            wrong += golden::difference(c, golden::build_as<sl::oci::spec>(c, host, options));
            wrong += golden::difference(c, golden::build_as<sl::oci::spec_view>(c, host, options));
            ++done;
        }
        if (done < 60) wrong += "too few cases: " + std::to_string(done);
        return wrong;
    });
}

}  // namespace

TEST_CASE("every golden case on a real machine, with real nodes and mounts", "[golden][root]")
{
    if (auto const why = world::why_not(); !why.empty()) SPECLINE_SKIP(why.c_str());
    CHECK(wrong_on_this_machine(false) == "");
}

TEST_CASE("the golden cases of user namespaces, in a real one, with real nodes and mounts", "[golden][root]")
{
    if (auto const why = world::why_not(); !why.empty()) SPECLINE_SKIP(why.c_str());
    if (auto const why = world::why_no_user_namespace(); !why.empty()) SPECLINE_SKIP(why.c_str());
    CHECK(wrong_on_this_machine(true) == "");
}

TEST_CASE("the kernel's flags are read, and links followed, only where that is asked", "[root]")
{
    if (auto const why = world::why_not(); !why.empty()) SPECLINE_SKIP(why.c_str());
    golden::world const facts;
    CHECK(world::in_child([&]() -> std::string {
              world::enter_namespace();
              world::make(facts.facts(false));
              sl::posix_host const host;
              for (auto const& m : facts.facts(false).mounts)
                  if (auto const flags = host.mount_flags(m.path); !flags || flags.value != m.flags)
                      return "wrong flags at " + std::string{m.path};
              auto const link = host.look("/tmp/specline-cases/dev/link-one");
              if (!link || link.value.type != sl::node_type::link) return "the link was followed";
              std::string target;
              if (host.resolve("/tmp/specline-cases/dev/link-one", [&](auto t) { target = t; }) != 0)
                  return "no target";
              if (target != "/tmp/specline-cases/dev/one") return "wrong target " + target;
              std::string walked;
              host.walk("/tmp/specline-cases/dev/many",
                        [&](std::string_view below, sl::node const&) { walked.append(below).append(" "); });
              if (walked != "a link readme sub/b z ") return "walked " + walked;
              host.walk("/tmp/specline-cases/dev/link-many", [&](auto, auto const&) { walked.clear(); });
              return walked.empty() ? "a link was walked" : "";
          }) == "");
}

TEST_CASE("a path with a NUL or of 4096 bytes and more reaches no system call")
{
    sl::posix_host const host;
    std::string const nul{"/tmp\0/x", 7}, longest(4096, 'x');
    CHECK(host.look(nul).error == EINVAL);
    CHECK(host.make_folder(nul, 0700) == EINVAL);
    CHECK(host.mount_flags(nul).error == EINVAL);
    CHECK(host.resolve(nul, [](auto) {}) == EINVAL);
    CHECK(host.look(longest).error == ENAMETOOLONG);
    CHECK(host.make_folder(longest, 0700) == ENAMETOOLONG);
    CHECK(host.look("/no/such/path").error == ENOENT);
    CHECK(host.look("").error == ENOENT);
    CHECK(host.make_folder("", 0700) == ENOENT);
}

TEST_CASE("folders are made with their parents and mode 0700, and stay as they are")
{
    scratch const dir;
    sl::posix_host const host;
    ::mode_t const old = ::umask(022);
    CHECK(host.make_folder(dir / "a/b//c/", 0700) == 0);
    CHECK(host.make_folder(dir / "a/b/c", 0700) == 0);
    ::umask(old);
    CHECK((fs::status(dir / "a/b/c").permissions() & fs::perms::mask) == fs::perms::owner_all);
    CHECK((fs::status(dir / "a").permissions() & fs::perms::mask) == fs::perms::owner_all);
}

TEST_CASE("a folder that cannot be made is an error with path and errno, and leaves nothing behind")
{
    scratch const dir;
    sl::posix_host const host;
    world::write_file(dir / "file", "");
    fs::create_symlink("/", dir / "link");

    auto s = make_exec_folder(host, dir / "file", "x");
    CHECK(s.code() == sl::errc::system);
    CHECK(s.system_error() == ENOTDIR);
    CHECK(s.policy() == "exec_folder");
    CHECK(s.where() == dir / "file/x");
    CHECK(s.message() == "cannot make the exec folder: Not a directory (exec_folder: " + (dir / "file/x") + ")");

    CHECK(make_exec_folder(host, dir.path(), "file").system_error() == ENOTDIR);
    CHECK(make_exec_folder(host, dir.path(), "link").system_error() == ENOTDIR);
    CHECK(host.make_folder(dir / ("new/parents/" + std::string(300, 'x')), 0700) == ENAMETOOLONG);
    CHECK(!fs::exists(dir / "new"));
    CHECK(host.make_folder(dir / ("new//parents///of//" + std::string(300, 'x') + "//"), 0700) == ENAMETOOLONG);
    CHECK(!fs::exists(dir / "new"));
}

TEST_CASE("an id that cannot name a folder is refused before anything is touched")
{
    scratch const dir;
    sl::posix_host const host;
    for (std::string const& id : {std::string{}, std::string{"."}, std::string{".."}, std::string{"../x"},
                                  std::string{"a/b"}, std::string{"a\0b", 3}, std::string(5000, 'x')}) {
        auto const s = make_exec_folder(host, dir / "run", id);
        INFO(id);
        CHECK(s.code() == sl::errc::bad_id);
        CHECK(s.policy() == "exec_mount");
        CHECK(s.where() == id.substr(0, 40));
    }
    CHECK(names(dir.path()).empty());
    CHECK(make_exec_folder(host, dir / "run", std::string(255, 'x')).ok());
}

TEST_CASE("a read-only or full filesystem is an error, and the old bundle stays", "[root]")
{
    if (auto const why = world::why_not(); !why.empty()) SPECLINE_SKIP(why.c_str());
    CHECK(world::in_child([]() -> std::string {
              world::enter_namespace();
              fs::create_directory("/tmp/full");
              world::must(::mount("tmpfs", "/tmp/full", "tmpfs", 0, "size=16k,nr_inodes=3"), "tmpfs");
              sl::posix_host const host;
              if (auto s = sl::write_bundle_text("/tmp/full", "old"); !s) return "first: " + s.message();
              auto s = sl::write_bundle_text("/tmp/full", std::string(100000, 'x'));
              if (s.code() != sl::errc::system || s.system_error() != ENOSPC) return "full: " + s.message();
              if (golden::read_file("/tmp/full/config.json") != "old") return "the old config.json is gone";
              if (names("/tmp/full").size() != 1) return "something is left beside it";
              if (int const e = host.make_folder("/tmp/full/a/b/c", 0700); e != ENOSPC)
                  return "inodes: " + std::to_string(e);
              if (names("/tmp/full").size() != 1) return "half a path is left";
              world::must(::mount("tmpfs", "/tmp/full", "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), "remount");
              s = sl::write_bundle_text("/tmp/full", "new");
              if (s.system_error() != EROFS || s.where() != "/tmp/full") return "read-only: " + s.message();
              if (int const e = host.make_folder("/tmp/full/x", 0700); e != EROFS)
                  return "folder: " + std::to_string(e);
              return golden::read_file("/tmp/full/config.json") == "old" ? "" : "the old config.json is gone";
          }) == "");
}

TEST_CASE("a bundle is written whole, mode 0600, in place of what was there")
{
    scratch const dir;
    auto const descriptors = open_descriptors();
    ::mode_t const old = ::umask(0777);
    sl::oci::spec spec;
    spec.ociVersion = "1.1.0";
    CHECK(sl::write_bundle(dir.path(), spec).ok());
    ::umask(old);
    CHECK(golden::read_file(dir / "config.json") == "{\"ociVersion\":\"1.1.0\"}");
    CHECK((fs::status(dir / "config.json").permissions() & fs::perms::mask) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(sl::write_bundle_text(dir.path(), std::string(1 << 20, 'x')).ok());
    CHECK(fs::file_size(dir / "config.json") == 1 << 20);
    CHECK(names(dir.path()).size() == 1);

    CHECK(sl::write_bundle_text(dir / "none", "x").system_error() == ENOENT);
    CHECK(sl::write_bundle_text(dir / "config.json", "x").system_error() == ENOTDIR);
    CHECK(sl::write_bundle_text(std::string{"a\0b", 3}, "x").code() == sl::errc::nul_in_path);
    CHECK(open_descriptors() == descriptors);
}

TEST_CASE("a config.json that is a folder survives, and a link is replaced, not followed")
{
    scratch const dir;
    fs::create_directory(dir / "config.json");
    auto const s = sl::write_bundle_text(dir.path(), "x");
    CHECK(s.code() == sl::errc::system);
    CHECK(names(dir.path()) == std::vector<std::string>{"config.json"});
    fs::remove(dir / "config.json");
    world::write_file(dir / "other", "kept");
    fs::create_symlink("other", dir / "config.json");
    CHECK(sl::write_bundle_text(dir.path(), "new").ok());
    CHECK(golden::read_file(dir / "other") == "kept");
    CHECK(golden::read_file(dir / "config.json") == "new");
}

TEST_CASE("a bundle cut off by a file size limit leaves the old one")
{
    scratch const dir;
    REQUIRE(sl::write_bundle_text(dir.path(), "old").ok());
    CHECK(world::in_child([&]() -> std::string {
              ::signal(SIGXFSZ, SIG_IGN);
              ::rlimit const limit{1000, 1000};
              world::must(::setrlimit(RLIMIT_FSIZE, &limit), "setrlimit");
              auto const s = sl::write_bundle_text(dir.path(), std::string(5000, 'x'));
              return s.system_error() == EFBIG ? "" : s.message();
          }) == "");
    CHECK(golden::read_file(dir / "config.json") == "old");
    CHECK(names(dir.path()).size() == 1);
}

TEST_CASE("a device that vanishes between two looks is an error that names it, or is passed over", "[root]")
{
    if (auto const why = world::why_not(); !why.empty()) SPECLINE_SKIP(why.c_str());
    CHECK(world::in_child([]() -> std::string {
              world::enter_namespace();
              fs::create_directories("/tmp/d/sub");
              auto const node = [](char const* path) {
                  world::must(::mknod(path, S_IFCHR | 0600, ::makedev(1, 3)), path);
              };
              vanishing_host const host;
              node("/tmp/one"), node("/tmp/d/a"), node("/tmp/d/sub/b");
              fs::create_symlink("/tmp/one", "/tmp/link");
              auto const build = [&](char const* path) {
                  sl::plugin p;
                  p.id = "x";
                  p.settings.devices.push_back({.name = "d", .path = path});
                  sl::bundle const where{.rootfs = "/r", .exec_root = "/tmp/run"};
                  return sl::docker_plugin.build<sl::oci::spec>(sl::inputs{p, where, host}).status();
              };
              auto const link = build("/tmp/link");
              if (link.message() != "cannot look at the device: No such file or directory (devices: /tmp/link)")
                  return "link: " + link.message();
              auto const folder = build("/tmp/d");
              if (folder.code() != sl::errc::not_a_device || folder.where() != "/tmp/d") return folder.message();
              return fs::exists("/tmp/run") ? "the exec folder was made all the same" : "";
          }) == "");
}

TEST_CASE("two threads may make the same folder at once")
{
    scratch const dir;
    sl::posix_host const host;
    for (int round = 0; round < 50; ++round) {
        std::string const path = dir / ("r" + std::to_string(round) + "/a/b");
        int first = -1, second = -1;
        std::thread other{[&] { first = host.make_folder(path, 0700); }};
        second = host.make_folder(path, 0700);
        other.join();
        CHECK(first == 0);
        CHECK(second == 0);
    }
}
