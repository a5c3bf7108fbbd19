// SPDX-License-Identifier: BSL-1.0
// How the verbs reach the members of a struct, whether they may be absent or not, and its lists.
#ifndef SPECLINE_VERBS_ACCESS_HPP
#define SPECLINE_VERBS_ACCESS_HPP

#include <specline/status.hpp>
#include <specline/text.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline {

namespace detail {

/// The object in `part`, which is made first where it may be absent.
template <class T>
constexpr T& in(T& part)
{
    return part;
}
// Not a part of each policy that asks: it is much code.
template <class T>
[[gnu::noinline]] constexpr T& make_in(std::optional<T>& part)
{
    if constexpr (std::is_aggregate_v<T>) return part.emplace(fresh<T>{});
    else return part.emplace();
}
template <class T>
constexpr T& in(std::optional<T>& part)
{
    return part ? *part : detail::make_in(part);
}

/// Whether a spec type keeps its texts in an arena: it has a member `arena* room`.
template <class Spec>
concept with_room = requires(Spec& spec) { requires std::same_as<decltype(spec.room), arena*>; };

/// Where `spec` takes memory: the arena at which its member `room` points, or the heap.
template <class Spec>
constexpr auto memory_in(Spec const& spec)
{
    if constexpr (with_room<Spec>) return spec.room;
    else return heap{};
}

/// What a list holds.
template <class List>
using element_of = typename std::remove_cvref_t<List>::value_type;

/// Sets a text of a spec that takes memory there.
template <class Memory, class Member>
constexpr void assign(Memory, Member& member, std::string_view text)
{
    static_assert(!is_view<Member> || std::is_same_v<Memory, arena*>,
                  "specline: a spec that keeps std::string_view needs a member `arena* room` to keep texts in");
    member = Member(text);
}

/// Sets a whole number, which may be absent.
template <class Member>
constexpr void assign_number(Member& member, std::int64_t number)
{
    if constexpr (requires { typename Member::value_type; }) member = static_cast<typename Member::value_type>(number);
    else member = static_cast<Member>(number);
}

/// Makes `list` hold `values`, each converted to what it holds.
template <class Memory, class List, class Values>
constexpr void replace_all(Memory memory, List& list, Values const& values)
{
    list = {};
    detail::append_all(memory, list, values);
}

/// Erases the elements for which `unwanted` is true; it is asked once for each, in order.
template <class Memory, class List, class Predicate>
constexpr void erase_from(Memory memory, List& list, Predicate&& unwanted)
{
    auto const all = detail::editable(memory, list);
    auto kept = all.begin();  // as std::remove_if, which libstdc++ writes out four times over
    for (auto at = kept; at != all.end(); ++at) {
        if (unwanted(std::as_const(*at))) continue;
        if (kept != at) *kept = std::move(*at);
        ++kept;
    }
    if constexpr (requires { list.truncate(0); }) list.truncate(static_cast<std::size_t>(kept - all.begin()));
    else list.erase(kept, all.end());
}

}  // namespace detail

}  // namespace specline
#endif
