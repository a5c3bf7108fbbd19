// SPDX-License-Identifier: BSL-1.0
// The pipeline that builds what the container engine itself builds for a plugin.
#ifndef SPECLINE_DOCKER_PLUGIN_HPP
#define SPECLINE_DOCKER_PLUGIN_HPP

#include <specline/oci/spec.hpp>  // what most build with it
#include <specline/pipeline.hpp>
#include <specline/policies/capabilities.hpp>
#include <specline/policies/defaults.hpp>
#include <specline/policies/devices.hpp>
#include <specline/policies/modify.hpp>
#include <specline/policies/mounts.hpp>
#include <specline/policies/namespaces.hpp>
#include <specline/policies/process.hpp>
#include <specline/policies/root.hpp>
#include <specline/policies/rootless.hpp>

namespace specline {

/// The engine's own plugin spec builder, byte for byte (release 26.0): every policy but `modify`, which is the
/// embedder's to add: `docker_plugin.with(policies::modify{…})`.
inline constexpr pipeline docker_plugin{
    policies::defaults{},   policies::root{},         policies::propagated_mount{}, policies::mounts{},
    policies::exec_mount{}, policies::name_files{},   policies::network_host{},     policies::pid_host{},
    policies::ipc_host{},   policies::dev_mounts{},   policies::all_devices{},      policies::devices{},
    policies::process{},    policies::capabilities{}, policies::exec_folder{},      policies::rootless{},
};

}  // namespace specline
#endif
