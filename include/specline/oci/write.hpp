// SPDX-License-Identifier: BSL-1.0
// A spec as text: compact JSON, members in the order of the spec's own Go type, as the engine writes it.
#ifndef SPECLINE_OCI_WRITE_HPP
#define SPECLINE_OCI_WRITE_HPP

#include <specline/arena.hpp>
#include <specline/detail/json_text.hpp>
#include <specline/oci/members.hpp>
#include <specline/oci/spec.hpp>
#include <specline/status.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline {

namespace detail {

/// The accessor of the member `Name` among those that Hana has of a struct of ours, or void.
template <class Name, class Members>
struct accessor_in {
    using type = void;
};
template <class Name, class Other, class Accessor, class... Pairs>
struct accessor_in<Name, boost::hana::tuple<boost::hana::pair<Other, Accessor>, Pairs...>>
    : std::conditional_t<json_name<Name>() == json_name<Other>(), std::type_identity<Accessor>,
                         accessor_in<Name, boost::hana::tuple<Pairs...>>> {};

/// The struct that an optional, a list or a map holds.
template <class T>
struct struct_in {
    using type = T;
};
template <class T>
    requires requires { typename T::value_type; }
struct struct_in<T> : struct_in<typename T::value_type> {};
template <class Name, class T>
struct struct_in<std::pair<Name, T>> : struct_in<T> {};

/// Whether a member is written also where it is empty, and what struct of ours says so of its own members.
template <bool Kept, class Model = void>
struct member_facts {
    static constexpr bool always = Kept;
    using model = Model;
};

/// These facts, for the member with this name and accessor. Our own accessors know; an embedder's member is as that
/// of the same name in `Model`, the struct of ours at the same place of the spec, or void.
template <class Model, class Name, class Accessor>
constexpr auto facts_of()
{
    if constexpr (requires { Accessor::always; }) return member_facts<Accessor::always>{};
    else if constexpr (boost::hana::Struct<Model>::value) {
        using ours = typename accessor_in<Name, hana_members<Model>>::type;
        if constexpr (std::is_void_v<ours>) return member_facts<false>{};
        else {
            using held = std::remove_cvref_t<decltype(ours{}(std::declval<Model const&>()))>;
            return member_facts<ours::always, typename struct_in<held>::type>{};
        }
    } else return member_facts<false>{};
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

/// Whether a struct keeps members that are not known.
template <class S>
inline constexpr bool keeps_unknown = false;
template <class S>
    requires requires(S const& object) { object.unknown; }
inline constexpr bool keeps_unknown<S> = std::same_as<decltype(S::unknown), oci::unknown_members<std::string>> ||
                                         std::same_as<decltype(S::unknown), oci::unknown_members<std::string_view>>;

/// A map's element, or a pair of a list that is as a map.
template <class T>
concept named = requires(T const& one) {
    { one.first } -> std::convertible_to<std::string_view>;
    one.second;
};

/// `,"name":` of a member.
template <class Name>
struct key_text {
    static constexpr std::size_t size = json_name<Name>().size() + 4;
    char text[size]{',', '"'};
    constexpr key_text()
    {
        json_name<Name>().copy(text + 2, size - 4);
        text[size - 2] = '"';
        text[size - 1] = ':';
    }
};
template <class Name>
inline constexpr key_text<Name> key_of{};

// Each of these writes at `at` and gives the place behind it, see json_text.

template <class Model, class T>
constexpr char* write_value(json_text& out, char* at, T const& value);

/// `separator` stands before the member: a brace, if none was written yet, or a comma.
template <class Model, class Name, class Accessor, class S>
[[gnu::always_inline]] constexpr char* write_member(json_text& out, char* at, S const& object, char& separator)
{
    using facts = decltype(facts_of<Model, Name, Accessor>());
    auto const& value = Accessor{}(object);
    if constexpr (!facts::always)
        if (detail::is_empty(value)) return at;
    at = out.key(at, key_of<Name>.text, std::exchange(separator, ','));
    return detail::write_value<typename facts::model>(out, at, value);
}

template <class Model, class S, class... Names, class... Accessors>
constexpr char* write_members(json_text& out, char* at, S const& object, char& separator,
                              boost::hana::tuple<boost::hana::pair<Names, Accessors>...> const*)
{
    ((at = detail::write_member<Model, Names, Accessors>(out, at, object, separator)), ...);
    return at;
}

template <class Model, class S>
constexpr char* write_struct(json_text& out, char* at, S const& object)
{
    char separator = '{';
    at = detail::write_members<Model>(out, at, object, separator, static_cast<hana_members<S> const*>(nullptr));
    if constexpr (keeps_unknown<S>)
        for (std::string_view const text : object.unknown.texts)
            at = out.put(out.put(at, std::exchange(separator, ',')), text);
    return out.close(at, separator, '}');
}

template <class Model, class T>
constexpr char* write_list(json_text& out, char* at, T const& list)
{
    using element = std::remove_cvref_t<decltype(*list.begin())>;
    if constexpr (std::convertible_to<element const&, std::string_view>) return out.strings(at, list);
    else {
        constexpr bool map = named<element>;
        char separator = map ? '{' : '[';
        for (auto const& one : list) {
            at = out.put(at, std::exchange(separator, ','));
            if constexpr (map) {
                at = out.put(out.string(at, one.first), ':');
                at = detail::write_value<Model>(out, at, one.second);
            } else at = detail::write_value<Model>(out, at, one);
        }
        return out.close(at, separator, map ? '}' : ']');
    }
}

template <class Model, class T>
constexpr char* write_value(json_text& out, char* at, T const& value)
{
    if constexpr (requires { value.has_value(); }) return detail::write_value<Model>(out, at, *value);
    else if constexpr (std::same_as<T, bool>) return out.boolean(at, value);
    else if constexpr (std::is_integral_v<T>) return out.number(at, value);
    else if constexpr (std::convertible_to<T const&, std::string_view>) return out.string(at, value);
    else if constexpr (boost::hana::Struct<T>::value) return detail::write_struct<Model>(out, at, value);
    else if constexpr (requires { *value.begin(), value.end(); }) return detail::write_list<Model>(out, at, value);
    else {
        constexpr bool is_adapted = boost::hana::Struct<T>::value;
        static_assert(is_adapted,
                      "specline: oci::write writes texts, whole numbers, lists, maps and Boost.Hana Structs; "
                      "this is none: see BOOST_HANA_ADAPT_STRUCT");
        return at;
    }
}

}  // namespace detail

namespace oci {

/// Writes `value`, a spec that is a Hana Struct with the runtime spec's names, into `out`, and gives the size of the
/// text. Where that is more than `out` has, what stands in `out` is of no use; what stood there behind the text is
/// gone. No heap, no NUL at the end.
template <class Spec>
constexpr std::size_t write(Spec const& value, std::span<char> out)
{
    static_assert(boost::hana::Struct<Spec>::value,
                  "specline: oci::write takes a Boost.Hana Struct: see BOOST_HANA_ADAPT_STRUCT");
    detail::json_text text{out};
    char* at = text.begin();
    if constexpr (boost::hana::Struct<Spec>::value) at = detail::write_struct<spec_view>(text, at, value);
    return text.finish(at);
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
