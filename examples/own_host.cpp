// SPDX-License-Identifier: BSL-1.0
// own-host: hosts of one's own: one that asks another host and keeps what was asked, and one that can do a single
// thing.
//
//   g++ -std=c++20 -I include examples/own_host.cpp -o own-host
//
// It prints which policy asked what of the machine:
//
//   devices: look /dev/cameras
//   devices: walk /dev/cameras
//   exec_folder: make_folder /run/plugins/camera
//   rootless: in_user_namespace
//   rootless: look /srv/pictures
//   rootless: mount_flags /srv/pictures
//   rootless: look /run/plugins/camera
//   rootless: mount_flags /run/plugins/camera
//   dry run: would make /run/plugins/camera
//
// A host needs the members that its policies ask, and no other; each is a concept of specline/host.hpp:
//
//   make_folder(path, mode)  makes_folders         exec_folder
//   look(path)               looks_at_paths        devices, rootless
//   resolve(path, receive)   resolves_links        devices
//   walk(path, receive)      walks_folders         devices
//   mount_flags(path)        reads_mount_flags     rootless
//   in_user_namespace()      knows_user_namespace  rootless
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/plugin/settings.hpp>

#include <array>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sl = specline;
namespace policies = specline::policies;

/// Asks another host, and keeps what was asked. It can do what the other can: each member has the other's concept.
template <class Host>
class recorder {
public:
    explicit recorder(Host& host) : host_{host} {}

    int make_folder(std::string_view path, unsigned mode)
        requires sl::makes_folders<Host>
    {
        note("make_folder", path);
        return host_.make_folder(path, mode);
    }
    sl::answer<sl::node> look(std::string_view path)
        requires sl::looks_at_paths<Host>
    {
        note("look", path);
        return host_.look(path);
    }
    template <class Receive>
        requires sl::resolves_links<Host>
    int resolve(std::string_view path, Receive const& receive)
    {
        note("resolve", path);
        return host_.resolve(path, receive);
    }
    template <class Receive>
        requires sl::walks_folders<Host>
    void walk(std::string_view path, Receive const& receive)
    {
        note("walk", path);
        host_.walk(path, receive);
    }
    sl::answer<sl::locked_flags> mount_flags(std::string_view path)
        requires sl::reads_mount_flags<Host>
    {
        note("mount_flags", path);
        return host_.mount_flags(path);
    }
    bool in_user_namespace()
        requires sl::knows_user_namespace<Host>
    {
        note("in_user_namespace");
        return host_.in_user_namespace();
    }

    /// What was asked since the last call.
    std::vector<std::string> asked() { return std::exchange(asked_, {}); }

private:
    void note(std::string question, std::string_view path = {})
    {
        asked_.push_back(path.empty() ? question : question.append(" ").append(path));
    }

    Host& host_;
    std::vector<std::string> asked_;
};

/// For pipelines that make a folder and ask nothing: says so, and makes none.
struct dry_run {
    static int make_folder(std::string_view path, unsigned)
    {
        std::cout << "dry run: would make " << path << '\n';
        return 0;
    }
};

// A host shows what it can do: here it would be refused with the name of what is missing.
static_assert(sl::makes_folders<dry_run> && !sl::looks_at_paths<dry_run>);
static_assert(sl::looks_at_paths<recorder<sl::memory_host>> && !sl::looks_at_paths<recorder<dry_run>>);

// Without the policies that look at the machine, a dry run is enough. With them this is what the compiler says:
// specline: the host lacks what this policy asks of it
constexpr auto asks_nothing = sl::docker_plugin.without<policies::devices, policies::rootless>();

int main()
{
    sl::plugin plugin;
    plugin.id = "camera";
    plugin.config.mounts = {{.source = "/srv/pictures", .destination = "/out", .type = "bind", .options = {"rbind"}}};
    plugin.config.linux_.devices = {{.name = "cameras", .path = "/dev/cameras"}};
    if (auto const s = sl::use_default_settings(plugin); !s) return std::cerr << s.message() << '\n', 1;
    sl::bundle const where{.rootfs = "/plugins/camera/rootfs", .exec_root = "/run/plugins"};

    // A machine of facts, so that it is the same everywhere; `sl::posix_host` is the one that this runs on.
    constexpr sl::node node{.type = sl::node_type::character, .major = 81, .minor = 0, .mode = 0660};
    constexpr std::array<sl::memory_facts::device, 2> nodes{{{"/dev/cameras/0", node}, {"/dev/cameras/1", node}}};
    constexpr std::string_view folders[]{"/srv/pictures"};
    sl::memory_host machine{{.folders = folders, .devices = nodes, .user_namespace = true}};
    recorder host{machine};

    // An observer is called behind each policy, with its name: what was asked until then, it asked.
    sl::oci::spec spec;
    auto const built =
        sl::docker_plugin.apply(spec, sl::inputs{plugin, where, host}, [&](std::string_view policy, auto const&) {
            for (auto const& question : host.asked()) std::cout << policy << ": " << question << '\n';
        });
    if (!built) return std::cerr << built.message() << '\n', 1;

    dry_run none;
    auto const planned = asks_nothing.build<sl::oci::spec>(sl::inputs{plugin, where, none});
    if (!planned) return std::cerr << planned.status().message() << '\n', 1;
}
