// SPDX-License-Identifier: BSL-1.0
// How a reader knows the members of a model: what they are called in the text, what they hold, and where that goes.
#ifndef SPECLINE_DETAIL_FIELD_HPP
#define SPECLINE_DETAIL_FIELD_HPP

#include <specline/detail/quick_key.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace specline::detail {

/// What a member, or an element of a list or a map, holds. `document`: what stands at the top of a text that may be
/// an object or an array.
enum class field_kind : unsigned char { text, boolean, number, object, list, map, document };

/// A type of whole numbers: which of them it has, and how one is stored.
struct whole_number {
    std::string_view words;  // for people
    std::int64_t least;      // 0: without a sign
    std::uint64_t most;
    void (*set)(void* place, std::uint64_t bits);
};

template <class Text>
struct shape;

/// One member of an object, or what a list or a map holds. Pointers are untyped, since the reader meets the members
/// one by one at run time; each kind has one type behind its pointer.
template <class Text>
struct field {
    quick_key key{};  // as it is matched: in lower case, where case does not count
    field_kind kind{};
    bool path = false;  // whether the text is a path, so that it may have no NUL
    // Where in `object` the value goes: made first where it may be absent, emptied where it is a list or a map, added
    // where `object` is a list, or under `key` where that is a map. nullptr without room.
    void* (*place)(void* object, memory_of<Text>, std::string_view key) = nullptr;
    whole_number const* number = nullptr;
    shape<Text> const* object = nullptr;
    field const* element = nullptr;  // of a list or a map
};

/// The members of an object.
template <class Text>
struct shape {
    std::span<field<Text> const> fields;
    list_of<Text, Text>* (*unknown)(void* object);  // where members go that are not known; may be nullptr
};

/// The field of a key, or nullptr. `next`, from 0, is the one behind the field that was found last: members often
/// stand in the order of the fields.
template <class Text>
inline field<Text> const* find_field(shape<Text> const& members, std::string_view key, key_words words, unsigned& next)
{
    auto const* const fields = members.fields.data();
    auto const size = static_cast<unsigned>(members.fields.size());
    for (unsigned tried = 0, i = next; tried < size; ++tried, ++i) {
        if (i >= size) i = 0;
        if (fields[i].key.is(key, words)) return next = i + 1, &fields[i];
    }
    return nullptr;
}

/// What must stand where `what` is read, for people.
template <class Text>
std::string_view expected_words(field<Text> const& what)
{
    switch (what.kind) {
    case field_kind::text: return "a string";
    case field_kind::boolean: return "true or false";
    case field_kind::number: return what.number->words;
    case field_kind::list: return "an array";
    case field_kind::document: return "an object or an array";
    default: return "an object";
    }
}

/// The fields of the struct `S` in a model of kind `Text`: an array, `list`.
template <class Text, class S>
struct fields_of;

template <class Text, class S>
constexpr shape<Text> make_shape()
{
    shape<Text> s{fields_of<Text, S>::list, nullptr};
    if constexpr (requires(S& object) { object.unknown.texts; })
        s.unknown = [](void* object) { return &static_cast<S*>(object)->unknown.texts; };
    return s;
}
template <class Text, class S>
inline constexpr shape<Text> shape_of = make_shape<Text, S>();

/// `a whole number from 0 to 255`.
template <class T>
struct number_words {
    std::array<char, 80> text{};
    std::size_t size = 0;
    constexpr number_words()
    {
        put("a whole number from ");
        put(static_cast<std::uint64_t>((std::numeric_limits<T>::min)()), std::is_signed_v<T>);
        put(" to ");
        put(static_cast<std::uint64_t>((std::numeric_limits<T>::max)()), false);
    }
    constexpr void put(std::string_view words)
    {
        for (char const c : words) text[size++] = c;
    }
    constexpr void put(std::uint64_t number, bool negative)
    {
        if (negative) text[size++] = '-', number = 0 - number;
        std::uint64_t digit = 1;
        while (number / digit > 9) digit *= 10;
        for (; digit != 0; digit /= 10) text[size++] = static_cast<char>('0' + number / digit % 10);
    }
};
template <class T>
inline constexpr number_words<T> words_of{};
template <class T>
inline constexpr whole_number number_of{
    .words = {words_of<T>.text.data(), words_of<T>.size},
    .least = std::is_signed_v<T> ? static_cast<std::int64_t>((std::numeric_limits<T>::min)()) : 0,
    .most = static_cast<std::uint64_t>((std::numeric_limits<T>::max)()),
    .set = [](void* place, std::uint64_t bits) { *static_cast<T*>(place) = static_cast<T>(bits); }};

template <class T>
void* add_to(std::vector<T>& list, heap, std::string_view)
{
    if (list.size() == list.capacity()) list.reserve(list.empty() ? 4 : list.size() < 16 ? 16 : list.size() * 2);
    return &list.emplace_back(fresh<T>{});
}
template <class T>
void* add_to(arena_list<T>& list, arena* room, std::string_view)
{
    return list.add(*room);
}
template <class T>
void* add_to(std::map<std::string, T, std::less<>>& map, heap, std::string_view name)
{
    // Writers often sort the names.
    auto const at = !map.empty() && map.rbegin()->first < name ? map.end() : map.lower_bound(name);
    if (at == map.end() || at->first != name) return &map.emplace_hint(at, name, fresh<T>{})->second;
    return &(at->second = T{});
}
template <class T>
void* add_to(arena_list<std::pair<std::string_view, T>>& map, arena* room, std::string_view name)
{
    auto* const added = map.add(*room, {name, T{}});
    return added != nullptr ? &added->second : nullptr;
}

template <class T>
inline constexpr bool is_pair = requires { typename T::second_type; };

/// What `M` says of itself as a member: all but its key and its place.
template <class Text, class M>
constexpr field<Text> field_for();

/// The elements of a list or a map.
template <class Text, class List>
constexpr field<Text> make_element()
{
    using value = typename List::value_type;
    field<Text> f;
    if constexpr (is_pair<value>) f = field_for<Text, typename value::second_type>();
    else f = field_for<Text, value>();
    f.place = [](void* list, memory_of<Text> memory, std::string_view key) {
        return detail::add_to(*static_cast<List*>(list), memory, key);
    };
    return f;
}
template <class Text, class List>
inline constexpr field<Text> element_field = make_element<Text, List>();

template <class Text, class M>
constexpr field<Text> field_for()
{
    field<Text> f;
    if constexpr (std::is_same_v<M, Text>) {
        f.kind = field_kind::text;
    } else if constexpr (std::is_same_v<M, bool>) {
        f.kind = field_kind::boolean;
    } else if constexpr (std::is_integral_v<M>) {
        f.kind = field_kind::number;
        f.number = &number_of<M>;
    } else if constexpr (requires { typename M::value_type; }) {
        f.kind = is_pair<typename M::value_type> ? field_kind::map : field_kind::list;
        f.element = &element_field<Text, M>;
    } else {
        f.kind = field_kind::object;
        f.object = &shape_of<Text, M>;
    }
    return f;
}

template <class Pointer>
struct member_types;
template <class S, class M>
struct member_types<M S::*> {
    using owner = S;
    using member = M;
};

template <class M>
struct optional_type {
    using type = M;
    static constexpr bool optional = false;
};
template <class M>
struct optional_type<std::optional<M>> {
    using type = M;
    static constexpr bool optional = true;
};

/// `field::place` of a member.
template <class Text, auto Pointer>
void* place_of_member(void* object, memory_of<Text>, std::string_view)
{
    using S = typename member_types<decltype(Pointer)>::owner;
    using M = typename member_types<decltype(Pointer)>::member;
    M& member = static_cast<S*>(object)->*Pointer;
    if constexpr (optional_type<M>::optional)
        return member ? &*member : &member.emplace(fresh<typename optional_type<M>::type>{});
    else {
        if constexpr (!std::is_same_v<M, Text> && requires { typename M::value_type; }) member = M{};
        return &member;
    }
}

/// The field for a member of a struct.
template <class Text, auto Pointer>
constexpr field<Text> make_field(std::string_view key, bool path = false)
{
    using M = typename member_types<decltype(Pointer)>::member;
    field<Text> f = field_for<Text, typename optional_type<M>::type>();
    f.key = key;
    f.path = path;
    f.place = &place_of_member<Text, Pointer>;
    return f;
}

}  // namespace specline::detail
#endif
