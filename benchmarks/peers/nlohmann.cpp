// SPDX-License-Identifier: BSL-1.0
// The volume plugin's spec as a DOM of nlohmann's JSON, built by hand: a literal, and the plugin's parts. It does what
// that plugin needs, without the checks and the rare cases that the engine has.
#include "machine.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace {

using nlohmann::json;

json default_spec()
{
    json const capabilities{"CAP_CHOWN",   "CAP_DAC_OVERRIDE", "CAP_FSETID",           "CAP_FOWNER",
                            "CAP_MKNOD",   "CAP_NET_RAW",      "CAP_SETGID",           "CAP_SETUID",
                            "CAP_SETFCAP", "CAP_SETPCAP",      "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT",
                            "CAP_KILL",    "CAP_AUDIT_WRITE"};
    auto const mount = [](char const* destination, char const* type, char const* source, json options) -> json {
        return {{"destination", destination}, {"type", type}, {"source", source}, {"options", std::move(options)}};
    };
    auto const rule = [](bool allow, int major, int minor) -> json {
        return {{"allow", allow}, {"type", "c"}, {"major", major}, {"minor", minor}, {"access", "rwm"}};
    };
    return {
        {"ociVersion", "1.1.0"},
        {"process",
         {{"user", {{"uid", 0}, {"gid", 0}}},
          {"cwd", "/"},
          {"env", json::array({"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"})},
          {"capabilities", {{"bounding", capabilities}, {"effective", capabilities}, {"permitted", capabilities}}}}},
        {"mounts",
         {mount("/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}),
          mount("/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}),
          mount("/dev/pts", "devpts", "devpts",
                {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"}),
          mount("/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", "ro"}),
          mount("/sys/fs/cgroup", "cgroup", "cgroup", {"ro", "nosuid", "noexec", "nodev"}),
          mount("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}),
          mount("/dev/shm", "tmpfs", "shm", {"nosuid", "noexec", "nodev", "mode=1777"})}},
        {"linux",
         {{"resources",
           {{"devices",
             {{{"allow", false}, {"access", "rwm"}},
              rule(true, 1, 5),
              rule(true, 1, 3),
              rule(true, 1, 9),
              rule(true, 1, 8),
              rule(true, 5, 0),
              rule(true, 5, 1),
              rule(false, 10, 229)}}}},
          {"namespaces",
           {{{"type", "mount"}}, {{"type", "network"}}, {{"type", "uts"}}, {{"type", "pid"}}, {{"type", "ipc"}}}},
          {"maskedPaths",
           {"/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
            "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap"}},
          {"readonlyPaths", {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}}}}};
}

template <class Machine>
json build(json const& plugin, std::string const& rootfs, std::string const& exec_root)
{
    json const& config = plugin.at("Config");
    json spec = default_spec();
    json &mounts = spec["mounts"], &linux_part = spec["linux"], &process = spec["process"];
    auto const bind = [&](std::string const& source, std::string const& destination, json options) {
        mounts.push_back(
            {{"destination", destination}, {"type", "bind"}, {"source", source}, {"options", std::move(options)}});
    };
    spec["root"]["path"] = rootfs;
    if (std::string const& shared = config.at("PropagatedMount").get_ref<std::string const&>(); !shared.empty()) {
        bind(rootfs.substr(0, rootfs.rfind('/')) + "/propagated-mount", shared, {"rbind", "rw", "rshared"});
        linux_part["rootfsPropagation"] = "rshared";
    }
    for (json const& m : config.at("Mounts"))
        mounts.push_back({{"destination", m.at("Destination")},
                          {"type", m.at("Type")},
                          {"source", m.at("Source")},
                          {"options", m.at("Options")}});
    std::string const folder = exec_root + '/' + plugin.at("Id").get_ref<std::string const&>();
    bind(folder, "/run/docker/plugins", {"rbind", "rshared"});
    if (config.at("Network").at("Type") == "host") {
        for (char const* const file : {"/etc/hosts", "/etc/resolv.conf"}) bind(file, file, {"rbind", "ro"});
        auto& namespaces = linux_part["namespaces"];
        for (auto i = namespaces.begin(); i != namespaces.end(); ++i)
            if (i->at("type") == "network") {
                namespaces.erase(i);
                break;
            }
    }
    for (json const& d : config.at("Linux").at("Devices")) {
        std::string const& path = d.at("Path").get_ref<std::string const&>();
        machine::node const node = Machine::look_at(path);
        linux_part["devices"].push_back({{"path", path},
                                         {"type", node.type},
                                         {"major", node.major},
                                         {"minor", node.minor},
                                         {"fileMode", node.mode},
                                         {"uid", node.uid},
                                         {"gid", node.gid}});
        linux_part["resources"]["devices"].push_back(
            {{"allow", true}, {"type", node.type}, {"major", node.major}, {"minor", node.minor}, {"access", "rwm"}});
    }
    process["args"] = config.at("Entrypoint");
    for (json const& e : config.at("Env"))
        process["env"].push_back(e.at("Name").get_ref<std::string const&>() + '=' +
                                 e.at("Value").get_ref<std::string const&>());
    json& capabilities = process["capabilities"];
    capabilities["inheritable"] = json::array();
    for (json& list : capabilities)
        for (json const& c : config.at("Linux").at("Capabilities")) list.push_back(c);
    Machine::make_folder(folder);
    return spec;
}

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const given{argc, argv};
    measure::figures figures{"nlohmann"};
    std::string const text = given.input("volume.json"), spec_text = given.input("volume.spec.json");
    json const plugin = json::parse(text), spec = json::parse(spec_text);
    auto const same = [&](json const& value) { return value == spec; };
    // Members are in the order of their names: the text is another one, of the same value.
    auto const same_value = [&](std::string const& written) { return json::parse(written) == spec; };

    figures.add(
        "read plugin", "volume", [&] { return json::parse(text); }, [&](json const& value) { return value == plugin; });
    figures.add("read spec", "volume", [&] { return json::parse(spec_text); }, same);
    figures.add(
        "build", "volume", [&] { return build<machine::facts>(plugin, machine::rootfs, given.exec_root); }, same);
    figures.add("write spec", "volume", [&] { return spec.dump(); }, same_value);
    figures.add(
        "all", "volume",
        [&] { return build<machine::real>(json::parse(text), machine::rootfs, given.exec_root).dump(); }, same_value);
    figures.add(
        "all, memory", "volume",
        [&] { return build<machine::facts>(json::parse(text), machine::rootfs, given.exec_root).dump(); }, same_value);
    return figures.print();
}
