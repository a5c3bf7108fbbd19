// SPDX-License-Identifier: BSL-1.0
// What is at hand in the programs of code.sh. With OWNED, the plugin and what is built own their text.
#ifndef SPECLINE_TESTS_COMPILE_CHOSEN_MACHINE_HPP
#define SPECLINE_TESTS_COMPILE_CHOSEN_MACHINE_HPP

#include <specline/arena.hpp>
#include <specline/host/posix.hpp>
#include <specline/plugin/model.hpp>
#include <specline/policy.hpp>

#ifdef OWNED
using plugin_at_hand = specline::plugin;
#else
using plugin_at_hand = specline::plugin_view;
#endif

struct at_hand {
    plugin_at_hand const& plugin;
    specline::bundle const& where;
    specline::posix_host const& machine;
    specline::arena& room;
};

/// Whether a spec was built; each program has its own way.
bool build(at_hand const& given);
/// Takes what was built, so that the compiler cannot leave it out.
void use(void const* built);

#endif
