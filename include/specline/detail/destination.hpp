// SPDX-License-Identifier: BSL-1.0
// Where a value of a text goes in a model, and what is noted where it does not fit.
#ifndef SPECLINE_DETAIL_DESTINATION_HPP
#define SPECLINE_DETAIL_DESTINATION_HPP

#include <specline/detail/field.hpp>
#include <specline/status.hpp>

#include <cstddef>
#include <string_view>

namespace specline::detail {

/// The first value in a part of the text that does not fit. The reader goes on behind it: only at the end is it known
/// whether that part counts.
struct misfit {
    errc code{};
    std::size_t value = 0;  // its number, as place_finder counts
    std::string_view expected{};
    std::string_view found{};
};

/// A part of a text, which may turn out not to count.
enum class realm : unsigned char { bare, object, state };

/// Where a value goes.
template <class Text>
struct destination {
    field<Text> const* what = nullptr;  // nullptr: not known, passed over
    void* object = nullptr;             // whose member it is, or the list or map to which it is added
    realm where = realm::object;
    bool decides = false;     // an object here says what the text is
    Text* instead = nullptr;  // where a string goes, in the realm `state`
};

}  // namespace specline::detail
#endif
