// SPDX-License-Identifier: BSL-1.0
// A spec of an engine's own structs, strings and lists. It has the verbs by its members' names alone, and oci::write by
// Boost.Hana; what it adds to spec_traits is when it is full.
#ifndef SPECLINE_EXAMPLES_OWN_SPEC_HPP
#define SPECLINE_EXAMPLES_OWN_SPEC_HPP

#include "own_containers.hpp"

#include <specline/spec_traits.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

namespace engine {

struct user {
    std::uint32_t uid = 0, gid = 0;
};
struct capabilities {
    using names = fixed_vector<small_string, 64>;  // the default 14 and all 41 of capabilities(7)
    names bounding, effective, inheritable, permitted, ambient;
};
struct process {
    bool terminal = false;
    engine::user user;
    std::deque<small_string> args, env;
    small_string cwd;
    std::optional<engine::capabilities> capabilities;
};
struct root {
    small_string path;
    bool readonly = false;
};
struct mount {
    small_string destination, type, source;
    fixed_vector<small_string, 16> options;
};
struct device_rule {
    bool allow = false;
    small_string type;
    std::optional<std::int64_t> major, minor;
    small_string access;
};
struct resources {
    std::deque<device_rule> devices;
};
struct name_space {
    small_string type;
};
struct device {
    small_string path, type;
    std::int64_t major = 0, minor = 0;
    std::optional<std::uint32_t> fileMode, uid, gid;
};
struct kernel {
    std::optional<engine::resources> resources;
    fixed_vector<name_space, 8> namespaces;  // namespaces(7) has 8
    std::deque<device> devices;
    small_string rootfsPropagation;
    std::deque<small_string> maskedPaths, readonlyPaths;
};
struct spec {
    small_string ociVersion;
    std::optional<engine::process> process;
    std::optional<engine::root> root;
    std::deque<mount> mounts;
    std::optional<engine::kernel> linux_;
};

}  // namespace engine

// In the order in which they are written: that of the spec's own Go type.
BOOST_HANA_ADAPT_STRUCT(engine::user, uid, gid);
BOOST_HANA_ADAPT_STRUCT(engine::capabilities, bounding, effective, inheritable, permitted, ambient);
BOOST_HANA_ADAPT_STRUCT(engine::process, terminal, user, args, env, cwd, capabilities);
BOOST_HANA_ADAPT_STRUCT(engine::root, path, readonly);
BOOST_HANA_ADAPT_STRUCT(engine::mount, destination, type, source, options);
BOOST_HANA_ADAPT_STRUCT(engine::device_rule, allow, type, major, minor, access);
BOOST_HANA_ADAPT_STRUCT(engine::resources, devices);
BOOST_HANA_ADAPT_STRUCT(engine::name_space, type);
BOOST_HANA_ADAPT_STRUCT(engine::device, path, type, major, minor, fileMode, uid, gid);
BOOST_HANA_ADAPT_STRUCT(engine::kernel, resources, namespaces, devices, rootfsPropagation, maskedPaths, readonlyPaths);
BOOST_HANA_ADAPT_STRUCT(engine::spec, ociVersion, process, root, mounts, linux_);

/// The verbs of a struct, and that its lists of a fixed capacity took all they were given. Errors of a pipeline: also
/// `errc::refused`, with the list or the mount's destination.
template <>
struct specline::spec_traits<engine::spec> : specline::struct_verbs<engine::spec> {
    /// A pipeline asks it after each policy, so the error has the name of the one that gave too much.
    static specline::status check(engine::spec const& spec)
    {
        for (auto const& mount : spec.mounts)
            if (mount.options.overflowed()) return full("a mount has too many options", mount.destination);
        if (spec.linux_ && spec.linux_->namespaces.overflowed()) return full("there are too many namespaces", "");
        if (spec.process && spec.process->capabilities) {
            auto const& sets = *spec.process->capabilities;
            for (auto const* set : {&sets.bounding, &sets.effective, &sets.inheritable, &sets.permitted, &sets.ambient})
                if (set->overflowed()) return full("there are too many capabilities", "");
        }
        return {};
    }

private:
    static specline::status full(std::string_view what, std::string_view where)
    {
        return {specline::errc::refused, what, where};
    }
};

#endif
