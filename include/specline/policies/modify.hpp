// SPDX-License-Identifier: BSL-1.0
// The embedder's own change, as a function.
#ifndef SPECLINE_POLICIES_MODIFY_HPP
#define SPECLINE_POLICIES_MODIFY_HPP

#include <specline/policy.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

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
        requires std::invocable<Function const&, Spec&, Inputs const&> || std::invocable<Function const&, Spec&>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        auto const call = [&]() -> decltype(auto) {
            if constexpr (std::invocable<Function const&, Spec&, Inputs const&>) return function(spec, in);
            else return function(spec);
        };
        if constexpr (std::is_same_v<decltype(call()), status>) {
            return call();
        } else {
            static_assert(std::is_void_v<decltype(call())>,
                          "specline: a function given to modify returns nothing or a status");
            call();
            return {};
        }
    }
};
template <class Function>
modify(Function) -> modify<Function>;

}  // namespace specline::policies
#endif
