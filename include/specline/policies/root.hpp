// SPDX-License-Identifier: BSL-1.0
// The root filesystem of the container.
#ifndef SPECLINE_POLICIES_ROOT_HPP
#define SPECLINE_POLICIES_ROOT_HPP

#include <specline/policy.hpp>

namespace specline::policies {

/// Sets `root`: the bundle's rootfs as it is given, writable.
/// Errors: `errc::nul_in_path`.
struct root {
    static constexpr auto at = place::root;  ///< behind the default spec

    /// Sets it.
    template <has_root Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (status s = detail::check_path(in.bundle.rootfs, "rootfs"); !s) return s;
        spec_traits<Spec>::set_root(spec, in.bundle.rootfs, false);
        return {};
    }
};

}  // namespace specline::policies
#endif
