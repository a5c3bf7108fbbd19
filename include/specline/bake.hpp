// SPDX-License-Identifier: BSL-1.0
// The text of a spec that is known when the program is compiled, as a constant in it.
#ifndef SPECLINE_BAKE_HPP
#define SPECLINE_BAKE_HPP

#include <specline/arena.hpp>
#include <specline/oci/write.hpp>
#include <specline/status.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline {

namespace detail {

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<result<T>> = true;

/// What `make` gives, with an arena or, where it takes none, without.
template <class Make>
constexpr auto made_by(Make const& make, arena& room)
{
    if constexpr (std::is_invocable_v<Make const&, arena&>) return make(room);
    else if constexpr (std::is_invocable_v<Make const&>) return make();
}

/// Calls `use` with what `Make` gives, while its room is there.
template <auto Make, class Use>
constexpr auto use_made(Use const& use)
{
    arena room;  // has no limit in a constant expression
    return use(detail::made_by(Make, room));
}

/// A text that the compiler shows as a template argument; it shows those that end with NUL.
template <std::size_t N>
struct shown_text {
    char text[N + 1]{};
};

/// One of the texts of the failure that `Make` gives.
template <auto Make, auto Text>
constexpr auto shown()
{
    shown_text<detail::use_made<Make>([](auto const& made) { return (made.status().*Text)().size(); })> copy;
    detail::use_made<Make>([&](auto const& made) {
        std::string_view const text = (made.status().*Text)();
        return text.copy(copy.text, text.size());
    });
    return copy;
}

/// Refuses to bake a failure. What it is stands in the compiler's line.
template <errc Code, shown_text Policy, shown_text Where, shown_text What, int SystemError>
constexpr void bake_failed()
{
    constexpr bool spec_is_made = Code == errc::ok;
    static_assert(spec_is_made, "specline: the spec to bake cannot be made: bake_failed<...> names the errc, the "
                                "policy, the place, the reason and the errno");
}

/// What comes of `Make`: how long the text is, or why there is none.
struct bake_outcome {
    std::size_t size = 0;
    errc code = errc::ok;
    int system_error = 0;
};

/// No local constant of `bake`: clang evaluates those once more whenever it evaluates `bake`.
template <auto Make>
inline constexpr bake_outcome bake_outcome_of = detail::use_made<Make>([](auto const& made) -> bake_outcome {
    if (made) return {.size = oci::write(*made, std::span<char>{})};
    return {.code = made.status().code(), .system_error = made.status().system_error()};
});

}  // namespace detail

/// The text of the spec that `Make` makes, as `oci::write` writes it, made by the compiler: a std::array<char, N> of
/// just the text, without NUL. A program that has nothing else of specline has that constant and no code of it.
///
/// `Make` is a function, most often a lambda without captures. It is called with an `arena&`, which has no limit, or
/// with nothing where it takes nothing, and returns a `result<Spec>`: what a pipeline builds from a plugin and a
/// `memory_host`. It is called twice, in constant expressions. Some 40 KB of text are within the limits that compilers
/// have for one; for more, raise them: `-fconstexpr-steps` (clang), `-fconstexpr-ops-limit` (g++).
///
/// Refused by the compiler, in a sentence that begins with `specline:`: a function that returns something else, and a
/// spec that cannot be made; the compiler shows its errc, policy, place, reason and errno.
template <auto Make>
consteval auto bake()
{
    constexpr bool makes_a_spec = detail::is_result<decltype(detail::made_by(Make, std::declval<arena&>()))>;
    static_assert(makes_a_spec,
                  "specline: a function given to bake takes an arena& or nothing, and returns a result<Spec>");
    if constexpr (makes_a_spec) {
        constexpr auto const& outcome = detail::bake_outcome_of<Make>;
        if constexpr (outcome.code == errc::ok) {
            std::array<char, outcome.size> text{};
            detail::use_made<Make>([&](auto const& made) { return oci::write(*made, std::span<char>{text}); });
            return text;
        } else {
            detail::bake_failed<outcome.code, detail::shown<Make, &status::policy>(),
                                detail::shown<Make, &status::where>(), detail::shown<Make, &status::what>(),
                                outcome.system_error>();
            return std::array<char, 1>{};
        }
    } else {
        return std::array<char, 1>{};
    }
}

}  // namespace specline
#endif
