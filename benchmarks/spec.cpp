// SPDX-License-Identifier: BSL-1.0
// How long it takes to read an OCI spec, and to build on one that is a JSON value.
#include "catch.hpp"
#include "setting.hpp"

#include <specline/oci/json_spec.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace sl = specline;
using setting::input, setting::owned_kind, setting::view_kind, setting::where;

namespace {

template <class Kind>
void read(std::string const& text)
{
    Kind kind;
    CHECK(kind.write(*kind.read_spec(text)) == text);
    BENCHMARK("read spec | input=volume | kind=" + std::string{Kind::name})
    {
        kind.clear();
        return kind.read_spec(text).ok();
    };
}

}  // namespace

TEST_CASE("read an OCI spec")
{
    std::string const text = input("volume.spec.json");
    read<view_kind>(text);
    read<owned_kind>(text);
    CHECK(boost::json::serialize(*sl::oci::read_json(text)) == text);
    BENCHMARK("read spec | input=volume | kind=json") { return sl::oci::read_json(text).ok(); };
}

TEST_CASE("build on a JSON value")
{
    view_kind source;
    std::string const text = input("volume.json");
    auto const plugin = source.read_plugin(text);
    sl::memory_host host{setting::facts};
    sl::inputs const in{*plugin, where, host};
    auto const build = [&] { return sl::docker_plugin.build<boost::json::value>(in); };
    CHECK(*build() == boost::json::parse(input("volume.spec.json")));
    BENCHMARK("build | input=volume | kind=json | host=memory | pipeline=docker_plugin") { return build().ok(); };
}
