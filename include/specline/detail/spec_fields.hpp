// SPDX-License-Identifier: BSL-1.0
// The members of a spec's text, from what its structs tell Boost.Hana.
#ifndef SPECLINE_DETAIL_SPEC_FIELDS_HPP
#define SPECLINE_DETAIL_SPEC_FIELDS_HPP

#include <specline/detail/field.hpp>
#include <specline/oci/members.hpp>
#include <specline/oci/spec.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

#include <array>

namespace specline::detail {

template <class Text, class... Names, class... Accessors>
constexpr auto fields_from(boost::hana::tuple<boost::hana::pair<Names, Accessors>...> const*)
{
    return std::array{make_field<Text, Accessors::pointer>(json_name<Names>())...};
}

template <class Text, class S>
    requires boost::hana::Struct<S>::value
struct fields_of<Text, S> {
    static constexpr auto list = fields_from<Text>(static_cast<hana_members<S> const*>(nullptr));
};

}  // namespace specline::detail
#endif
