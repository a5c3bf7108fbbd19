// SPDX-License-Identifier: BSL-1.0
// The policies of a pipeline, each by its number. Not std::tuple: that costs a build a good part of its compiling.
#ifndef SPECLINE_DETAIL_POLICY_LIST_HPP
#define SPECLINE_DETAIL_POLICY_LIST_HPP

#include <cstddef>
#include <utility>

namespace specline::detail {

/// One policy and its number. A function that takes a `listed_policy<Index, P> const&` takes a whole list, and finds
/// `P`.
template <std::size_t Index, class P>
struct listed_policy {
    [[no_unique_address]] P policy;
};

template <class Numbers, class... Policies>
struct numbered_policies;
template <std::size_t... Index, class... Policies>
struct numbered_policies<std::index_sequence<Index...>, Policies...> : listed_policy<Index, Policies>... {};

/// Policies in the order in which they are listed.
template <class... Policies>
struct policy_list : numbered_policies<std::index_sequence_for<Policies...>, Policies...> {};

/// The policy of a number.
template <std::size_t Index, class P>
constexpr P const& policy_at(listed_policy<Index, P> const& one)
{
    return one.policy;
}

/// The policies of both.
template <class... P, class... Q>
constexpr policy_list<P..., Q...> operator+(policy_list<P...> const& a, policy_list<Q...> const& b)
{
    return
        [&]<std::size_t... Index, std::size_t... Other>(std::index_sequence<Index...>, std::index_sequence<Other...>) {
            return policy_list<P..., Q...>{{{detail::policy_at<Index>(a)}..., {detail::policy_at<Other>(b)}...}};
        }(std::index_sequence_for<P...>{}, std::index_sequence_for<Q...>{});
}

}  // namespace specline::detail
#endif
