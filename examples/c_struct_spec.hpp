// SPDX-License-Identifier: BSL-1.0
// A C struct as a spec type: spec_traits in full, with the verbs that the policies of docker_plugin use.
#ifndef SPECLINE_EXAMPLES_C_STRUCT_SPEC_HPP
#define SPECLINE_EXAMPLES_C_STRUCT_SPEC_HPP

#include "c_struct_owner.hpp"
#include "c_struct_view.hpp"
#include "oci_spec.h"

#include <specline/arena.hpp>
#include <specline/oci/write.hpp>
#include <specline/spec_traits.hpp>
#include <specline/status.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The verbs of a C struct. Errors of a pipeline: also `errc::system` with ENOMEM, and `refused` for a text with NUL,
/// which no C string can hold.
template <>
struct specline::spec_traits<c_spec> {
    static void set_version(c_spec& s, std::string_view version) { s.set(s.root(), &oci_spec::oci_version, version); }
    static void set_root(c_spec& s, std::string_view path, bool readonly)
    {
        oci_root* const root = s.in(s.root(), &oci_spec::root);
        s.set(root, &oci_root::path, path);
        if (root != nullptr) root->readonly = readonly;
    }

    template <class Options>
    static void add_mount(c_spec& s, std::string_view destination, std::string_view type, std::string_view source,
                          Options const& options)
    {
        oci_mount* const mount = s.add(s.root(), &oci_spec::mounts, &oci_spec::mounts_len);
        s.set(mount, &oci_mount::destination, destination);
        s.set(mount, &oci_mount::type, type);
        s.set(mount, &oci_mount::source, source);
        s.add_texts(mount, &oci_mount::options, &oci_mount::options_len, options);
    }
    static void add_mounts(c_spec& s, std::span<oci::mount<std::string_view> const> mounts)
    {
        for (auto const& m : mounts) add_mount(s, m.destination, m.type, m.source, m.options);
    }
    static std::size_t mount_count(c_spec const& s) { return s.tree ? s.tree->mounts_len : 0; }
    static mount_text mount_at(c_spec const& s, std::size_t i) { return text_of(s.tree->mounts[i]); }
    static std::size_t option_count(c_spec const& s, std::size_t i) { return s.tree->mounts[i]->options_len; }
    static std::string_view option_at(c_spec const& s, std::size_t i, std::size_t k)
    {
        return s.tree->mounts[i]->options[k];
    }
    static void add_option(c_spec& s, std::size_t i, std::string_view option)
    {
        if (i < mount_count(s))
            s.add_texts(s.tree->mounts[i], &oci_mount::options, &oci_mount::options_len, std::span{&option, 1});
    }
    template <class Predicate>
    static void erase_options(c_spec& s, std::size_t i, Predicate&& unwanted)
    {
        if (i < mount_count(s))
            s.erase(s.tree->mounts[i], &oci_mount::options, &oci_mount::options_len, free_text, unwanted);
    }
    template <class Predicate>
    static void erase_mounts(c_spec& s, Predicate&& unwanted)
    {
        s.erase(s.tree.get(), &oci_spec::mounts, &oci_spec::mounts_len, free_oci_mount,
                [&](oci_mount const* m) { return unwanted(text_of(m)); });
    }

    static void set_rootfs_propagation(c_spec& s, std::string_view propagation)
    {
        s.set(kernel(s), &oci_linux::rootfs_propagation, propagation);
    }
    static void add_namespaces(c_spec& s, std::span<oci::namespace_<std::string_view> const> namespaces)
    {
        for (auto const& n : namespaces)
            s.set(s.add(kernel(s), &oci_linux::namespaces, &oci_linux::namespaces_len), &oci_namespace::type, n.type);
    }
    static void remove_namespace(c_spec& s, std::string_view type)
    {
        bool found = false;
        s.erase(kernel(s), &oci_linux::namespaces, &oci_linux::namespaces_len, free_oci_namespace,
                [&](oci_namespace const* n) { return !found && (found = oci_text(n->type) == type); });
    }
    static void set_masked_paths(c_spec& s, std::span<std::string_view const> paths)
    {
        clear(s, kernel(s), &oci_linux::masked_paths, &oci_linux::masked_paths_len);
        s.add_texts(kernel(s), &oci_linux::masked_paths, &oci_linux::masked_paths_len, paths);
    }
    static void set_readonly_paths(c_spec& s, std::span<std::string_view const> paths)
    {
        clear(s, kernel(s), &oci_linux::readonly_paths, &oci_linux::readonly_paths_len);
        s.add_texts(kernel(s), &oci_linux::readonly_paths, &oci_linux::readonly_paths_len, paths);
    }

    static void add_device(c_spec& s, device_node const& node)
    {
        oci_device* const device = s.add(kernel(s), &oci_linux::devices, &oci_linux::devices_len);
        s.set(device, &oci_device::path, node.path);
        s.set(device, &oci_device::type, node.type);
        if (device == nullptr) return;
        device->major = node.major;
        device->minor = node.minor;
        device->file_mode_present = device->uid_present = device->gid_present = true;
        device->file_mode = node.file_mode;
        device->uid = node.uid;
        device->gid = node.gid;
    }
    static void add_device_rule(c_spec& s, oci::device_rule<std::string_view> const& rule)
    {
        oci_device_rule* const added = s.add(resources(s), &oci_resources::devices, &oci_resources::devices_len);
        s.set(added, &oci_device_rule::type, rule.type);
        s.set(added, &oci_device_rule::access, rule.access);
        if (added == nullptr) return;
        added->allow = rule.allow;
        added->major_present = rule.major.has_value();
        added->minor_present = rule.minor.has_value();
        added->major = rule.major.value_or(0);
        added->minor = rule.minor.value_or(0);
    }
    static void add_device_rules(c_spec& s, std::span<oci::device_rule<std::string_view> const> rules)
    {
        for (auto const& rule : rules) add_device_rule(s, rule);
    }
    static void clear_device_rules(c_spec& s)
    {
        s.erase(resources(s), &oci_resources::devices, &oci_resources::devices_len, free_oci_device_rule, all);
    }

    static void set_terminal(c_spec& s, bool terminal)
    {
        if (oci_process* const p = process(s)) p->terminal = terminal;
    }
    static void set_cwd(c_spec& s, std::string_view path) { s.set(process(s), &oci_process::cwd, path); }
    static void clear_args(c_spec& s) { clear(s, process(s), &oci_process::args, &oci_process::args_len); }
    template <class Words>
    static void add_args(c_spec& s, Words const& words)
    {
        s.add_texts(process(s), &oci_process::args, &oci_process::args_len, words);
    }
    static void clear_env(c_spec& s) { clear(s, process(s), &oci_process::env, &oci_process::env_len); }
    template <class Entries>
    static void add_env(c_spec& s, Entries const& entries)
    {
        s.add_texts(process(s), &oci_process::env, &oci_process::env_len, entries);
    }
    template <class Names>
    static void add_capabilities(c_spec& s, capability_set set, Names const& names)
    {
        using sets = oci_capabilities;
        sets* const all_sets = s.in(process(s), &oci_process::capabilities);
        switch (set) {
        case capability_set::bounding: return s.add_texts(all_sets, &sets::bounding, &sets::bounding_len, names);
        case capability_set::effective: return s.add_texts(all_sets, &sets::effective, &sets::effective_len, names);
        case capability_set::inheritable:
            return s.add_texts(all_sets, &sets::inheritable, &sets::inheritable_len, names);
        case capability_set::permitted: return s.add_texts(all_sets, &sets::permitted, &sets::permitted_len, names);
        case capability_set::ambient: return s.add_texts(all_sets, &sets::ambient, &sets::ambient_len, names);
        }
    }

    /// The verbs copy what they are given, so a text of its own is enough.
    template <class Fill>
    static std::string make_text(c_spec&, std::size_t most, Fill const& fill)
    {
        std::string text(most, '\0');
        text.resize(fill(text.data()));
        return text;
    }
    static status check(c_spec const& s)
    {
        switch (s.failed) {
        case c_spec::fault::no_memory: return {errc::system, "the spec has no memory", "", ENOMEM};
        case c_spec::fault::nul_in_text: return {errc::refused, "a C string has no NUL: take it out of the text"};
        case c_spec::fault::none: break;
        }
        return {};
    }
    /// The spec as JSON, for what writes a spec of any type.
    static std::string text(c_spec const& s)
    {
        static constexpr oci_spec nothing{};
        for (std::vector<std::byte> bytes(1 << 14);; bytes.resize(2 * bytes.size())) {
            arena room{bytes};
            auto const view = view_of(s.tree ? *s.tree : nothing, room);
            if (!room.full()) return oci::write(view);
        }
    }

private:
    static constexpr auto free_text = [](char* text) { std::free(text); };
    static constexpr auto all = [](auto const*) { return true; };

    static mount_text text_of(oci_mount const* m)
    {
        return {oci_text(m->destination), oci_text(m->type), oci_text(m->source)};
    }
    static oci_process* process(c_spec& s) { return s.in(s.root(), &oci_spec::process); }
    static oci_linux* kernel(c_spec& s) { return s.in(s.root(), &oci_spec::linux_); }
    static oci_resources* resources(c_spec& s) { return s.in(kernel(s), &oci_linux::resources); }
    template <class Whole>
    static void clear(c_spec& s, Whole* whole, char** Whole::* list, std::size_t Whole::* size)
    {
        s.erase(whole, list, size, free_text, all);
    }
};

#endif
