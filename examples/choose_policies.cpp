// SPDX-License-Identifier: BSL-1.0
// choose-policies: pipelines of one's own: from a list, from a ready one, and from one another.
//
//   g++ -std=c++20 -I include examples/choose_policies.cpp -o choose-policies
//
// It prints what each of them makes of the same plugin:
//
//   pipeline       root      network  mounts  devices  env                    made
//   docker_plugin  writable  host     10      1        MODE=fast              /run/plugins/camera
//   mine           writable  own      7       0        MODE=fast              -
//   no_devices     writable  host     10      0        MODE=fast              /run/plugins/camera
//   managed        writable  host     10      1        MODE=fast MANAGED=yes  /run/plugins/camera
//   guarded        readonly  host     10      1        MODE=fast              /run/plugins/camera
//   nested         writable  host     9       0        MODE=fast MANAGED=yes  -
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/plugin/settings.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace sl = specline;
namespace policies = specline::policies;

// A list from the start. The order in which policies are listed has no meaning: each has its place.
constexpr sl::pipeline mine{policies::process{}, policies::mounts{}, policies::root{}, policies::defaults{}};

// A ready one without some policies: what is left out is not in the program either.
constexpr auto no_devices = sl::docker_plugin.without<policies::devices, policies::all_devices>();

// With one more: a change of one's own as a function. The verbs are those of any spec type.
constexpr policies::modify mark{
    [](auto& spec) { sl::verbs(spec).add_env(spec, std::array<std::string_view, 1>{"MANAGED=yes"}); }};
constexpr auto managed = sl::docker_plugin.with(mark);

// With another one in the place of one that is there.
constexpr policies::modify read_only{
    [](auto& spec, auto const& in) { sl::verbs(spec).set_root(spec, in.bundle.rootfs, true); }};
constexpr auto guarded = sl::docker_plugin.replace<policies::root>(read_only);

// A pipeline within a pipeline stands for its policies.
constexpr sl::pipeline network{policies::network_host{}, policies::name_files{}};
constexpr sl::pipeline nested{mine, network, mark};

// What the compiler refuses, with the name of the policy beside the sentence:
//
//   sl::pipeline{policies::root{}, policies::root{}}
//       specline: two policies for one place: leave one out
//   sl::pipeline{42}
//       specline: this is no policy: it needs a place, `static constexpr auto at = ...`
//   mine.without<policies::devices>()
//       specline: a policy to leave out is not in the pipeline
//   mine.replace<policies::devices>(mark)
//       specline: a policy to replace is not in the pipeline
//   mine.build<spec_with_mounts_alone>(in)
//       specline: the spec type lacks a verb that this policy uses, ...
//   sl::docker_plugin.build<sl::oci::spec>(in_of_a_host_that_only_makes_folders)
//       specline: the host lacks what this policy asks of it

namespace {

template <class Pipeline>
bool show(char const* name, Pipeline const& pipeline, sl::plugin const& plugin)
{
    static constexpr std::array<sl::memory_facts::device, 1> nodes{
        {{"/dev/video0", {.type = sl::node_type::character, .major = 81, .minor = 0, .mode = 0660}}}};
    sl::memory_host host{{.devices = nodes}};  // a machine made of facts: the same wherever this runs
    sl::bundle const where{.rootfs = "/plugins/camera/rootfs", .exec_root = "/run/plugins"};
    auto const spec = pipeline.template build<sl::oci::spec>(sl::inputs{plugin, where, host});
    if (!spec) return std::fprintf(stderr, "%s: %s\n", name, spec.status().message().c_str()), false;

    bool own_network = false;
    for (auto const& one : spec->linux_->namespaces) own_network = own_network || one.type == "network";
    std::string env;
    for (auto const& entry : spec->process->env)
        if (!entry.starts_with("PATH=")) env.append(env.empty() ? "" : " ").append(entry);
    std::printf("%-13s  %-8s  %-7s  %-6zu  %-7zu  %-21s  %s\n", name, spec->root->readonly ? "readonly" : "writable",
                own_network ? "own" : "host", spec->mounts.size(), spec->linux_->devices.size(), env.c_str(),
                host.made("/run/plugins/camera") ? "/run/plugins/camera" : "-");
    return true;
}

}  // namespace

int main()
{
    sl::plugin plugin;
    plugin.id = "camera";
    plugin.config.entrypoint = {"/camera"};
    plugin.config.env = {{.name = "MODE", .value = "fast"}};
    plugin.config.network.type = "host";
    plugin.config.linux_.devices = {{.name = "video", .path = "/dev/video0"}};
    if (auto const s = sl::use_default_settings(plugin); !s)
        return std::fprintf(stderr, "%s\n", s.message().c_str()), 1;

    std::puts("pipeline       root      network  mounts  devices  env                    made");
    bool const good = show("docker_plugin", sl::docker_plugin, plugin) && show("mine", mine, plugin) &&
                      show("no_devices", no_devices, plugin) && show("managed", managed, plugin) &&
                      show("guarded", guarded, plugin) && show("nested", nested, plugin);
    return good ? 0 : 1;
}
