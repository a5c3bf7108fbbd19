// SPDX-License-Identifier: BSL-1.0
// The volume plugin's spec as structs, which Boost.JSON's value_from makes a DOM of. It does what that plugin needs,
// without the checks and the rare cases that the engine has.
#include "machine.hpp"

#include <boost/describe/class.hpp>
#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace json = boost::json;
using texts = std::vector<std::string>;

struct user {
    std::uint32_t uid = 0, gid = 0;
};
BOOST_DESCRIBE_STRUCT(user, (), (uid, gid))
struct capabilities {
    texts bounding, effective, inheritable, permitted;
};
BOOST_DESCRIBE_STRUCT(capabilities, (), (bounding, effective, inheritable, permitted))
struct process {
    struct user user;
    texts args, env;
    std::string cwd;
    struct capabilities capabilities;
};
BOOST_DESCRIBE_STRUCT(process, (), (user, args, env, cwd, capabilities))
struct root {
    std::string path;
};
BOOST_DESCRIBE_STRUCT(root, (), (path))
struct mount {
    std::string destination, type, source;
    texts options;
};
BOOST_DESCRIBE_STRUCT(mount, (), (destination, type, source, options))
struct device_rule {
    bool allow = false;
    std::string type;
    std::int64_t major = 0, minor = 0;
    std::string access = "rwm";
};
struct resources {
    std::vector<device_rule> devices;
};
BOOST_DESCRIBE_STRUCT(resources, (), (devices))
struct namespace_of_kind {
    std::string type;
};
BOOST_DESCRIBE_STRUCT(namespace_of_kind, (), (type))
struct device {
    std::string path, type;
    std::int64_t major = 0, minor = 0;
    std::uint32_t fileMode = 0, uid = 0, gid = 0;
};
BOOST_DESCRIBE_STRUCT(device, (), (path, type, major, minor, fileMode, uid, gid))
struct linux_part {
    struct resources resources;
    std::vector<namespace_of_kind> namespaces;
    std::vector<device> devices;
    std::string rootfsPropagation;
    texts maskedPaths, readonlyPaths;
};
BOOST_DESCRIBE_STRUCT(linux_part, (), (resources, namespaces, devices, rootfsPropagation, maskedPaths, readonlyPaths))
struct spec {
    std::string oci_version;
    struct process process;
    struct root root;
    std::vector<mount> mounts;
    struct linux_part linux_;
};

// A rule for all devices has no type and no numbers.
void tag_invoke(json::value_from_tag, json::value& to, device_rule const& from)
{
    if (from.type.empty()) to = {{"allow", from.allow}, {"access", from.access}};
    else
        to = {{"allow", from.allow},
              {"type", from.type},
              {"major", from.major},
              {"minor", from.minor},
              {"access", from.access}};
}

// By hand, as `linux` is a macro in GNU mode.
void tag_invoke(json::value_from_tag, json::value& to, spec const& from)
{
    auto& members = to.emplace_object();
    members["ociVersion"] = from.oci_version;
    members["process"] = json::value_from(from.process, to.storage());
    members["root"] = json::value_from(from.root, to.storage());
    members["mounts"] = json::value_from(from.mounts, to.storage());
    members["linux"] = json::value_from(from.linux_, to.storage());
}

spec default_spec()
{
    texts const caps{"CAP_CHOWN",   "CAP_DAC_OVERRIDE", "CAP_FSETID",           "CAP_FOWNER",
                     "CAP_MKNOD",   "CAP_NET_RAW",      "CAP_SETGID",           "CAP_SETUID",
                     "CAP_SETFCAP", "CAP_SETPCAP",      "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT",
                     "CAP_KILL",    "CAP_AUDIT_WRITE"};
    return {.oci_version = "1.1.0",
            .process = {.user = {},
                        .args = {},
                        .env = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                        .cwd = "/",
                        .capabilities = {.bounding = caps, .effective = caps, .inheritable = {}, .permitted = caps}},
            .root = {},
            .mounts = {{"/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}},
                       {"/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}},
                       {"/dev/pts",
                        "devpts",
                        "devpts",
                        {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"}},
                       {"/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", "ro"}},
                       {"/sys/fs/cgroup", "cgroup", "cgroup", {"ro", "nosuid", "noexec", "nodev"}},
                       {"/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}},
                       {"/dev/shm", "tmpfs", "shm", {"nosuid", "noexec", "nodev", "mode=1777"}}},
            .linux_ = {.resources = {{{},
                                      {true, "c", 1, 5},
                                      {true, "c", 1, 3},
                                      {true, "c", 1, 9},
                                      {true, "c", 1, 8},
                                      {true, "c", 5, 0},
                                      {true, "c", 5, 1},
                                      {false, "c", 10, 229}}},
                       .namespaces = {{"mount"}, {"network"}, {"uts"}, {"pid"}, {"ipc"}},
                       .devices = {},
                       .rootfsPropagation = {},
                       .maskedPaths = {"/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
                                       "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi",
                                       "/sys/firmware", "/sys/devices/virtual/powercap"},
                       .readonlyPaths = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}}};
}

std::string text_of(json::value const& value) { return std::string{value.as_string()}; }

texts texts_of(json::value const& list)
{
    texts all;
    for (json::value const& v : list.as_array()) all.push_back(text_of(v));
    return all;
}

template <class Machine>
json::value build(json::value const& plugin, std::string const& rootfs, std::string const& exec_root)
{
    json::value const& config = plugin.at("Config");
    spec made = default_spec();
    auto const bind = [&](std::string const& source, std::string const& destination, texts options) {
        made.mounts.push_back({destination, "bind", source, std::move(options)});
    };
    made.root.path = rootfs;
    if (std::string const shared = text_of(config.at("PropagatedMount")); !shared.empty()) {
        bind(rootfs.substr(0, rootfs.rfind('/')) + "/propagated-mount", shared, {"rbind", "rw", "rshared"});
        made.linux_.rootfsPropagation = "rshared";
    }
    for (json::value const& m : config.at("Mounts").as_array())
        made.mounts.push_back(
            {text_of(m.at("Destination")), text_of(m.at("Type")), text_of(m.at("Source")), texts_of(m.at("Options"))});
    std::string const folder = exec_root + '/' + text_of(plugin.at("Id"));
    bind(folder, "/run/docker/plugins", {"rbind", "rshared"});
    if (config.at("Network").at("Type") == "host") {
        for (char const* const file : {"/etc/hosts", "/etc/resolv.conf"}) bind(file, file, {"rbind", "ro"});
        std::erase_if(made.linux_.namespaces, [](namespace_of_kind const& n) { return n.type == "network"; });
    }
    for (json::value const& d : config.at("Linux").at("Devices").as_array()) {
        std::string const path = text_of(d.at("Path"));
        machine::node const node = Machine::look_at(path);
        made.linux_.devices.push_back({path, node.type, node.major, node.minor, node.mode, node.uid, node.gid});
        made.linux_.resources.devices.push_back({true, node.type, node.major, node.minor});
    }
    made.process.args = texts_of(config.at("Entrypoint"));
    for (json::value const& e : config.at("Env").as_array())
        made.process.env.push_back(text_of(e.at("Name")) + '=' + text_of(e.at("Value")));
    for (std::string const& c : texts_of(config.at("Linux").at("Capabilities"))) {
        auto& caps = made.process.capabilities;
        for (texts* const list : {&caps.bounding, &caps.effective, &caps.inheritable, &caps.permitted})
            list->push_back(c);
    }
    Machine::make_folder(folder);
    return json::value_from(made);
}

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const given{argc, argv};
    measure::figures figures{"boost.json"};
    std::string const text = given.input("volume.json"), spec_text = given.input("volume.spec.json");
    json::value const plugin = json::parse(text), spec = json::parse(spec_text);
    auto const equals = [](auto const& wanted) { return [&wanted](auto const& made) { return made == wanted; }; };

    figures.add("read plugin", "volume", [&] { return json::parse(text); }, equals(plugin));
    figures.add("read spec", "volume", [&] { return json::parse(spec_text); }, equals(spec));
    figures.add(
        "build", "volume", [&] { return build<machine::facts>(plugin, machine::rootfs, given.exec_root); },
        equals(spec));
    figures.add("write spec", "volume", [&] { return json::serialize(spec); }, equals(spec_text));

    std::vector<char> buffer(1 << 16);
    json::serializer serializer;
    auto const into_buffer = [&] {
        serializer.reset(&spec);
        return std::string_view{serializer.read(buffer.data(), buffer.size())};
    };
    figures.add("write spec", "volume", into_buffer, equals(spec_text), "buffer");

    auto const all = [&]<class Machine>(Machine) {
        return json::serialize(build<Machine>(json::parse(text), machine::rootfs, given.exec_root));
    };
    figures.add("all", "volume", [&] { return all(machine::real{}); }, equals(spec_text));
    figures.add("all, memory", "volume", [&] { return all(machine::facts{}); }, equals(spec_text));
    return figures.print();
}
