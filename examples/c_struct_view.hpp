// SPDX-License-Identifier: BSL-1.0
// A spec of C structs, looked at as oci::spec_view: so it is written, and whatever else takes that.
#ifndef SPECLINE_EXAMPLES_C_STRUCT_VIEW_HPP
#define SPECLINE_EXAMPLES_C_STRUCT_VIEW_HPP

#include "oci_spec.h"

#include <specline/arena.hpp>
#include <specline/oci/spec.hpp>

#include <cstddef>
#include <string_view>

/// A text of a C struct; NULL is the empty one.
inline std::string_view oci_text(char const* text) { return text == nullptr ? std::string_view{} : text; }

/// What an `oci_spec` holds, to be looked at and written: the texts stay where they are and must outlive the view, the
/// lists are in `room`. Where `room` is full, some of them are missing.
inline specline::oci::spec_view view_of(oci_spec const& tree, specline::arena& room)
{
    specline::oci::spec_view out;
    out.room = &room;
    auto const list = [&](auto& to, auto* const* parts, std::size_t size, auto const& view) {
        if (!to.reserve(room, size)) return;
        for (std::size_t i = 0; i < size; ++i) to.push_back(room, view(*parts[i]));
    };
    auto const texts = [&](auto& to, char* const* from, std::size_t size) {
        list(to, from, size, [](char const& first) { return oci_text(&first); });
    };
    using text = std::string_view;

    out.ociVersion = oci_text(tree.oci_version);
    out.hostname = oci_text(tree.hostname);
    if (auto const* from = tree.root) {
        auto& to = out.root.emplace();
        to.path = oci_text(from->path);
        to.readonly = from->readonly;
    }
    if (auto const* from = tree.process) {
        auto& to = out.process.emplace();
        to.terminal = from->terminal;
        to.user.uid = from->user.uid;
        to.user.gid = from->user.gid;
        texts(to.args, from->args, from->args_len);
        texts(to.env, from->env, from->env_len);
        to.cwd = oci_text(from->cwd);
        if (auto const* sets = from->capabilities) {
            auto& all = to.capabilities.emplace();
            texts(all.bounding, sets->bounding, sets->bounding_len);
            texts(all.effective, sets->effective, sets->effective_len);
            texts(all.inheritable, sets->inheritable, sets->inheritable_len);
            texts(all.permitted, sets->permitted, sets->permitted_len);
            texts(all.ambient, sets->ambient, sets->ambient_len);
        }
    }
    list(out.mounts, tree.mounts, tree.mounts_len, [&](oci_mount const& from) {
        specline::oci::mount<text> to;
        to.destination = oci_text(from.destination);
        to.type = oci_text(from.type);
        to.source = oci_text(from.source);
        texts(to.options, from.options, from.options_len);
        return to;
    });
    if (auto const* from = tree.linux_) {
        auto& to = out.linux_.emplace();
        if (auto const* resources = from->resources)
            list(to.resources.emplace().devices, resources->devices, resources->devices_len,
                 [](oci_device_rule const& rule) {
                     specline::oci::device_rule<text> r;
                     r.allow = rule.allow;
                     r.type = oci_text(rule.type);
                     if (rule.major_present) r.major = rule.major;
                     if (rule.minor_present) r.minor = rule.minor;
                     r.access = oci_text(rule.access);
                     return r;
                 });
        list(to.namespaces, from->namespaces, from->namespaces_len, [](oci_namespace const& n) {
            specline::oci::namespace_<text> one;
            one.type = oci_text(n.type);
            one.path = oci_text(n.path);
            return one;
        });
        list(to.devices, from->devices, from->devices_len, [](oci_device const& device) {
            specline::oci::device<text> d;
            d.path = oci_text(device.path);
            d.type = oci_text(device.type);
            d.major = device.major;
            d.minor = device.minor;
            if (device.file_mode_present) d.fileMode = device.file_mode;
            if (device.uid_present) d.uid = device.uid;
            if (device.gid_present) d.gid = device.gid;
            return d;
        });
        to.rootfsPropagation = oci_text(from->rootfs_propagation);
        texts(to.maskedPaths, from->masked_paths, from->masked_paths_len);
        texts(to.readonlyPaths, from->readonly_paths, from->readonly_paths_len);
    }
    return out;
}

#endif
