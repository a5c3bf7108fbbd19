// SPDX-License-Identifier: BSL-1.0
// Every policy, in constant expressions: compiling is passing.
#include <specline/bake.hpp>
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <concepts>
#include <initializer_list>
#include <string_view>

namespace constant_tests {

namespace sl = specline;
namespace policies = sl::policies;

using sl::errc;
using sl::memory_host;
using sl::pipeline;
using sl::plugin_view;
using spec = sl::oci::spec_view;
using text = std::string_view;
using texts = std::initializer_list<text>;

// What one policy needs at most: a plugin, a place for its files, a machine, and room.
struct bench {
    std::byte none[1]{};  // in a constant expression an arena has no limit
    sl::arena room{none};
    plugin_view plugin{.id = "x", .room = &room};
    sl::bundle where{.rootfs = "/plugins/x/rootfs", .exec_root = "/run/plugins"};
    memory_host host;

    constexpr auto build(auto const& p) { return p.template build<spec>(sl::inputs{plugin, where, host}, room); }
};

// Whether `p` builds a spec of which `check` is true, on a bench that `prepare` made ready.
constexpr bool gives(auto const& p, auto const& prepare, auto const& check)
{
    bench b;
    prepare(b);
    auto const built = b.build(p);
    return built.ok() && check(*built);
}

// Whether `p` fails with this code, in the policy of this name, at `where`.
constexpr bool fails(auto const& p, errc code, text policy, text where, auto const& prepare, int system_error = 0)
{
    bench b;
    prepare(b);
    auto const built = b.build(p);
    sl::status const& why = built.status();
    return !built.ok() && why.code() == code && why.policy() == policy && why.where() == where &&
           why.system_error() == system_error && !why.what().empty();
}

constexpr auto as_it_is = [](bench&) {};
constexpr text with_nul{"/a\0b", 4};

// Whether a list holds these texts, in this order.
constexpr bool holds(auto const& list, texts wanted)
{
    return std::equal(list.begin(), list.end(), wanted.begin(), wanted.end());
}

constexpr bool is_mount(auto const& m, text destination, text type, text source, texts options)
{
    return m.destination == destination && m.type == type && m.source == source && holds(m.options, options);
}

// The types of the namespaces that a container has to itself.
constexpr bool has_namespaces(spec const& s, texts wanted)
{
    auto const& list = s.linux_->namespaces;
    return std::equal(list.begin(), list.end(), wanted.begin(), wanted.end(),
                      [](auto const& n, text type) { return n.type == type; });
}

// defaults
static_assert(gives(pipeline{policies::defaults{}}, as_it_is, [](spec const& s) {
    return s.ociVersion == "1.1.0" && s.mounts.size() == 7 && s.linux_->resources->devices.size() == 8 &&
           s.linux_->maskedPaths.size() == 11 && s.linux_->readonlyPaths.size() == 5 &&
           s.process->capabilities->bounding.size() == 14 && s.process->capabilities->inheritable.empty() &&
           has_namespaces(s, {"mount", "network", "uts", "pid", "ipc"});
}));
static_assert([] {  // a view without an arena has no memory
    bench b;
    spec s;
    sl::status const why = pipeline{policies::defaults{}}.apply(s, sl::inputs{b.plugin, b.where, b.host});
    return why.code() == errc::arena_full && why.policy().empty();  // before the first policy
}());

// root
static_assert(gives(pipeline{policies::root{}}, as_it_is,
                    [](spec const& s) { return s.root->path == "/plugins/x/rootfs" && !s.root->readonly; }));
static_assert(fails(pipeline{policies::root{}}, errc::nul_in_path, "root", "rootfs",
                    [](bench& b) { b.where.rootfs = with_nul; }));

// propagated_mount
static_assert(gives(
    pipeline{policies::propagated_mount{}}, [](bench& b) { b.plugin.config.propagated_mount = "/data"; },
    [](spec const& s) {
        return s.mounts.size() == 1 && s.linux_->rootfsPropagation == "rshared" &&
               is_mount(s.mounts[0], "/data", "bind", "/plugins/x/propagated-mount", {"rbind", "rw", "rshared"});
    }));
static_assert(gives(pipeline{policies::propagated_mount{}}, as_it_is,
                    [](spec const& s) { return s.mounts.empty() && !s.linux_; }));
static_assert(fails(pipeline{policies::propagated_mount{}}, errc::nul_in_path, "propagated_mount", "PropagatedMount",
                    [](bench& b) { b.plugin.config.propagated_mount = with_nul; }));

// mounts
static_assert(gives(
    pipeline{policies::mounts{}},
    [](bench& b) {
        b.plugin.config.mounts.push_back(b.room, {.source = "/srv", .destination = "/data", .type = "bind"});
        b.plugin.config.mounts.push_back(b.room, {.source = "tmpfs", .destination = "/tmp", .type = "tmpfs"});
    },
    [](spec const& s) {
        return s.mounts.size() == 2 && is_mount(s.mounts[0], "/data", "bind", "/srv", {}) &&
               is_mount(s.mounts[1], "/tmp", "tmpfs", "tmpfs", {});
    }));
static_assert(fails(pipeline{policies::mounts{}}, errc::mount_without_source, "mounts", "/data",
                    [](bench& b) { b.plugin.config.mounts.push_back(b.room, {.destination = "/data"}); }));
static_assert(fails(pipeline{policies::mounts{}}, errc::nul_in_path, "mounts", "/data", [](bench& b) {
    b.plugin.config.mounts.push_back(b.room, {.source = with_nul, .destination = "/data"});
}));

// exec_mount
static_assert(gives(pipeline{policies::exec_mount{}}, as_it_is, [](spec const& s) {
    return is_mount(s.mounts[0], "/run/docker/plugins", "bind", "/run/plugins/x", {"rbind", "rshared"});
}));
static_assert(fails(pipeline{policies::exec_mount{}}, errc::bad_id, "exec_mount", "../x",
                    [](bench& b) { b.plugin.id = "../x"; }));
static_assert(fails(pipeline{policies::exec_mount{}}, errc::nul_in_path, "exec_mount", "exec root",
                    [](bench& b) { b.where.exec_root = with_nul; }));

// name_files
static_assert(gives(
    pipeline{policies::name_files{}}, [](bench& b) { b.plugin.config.network.type = "none"; },
    [](spec const& s) {
        return s.mounts.size() == 2 && is_mount(s.mounts[0], "/etc/hosts", "bind", "/etc/hosts", {"rbind", "ro"}) &&
               is_mount(s.mounts[1], "/etc/resolv.conf", "bind", "/etc/resolv.conf", {"rbind", "ro"});
    }));
static_assert(gives(pipeline{policies::name_files{}}, as_it_is, [](spec const& s) { return s.mounts.empty(); }));

// network_host
static_assert(gives(
    pipeline{policies::defaults{}, policies::network_host{}}, [](bench& b) { b.plugin.config.network.type = "host"; },
    [](spec const& s) { return has_namespaces(s, {"mount", "uts", "pid", "ipc"}); }));
static_assert(gives(
    pipeline{policies::defaults{}, policies::network_host{}}, [](bench& b) { b.plugin.config.network.type = "Host"; },
    [](spec const& s) { return s.linux_->namespaces.size() == 5; }));

// pid_host
static_assert(gives(
    pipeline{policies::defaults{}, policies::pid_host{}}, [](bench& b) { b.plugin.config.pid_host = true; },
    [](spec const& s) { return has_namespaces(s, {"mount", "network", "uts", "ipc"}); }));

// ipc_host
static_assert(gives(
    pipeline{policies::defaults{}, policies::ipc_host{}}, [](bench& b) { b.plugin.config.ipc_host = true; },
    [](spec const& s) { return has_namespaces(s, {"mount", "network", "uts", "pid"}); }));

// dev_mounts
static_assert(gives(
    pipeline{policies::defaults{}, policies::dev_mounts{}},
    [](bench& b) { b.plugin.settings.mounts.push_back(b.room, {.source = "/srv", .destination = "/dev/pts"}); },
    [](spec const& s) {
        return s.mounts.size() == 6 && s.mounts[1].destination == "/dev" && s.mounts[2].destination == "/sys";
    }));
static_assert(gives(  // the mount behind an erased one is not looked at, as in the engine
    pipeline{policies::defaults{}, policies::dev_mounts{}},
    [](bench& b) {
        b.plugin.settings.mounts.push_back(b.room, {.source = "/srv", .destination = "/dev/mqueue"});
        b.plugin.settings.mounts.push_back(b.room, {.source = "/srv", .destination = "/dev/shm"});
    },
    [](spec const& s) { return s.mounts.size() == 6 && s.mounts[5].destination == "/dev/shm"; }));

// all_devices
static_assert(gives(
    pipeline{policies::defaults{}, policies::all_devices{}},
    [](bench& b) { b.plugin.config.linux_.allow_all_devices = true; },
    [](spec const& s) {
        auto const& rules = s.linux_->resources->devices;
        return rules.size() == 1 && rules[0].allow && rules[0].type.empty() && !rules[0].major &&
               rules[0].access == "rwm";
    }));

// devices
constexpr std::array<text, 2> files{"/etc/hosts", "/etc/resolv.conf"};
constexpr std::array<sl::memory_facts::device, 2> nodes{{
    {"/dev/fuse", {.type = sl::node_type::character, .major = 10, .minor = 229, .mode = 0666}},
    {"/dev/mapper/disk", {.type = sl::node_type::block, .major = 253, .minor = 1, .mode = 0660, .gid = 6}},
}};
constexpr std::array<sl::memory_facts::link, 1> links{{{"/dev/disk", "mapper/disk"}}};
constexpr sl::memory_facts machine{.files = files, .links = links, .devices = nodes};

constexpr auto with_device(text path)
{
    return [path](bench& b) {
        b.host = memory_host{machine};
        b.plugin.settings.devices.push_back(b.room, {.name = "disk", .path = path});
    };
}
constexpr bool is_device(spec const& s, text path, text type, int major_number, int minor_number)
{
    auto const& d = s.linux_->devices;
    auto const& r = s.linux_->resources->devices;
    return d.size() == 1 && r.size() == 1 && d[0].path == path && d[0].type == type && d[0].major == major_number &&
           d[0].minor == minor_number && r[0].allow && r[0].type == type && r[0].major == major_number &&
           r[0].minor == minor_number && r[0].access == "rwm";
}
static_assert(gives(pipeline{policies::devices{}}, with_device("/dev/fuse"),
                    [](spec const& s) { return is_device(s, "/dev/fuse", "c", 10, 229); }));
static_assert(gives(pipeline{policies::devices{}}, with_device("/dev/disk"),  // a link
                    [](spec const& s) { return is_device(s, "/dev/disk", "b", 253, 1); }));
static_assert(gives(pipeline{policies::devices{}}, with_device("/dev/mapper"),  // a folder
                    [](spec const& s) { return is_device(s, "/dev/mapper/disk", "b", 253, 1); }));
static_assert(fails(pipeline{policies::devices{}}, errc::device_without_path, "devices", "disk",
                    [](bench& b) { b.plugin.settings.devices.push_back(b.room, {.name = "disk"}); }));
static_assert(fails(pipeline{policies::devices{}}, errc::not_a_device, "devices", "/etc/hosts",
                    with_device("/etc/hosts")));
static_assert(fails(pipeline{policies::devices{}}, errc::system, "devices", "/dev/none", with_device("/dev/none"),
                    ENOENT));
static_assert(fails(pipeline{policies::devices{}}, errc::nul_in_path, "devices", "disk", with_device(with_nul)));

// process
static_assert(gives(
    pipeline{policies::process{}},
    [](bench& b) {
        b.plugin.config.entrypoint.push_back(b.room, "/bin/serve");
        b.plugin.settings.args.push_back(b.room, "-v");
        b.plugin.settings.env.push_back(b.room, "DEBUG=1");
    },
    [](spec const& s) {
        return holds(s.process->args, {"/bin/serve", "-v"}) && s.process->cwd == "/" && !s.process->terminal &&
               holds(s.process->env, {sl::oci::defaults::path_variable, "DEBUG=1"});
    }));
static_assert(fails(pipeline{policies::process{}}, errc::nul_in_path, "process", "WorkDir",
                    [](bench& b) { b.plugin.config.work_dir = with_nul; }));

// capabilities
static_assert(gives(
    pipeline{policies::capabilities{}},
    [](bench& b) { b.plugin.config.linux_.capabilities.push_back(b.room, "CAP_SYS_ADMIN"); },
    [](spec const& s) {
        auto const& sets = *s.process->capabilities;
        return holds(sets.bounding, {"CAP_SYS_ADMIN"}) && holds(sets.permitted, {"CAP_SYS_ADMIN"}) &&
               holds(sets.inheritable, {"CAP_SYS_ADMIN"}) && holds(sets.effective, {"CAP_SYS_ADMIN"}) &&
               sets.ambient.empty();
    }));

// modify
static_assert(gives(pipeline{policies::modify{[](spec& s) { s.hostname = "plugin"; }}}, as_it_is,
                    [](spec const& s) { return s.hostname == "plugin"; }));
static_assert(gives(pipeline{policies::modify{[](auto& s, auto const& in) { s.hostname = in.plugin.id; }}}, as_it_is,
                    [](spec const& s) { return s.hostname == "x"; }));
static_assert(fails(pipeline{policies::modify{[](spec&) { return sl::status{errc::refused, "not today", "here"}; }}},
                    errc::refused, "modify", "here", as_it_is));

// exec_folder
static_assert([] {
    bench b;
    return b.build(pipeline{policies::exec_folder{}}).ok() && b.host.made("/run/plugins/x");
}());
static_assert(fails(pipeline{policies::exec_folder{}}, errc::bad_id, "exec_folder", "..",
                    [](bench& b) { b.plugin.id = ".."; }));
constexpr std::array<sl::memory_facts::mount, 1> read_only_run{{{"/run", sl::locked_flags::ro}}};
static_assert(fails(
    pipeline{policies::exec_folder{}}, errc::system, "exec_folder", "/run/plugins/x",
    [](bench& b) { b.host = memory_host{{.mounts = read_only_run}}; }, EROFS));
static_assert([] {  // nothing is touched where an earlier policy fails
    bench b;
    b.plugin.config.mounts.push_back(b.room, {.destination = "/data"});
    return !b.build(pipeline{policies::exec_folder{}, policies::mounts{}}).ok() && !b.host.made("/run");
}());

// rootless
constexpr std::array<text, 1> folders{"/srv/data"};
constexpr std::array<sl::memory_facts::mount, 1> locked_srv{
    {{"/srv", sl::locked_flags::nosuid | sl::locked_flags::nodev | sl::locked_flags::ro}}};
constexpr std::array<text, 3> bind_options{"rbind", "nodev", "rbind"};

constexpr auto with_bind(bool user_namespace, text source)
{
    return [=](bench& b) {
        b.host =
            memory_host{{.folders = folders, .files = files, .mounts = locked_srv, .user_namespace = user_namespace}};
        b.plugin.config.mounts.push_back(
            b.room,
            {.source = source, .destination = "/data", .type = "bind", .options = std::span<text const>{bind_options}});
    };
}
constexpr pipeline mounts_and_rootless{policies::mounts{}, policies::rootless{}};
static_assert(gives(mounts_and_rootless, with_bind(true, "/srv/data"),
                    [](spec const& s) { return holds(s.mounts[0].options, {"rbind", "nodev", "ro", "nosuid"}); }));
static_assert(gives(mounts_and_rootless, with_bind(false, "/srv/data"),
                    [](spec const& s) { return holds(s.mounts[0].options, {"rbind", "nodev", "rbind"}); }));
static_assert(gives(mounts_and_rootless, with_bind(true, "/srv/none"),  // what is not there is left alone
                    [](spec const& s) { return holds(s.mounts[0].options, {"rbind", "nodev", "rbind"}); }));
static_assert(fails(mounts_and_rootless, errc::system, "rootless", "/etc/hosts/none",
                    with_bind(true, "/etc/hosts/none"), ENOTDIR));

// Places: the order of listing has no meaning.
constexpr pipeline backwards{
    policies::rootless{}, policies::exec_folder{},      policies::capabilities{}, policies::process{},
    policies::devices{},  policies::all_devices{},      policies::dev_mounts{},   policies::ipc_host{},
    policies::pid_host{}, policies::network_host{},     policies::name_files{},   policies::exec_mount{},
    policies::mounts{},   policies::propagated_mount{}, policies::root{},         policies::defaults{},
};
constexpr bool same_text(auto const& p, auto const& q)
{
    auto const prepare = [](bench& b) {
        with_bind(true, "/srv/data")(b);
        b.plugin.config.propagated_mount = "/state";
        b.plugin.config.network.type = "host";
        b.plugin.settings.env.push_back(b.room, "DEBUG=1");
    };
    bench one, other;
    prepare(one);
    prepare(other);
    auto const first = sl::oci::write(*one.build(p), one.room);
    auto const second = sl::oci::write(*other.build(q), other.room);
    return first.ok() && second.ok() && first->size() > 2000 && *first == *second;
}
static_assert(same_text(sl::docker_plugin, backwards));

// A policy of an embedder's own, which leaves its number behind in the args, at a place that it is told.
template <int Where>
struct note_at {
    static constexpr auto at = Where < 0   ? sl::before(sl::place::process)
                               : Where > 0 ? sl::after(sl::place::process)
                                           : sl::position{sl::place::process};
    text words;

    template <sl::has_process Spec, class Inputs>
    constexpr sl::status apply(Spec& s, Inputs const&) const
    {
        sl::spec_traits<Spec>::add_args(s, std::span<text const>{&words, 1});
        return {};
    }
};
constexpr note_at<-1> early{"early"}, earlier{"earlier"};
constexpr note_at<0> there{"there"};
constexpr note_at<1> late{"late"}, later{"later"};

constexpr auto args_are(auto... wanted)
{
    return [=](spec const& s) { return holds(s.process->args, {wanted...}); };
}
// Gaps go before and behind their place; in one gap policies run as they are listed.
static_assert(gives(pipeline{late, there, early}, as_it_is, args_are("early", "there", "late")));
static_assert(gives(pipeline{later, early, late, earlier}, as_it_is, args_are("early", "earlier", "later", "late")));
static_assert(gives(pipeline{late, earlier, later, early}, as_it_is, args_are("earlier", "early", "late", "later")));
// Gaps that touch are one.
static_assert(sl::after(sl::place::devices) == sl::before(sl::place::process));
static_assert(sl::after(sl::place::process) != sl::position{sl::place::process});
// `process` begins anew, so what came before it is gone.
static_assert(gives(pipeline{late, policies::process{}, early}, as_it_is, args_are("late")));

// Several `modify` run as they are listed, wherever they are listed, behind all that the plugin asks for.
constexpr auto add_word(text word)
{
    return policies::modify{[word](auto& s, auto const&) { s.process->args.push_back(*s.room, word); }};
}
static_assert(gives(pipeline{add_word("1"), late, add_word("2"), policies::process{}, add_word("3")}, as_it_is,
                    args_are("late", "1", "2", "3")));

// `with` adds, `without` leaves out.
static_assert(gives(pipeline{early}.with(late, there), as_it_is, args_are("early", "there", "late")));
static_assert(gives(pipeline{early, late, there}.without<note_at<0>>(), as_it_is, args_are("early", "late")));
static_assert(gives(
    sl::docker_plugin.without<policies::network_host>(), [](bench& b) { b.plugin.config.network.type = "host"; },
    [](spec const& s) { return s.linux_->namespaces.size() == 5; }));

// Baked: the text of a whole spec, within the limits that compilers have for constants.
constexpr auto make_spec = [](sl::arena& room) {
    plugin_view plugin{.id = "x", .room = &room};
    plugin.config.mounts.push_back(room, {.source = "/srv/data", .destination = "/data", .type = "bind"});
    plugin.config.propagated_mount = "/state";
    plugin.settings.env.push_back(room, "DEBUG=1");
    plugin.settings.devices.push_back(room, {.name = "disk", .path = "/dev/disk"});
    memory_host host{machine};
    sl::bundle const where{.rootfs = "/plugins/x/rootfs", .exec_root = "/run/plugins"};
    return sl::docker_plugin.build<spec>(sl::inputs{plugin, where, host}, room);
};
constexpr auto baked = sl::bake<make_spec>();
static_assert([] {
    sl::arena room;
    auto const built = make_spec(room);
    auto const written = sl::oci::write(*built, room);
    return written.ok() && *written == text{baked.data(), baked.size()} && baked.size() > 3000;
}());
constexpr auto small = sl::bake<[](sl::arena& room) { return sl::result{spec{.hostname = "x", .room = &room}}; }>();
static_assert(text{small.data(), small.size()} == R"({"ociVersion":"","hostname":"x"})");

}  // namespace constant_tests
