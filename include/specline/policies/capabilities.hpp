// SPDX-License-Identifier: BSL-1.0
// The capabilities that a plugin asks for.
#ifndef SPECLINE_POLICIES_CAPABILITIES_HPP
#define SPECLINE_POLICIES_CAPABILITIES_HPP

#include <specline/policy.hpp>

namespace specline::policies {

/// Adds the plugin's capabilities, unchecked, at the end of the bounding, permitted, inheritable and effective sets.
/// Source: capabilities(7).
struct capabilities {
    static constexpr auto at = place::capabilities;  ///< behind the process

    /// Adds them.
    template <has_capabilities Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        auto const& names = in.plugin.config.linux_.capabilities;
        if (names.empty()) return {};
        constexpr capability_set sets[]{capability_set::bounding, capability_set::permitted,
                                        capability_set::inheritable, capability_set::effective};
        for (auto const set : sets) spec_traits<Spec>::add_capabilities(spec, set, names);
        return {};
    }
};

}  // namespace specline::policies
#endif
