// SPDX-License-Identifier: BSL-1.0
// Which policy made which change: a pipeline is run, and the spec is compared before and behind each policy.
#ifndef SPECLINE_EXPLAIN_HPP
#define SPECLINE_EXPLAIN_HPP

#include <specline/detail/json_difference.hpp>
#include <specline/oci/write.hpp>
#include <specline/pipeline.hpp>
#include <specline/policy.hpp>
#include <specline/spec_traits.hpp>
#include <specline/status.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <concepts>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace specline {

/// What one policy changed.
struct explanation {
    std::string_view policy;      ///< its name, as a failure has it
    std::vector<change> changes;  ///< in the order in which they lead from the spec before it to the one behind it
};

namespace detail {

template <class Spec>
concept tells_text = requires(Spec const& spec) {
    { spec_traits<Spec>::text(spec) } -> std::convertible_to<std::string_view>;
};

template <class Spec>
concept explainable = std::same_as<Spec, json::value> || tells_text<Spec> || boost::hana::Struct<Spec>::value;

/// A spec as JSON, whatever its type; null, which is a spec of nothing, is the empty object.
template <explainable Spec>
result<json::value> spec_as_json(Spec const& spec)
{
    if constexpr (std::same_as<Spec, json::value>) return spec.is_null() ? json::value(json::object{}) : spec;
    else {
        json::error_code error;
        json::value value;
        if constexpr (tells_text<Spec>) value = json::parse(std::string_view{spec_traits<Spec>::text(spec)}, error);
        else value = json::parse(oci::write(spec), error);
        if (error) return status{errc::syntax, "the text that a spec tells of itself is no JSON: " + error.message()};
        return value;
    }
}

}  // namespace detail

/// Applies `pipeline` to `spec`, one that is there or an empty one, and tells of every policy what it changed, in the
/// order in which they ran. A policy that changed nothing has no changes.
///
/// The spec may be a JSON value, for which null is the empty object; a Boost.Hana Struct that `oci::write` can write;
/// or any type whose `spec_traits` has `static std::string text(Spec const&)`, the spec as JSON text. Nothing of this
/// is in a pipeline that is not explained. Errors: those of the pipeline; `errc::syntax` where such a text is no JSON.
template <class... Policies, class Spec, class Plugin, class Host>
result<std::vector<explanation>> explain(pipeline<Policies...> const& pipeline, Spec& spec,
                                         inputs<Plugin, Host> const& in)
{
    static_assert(detail::explainable<Spec>,
                  "specline: explain needs the spec as JSON: adapt it with BOOST_HANA_ADAPT_STRUCT, or give its "
                  "spec_traits a `static std::string text(Spec const&)`");
    std::vector<explanation> all;
    if constexpr (detail::explainable<Spec>) {
        auto before = detail::spec_as_json(spec);
        if (!before) return std::move(before).status();
        status done = pipeline.apply(spec, in, [&](std::string_view policy, Spec const& changed) {
            auto now = detail::spec_as_json(changed);
            if (before && now) all.push_back({policy, detail::json_difference(*before, *now)});
            if (before) before = std::move(now);
        });
        if (!done) return done;
        if (!before) return std::move(before).status();
    }
    return all;
}

/// Changes as a JSON Patch: an array of operations, `add`, `remove` and `replace`, RFC 6902.
inline boost::json::array json_patch(std::span<change const> changes)
{
    boost::json::array patch;
    for (auto const& c : changes) {
        boost::json::object operation;
        operation["op"] = !c.before ? "add" : !c.after ? "remove" : "replace";
        operation["path"] = c.path;
        if (c.after) operation["value"] = *c.after;
        patch.push_back(std::move(operation));
    }
    return patch;
}

}  // namespace specline
#endif
