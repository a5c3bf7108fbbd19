// SPDX-License-Identifier: BSL-1.0
// Which kind of value stands in each place of a spec that the verbs reach, and the check of a JSON value against it.
#ifndef SPECLINE_DETAIL_JSON_KINDS_HPP
#define SPECLINE_DETAIL_JSON_KINDS_HPP

#include <specline/detail/json_pointer.hpp>
#include <specline/status.hpp>

#include <boost/json/array.hpp>
#include <boost/json/kind.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace specline::detail {

namespace json = boost::json;

/// What a place holds.
struct json_shape {
    /// A member, which may be absent or null.
    struct member {
        std::string_view name;
        json_shape const& shape;
    };

    json::kind kind;
    std::span<member const> members{};     ///< of an object: those that verbs know
    json_shape const* elements = nullptr;  ///< of an array: what each of them is
};

/// The places, by the section of the spec: runtime-spec, config.md and config-linux.md.
namespace shapes {

inline constexpr json_shape text{json::kind::string}, flag{json::kind::bool_}, object{json::kind::object};
inline constexpr json_shape texts{json::kind::array, {}, &text}, objects{json::kind::array, {}, &object};

inline constexpr json_shape::member in_capabilities[] = {
    {"bounding", texts}, {"effective", texts}, {"inheritable", texts}, {"permitted", texts}, {"ambient", texts}};
inline constexpr json_shape capabilities{json::kind::object, in_capabilities};

inline constexpr json_shape::member in_process[] = {
    {"terminal", flag}, {"args", texts}, {"env", texts}, {"cwd", text}, {"capabilities", capabilities}};
inline constexpr json_shape process{json::kind::object, in_process};

inline constexpr json_shape::member in_root[] = {{"path", text}, {"readonly", flag}};
inline constexpr json_shape root{json::kind::object, in_root};

inline constexpr json_shape::member in_mount[] = {
    {"destination", text}, {"type", text}, {"source", text}, {"options", texts}};
inline constexpr json_shape mount{json::kind::object, in_mount}, mounts{json::kind::array, {}, &mount};

inline constexpr json_shape::member in_namespace[] = {{"type", text}};
inline constexpr json_shape one_namespace{json::kind::object, in_namespace};
inline constexpr json_shape namespaces{json::kind::array, {}, &one_namespace};

inline constexpr json_shape::member in_resources[] = {{"devices", objects}};
inline constexpr json_shape resources{json::kind::object, in_resources};

inline constexpr json_shape::member in_kernel[] = {{"resources", resources}, {"namespaces", namespaces},
                                                   {"devices", objects},     {"rootfsPropagation", text},
                                                   {"maskedPaths", texts},   {"readonlyPaths", texts}};
inline constexpr json_shape kernel{json::kind::object, in_kernel};

inline constexpr json_shape::member in_spec[] = {
    {"ociVersion", text}, {"process", process}, {"root", root}, {"mounts", mounts}, {"linux", kernel}};
inline constexpr json_shape spec{json::kind::object, in_spec};

}  // namespace shapes

/// How a failure calls a kind.
inline std::string_view kind_name(json::kind kind)
{
    switch (kind) {
    case json::kind::null: return "null";
    case json::kind::bool_: return "true or false";
    case json::kind::string: return "a string";
    case json::kind::array: return "an array";
    case json::kind::object: return "an object";
    default: return "a number";
    }
}

/// The first value that is not what its place holds.
struct json_misfit {
    std::string pointer{};
    json::kind expected{};
    json::kind found{};
};

/// Puts a step before a pointer, which is put together on the way back from what is wrong, its end first: false.
template <class Step>
bool lies_below(std::string& pointer, Step step)
{
    std::string way;
    detail::add_step(way, step);
    pointer.insert(0, way);
    return false;
}

/// Whether `value`, and what it holds, is as `shape` says; where not, `first` tells.
inline bool fits(json::value const& value, json_shape const& shape, json_misfit& first)
{
    if (value.kind() != shape.kind) {
        first = {{}, shape.kind, value.kind()};
        return false;
    }
    if (auto const* const object = value.if_object())
        for (auto const& [name, inner] : shape.members)
            if (auto const* const there = object->if_contains(name); there != nullptr && !there->is_null())
                if (!detail::fits(*there, inner, first)) return detail::lies_below(first.pointer, name);
    if (auto const* const list = value.if_array())
        for (std::size_t i = 0; i < list->size(); ++i)
            if (!detail::fits((*list)[i], *shape.elements, first)) return detail::lies_below(first.pointer, i);
    return true;
}

/// Fails at the first value, from the top of a spec, that is not what its place holds.
inline status check_kinds(json::value const& spec)
{
    json_misfit first;
    if (detail::fits(spec, shapes::spec, first)) return {};
    std::string what{"expected "};
    what.append(kind_name(first.expected)).append(", found ").append(kind_name(first.found));
    return {errc::wrong_type, what, first.pointer};
}

/// Whether `value` has no number that a double cannot hold, which no JSON text can say either; where it has,
/// `pointer` tells where.
inline bool is_finite(json::value const& value, std::string& pointer)
{
    if (auto const* const number = value.if_double()) return std::isfinite(*number);
    if (auto const* const object = value.if_object())
        for (auto const& [key, inner] : *object)
            if (!detail::is_finite(inner, pointer)) return detail::lies_below(pointer, std::string_view{key});
    if (auto const* const list = value.if_array())
        for (std::size_t i = 0; i < list->size(); ++i)
            if (!detail::is_finite((*list)[i], pointer)) return detail::lies_below(pointer, i);
    return true;
}

/// `value`; fails at the first number in it that is not finite.
inline result<json::value> with_finite_numbers(json::value value)
{
    std::string pointer;
    if (detail::is_finite(value, pointer)) return value;
    return status{errc::number_out_of_range, "a number is too large for a double", pointer};
}

}  // namespace specline::detail
#endif
