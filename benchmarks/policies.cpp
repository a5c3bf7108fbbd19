// SPDX-License-Identifier: BSL-1.0
// How long each policy of docker_plugin takes alone, on a copy of the default spec.
#include "catch.hpp"
#include "setting.hpp"

#include <string>
#include <string_view>
#include <type_traits>

namespace sl = specline;
using setting::owned_kind, setting::view_kind, setting::where;
using sl::policies::defaults;

namespace {

// The policy, behind the default spec unless it is that.
template <class Policy>
constexpr auto behind_defaults(Policy const& policy)
{
    if constexpr (std::is_same_v<Policy, defaults>) return sl::pipeline{policy};
    else return sl::pipeline{defaults{}, policy};
}

// A copy that takes memory from `kind`.
sl::oci::spec_view copy(sl::oci::spec_view const& spec, view_kind& kind)
{
    kind.clear();
    auto made = spec;
    made.room = &kind.room;
    return made;
}

template <class Policy, class Inputs>
void alone(Policy const& policy, Inputs const& in)
{
    sl::pipeline const pipeline{policy};
    view_kind source, kind;
    owned_kind owned;
    sl::oci::spec_view before;
    if constexpr (!std::is_same_v<Policy, defaults>) before = *source.build(sl::pipeline{defaults{}}, in);

    auto spec = copy(before, kind);
    std::string name;
    CHECK(pipeline.apply(spec, in, [&](std::string_view its_name, auto const&) { name = its_name; }).ok());
    CHECK(kind.write(spec) == owned.write(*owned.build(behind_defaults(policy), in)));
    BENCHMARK("policy | input=volume | kind=view | policy=" + name)
    {
        auto changed = copy(before, kind);
        return pipeline.apply(changed, in).ok();
    };
}

}  // namespace

TEST_CASE("each policy alone")
{
    view_kind source, kind;
    std::string const text = setting::input("volume.json");
    auto const plugin = source.read_plugin(text);
    sl::memory_host host{setting::facts};
    sl::inputs const in{*plugin, where, host};

    auto const before = *source.build(sl::pipeline{defaults{}}, in);
    BENCHMARK("policy | input=volume | kind=view | policy=none: the copy alone")
    {
        return copy(before, kind).mounts.size();
    };
    sl::docker_plugin.for_each([&](auto const& policy) { alone(policy, in); });
}
