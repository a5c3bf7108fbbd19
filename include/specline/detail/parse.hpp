// SPDX-License-Identifier: BSL-1.0
// A whole text through a parser, and its errors with their places.
#ifndef SPECLINE_DETAIL_PARSE_HPP
#define SPECLINE_DETAIL_PARSE_HPP

#include <specline/detail/destination.hpp>
#include <specline/detail/json_place.hpp>
#include <specline/status.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace specline::detail {

/// A failure with its place in a text.
inline status text_error(errc code, std::string_view what, json_place const& at)
{
    return {code, what, at.pointer, 0, at.place};
}

/// Why `text` is not one whole JSON value, where a parser stopped behind `read` bytes with `error`, if with any.
/// Errors: `errc::syntax`, `errc::too_deep`.
inline status parse_status(std::string_view text, std::size_t max_depth, json::error_code const& error,
                           std::size_t read)
{
    if (error == json::error::too_deep)
        return detail::text_error(errc::too_deep, "objects and arrays are too deep: raise max_depth, or mend the text",
                                  detail::broken_place(text, max_depth));
    if (error)
        return detail::text_error(errc::syntax, "not JSON: " + error.message(), detail::broken_place(text, max_depth));
    if (read != text.size())
        return detail::text_error(errc::syntax, "not JSON: something stands behind its end",
                                  {{}, line_counter{text}.place_of(read)});
    return {};
}

/// Parses all of `text`.
template <class Reader>
status parse(json::basic_parser<Reader>& parser, std::string_view text, std::size_t max_depth)
{
    json::error_code error;
    std::size_t const read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read == text.size()) return {};
    return detail::parse_status(text, max_depth, error, read);
}

/// The error that `wrong`, found in `text`, is.
inline status misfit_error(misfit const& wrong, std::string_view text, std::size_t max_depth)
{
    std::string what{"the runtime spec has no such member: mend the text, or keep it"};
    if (wrong.code != errc::unknown_member) what = "expected " + std::string{wrong.expected} + ", found ";
    what.append(wrong.found);
    return text_error(wrong.code, what, value_places(text, max_depth, std::span{&wrong.value, 1}).front());
}

}  // namespace specline::detail
#endif
