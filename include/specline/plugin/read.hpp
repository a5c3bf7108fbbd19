// SPDX-License-Identifier: BSL-1.0
// A plugin from JSON text: a config.json, a plugin object, what `plugin inspect` prints, or the engine's state file.
#ifndef SPECLINE_PLUGIN_READ_HPP
#define SPECLINE_PLUGIN_READ_HPP

#include <specline/arena.hpp>
#include <specline/detail/parse.hpp>
#include <specline/detail/plugin_reader.hpp>
#include <specline/plugin/model.hpp>
#include <specline/plugin/settings.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace specline {

/// How a plugin's text is read.
struct read_options {
    /// Chooses from an array of several plugins, and gives an id to a plugin that has none. A plugin with another id
    /// is refused.
    std::string_view id{};
    /// How many objects and arrays may be within one another.
    std::size_t max_depth = 32;
};

/// A plugin, and what its text says beside it.
template <class Text>
struct basic_plugin_file {
    basic_plugin<Text> plugin{};  ///< the plugin
    Text rootfs{};                ///< of the engine's state file: absolute path of the root filesystem; else empty
};
/// The kind that owns its text.
using plugin_file = basic_plugin_file<std::string>;
/// The kind that borrows it.
using plugin_file_view = basic_plugin_file<std::string_view>;

namespace detail {

/// Reads into a plugin and a text that are new; `memory_status` is asked, too.
template <class Text>
status read_plugin(std::string_view text, memory_of<Text> room, read_options const& options, basic_plugin<Text>& plugin,
                   Text& rootfs)
{
    json::parse_options parsing;
    parsing.max_depth = options.max_depth;
    json::basic_parser<plugin_reader<Text>> parser{parsing, text, room, options.id, plugin, rootfs};
    auto& reader = parser.handler();
    if (status s = detail::parse(parser, text, options.max_depth); !s) return s;
    if (status s = memory_status(room); !s) return s;
    if (auto const& wrong = reader.wrong()) return detail::misfit_error(*wrong, text, options.max_depth);
    if (status s = reader.finish(); !s) return s;
    if (!reader.has_settings())
        if (status s = use_default_settings(plugin); !s) return s;
    return memory_status(room);
}

}  // namespace detail

/// Reads a plugin from the text of its config.json, from a plugin object, from an array of them as `plugin inspect`
/// prints it, or from the engine's state file, which also says where the root filesystem is.
///
/// Keys match whatever their case, unknown ones are passed over, null leaves a member as it is. Of two equal keys the
/// later one overwrites what it names. Settings come from the text where it has them, else from its config.
/// Errors, with JSON pointer, line and column: `errc::syntax`, `too_deep`, `wrong_type`, `number_out_of_range`,
/// `nul_in_path`; without: `no_plugin`, `several_plugins`, `id_mismatch`.
inline result<plugin_file> read_plugin_file(std::string_view text, read_options const& options = {})
{
    return result<plugin_file>{std::in_place, [&](plugin_file& file) {
                                   return detail::read_plugin<std::string>(text, {}, options, file.plugin, file.rootfs);
                               }};
}

/// The same, without the heap: the plugin borrows from `text` and from `room`. Errors: also `errc::arena_full`.
inline result<plugin_file_view> read_plugin_file(std::string_view text, arena& room, read_options const& options = {})
{
    return result<plugin_file_view>{std::in_place, [&](plugin_file_view& file) {
                                        return detail::read_plugin<std::string_view>(text, &room, options, file.plugin,
                                                                                     file.rootfs);
                                    }};
}

/// Not from a text that is gone before the plugin is.
template <std::same_as<std::string> Text>
result<plugin_file_view> read_plugin_file(Text&&, arena&, read_options const& = {}) = delete;

/// Reads a plugin as `read_plugin_file` does.
inline result<plugin> read_plugin(std::string_view text, read_options const& options = {})
{
    return result<plugin>{std::in_place, [&](plugin& made) {
                              std::string rootfs;
                              return detail::read_plugin<std::string>(text, {}, options, made, rootfs);
                          }};
}

/// The same, without the heap: the plugin borrows from `text` and from `room`. Errors: also `errc::arena_full`.
inline result<plugin_view> read_plugin(std::string_view text, arena& room, read_options const& options = {})
{
    return result<plugin_view>{std::in_place, [&](plugin_view& made) {
                                   std::string_view rootfs;
                                   return detail::read_plugin<std::string_view>(text, &room, options, made, rootfs);
                               }};
}

/// Not from a text that is gone before the plugin is.
template <std::same_as<std::string> Text>
result<plugin_view> read_plugin(Text&&, arena&, read_options const& = {}) = delete;

}  // namespace specline
#endif
