// SPDX-License-Identifier: BSL-1.0
// The device nodes that a plugin gets, and the rules that let it use them.
#ifndef SPECLINE_POLICIES_DEVICES_HPP
#define SPECLINE_POLICIES_DEVICES_HPP

#include <specline/policy.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace specline::policies {

/// Where the plugin asks for all devices: one rule that allows them replaces all rules.
/// Source: runtime-spec, config-linux.md, "Allowed Device list".
struct all_devices {
    static constexpr auto at = place::all_devices;  ///< before the rules of single devices

    /// Replaces the rules.
    template <has_device_rules Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (!in.plugin.config.linux_.allow_all_devices) return {};
        spec_traits<Spec>::clear_device_rules(spec);
        spec_traits<Spec>::add_device_rule(spec, {.allow = true, .access = "rwm"});
        return {};
    }
};

/// Gives the container each device of the plugin's settings, and a rule that allows all use of it.
///
/// A link is resolved; a block, character or fifo node gives a device at the path as it was given; a folder gives
/// every node below it, in the byte order of names, links not followed, what cannot be read passed over.
/// Errors: `errc::device_without_path`, with the device's name; `not_a_device`, `nul_in_path` and `system`,
/// with the path. Source: runtime-spec, config-linux.md, "Devices".
struct devices {
    static constexpr auto at = place::devices;  ///< behind the rule for all devices

    /// Adds them.
    template <class Spec, class Inputs>
        requires has_devices<Spec> && has_device_rules<Spec> && looks_at_paths<host_of<Inputs>> &&
                 resolves_links<host_of<Inputs>> && walks_folders<host_of<Inputs>>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        for (auto const& device : in.plugin.settings.devices) {
            if (!device.path)
                return {errc::device_without_path, "a device has no path: give it one in the config", device.name};
            if (status s = detail::check_path(*device.path, device.name); !s) return s;
            if (status s = add(spec, in.host, *device.path); !s) return s;
        }
        return {};
    }

private:
    template <class Spec, class Host>
    static constexpr status add(Spec& spec, Host& host, std::string_view path)
    {
        auto const found = host.look(path);
        if (!found) return {errc::system, "cannot look at the device", path, found.error};
        if (is_device(found.value)) {
            add_node(spec, path, found.value);
            return {};
        }
        bool any = false;
        if (found.value.type == node_type::folder) any = add_folder(spec, host, path, path);
        else if (found.value.type == node_type::link)
            if (status s = add_target(spec, host, path, any); !s) return s;
        if (any) return {};
        return {errc::not_a_device, "not a device node, and no folder with one: give the path of a node", path};
    }

    // What the link at `path` leads to; a link to nowhere is no device.
    template <class Spec, class Host>
    static constexpr status add_target(Spec& spec, Host& host, std::string_view path, bool& any)
    {
        answer<node> found;
        (void)host.resolve(path, [&](std::string_view target) {
            found = host.look(target);
            if (!found) return;
            if (found.value.type == node_type::folder) any = add_folder(spec, host, target, path);
            if (!is_device(found.value)) return;
            add_node(spec, path, found.value);
            any = true;
        });
        if (!found) return {errc::system, "cannot look at the device", path, found.error};
        return {};
    }

    // Every node below `folder`, at the same place below `path`; whether there were any.
    template <class Spec, class Host>
    static constexpr bool add_folder(Spec& spec, Host& host, std::string_view folder, std::string_view path)
    {
        bool any = false;
        host.walk(folder, [&](std::string_view below, node const& found) {
            if (!is_device(found)) return;
            add_node(spec, place_below(spec, folder, path, below), found);
            any = true;
        });
        return any;
    }

    // The engine cleans the path of a folder, but not that of a link to one, which is put in the target's place.
    template <class Spec>
    static constexpr auto place_below(Spec& spec, std::string_view folder, std::string_view path,
                                      std::string_view below)
    {
        if (folder == path) return detail::joined(spec, path, below);
        return spec_traits<Spec>::make_text(spec, path.size() + 1 + below.size(), [&](char* out) {
            std::size_t size = path.copy(out, path.size());
            if (folder != "/") out[size++] = '/';
            return size + below.copy(out + size, below.size());
        });
    }

    static constexpr std::string_view letter(node_type type)
    {
        switch (type) {
        case node_type::block: return "b";
        case node_type::character: return "c";
        case node_type::fifo: return "p";
        default: return "";
        }
    }

    static constexpr bool is_device(node const& found) { return !letter(found.type).empty(); }

    template <class Spec>
    static constexpr void add_node(Spec& spec, std::string_view path, node const& found)
    {
        spec_traits<Spec>::add_device(spec, {.path = path,
                                             .type = letter(found.type),
                                             .major = found.major,
                                             .minor = found.minor,
                                             .file_mode = found.mode,
                                             .uid = found.uid,
                                             .gid = found.gid});
        spec_traits<Spec>::add_device_rule(spec, {.allow = true,
                                                  .type = letter(found.type),
                                                  .major = std::int64_t{found.major},
                                                  .minor = std::int64_t{found.minor},
                                                  .access = "rwm"});
    }
};

}  // namespace specline::policies
#endif
