// SPDX-License-Identifier: BSL-1.0
// A struct that Boost.Hana knows nothing of, given to oci::write.
// refused: specline: oci::write takes a Boost.Hana Struct: see BOOST_HANA_ADAPT_STRUCT
#include <specline/oci/write.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <string>

namespace engine {
struct spec {
    std::string hostname;
};
}  // namespace engine
#ifndef REFUSED
BOOST_HANA_ADAPT_STRUCT(engine::spec, hostname);
#endif

std::string test(engine::spec const& spec) { return specline::oci::write(spec); }
