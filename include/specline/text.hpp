// SPDX-License-Identifier: BSL-1.0
// The two text kinds of the models: std::string owns, std::string_view borrows.
#ifndef SPECLINE_TEXT_HPP
#define SPECLINE_TEXT_HPP

#include <specline/arena.hpp>
#include <specline/status.hpp>

#include <cstddef>
#include <map>  // std::less too: <functional> has too much beside it
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace specline {

/// Whether a model of kind `Text` borrows its text: `Text` is std::string_view.
template <class Text>
inline constexpr bool is_view = std::is_same_v<Text, std::string_view>;

/// The list of `T` in a model of kind `Text`: std::vector, or arena_list for views.
template <class Text, class T>
using list_of = std::conditional_t<is_view<Text>, arena_list<T>, std::vector<T>>;

/// The texts of a model of kind `Text` with a `T` each: a std::map, or for views a list of pairs in the order in which
/// they were added, in which the last one of a name counts.
template <class Text, class T>
using map_of = std::conditional_t<is_view<Text>, arena_list<std::pair<std::string_view, T>>,
                                  std::map<std::string, T, std::less<>>>;

/// Where a model that owns its text takes memory: the heap, by itself.
struct heap {};

/// Where a model of kind `Text` takes memory: the heap, or for views the arena that is pointed at. A view with no
/// arena can be read, and every addition to it fails with `errc::arena_full`.
template <class Text>
using memory_of = std::conditional_t<is_view<Text>, arena*, heap>;

namespace detail {

/// Adds `value` at the end of `list`; without room it does nothing, and `memory_status` tells.
template <class List, class T>
constexpr void append(heap, List& list, T&& value)
{
    list.push_back(std::forward<T>(value));
}
template <class T>
constexpr void append(arena* room, arena_list<T>& list, std::type_identity_t<T> const& value)
{
    if (room != nullptr) list.push_back(*room, value);
}

/// Adds a new element at the end of `list`, as `fill(element&)` leaves it.
template <class List, class Fill>
constexpr void append_new(heap, List& list, Fill const& fill)
{
    typename List::value_type added{};
    fill(added);
    list.push_back(std::move(added));
}
template <class T, class Fill>
constexpr void append_new(arena* room, arena_list<T>& list, Fill const& fill)
{
    if (T* const added = room != nullptr ? list.add(*room) : nullptr) fill(*added);
}

/// Adds all of `values` at the end of `list`, each converted to what the list holds. An empty list of views borrows
/// what is given as arena_list or std::span; anything else is copied.
template <class List, class Values>
constexpr void append_all(heap, List& list, Values const& values)
{
    using element = typename List::value_type;
    if constexpr (requires { list.reserve(list.size() + values.size()); })
        if (list.empty()) list.reserve(values.size());
    for (auto const& value : values) list.push_back(element(value));
}
template <class T, class Values>
constexpr void append_all(arena* room, arena_list<T>& list, Values const& values)
{
    if constexpr (std::is_same_v<Values, arena_list<T>> || std::is_same_v<Values, std::span<T const>>)
        if (list.empty()) {
            list = arena_list<T>{values.data(), values.size()};
            return;
        }
    if (room == nullptr || !list.reserve(*room, values.size())) return;
    for (auto const& value : values) list.push_back(*room, T(value));
}

/// The elements of `list`, from the first to behind the last, to be changed where they are; none of them without room.
template <class Iterator>
struct elements {
    Iterator first, last;
    constexpr Iterator begin() const { return first; }
    constexpr Iterator end() const { return last; }
    constexpr std::size_t size() const { return static_cast<std::size_t>(last - first); }
    constexpr auto& operator[](std::size_t i) const { return *(first + static_cast<std::ptrdiff_t>(i)); }
};
template <class List>
constexpr auto editable(heap, List& list)
{
    return elements<decltype(list.begin())>{list.begin(), list.end()};
}
template <class T>
constexpr elements<T*> editable(arena* room, arena_list<T>& list)
{
    T* const first = room != nullptr ? list.edit(*room) : nullptr;
    return {first, first != nullptr ? first + list.size() : nullptr};
}

/// Text of at most `most` bytes that `fill(char*)` writes, which returns how many it wrote. It lives as long as the
/// model's memory, or is a std::string; empty without room.
template <class Fill>
std::string make_text(heap, std::size_t most, Fill const& fill)
{
    std::string text(most, '\0');
    text.resize(fill(text.data()));
    return text;
}
template <class Fill>
constexpr std::string_view make_text(arena* room, std::size_t most, Fill const& fill)
{
    char* const place = room != nullptr ? room->template allocate<char>(most) : nullptr;
    if (place == nullptr) return {};
    std::size_t const written = fill(place);
    room->resize(place, most, written);
    return {place, written};
}

/// `text`, kept as long as the model: copied into its memory.
inline std::string keep(heap, std::string_view text) { return std::string{text}; }
constexpr std::string_view keep(arena* room, std::string_view text)
{
    return room != nullptr ? room->copy(text) : std::string_view{};
}

[[gnu::cold, gnu::noinline]] constexpr status memory_failure(bool there)
{
    return {errc::arena_full, there ? "the arena is full: give it more bytes"
                                    : "a view without an arena takes no additions: give it one"};
}

/// Whether all additions found room.
constexpr status memory_status(heap) { return {}; }
constexpr status memory_status(arena const* room)
{
    // No conditional operator: g++ 12 destroys what that gives twice, in a constant expression.
    if (room != nullptr && !room->full()) return {};
    return detail::memory_failure(room != nullptr);
}

}  // namespace detail
}  // namespace specline
#endif
