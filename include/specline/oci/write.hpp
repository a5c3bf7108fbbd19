// SPDX-License-Identifier: BSL-1.0
// A spec as text: compact JSON, members in the order of the spec's own Go type, as the engine writes it.
#ifndef SPECLINE_OCI_WRITE_HPP
#define SPECLINE_OCI_WRITE_HPP

#include <specline/arena.hpp>
#include <specline/detail/json_text.hpp>
#include <specline/oci/members.hpp>
#include <specline/status.hpp>

#include <boost/hana/concept/struct.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/unpack.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace specline {

namespace detail {

/// Members that are written even where they are empty, by their path in the spec: those that the Go type does not
/// mark `omitempty`.
inline constexpr std::array<std::string_view, 12> always_written{
    ".ociVersion",         ".process.cwd",         ".process.user.uid",      ".process.user.gid",
    ".root.path",          ".mounts.destination",  ".linux.namespaces.type", ".linux.devices.path",
    ".linux.devices.type", ".linux.devices.major", ".linux.devices.minor",   ".linux.resources.devices.allow",
};

/// The path of a member, put together at compile time.
template <std::size_t N>
struct member_path {
    std::array<char, N + 1> text{};  // one longer, since an array may not be empty
    constexpr std::string_view view() const { return {text.data(), N}; }
};

/// `Name` as it is in the text: `linux_` is `linux`.
template <class Name>
constexpr std::string_view json_name()
{
    std::string_view name = boost::hana::to<char const*>(Name{});
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

/// `Path.Name`.
template <auto Path, class Name>
constexpr auto path_of()
{
    constexpr std::string_view before = Path.view(), name = json_name<Name>();
    member_path<before.size() + 1 + name.size()> path;
    std::size_t n = 0;
    for (char const c : before) path.text[n++] = c;
    path.text[n++] = '.';
    for (char const c : name) path.text[n++] = c;
    return path;
}

/// `"Name":`.
template <class Name>
constexpr auto key_of()
{
    constexpr std::string_view name = json_name<Name>();
    std::array<char, name.size() + 3> key{};
    std::size_t n = 0;
    key[n++] = '"';
    for (char const c : name) key[n++] = c;
    key[n++] = '"';
    key[n++] = ':';
    return key;
}

template <auto Value>
inline constexpr auto constant = Value;

constexpr bool is_always_written(std::string_view path)
{
    for (auto const always : always_written)
        if (always == path) return true;
    return false;
}

template <class T>
constexpr bool is_empty(T const& value)
{
    if constexpr (requires { value.has_value(); }) return !value.has_value();
    else if constexpr (std::is_arithmetic_v<T>) return value == T{};
    else if constexpr (std::convertible_to<T const&, std::string_view>) return std::string_view{value}.empty();
    else if constexpr (requires { value.size(); }) return value.size() == 0;
    else return false;
}

template <auto Path, class T>
constexpr void write_value(json_text& out, T const& value);

template <auto Path, class S>
constexpr void write_struct(json_text& out, S const& object)
{
    char separator = '{';
    auto const write_member = [&](auto const& member) {
        using name = std::remove_cvref_t<decltype(boost::hana::first(member))>;
        constexpr auto const& path = constant<path_of<Path, name>()>;
        auto const& value = boost::hana::second(member)(object);
        if constexpr (!is_always_written(path.view()))
            if (detail::is_empty(value)) return;
        out.put(separator);
        separator = ',';
        constexpr auto const& key = constant<key_of<name>()>;
        out.put(key.data(), key.size());
        detail::write_value<path>(out, value);
    };
    boost::hana::unpack(boost::hana::accessors<S>(), [&](auto const&... members) { (write_member(members), ...); });
    if (separator == '{') out.put('{');
    out.put('}');
}

template <auto Path, class T>
constexpr void write_value(json_text& out, T const& value)
{
    if constexpr (requires { value.has_value(); }) detail::write_value<Path>(out, *value);
    else if constexpr (std::same_as<T, bool>) out.put(value ? std::string_view{"true"} : std::string_view{"false"});
    else if constexpr (std::is_integral_v<T>) out.number(value);
    else if constexpr (std::convertible_to<T const&, std::string_view>) out.string(value);
    else if constexpr (boost::hana::Struct<T>::value) detail::write_struct<Path>(out, value);
    else {
        char separator = '[';
        for (auto const& element : value) {
            out.put(separator);
            separator = ',';
            detail::write_value<Path>(out, element);
        }
        if (separator == '[') out.put('[');
        out.put(']');
    }
}

}  // namespace detail

namespace oci {

/// Writes `value`, a spec that is a Hana Struct with the runtime spec's names, into `out`, and gives the size of the
/// text. Where that is more than `out` has, what stands in `out` is of no use. No heap, no NUL at the end.
template <class Spec>
constexpr std::size_t write(Spec const& value, std::span<char> out)
{
    static_assert(boost::hana::Struct<Spec>::value,
                  "specline: oci::write takes a Boost.Hana Struct: see BOOST_HANA_ADAPT_STRUCT");
    detail::json_text text{out};
    if constexpr (boost::hana::Struct<Spec>::value) detail::write_struct<detail::member_path<0>{}>(text, value);
    return text.size();
}

/// The text of `value` in `room`. Errors: `errc::arena_full`.
template <class Spec>
constexpr result<std::string_view> write(Spec const& value, arena& room)
{
    if (room.full()) return status{errc::arena_full, "the arena was full before: give it more bytes"};
    // Written into what is left of the room, then taken from it; the second time is for constant expressions.
    std::span<char> const rest = room.rest();
    std::size_t const size = oci::write(value, rest);
    char* const place = room.allocate<char>(size);
    if (place == nullptr) return status{errc::arena_full, "the arena is full: give it more bytes"};
    if (place != rest.data()) oci::write(value, std::span<char>{place, size});
    return std::string_view{place, size};
}

/// The text of `value`.
template <class Spec>
constexpr std::string write(Spec const& value)
{
    char most[8192];  // longer texts are written a second time
    std::size_t const size = oci::write(value, std::span<char>{most});
    if (size <= sizeof most) return std::string(most, size);
    std::string text(size, '\0');
    oci::write(value, std::span<char>{text});
    return text;
}

}  // namespace oci
}  // namespace specline
#endif
