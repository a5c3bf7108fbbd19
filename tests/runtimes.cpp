// SPDX-License-Identifier: BSL-1.0
// Specs of every policy, started by real runtimes and looked at from inside.
#include "catch.hpp"
#include "container.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/oci/defaults.hpp>
#include <specline/oci/json_spec.hpp>
#include <specline/oci/read.hpp>
#include <specline/oci/spec.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#if __has_include(<catch2/catch_template_test_macros.hpp>)
#include <catch2/catch_template_test_macros.hpp>
#endif

namespace fs = std::filesystem;
namespace sl = specline;
using containers::container;
using containers::contains;
using containers::crun;
using containers::outside;
using containers::read_file;
using containers::require;
using containers::runc;

namespace {

std::string link_of(std::string_view name) { return "readlink /proc/self/ns/" + std::string{name}; }

void make_node(std::string const& path, unsigned major, unsigned minor, ::mode_t mode)
{
    require(::mknod(path.c_str(), S_IFCHR, ::makedev(major, minor)) == 0, "mknod");
    require(::chmod(path.c_str(), mode) == 0, "chmod");
}

// A member `mounts` with one bind mount.
std::string bind_mount(std::string const& source, std::string_view destination, std::string_view options)
{
    return R"("mounts":[{"source":")" + source + R"(","destination":")" + std::string{destination} +
           R"(","type":"bind","options":[)" + std::string{options} + "]}]";
}

// A member `linux` with the device or the folder of devices at this path.
std::string devices(std::string const& path) { return R"("linux":{"devices":[{"path":")" + path + "\"}]}"; }

constexpr std::string_view interfaces = "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '";

// Whether this can be opened. The name of the error otherwise stands in the shell's words.
std::string opens(std::string const& path) { return "( : <" + path + " ) 2>&1 && echo opened || true"; }

}  // namespace

TEMPLATE_TEST_CASE("defaults: a container of its own, with guarded paths and a writable root", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    for (auto const* name : {"mnt", "uts", "pid", "net", "ipc"})
        CHECK(c.inside(link_of(name)) != outside(link_of(name)));
    CHECK(c.inside(link_of("user")) == outside(link_of("user")));

    std::string look = "{ for p in";
    for (auto const path : sl::oci::defaults::masked_paths) look.append(" ").append(path);
    look += "; do if test -d $p; then ls -A $p; else head -c 1 $p; fi; done; } 2>/dev/null; true";
    CHECK(c.inside(look).empty());
    auto const bare = sl::policies::modify{[](sl::oci::spec& spec) { spec.linux_->maskedPaths.clear(); }};
    if (c.inside(look, "", sl::docker_plugin.with(bare)).empty())
        std::puts("not checked: masked paths, since a container can read none of them here anyway");

    CHECK(contains(c.inside("echo x 2>&1 >/proc/sys/kernel/hostname || true"), "Read-only file system"));
    CHECK(contains(c.inside("mkdir /sys/x 2>&1 || true"), "Read-only file system"));
    CHECK(c.inside("echo made >/made; cat /made") == "made\n");
    CHECK(read_file(c.rootfs + "/made") == "made\n");
}

TEMPLATE_TEST_CASE("pid_host: the container is in the host's PID namespace", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    CHECK(c.inside(link_of("pid"), R"("pidhost":true)") == outside(link_of("pid")));
    CHECK(c.inside(link_of("pid"), R"("pidhost":false)") != outside(link_of("pid")));
}

TEMPLATE_TEST_CASE("ipc_host: the container is in the host's IPC namespace", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    CHECK(c.inside(link_of("ipc"), R"("ipchost":true)") == outside(link_of("ipc")));
    CHECK(c.inside(link_of("ipc"), R"("ipchost":false)") != outside(link_of("ipc")));
}

TEMPLATE_TEST_CASE("network_host and name_files: the container has the host's network and names", "[runtimes]", runc,
                   crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    SPECLINE_NEEDS(fs::exists("/etc/hosts") && fs::exists("/etc/resolv.conf") ? "" : "no /etc/hosts or resolv.conf");
    container<TestType> c;
    std::string const host = R"("network":{"type":"host"})";
    for (auto const& look : {link_of("net"), std::string{interfaces}, std::string{"ls /sys/class/net"}})
        CHECK(c.inside(look, host) == outside(look));
    for (auto const* file : {"/etc/hosts", "/etc/resolv.conf"}) {
        CHECK(c.inside("cat " + std::string{file}, host) == read_file(file));
        CHECK(contains(c.inside("( : >>" + std::string{file} + " ) 2>&1 || true", host), "Read-only file system"));
    }

    std::string const none = R"("network":{"type":"none"})";
    auto const alone = [] { require(::unshare(CLONE_NEWNET) == 0, "unshare"); };
    CHECK(c.inside(link_of("net"), none) != outside(link_of("net")));
    CHECK(c.inside(interfaces, none) == outside(std::string{interfaces}, alone));
    CHECK(c.inside("cat /etc/hosts", none) == read_file("/etc/hosts"));
    CHECK(c.inside("grep -c ' /etc/' /proc/self/mounts || true") == "0\n");
}

TEMPLATE_TEST_CASE("process: words, environment and working folder arrive whole", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n";
    auto const env = c.run(R"({"entrypoint":["env"],"env":[{"name":"MODE","value":"fast"},{"name":"NOT_SET"},
                       {"name":"GREETING","value":"","settable":["value"]}]})",
                           sl::docker_plugin, "GREETING=two  words");
    auto const home = env.find("HOME=");  // runtimes add it
    CHECK(env.substr(0, home) == path + "MODE=fast\nGREETING=two  words\n");

    CHECK(c.run(R"({"entrypoint":["sh","-c","for w; do echo \"<$w>\"; done","two  words","","*"],
                  "args":{"name":"args","value":["old"],"settable":["value"]}})",
                sl::docker_plugin, "args=$PATH 'b c'") == "<>\n<*>\n<$PATH>\n<'b>\n<c'>\n");

    fs::create_directory(c.rootfs + "/work place");
    CHECK(c.inside("pwd", R"("workdir":"/work place")") == "/work place\n");
    CHECK(c.inside("pwd") == "/\n");
}

TEMPLATE_TEST_CASE("capabilities: the default ones and those that the plugin asks for", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    // The bits of the 14 default ones, linux/capability.h; CAP_SYS_ADMIN is bit 21.
    constexpr auto* look = "grep -E '^Cap(Inh|Prm|Eff|Bnd)' /proc/self/status | cut -d: -f2 | tr -d '\\\\n'";
    CHECK(c.inside(look) == "\t0000000000000000\t00000000a80425fb\t00000000a80425fb\t00000000a80425fb");
    CHECK(c.inside(look, R"("linux":{"capabilities":["CAP_SYS_ADMIN"]})") ==
          "\t0000000000200000\t00000000a82425fb\t00000000a82425fb\t00000000a82425fb");
}

TEMPLATE_TEST_CASE("devices: nodes and folders of nodes, with their numbers, modes and rules", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const node = c.folder + "/zero";
    make_node(node, 1, 5, 0640);
    auto const read = " && head -c 2 " + node + " | od -An -tx1";
    CHECK(c.inside("stat -c '%F %t %T %a' " + node + read, devices(node)) ==
          "character special file 1 5 640\n 00 00\n");

    std::string const folder = c.folder + "/nodes";
    fs::create_directories(folder + "/deeper");
    make_node(folder + "/null", 1, 3, 0600);
    make_node(folder + "/deeper/zero", 1, 5, 0604);
    std::string const look = "cd " + folder + " && stat -c '%n %t %T %a' null deeper/zero";
    CHECK(c.inside(look, devices(folder)) == "null 1 3 600\ndeeper/zero 1 5 604\n");

    // Nodes that lie in the rootfs already: a rule alone decides whether they can be opened. fuse has one of its own.
    for (auto const& [name, minor] : {std::pair{"/loop-control", 237u}, {"/fuse", 229u}}) {
        INFO(name);
        std::string const path = c.folder + name, open = opens(name);
        make_node(path, 10, minor, 0666);
        make_node(c.rootfs + name, 10, minor, 0666);
        if (outside(opens(path)) != "opened\n") {
            std::printf("not checked: device rules with %s, which this kernel has not\n", name);
            continue;
        }
        CHECK(c.inside(open, devices(path)) == "opened\n");
        CHECK(c.inside(open, R"("linux":{"allowAllDevices":true})") == "opened\n");
        if (!contains(c.own(open).out, "Operation not permitted")) {
            std::puts("not checked: refused devices, since this runtime has no device controller here");
            continue;
        }
        CHECK(contains(c.inside(open), "Operation not permitted"));
        CHECK(contains(c.inside(open, devices(node)), "Operation not permitted"));
    }
}

TEMPLATE_TEST_CASE("mounts: the plugin's, their options, and those of exec_mount and exec_folder", "[runtimes]", runc,
                   crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const source = c.folder + "/source";
    fs::create_directory(source);
    containers::write_file(source + "/file", "text");
    CHECK(c.inside("cat /data/file", bind_mount(source, "/data", R"("rbind","ro")")) == "text");
    CHECK(contains(c.inside("touch /data/new 2>&1 || true", bind_mount(source, "/data", R"("rbind","ro")")),
                   "Read-only file system"));
    CHECK_FALSE(fs::exists(source + "/new"));
    CHECK(c.inside("touch /data/new", bind_mount(source, "/data", R"("rbind")")).empty());
    CHECK(fs::exists(source + "/new"));

    CHECK(c.inside("echo here >/run/docker/plugins/plugin.sock").empty());
    CHECK(read_file(c.exec_root + "/plugin/plugin.sock") == "here\n");
    CHECK(fs::status(c.exec_root + "/plugin").permissions() == fs::perms::owner_all);
}

TEMPLATE_TEST_CASE("dev_mounts: a plugin's mount in /dev is there instead of the default one", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const source = c.folder + "/source";
    fs::create_directory(source);
    containers::write_file(source + "/file", "text\n");
    CHECK(c.inside("cat /dev/shm/file; grep -c ' /dev/shm ' /proc/self/mounts",
                   bind_mount(source, "/dev/shm", R"("rbind")")) == "text\n1\n");
    CHECK(c.inside("ls -A /dev/shm; grep -c ' /dev/shm ' /proc/self/mounts") == "1\n");
}

TEMPLATE_TEST_CASE("propagated_mount: the host sees what the plugin makes and mounts there", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const shared = c.folder + "/propagated-mount";
    fs::create_directory(shared);
    REQUIRE(::mount(shared.c_str(), shared.c_str(), "", MS_BIND, nullptr) == 0);  // shared, as the scratch folder is
    auto const built = c.build(
        c.with_script("cd /data; echo file >file; mkdir volume; mount -t tmpfs volume volume; echo mounted >volume/x;"
                      "echo ready; for i in $(seq 100); do test -e stop && break; sleep 0.1; done; umount volume",
                      R"("propagatedMount":"/data","linux":{"capabilities":["CAP_SYS_ADMIN"]})"),
        sl::docker_plugin);
    REQUIRE(built);
    auto& running = c.start();
    CHECK(containers::comes_true([&] { return contains(running.out(), "ready") || running.ended(); }));
    CHECK(read_file(shared + "/file") == "file\n");
    CHECK(read_file(shared + "/volume/x") == "mounted\n");
    containers::write_file(shared + "/stop", "");
    auto const seen = running.wait();
    INFO(seen.err);
    CHECK(seen.status == 0);
    CHECK(fs::is_empty(shared + "/volume"));
}

TEMPLATE_TEST_CASE("modify: an embedder's change arrives, and a smaller pipeline starts too", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    auto const mine = sl::docker_plugin.with(sl::policies::modify{[](sl::oci::spec& spec) {
        spec.process->env.push_back("EXTRA=1");
        spec.root->readonly = true;
    }});
    CHECK(c.inside("echo $EXTRA; touch /x 2>&1 || true", "", mine) == "1\ntouch: /x: Read-only file system\n");

    constexpr sl::pipeline smaller{sl::policies::process{}, sl::policies::root{}, sl::policies::defaults{}};
    container<TestType> other;
    CHECK(other.inside("ls /run; pwd", "", smaller) == "/\n");
    CHECK_FALSE(fs::exists(other.exec_root));
}

TEST_CASE("rootless: a bind of a mount with locked flags starts in a user namespace, and only so", "[runtimes]")
{
    SPECLINE_NEEDS(container<runc>::obstacle());
    container<runc> c;
    auto const own = c.own("true", containers::enter_user_namespace);
    SPECLINE_NEEDS(own.status == 0
                       ? ""
                       : "runc cannot start its own default in a user namespace: " + containers::first_line(own.err));

    std::string const locked = c.folder + "/locked";
    fs::create_directory(locked);
    REQUIRE(::mount("locked", locked.c_str(), "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0);
    containers::write_file(locked + "/file", "text\n");
    // The runtime binds first, and then mounts again for `ro`: there the kernel wants the locked flags.
    auto const config = c.with_script("cat /data/file; grep ' /data ' /proc/self/mounts; cat /proc/self/uid_map",
                                      bind_mount(locked, "/data", R"("rbind","ro")"));
    auto const run = [&](auto const& pipeline) {
        return c
            .start([&] {
                containers::enter_user_namespace();
                auto const built = c.build(config, pipeline);
                require(built.ok(), built.message());
            })
            .wait();
    };
    auto const seen = run(sl::docker_plugin);
    INFO(seen.err);
    CHECK(seen.status == 0);
    CHECK(seen.out.starts_with("text\nlocked /data tmpfs ro,nosuid,nodev,noexec,"));
    CHECK(contains(seen.out, " 65536\n"));

    auto const refused = run(sl::docker_plugin.without<sl::policies::rootless>());
    INFO(refused.err);
    CHECK(refused.status > 0);
    CHECK(refused.out.empty());
    CHECK(contains(refused.err, "/data"));
    CHECK(contains(refused.err, "operation not permitted"));
}

TEMPLATE_TEST_CASE("oci::read and oci::write: a runtime's own spec means the same to it", "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    std::string const look = "id -u; ulimit -n; pwd; env; cat /proc/sys/kernel/hostname; cut -d ' ' -f 5- "
                             "/proc/self/mountinfo; grep -E '^(Cap|NoNewPrivs|Seccomp)' /proc/self/status; "
                             "ls -A /proc/acpi /proc/kcore /sys/firmware 2>&1; cat /proc/self/oom_score_adj";
    auto const first = c.own(look);
    INFO(first.err);
    REQUIRE(first.status == 0);
    REQUIRE(contains(first.out, "CapBnd"));
    auto const second = c.own(look, {}, [](std::string const& text) {
        auto const spec = sl::oci::read(text, {.unknown_members = sl::oci::unknown::refuse});
        INFO(spec.status().message());
        REQUIRE(spec);
        return sl::oci::write(*spec);
    });
    CHECK(second.out == first.out);
    CHECK(second.err == first.err);
}

TEMPLATE_TEST_CASE("a JSON value as a spec: policies change a runtime's own spec, and the rest of it stays",
                   "[runtimes]", runc, crun)
{
    SPECLINE_NEEDS(container<TestType>::obstacle());
    container<TestType> c;
    auto const seen = c.own("", {}, [&](std::string const& text) {
        auto spec = sl::oci::read_json(text);
        auto const plugin = sl::read_plugin(
            container<TestType>::with_script(
                link_of("pid") + "; cat /proc/sys/kernel/hostname; ulimit -n; cat /proc/mounts", R"("pidhost":true)"),
            {.id = "plugin"});
        REQUIRE((spec && plugin));
        spec->at("process").at("rlimits").at(0).at("soft") = 99;
        sl::posix_host const host;
        sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
        constexpr auto onto = sl::docker_plugin.without<sl::policies::defaults>();
        auto const applied = onto.apply(*spec, sl::inputs{*plugin, where, host});
        INFO(applied.message());
        REQUIRE(applied);
        return boost::json::serialize(*spec);
    });
    INFO(seen.err);
    REQUIRE(seen.status == 0);
    CHECK(contains(seen.out, outside(link_of("pid")) + TestType::command()[0] + "\n99\n"));
    CHECK(contains(seen.out, " /run/docker/plugins "));
}
