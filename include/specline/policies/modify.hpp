// SPDX-License-Identifier: BSL-1.0
// The embedder's own change, as a function.
#ifndef SPECLINE_POLICIES_MODIFY_HPP
#define SPECLINE_POLICIES_MODIFY_HPP

#include <specline/policy.hpp>

#include <concepts>
#include <type_traits>

namespace specline::policies {

/// Calls a function with the spec, when all the plugin's own parts are in it and nothing on the machine is
/// touched. It takes `(spec)` or `(spec, inputs)`, and returns nothing, or a `status` that may stop the pipeline.
/// A pipeline may have several; they run as they are listed.
template <class Function>
struct modify {
    static constexpr auto at = place::modify;  ///< behind what the plugin asks for
    [[no_unique_address]] Function function;   ///< what is called

    /// Calls it. Fails as the function does.
    template <class Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if constexpr (std::invocable<Function const&, Spec&, Inputs const&>)
            return checked([&]() -> decltype(auto) { return function(spec, in); });
        else if constexpr (std::invocable<Function const&, Spec&>)
            return checked([&]() -> decltype(auto) { return function(spec); });
        else {
            static_assert(refuse<Spec>, "specline: a function given to modify takes (spec) or (spec, inputs)");
            return {};
        }
    }

private:
    template <class Spec>
    static constexpr bool refuse = false;

    template <class Call>
    static constexpr status checked(Call const& call)
    {
        using given = decltype(call());
        static_assert(std::is_void_v<given> || std::is_same_v<given, status>,
                      "specline: a function given to modify returns nothing or a status");
        if constexpr (std::is_same_v<given, status>) return call();
        else return static_cast<void>(call()), status{};
    }
};
/// A policy of any function.
template <class Function>
modify(Function) -> modify<Function>;

}  // namespace specline::policies
#endif
