// SPDX-License-Identifier: BSL-1.0
// All of specline.
#ifndef SPECLINE_SPECLINE_HPP
#define SPECLINE_SPECLINE_HPP

#include <specline/arena.hpp>
#include <specline/bake.hpp>
#include <specline/docker_plugin.hpp>
#include <specline/explain.hpp>
#include <specline/host.hpp>
#include <specline/host/bundle.hpp>
#include <specline/host/memory.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/defaults.hpp>
#include <specline/oci/json_spec.hpp>
#include <specline/oci/read.hpp>
#include <specline/oci/spec.hpp>
#include <specline/oci/write.hpp>
#include <specline/pipeline.hpp>
#include <specline/plugin/model.hpp>
#include <specline/plugin/read.hpp>
#include <specline/plugin/settings.hpp>
#include <specline/policy.hpp>
#include <specline/spec_traits.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>
#include <specline/version.hpp>

/// @namespace specline
/// Plugins, policies, pipelines, hosts, and how a call fails.

/// @namespace specline::oci
/// The OCI runtime spec: its model, and how it is read and written.

/// @namespace specline::policies
/// The policies: each makes one change to a spec, at its place.

#endif
