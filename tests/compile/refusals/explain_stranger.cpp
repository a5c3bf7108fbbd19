// SPDX-License-Identifier: BSL-1.0
// A spec type that no one can turn into JSON, given to explain; the twin's verbs tell its text.
// refused: specline: explain needs the spec as JSON
#include <specline/explain.hpp>
#include <specline/host/memory.hpp>
#include <specline/policies/namespaces.hpp>

#include <string>

namespace sl = specline;

namespace engine {
struct spec {
    int namespaces = 5;
};
}  // namespace engine

template <>
struct sl::spec_traits<engine::spec> {
    static void add_namespaces(engine::spec&, std::span<sl::oci::namespace_<std::string_view> const>) {}
    static void remove_namespace(engine::spec& spec, std::string_view) { --spec.namespaces; }
    static sl::status check(engine::spec const&) { return {}; }
#ifndef REFUSED
    static std::string text(engine::spec const& spec) { return std::to_string(spec.namespaces); }
#endif
};

auto test(engine::spec& spec)
{
    sl::plugin const plugin;
    sl::bundle const where;
    sl::memory_host host;
    return sl::explain(sl::pipeline{sl::policies::pid_host{}}, spec, sl::inputs{plugin, where, host});
}
