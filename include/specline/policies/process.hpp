// SPDX-License-Identifier: BSL-1.0
// The process of the container: what it runs, where, and with which environment.
#ifndef SPECLINE_POLICIES_PROCESS_HPP
#define SPECLINE_POLICIES_PROCESS_HPP

#include <specline/arena.hpp>
#include <specline/oci/defaults.hpp>
#include <specline/policy.hpp>

#include <string_view>

namespace specline::policies {

/// Sets the process: no terminal; the entrypoint and then the args of the settings; the working folder, or `/`; the
/// default PATH and then the environment of the settings. The user stays 0:0.
/// Errors: `errc::nul_in_path`.
struct process {
    static constexpr auto at = place::process;  ///< behind the devices

    /// Sets it.
    template <has_process Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        using verbs = spec_traits<Spec>;
        std::string_view const cwd = in.plugin.config.work_dir;
        if (status s = detail::check_path(cwd, "WorkDir"); !s) return s;
        verbs::set_terminal(spec, false);
        verbs::clear_args(spec);
        verbs::add_args(spec, in.plugin.config.entrypoint);
        verbs::add_args(spec, in.plugin.settings.args);
        verbs::set_cwd(spec, cwd.empty() ? "/" : cwd);
        verbs::clear_env(spec);
        verbs::add_env(spec, arena_list{&oci::defaults::path_variable, 1});
        verbs::add_env(spec, in.plugin.settings.env);
        return {};
    }
};

}  // namespace specline::policies
#endif
