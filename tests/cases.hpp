// SPDX-License-Identifier: BSL-1.0
// A golden case, built in each text kind.
#ifndef SPECLINE_TESTS_CASES_HPP
#define SPECLINE_TESTS_CASES_HPP

#include "golden.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace golden {

// What a case gave: the text and the settings, or an error.
struct answer {
    std::string error;
    std::string spec;
    json::value settings;
};

template <class Host>
answer build_owned(one const& c, Host& host, sl::read_options const& options = {})
{
    auto p = sl::read_plugin(c.plugin, options);
    if (!p) return {p.status().message(), {}, {}};
    if (!c.set.empty())
        if (auto s = sl::set(*p, c.settings_to_set()); !s) return {s.message(), {}, {}};
    sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
    auto spec = sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*p, where, host});
    if (!spec) return {spec.status().message(), {}, {}};
    return {{}, sl::oci::write(*spec), to_json(p->settings)};
}

template <class Host>
answer build_view(one const& c, Host& host, sl::read_options const& options = {})
{
    std::vector<std::byte> bytes(1 << 20);
    sl::arena room{bytes};
    auto p = sl::read_plugin(c.plugin, room, options);
    if (!p) return {p.status().message(), {}, {}};
    if (!c.set.empty())
        if (auto s = sl::set(*p, c.settings_to_set()); !s) return {s.message(), {}, {}};
    sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
    auto spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*p, where, host}, room);
    if (!spec) return {spec.status().message(), {}, {}};
    auto text = sl::oci::write(*spec, room);
    if (!text) return {text.status().message(), {}, {}};
    return {{}, std::string{*text}, to_json(p->settings)};
}

// What is wrong with an answer; empty where nothing is.
inline std::string difference(one const& c, answer const& a)
{
    if (a.error.empty() == c.fails)
        return c.name + ": " + (c.fails ? "should fail" : "should not fail: " + a.error) + "\n";
    if (a.spec != c.spec) return c.name + ":\n  is        " + a.spec + "\n  should be " + c.spec + "\n";
    if (!c.fails && !c.settings.is_null() && normal(c.settings) != a.settings)
        return c.name + ":\n  has settings    " + json::serialize(a.settings) + "\n  should have " +
               json::serialize(normal(c.settings)) + "\n";
    return {};
}

}  // namespace golden
#endif
