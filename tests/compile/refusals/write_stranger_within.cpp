// SPDX-License-Identifier: BSL-1.0
// A spec that Boost.Hana knows, with a part that it does not.
// refused: specline: oci::write writes texts, whole numbers, lists, maps and Boost.Hana Structs; this is none
// names: write_value<.*engine::root|write_value.*T = engine::root
#include <specline/oci/write.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <optional>
#include <string>

namespace engine {
struct root {
    std::string path;
};
struct spec {
    std::optional<engine::root> root;
};
}  // namespace engine
#ifndef REFUSED
BOOST_HANA_ADAPT_STRUCT(engine::root, path);
#endif
BOOST_HANA_ADAPT_STRUCT(engine::spec, root);

std::string test(engine::spec const& spec) { return specline::oci::write(spec); }
