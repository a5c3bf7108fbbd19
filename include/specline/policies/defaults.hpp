// SPDX-License-Identifier: BSL-1.0
// The default spec, on which everything else is built.
#ifndef SPECLINE_POLICIES_DEFAULTS_HPP
#define SPECLINE_POLICIES_DEFAULTS_HPP

#include <specline/oci/defaults.hpp>
#include <specline/policy.hpp>

namespace specline::policies {

/// Gives the spec the engine's default values: version, capabilities, mounts, masked and read-only paths,
/// namespaces and device rules (`oci/defaults.hpp`). It adds; begin with an empty spec.
struct defaults {
    static constexpr auto at = place::defaults;  ///< before everything

    /// Fails only where memory ran out.
    template <class Spec, class Inputs>
        requires has_version<Spec> && has_capabilities<Spec> && has_mounts<Spec> && has_guarded_paths<Spec> &&
                 has_namespaces<Spec> && has_device_rules<Spec>
    constexpr status apply(Spec& spec, Inputs const&) const
    {
        using verbs = spec_traits<Spec>;
        verbs::set_version(spec, oci::defaults::version);
        verbs::add_capabilities(spec, capability_set::bounding, oci::defaults::capabilities);
        verbs::add_capabilities(spec, capability_set::permitted, oci::defaults::capabilities);
        verbs::add_capabilities(spec, capability_set::effective, oci::defaults::capabilities);
        verbs::add_mounts(spec, oci::defaults::mounts);
        verbs::set_masked_paths(spec, oci::defaults::masked_paths);
        verbs::set_readonly_paths(spec, oci::defaults::readonly_paths);
        verbs::add_namespaces(spec, oci::defaults::namespaces);
        verbs::add_device_rules(spec, oci::defaults::device_rules);
        return {};
    }
};

}  // namespace specline::policies
#endif
