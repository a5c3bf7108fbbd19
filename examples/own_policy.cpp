// SPDX-License-Identifier: BSL-1.0
// own-policy: a policy of one's own, which asks the machine, changes the spec by verbs and may fail; run by the
// compiler too.
//
//   g++ -std=c++20 -I include examples/own_policy.cpp -o own-policy
//
// It prints the environment that the container gets, or the error, on three machines and for a plugin with a TZ of its
// own:
//
//   Berlin: TZ=Europe/Berlin
//   no link: the host has no time zone: link /etc/localtime: No such file or directory (time_zone: /etc/localtime)
//   elsewhere: the host's time zone has no name: link it to /usr/share/zoneinfo, or set TZ (time_zone: /srv/zone)
//   its own: TZ=UTC
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/plugin/settings.hpp>

#include <array>
#include <iostream>
#include <string_view>

namespace sl = specline;

/// Gives the container the host's time zone as the variable TZ, unless the plugin has one.
/// Errors: `errc::system` where the host has none, `refused` where it has no name. Source: localtime(5).
struct time_zone {
    // Where it runs: behind the policy `process`, which begins the environment anew. At
    // `sl::place::process` itself it would be instead of that one.
    static constexpr auto at = after(sl::place::process);

    // What it needs of the spec and of the host stands in the signature, so the compiler can say what is missing.
    template <sl::has_process Spec, class Inputs>
        requires sl::resolves_links<sl::host_of<Inputs>>
    constexpr sl::status apply(Spec& spec, Inputs const& in) const
    {
        using verbs = sl::spec_traits<Spec>;
        for (std::string_view const entry : in.plugin.settings.env)
            if (entry.starts_with("TZ=")) return {};

        constexpr std::string_view link = "/etc/localtime", zones = "/usr/share/zoneinfo/";
        sl::status done;
        int const error = in.host.resolve(link, [&](std::string_view target) {
            if (!target.starts_with(zones)) {
                done = {sl::errc::refused,
                        "the host's time zone has no name: link it to /usr/share/zoneinfo, or set TZ", target};
                return;
            }
            target.remove_prefix(zones.size());
            // A text that a policy makes lives where the spec's texts live: on the heap, or in an arena.
            auto const entry = verbs::make_text(spec, 3 + target.size(), [&](char* out) {
                return std::string_view{"TZ="}.copy(out, 3) + target.copy(out + 3, target.size());
            });
            verbs::add_env(spec, std::array{entry});
        });
        if (error != 0) return {sl::errc::system, "the host has no time zone: link /etc/localtime", link, error};
        return done;
    }
};

// It has its place in any pipeline, however it is listed.
constexpr auto mine = sl::docker_plugin.with(time_zone{});

namespace {

using links = std::array<sl::memory_facts::link, 1>;
constexpr std::string_view files[]{"/usr/share/zoneinfo/Europe/Berlin", "/srv/zone"};
constexpr links berlin{{{"/etc/localtime", "../usr/share/zoneinfo/Europe/Berlin"}}};
constexpr links elsewhere{{{"/etc/localtime", "/srv/zone"}}};
constexpr sl::bundle where{.rootfs = "/plugins/clock/rootfs", .exec_root = "/run/plugins"};

// The same policy in a constant expression: on a machine of facts, with a spec of views in an arena.
constexpr bool tells_time()
{
    sl::arena room;
    sl::plugin_view const plugin{.id = "clock", .room = &room};
    sl::memory_host host{{.files = files, .links = berlin}};
    auto const spec = mine.build<sl::oci::spec_view>(sl::inputs{plugin, where, host}, room);
    return spec.ok() && spec->process->env.size() == 2 && spec->process->env[1] == "TZ=Europe/Berlin";
}
static_assert(tells_time());

void show(char const* name, sl::plugin const& plugin, sl::memory_facts const& facts)
{
    sl::memory_host host{facts};
    auto const spec = mine.build<sl::oci::spec>(sl::inputs{plugin, where, host});
    std::cout << name << ": " << (spec ? spec->process->env.back() : spec.status().message()) << '\n';
}

}  // namespace

int main()
{
    sl::plugin plugin;
    plugin.id = "clock";
    show("Berlin", plugin, {.files = files, .links = berlin});
    show("no link", plugin, {});
    show("elsewhere", plugin, {.files = files, .links = elsewhere});
    plugin.settings.env = {"TZ=UTC"};
    show("its own", plugin, {});
}
