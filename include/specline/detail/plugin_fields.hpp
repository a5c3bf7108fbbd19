// SPDX-License-Identifier: BSL-1.0
// The members of a plugin's text: how they are called there, what they hold, and where that goes in the model.
#ifndef SPECLINE_DETAIL_PLUGIN_FIELDS_HPP
#define SPECLINE_DETAIL_PLUGIN_FIELDS_HPP

#include <specline/plugin/model.hpp>
#include <specline/text.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace specline::detail {

/// What a member holds.
enum class field_kind : unsigned char { text, optional_text, boolean, number, object, texts, objects };

/// One member of an object. Pointers are untyped, since the reader meets the members one by one at run time; each
/// `kind` has one type behind its pointer.
template <class Text>
struct field {
    std::string_view key{};  // in lower case
    field_kind kind{};
    bool path = false;                                    // whether the text is a path, so that it may have no NUL
    void* (*member)(void* object) = nullptr;              // object -> member
    std::span<field const> (*fields)() = nullptr;         // of the object, or of the list's objects
    void (*clear)(void* list) = nullptr;                  // of a list
    void* (*add)(void* list, memory_of<Text>) = nullptr;  // to a list: the new element; nullptr without room
};

template <class Pointer>
struct member_types;
template <class S, class M>
struct member_types<M S::*> {
    using owner = S;
    using member = M;
};

template <class Text, class T>
void* add_element(std::vector<T>& list, heap)
{
    return &list.emplace_back();
}
template <class Text, class T>
void* add_element(arena_list<T>& list, arena* room)
{
    if (!list.push_back(*room, T{})) return nullptr;
    return list.edit(*room) + (list.size() - 1);
}

/// The members of the struct `S` in a model of kind `Text`: an array, `list`.
template <class Text, class S>
struct fields_of;

/// The field for a member of a struct.
template <class Text, auto Pointer>
constexpr field<Text> make_field(std::string_view key, bool path = false)
{
    using types = member_types<decltype(Pointer)>;
    using S = typename types::owner;
    using M = typename types::member;
    field<Text> f{.key = key, .path = path};
    f.member = [](void* object) -> void* { return &(static_cast<S*>(object)->*Pointer); };
    if constexpr (std::is_same_v<M, Text>) {
        f.kind = field_kind::text;
    } else if constexpr (std::is_same_v<M, std::optional<Text>>) {
        f.kind = field_kind::optional_text;
    } else if constexpr (std::is_same_v<M, bool>) {
        f.kind = field_kind::boolean;
    } else if constexpr (std::is_same_v<M, std::uint32_t>) {
        f.kind = field_kind::number;
    } else if constexpr (requires { typename M::value_type; }) {
        using element = typename M::value_type;
        f.kind = field_kind::texts;
        f.clear = [](void* list) { *static_cast<M*>(list) = M{}; };
        f.add = [](void* list, memory_of<Text> memory) { return add_element<Text>(*static_cast<M*>(list), memory); };
        if constexpr (!std::is_same_v<element, Text>) {
            f.kind = field_kind::objects;
            f.fields = []() -> std::span<field<Text> const> { return fields_of<Text, element>::list; };
        }
    } else {
        f.kind = field_kind::object;
        f.fields = []() -> std::span<field<Text> const> { return fields_of<Text, M>::list; };
    }
    return f;
}

template <class Text>
struct fields_of<Text, plugin_args<Text>> {
    using S = plugin_args<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::settable>("settable"),
        make_field<Text, &S::value>("value"),
    };
};

template <class Text>
struct fields_of<Text, plugin_env<Text>> {
    using S = plugin_env<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::settable>("settable"),
        make_field<Text, &S::value>("value"),
    };
};

template <class Text>
struct fields_of<Text, plugin_device<Text>> {
    using S = plugin_device<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::path>("path", true),
        make_field<Text, &S::settable>("settable"),
    };
};

template <class Text>
struct fields_of<Text, plugin_mount<Text>> {
    using S = plugin_mount<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),           make_field<Text, &S::description>("description"),
        make_field<Text, &S::source>("source", true), make_field<Text, &S::destination>("destination", true),
        make_field<Text, &S::type>("type"),           make_field<Text, &S::options>("options"),
        make_field<Text, &S::settable>("settable"),
    };
};

template <class Text>
struct fields_of<Text, plugin_interface<Text>> {
    using S = plugin_interface<Text>;
    static constexpr std::array list{
        make_field<Text, &S::socket>("socket"),
        make_field<Text, &S::protocol_scheme>("protocolscheme"),
        make_field<Text, &S::types>("types"),
    };
};

template <class Text>
struct fields_of<Text, plugin_linux<Text>> {
    using S = plugin_linux<Text>;
    static constexpr std::array list{
        make_field<Text, &S::allow_all_devices>("allowalldevices"),
        make_field<Text, &S::capabilities>("capabilities"),
        make_field<Text, &S::devices>("devices"),
    };
};

template <class Text>
struct fields_of<Text, plugin_network<Text>> {
    using S = plugin_network<Text>;
    static constexpr std::array list{
        make_field<Text, &S::type>("type"),
    };
};

template <class Text>
struct fields_of<Text, plugin_user> {
    using S = plugin_user;
    static constexpr std::array list{
        make_field<Text, &S::uid>("uid"),
        make_field<Text, &S::gid>("gid"),
    };
};

template <class Text>
struct fields_of<Text, plugin_rootfs<Text>> {
    using S = plugin_rootfs<Text>;
    static constexpr std::array list{
        make_field<Text, &S::type>("type"),
        make_field<Text, &S::diff_ids>("diff_ids"),
    };
};

template <class Text>
struct fields_of<Text, basic_config<Text>> {
    using S = basic_config<Text>;
    static constexpr std::array list{
        make_field<Text, &S::args>("args"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::docker_version>("dockerversion"),
        make_field<Text, &S::documentation>("documentation"),
        make_field<Text, &S::entrypoint>("entrypoint"),
        make_field<Text, &S::env>("env"),
        make_field<Text, &S::iface>("interface"),
        make_field<Text, &S::ipc_host>("ipchost"),
        make_field<Text, &S::linux_>("linux"),
        make_field<Text, &S::mounts>("mounts"),
        make_field<Text, &S::network>("network"),
        make_field<Text, &S::pid_host>("pidhost"),
        make_field<Text, &S::propagated_mount>("propagatedmount", true),
        make_field<Text, &S::rootfs>("rootfs"),
        make_field<Text, &S::user>("user"),
        make_field<Text, &S::work_dir>("workdir", true),
    };
};

template <class Text>
struct fields_of<Text, basic_settings<Text>> {
    using S = basic_settings<Text>;
    static constexpr std::array list{
        make_field<Text, &S::args>("args"),
        make_field<Text, &S::devices>("devices"),
        make_field<Text, &S::env>("env"),
        make_field<Text, &S::mounts>("mounts"),
    };
};

template <class Text>
struct fields_of<Text, basic_plugin<Text>> {
    using S = basic_plugin<Text>;
    static constexpr std::array list{
        make_field<Text, &S::config>("config"),
        make_field<Text, &S::enabled>("enabled"),
        make_field<Text, &S::id>("id"),
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::reference>("pluginreference"),
        make_field<Text, &S::settings>("settings"),
    };
};

}  // namespace specline::detail
#endif
