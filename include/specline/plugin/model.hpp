// SPDX-License-Identifier: BSL-1.0
// A container engine's plugin: its config, and the user's settings.
#ifndef SPECLINE_PLUGIN_MODEL_HPP
#define SPECLINE_PLUGIN_MODEL_HPP

#include <specline/text.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace specline {

/// The arguments that a user may set, appended to the entrypoint.
template <class Text>
struct plugin_args {
    Text name{};                     ///< how a setting calls them
    Text description{};              ///< for people
    list_of<Text, Text> settable{};  ///< `value`, where a user may set them
    list_of<Text, Text> value{};     ///< one word each
};

/// An environment variable of a plugin.
template <class Text>
struct plugin_env {
    Text name{};                     ///< of the variable
    Text description{};              ///< for people
    list_of<Text, Text> settable{};  ///< `value`, where a user may set it
    std::optional<Text> value{};     ///< none: not in the environment until it is set
};

/// A device node of the host, or a folder of them, that a plugin is given.
template <class Text>
struct plugin_device {
    Text name{};                     ///< how a setting calls it
    Text description{};              ///< for people
    std::optional<Text> path{};      ///< absolute, on the host and in the container alike
    list_of<Text, Text> settable{};  ///< `path`, where a user may set it
};

/// A mount of a plugin.
template <class Text>
struct plugin_mount {
    Text name{};         ///< how a setting calls it
    Text description{};  ///< for people
    std::optional<Text>
        source{};        ///< a path of the host, or what the filesystem takes; none is an error when a spec is built
    Text destination{};  ///< absolute path in the container
    Text type{};         ///< filesystem type, `bind` for a bind mount
    list_of<Text, Text> options{};   ///< mount(8) options, `rbind` among them for a bind mount
    list_of<Text, Text> settable{};  ///< `source`, where a user may set it
};

/// The socket on which a plugin serves.
template <class Text>
struct plugin_interface {
    Text socket{};                ///< a file name in /run/docker/plugins
    Text protocol_scheme{};       ///< empty, or `moby.plugins.http/v1`
    list_of<Text, Text> types{};  ///< such as `docker.volumedriver/1.0`
};

/// What a plugin asks of the kernel.
template <class Text>
struct plugin_linux {
    bool allow_all_devices = false;                ///< every device node may be used
    list_of<Text, Text> capabilities{};            ///< names with `CAP_`, capabilities(7)
    list_of<Text, plugin_device<Text>> devices{};  ///< nodes that the container gets
};

/// The network of a plugin.
template <class Text>
struct plugin_network {
    Text type{};  ///< `host`, `none`, `bridge`; empty: a namespace of its own and no name files
};

/// The user that a plugin asks for.
struct plugin_user {
    std::uint32_t uid = 0;  ///< user id in the container
    std::uint32_t gid = 0;  ///< group id in the container
};

/// The layers of a plugin's root filesystem.
template <class Text>
struct plugin_rootfs {
    Text type{};                     ///< `layers`
    list_of<Text, Text> diff_ids{};  ///< digests
};

/// A plugin's config.json: what its author wrote.
template <class Text>
struct basic_config {
    plugin_args<Text> args{};                    ///< arguments that a user may set
    Text description{};                          ///< for people
    Text docker_version{};                       ///< of the engine that made the plugin
    Text documentation{};                        ///< for people, an address
    list_of<Text, Text> entrypoint{};            ///< the program and its first arguments
    list_of<Text, plugin_env<Text>> env{};       ///< environment variables
    plugin_interface<Text> iface{};              ///< `Interface` in the text
    bool ipc_host = false;                       ///< share the host's IPC namespace
    plugin_linux<Text> linux_{};                 ///< `Linux` in the text
    list_of<Text, plugin_mount<Text>> mounts{};  ///< in the order in which they are made
    plugin_network<Text> network{};              ///< which network the plugin is in
    bool pid_host = false;                       ///< share the host's PID namespace
    Text propagated_mount{};       ///< a path in the container, mounts below it show on the host; or empty
    plugin_rootfs<Text> rootfs{};  ///< the layers, not a path
    plugin_user user{};            ///< whom the plugin asks to run as
    Text work_dir{};               ///< absolute path in the container; empty means `/`
};

/// What a user chose, or where they chose nothing the config's own values.
template <class Text>
struct basic_settings {
    list_of<Text, Text> args{};                    ///< behind the entrypoint, one word each
    list_of<Text, plugin_device<Text>> devices{};  ///< nodes that the container gets
    list_of<Text, Text> env{};                     ///< `NAME=value`
    list_of<Text, plugin_mount<Text>> mounts{};    ///< the config's mounts with the user's sources
};

/// A plugin. Text is std::string (`plugin`, which owns), or std::string_view (`plugin_view`, which borrows
/// from the text that was read, from constants and from an arena; a copy of it borrows from the original, see
/// arena_list).
template <class Text>
struct basic_plugin {
    basic_config<Text> config{};                   ///< what its author wrote
    bool enabled = false;                          ///< an enabled plugin takes no settings
    Text id{};                                     ///< names the plugin's folders; no path
    Text name{};                                   ///< `repository:tag`
    Text reference{};                              ///< `PluginReference` in the text
    basic_settings<Text> settings{};               ///< what its user chose
    [[no_unique_address]] memory_of<Text> room{};  ///< where additions live; no part of the plugin
};

/// A plugin that owns its text.
using plugin = basic_plugin<std::string>;
/// A plugin that borrows its text.
using plugin_view = basic_plugin<std::string_view>;

}  // namespace specline
#endif
