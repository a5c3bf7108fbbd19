// SPDX-License-Identifier: BSL-1.0
// A plugin's settings: what its config says by itself, and what a user sets.
#ifndef SPECLINE_PLUGIN_SETTINGS_HPP
#define SPECLINE_PLUGIN_SETTINGS_HPP

#include <specline/detail/utf8.hpp>
#include <specline/plugin/model.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace specline {

namespace detail {

/// `name[.field][=value]`, in its parts.
struct parsed_setting {
    std::string_view name{};
    std::string_view field{};
    std::string_view value{};
    bool valid = false;  // false where nothing stands before `=`
};

constexpr parsed_setting parse_setting(std::string_view text)
{
    auto const equals = text.find('=');
    if (equals == 0) return {};
    parsed_setting s{.name = text.substr(0, equals), .valid = true};
    if (equals != text.npos) s.value = text.substr(equals + 1);
    if (auto const dot = s.name.rfind('.'); dot != s.name.npos && dot > 0) {
        s.field = s.name.substr(dot + 1);
        s.name = s.name.substr(0, dot);
    }
    return s;
}

/// Text put together for an error, in double quotes and with escapes where `quoted` is used.
class words {
public:
    constexpr words& operator<<(std::string_view text)
    {
        for (char const c : text) text_.push_back(c);
        return *this;
    }
    constexpr words& quoted(std::string_view text)
    {
        *this << "\"";
        for (; !text.empty(); text.remove_prefix(1)) {
            char const c = text[0];
            auto const byte = static_cast<unsigned char>(c);
            constexpr std::string_view shorts = "\a\b\t\n\v\f\r";
            if (byte >= 0x80 && utf8_sequence(text) != 0) {
                auto const n = utf8_sequence(text);
                *this << text.substr(0, n);
                text.remove_prefix(n - 1);
            } else if (c == '"' || c == '\\') {
                text_.push_back('\\');
                text_.push_back(c);
            } else if (byte >= 7 && byte <= 13) {
                text_.push_back('\\');
                text_.push_back("abtnvfr"[shorts.find(c)]);
            } else if (byte < 0x20 || byte >= 0x7f) {
                constexpr std::string_view digits = "0123456789abcdef";
                *this << "\\x";
                text_.push_back(digits[byte >> 4]);
                text_.push_back(digits[byte & 15]);
            } else {
                text_.push_back(c);
            }
        }
        return *this << "\"";
    }
    constexpr std::string_view view() const { return {text_.data(), text_.size()}; }

private:
    std::vector<char> text_;
};

enum class settable_kind { none, env, mount, device, args };

/// What a setting names: its kind, and where in the config's list it stands.
struct found_setting {
    settable_kind kind = settable_kind::none;
    std::size_t index = 0;
};

template <class Text>
constexpr found_setting find_setting(basic_config<Text> const& config, std::string_view name)
{
    auto const in = [&](auto const& list) {
        auto const at = std::find_if(list.begin(), list.end(), [&](auto const& e) { return e.name == name; });
        return static_cast<std::size_t>(at - list.begin());
    };
    if (auto const i = in(config.env); i != config.env.size()) return {settable_kind::env, i};
    if (auto const i = in(config.mounts); i != config.mounts.size()) return {settable_kind::mount, i};
    if (auto const i = in(config.linux_.devices); i != config.linux_.devices.size()) return {settable_kind::device, i};
    if (config.args.name == name) return {settable_kind::args, 0};
    return {};
}

/// Whether `settable` lets `setting` change its field, which must be `allowed`.
template <class List>
constexpr status check_field(parsed_setting const& setting, List const& settable, std::string_view allowed)
{
    std::string_view field = setting.field;
    if (field.empty() && settable.size() > 1)
        return {errc::setting_several_fields, "multiple fields are settable, one must be specified", setting.name};
    if (field.empty() && settable.size() == 1) field = settable[0];
    bool const listed = std::any_of(settable.begin(), settable.end(), [&](auto const& s) { return s == field; });
    if (field == allowed && listed) return {};
    words full;
    full << setting.name;
    if (!field.empty()) full << "." << field;
    return {errc::setting_not_settable, (words{}.quoted(full.view()) << " is not settable").view()};
}

template <class Text>
constexpr status check_setting(basic_config<Text> const& config, parsed_setting const& setting)
{
    auto const path_status = [&](bool has_one, std::string_view lack) -> status {
        if (!has_one) return {errc::setting_no_value, lack, setting.name};
        if (setting.value.find('\0') != std::string_view::npos)
            return {errc::nul_in_path, "a path has no NUL: take it out", setting.name};
        return {};
    };
    switch (auto const found = find_setting(config, setting.name); found.kind) {
    case settable_kind::env: return check_field(setting, config.env[found.index].settable, "value");
    case settable_kind::args: return check_field(setting, config.args.settable, "value");
    case settable_kind::mount: {
        auto const& mount = config.mounts[found.index];
        if (status s = check_field(setting, mount.settable, "source"); !s) return s;
        return path_status(mount.source.has_value(), "Plugin config has no mount source");
    }
    case settable_kind::device: {
        auto const& device = config.linux_.devices[found.index];
        if (status s = check_field(setting, device.settable, "path"); !s) return s;
        return path_status(device.path.has_value(), "Plugin config has no device path");
    }
    case settable_kind::none: break;
    }
    return {errc::setting_not_found,
            ((words{} << "setting ").quoted(setting.name) << " not found in the plugin configuration").view()};
}

/// `name=value`, in the model's memory.
template <class Memory>
constexpr auto assignment(Memory memory, std::string_view name, std::string_view value)
{
    return make_text(memory, name.size() + 1 + value.size(), [&](char* out) {
        out = std::copy(name.begin(), name.end(), out);
        *out++ = '=';
        std::copy(value.begin(), value.end(), out);
        return name.size() + 1 + value.size();
    });
}

template <class Text>
constexpr void set_env(basic_plugin<Text>& p, parsed_setting const& setting)
{
    auto const entry = assignment(p.room, setting.name, setting.value);
    auto&& list = editable(p.room, p.settings.env);
    for (auto& old : list) {
        std::string_view const text = old;
        if (text.substr(0, text.find('=')) == setting.name) {
            old = entry;
            return;
        }
    }
    append(p.room, p.settings.env, entry);
}

template <class Text>
constexpr void set_args(basic_plugin<Text>& p, std::string_view value)
{
    p.settings.args = {};
    if constexpr (is_view<Text>) value = keep(p.room, value);
    for (;;) {
        auto const blank = value.find(' ');
        append(p.room, p.settings.args, Text{value.substr(0, blank)});
        if (blank == value.npos) return;
        value.remove_prefix(blank + 1);
    }
}

template <class Text>
constexpr void apply_setting(basic_plugin<Text>& p, parsed_setting const& setting)
{
    // The first of that name is changed, in the config and in the settings alike.
    auto const change = [&](auto& list, std::size_t i, auto member) {
        auto&& entries = editable(p.room, list);
        if (i < entries.size()) entries[i].*member = keep(p.room, setting.value);
    };
    auto const change_both = [&](auto& in_config, std::size_t i, auto& in_settings, auto member) {
        change(in_config, i, member);
        for (std::size_t k = 0; k < in_settings.size(); ++k)
            if (in_settings[k].name == setting.name) return change(in_settings, k, member);
    };
    auto const found = find_setting(p.config, setting.name);
    switch (found.kind) {
    case settable_kind::env: return set_env(p, setting);
    case settable_kind::args: return set_args(p, setting.value);
    case settable_kind::mount:
        return change_both(p.config.mounts, found.index, p.settings.mounts, &plugin_mount<Text>::source);
    case settable_kind::device:
        return change_both(p.config.linux_.devices, found.index, p.settings.devices, &plugin_device<Text>::path);
    case settable_kind::none: return;
    }
}

}  // namespace detail

/// Gives `p` the settings that its config says by itself: its mounts, its devices, `NAME=value` for each variable
/// that has a value, and the value of its args. What was set before is gone.
/// Errors: `errc::arena_full` for a view.
template <class Text>
constexpr status use_default_settings(basic_plugin<Text>& p)
{
    auto& settings = p.settings;
    if constexpr (is_view<Text>) {
        // Both borrow from here on: each makes a copy of its own before it changes an element.
        auto const both_borrow = [](auto& one, auto& other) { one = other = std::as_const(one); };
        both_borrow(p.config.mounts, settings.mounts);
        both_borrow(p.config.linux_.devices, settings.devices);
        both_borrow(p.config.args.value, settings.args);
    } else {
        settings.mounts = p.config.mounts;
        settings.devices = p.config.linux_.devices;
        settings.args = p.config.args.value;
    }
    settings.env = {};
    for (auto const& env : p.config.env)
        if (env.value) detail::append(p.room, settings.env, detail::assignment(p.room, env.name, *env.value));
    return detail::memory_status(p.room);
}

/// Applies settings of the form `name[.field][=value]`, all of them or none.
///
/// A name is looked for among env (field `value`), mounts (`source`), devices (`path`), args (`value`); the first of
/// that name decides. No field: the only settable one. A variable's entry is replaced or added; a mount's source
/// and a device's path change in the config and in the settings; args are split at every single blank. The texts are
/// copied.
/// Errors, with the words of the engine: `errc::plugin_enabled`, `setting_format`, `setting_not_found`,
/// `setting_not_settable`, `setting_several_fields`, `setting_no_value`, `nul_in_path`; for a view `arena_full`, after
/// which some may be applied.
template <class Text>
constexpr status set(basic_plugin<Text>& p, std::span<std::string_view const> settings)
{
    if (p.enabled)
        return {errc::plugin_enabled, "cannot set on an active plugin, disable plugin before setting", p.name};
    for (std::string_view const text : settings)
        if (!detail::parse_setting(text).valid)
            return {errc::setting_format, "invalid format, must be <name>[.<field>][=<value>]", text};
    for (std::string_view const text : settings)
        if (status s = detail::check_setting(p.config, detail::parse_setting(text)); !s) return s;
    for (std::string_view const text : settings) detail::apply_setting(p, detail::parse_setting(text));
    return settings.empty() ? status{} : detail::memory_status(p.room);
}

/// Applies one setting; see above.
template <class Text>
constexpr status set(basic_plugin<Text>& p, std::string_view setting)
{
    return set(p, std::span<std::string_view const>{&setting, 1});
}

}  // namespace specline
#endif
