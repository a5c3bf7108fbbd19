// SPDX-License-Identifier: BSL-1.0
// A golden case, built as any spec type.
#ifndef SPECLINE_TESTS_CASES_HPP
#define SPECLINE_TESTS_CASES_HPP

#include "golden.hpp"

#include <specline/detail/type_name.hpp>
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>
#include <specline/spec_traits.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace golden {

// What a case gave: the text and the settings, or an error.
struct answer {
    std::string error;
    std::string spec;
    json::value settings;
};

// The text of a spec, as its traits give it, or else as oci::write does.
template <class Spec>
std::string spec_text(Spec const& spec)
{
    if constexpr (requires { sl::spec_traits<Spec>::text(spec); }) return sl::spec_traits<Spec>::text(spec);
    else return sl::oci::write(spec);
}
template <>
inline std::string spec_text(sl::oci::spec_view const& spec)
{
    auto const text = sl::oci::write(spec, *spec.room);
    return text ? std::string{*text} : text.status().message();
}

// Whether a spec type is written byte for byte as the engine writes it; else it gives the same JSON value.
template <class Spec>
inline constexpr bool same_bytes = true;
template <>
inline constexpr bool same_bytes<json::value> = false;

// Builds a case as a `Spec`. What keeps views is given a plugin that keeps views too.
template <class Spec, class Host>
answer build_as(one const& c, Host& host, sl::read_options const& options = {})
{
    constexpr bool views = sl::detail::with_room<Spec>;
    std::vector<std::byte> bytes(views ? 1 << 20 : 0);
    sl::arena room{bytes};
    auto const with_room = [&](auto const& call) {
        if constexpr (views) return call(room);
        else return call();
    };
    auto p = with_room([&](auto&... r) { return sl::read_plugin(c.plugin, r..., options); });
    if (!p) return {p.status().message(), {}, {}};
    if (!c.set.empty())
        if (auto s = sl::set(*p, c.settings_to_set()); !s) return {s.message(), {}, {}};
    sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
    auto spec = with_room([&](auto&... r) { return sl::docker_plugin.build<Spec>(sl::inputs{*p, where, host}, r...); });
    if (!spec) return {spec.status().message(), {}, {}};
    std::string text = spec_text(*spec);
    if constexpr (!same_bytes<Spec>)
        if (!c.fails && json::parse(text) == json::parse(c.spec)) text = c.spec;
    return {{}, std::move(text), to_json(p->settings)};
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

// What is wrong with the cases as these spec types, on a machine made of facts.
template <class... Specs>
std::string wrong_in_memory(std::vector<one> const& cases)
{
    world const facts;
    std::string wrong;
    auto const compare = [&]<class Spec>(one const& c, std::type_identity<Spec>) {
        sl::memory_host host{facts.facts(c.user_namespace)};
        if (auto const what = difference(c, build_as<Spec>(c, host, {.id = c.id})); !what.empty())
            wrong.append(sl::detail::type_name<Spec>()).append(", ").append(what);
    };
    for (auto const& c : cases) (compare(c, std::type_identity<Specs>{}), ...);
    return wrong;
}

}  // namespace golden
#endif
