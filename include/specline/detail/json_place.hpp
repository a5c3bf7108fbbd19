// SPDX-License-Identifier: BSL-1.0
// Where in a JSON text something is: found by reading it a second time, so that the first reading need not keep count.
#ifndef SPECLINE_DETAIL_JSON_PLACE_HPP
#define SPECLINE_DETAIL_JSON_PLACE_HPP

#include <specline/detail/json_pointer.hpp>
#include <specline/status.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace specline::detail {

namespace json = boost::json;

/// A JSON pointer (RFC 6901), line and column.
struct json_place {
    std::string pointer;
    text_place place;
};

/// Stops at the value of a given number, from 0, in the order in which they begin; keeps the way there.
class place_finder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit place_finder(std::size_t wanted) : wanted_{wanted} {}

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return value() && open(false); }
    bool on_object_end(std::size_t, json::error_code&) { return close(); }
    bool on_array_begin(json::error_code&) { return value() && open(true); }
    bool on_array_end(std::size_t, json::error_code&) { return close(); }
    bool on_key_part(json::string_view s, std::size_t, json::error_code&) { return add_key(s); }
    bool on_key(json::string_view s, std::size_t, json::error_code&)
    {
        add_key(s);
        return way_.back().whole = true;
    }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return value() && next(); }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return value() && next(); }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return value() && next(); }
    bool on_double(double, json::string_view, json::error_code&) { return value() && next(); }
    bool on_bool(bool, json::error_code&) { return value() && next(); }
    bool on_null(json::error_code&) { return value() && next(); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    std::string pointer() const
    {
        std::string text;
        for (auto const& one : way_) {
            if (!one.array && !one.whole) break;
            if (one.array) detail::add_index(text, one.index);
            else detail::add_key(text, one.key);
        }
        return text;
    }

private:
    struct step {
        bool array;
        std::size_t index = 0;
        std::string key{};
        bool whole = false;  // whether the key has been read, and its value not yet
    };

    bool value() { return wanted_-- != 0; }
    bool open(bool array)
    {
        way_.push_back({array});
        return true;
    }
    bool close()
    {
        way_.pop_back();
        return next();
    }
    bool next()
    {
        if (way_.empty()) return true;
        ++way_.back().index;
        way_.back().whole = false;
        way_.back().key.clear();
        return true;
    }
    bool add_key(json::string_view s)
    {
        way_.back().key.append(s.data(), s.size());
        return true;
    }

    std::size_t wanted_;
    std::vector<step> way_;
};

/// Where the value begins at which a parser stopped at `at`: it stops at the beginning of an object, an array or a
/// word, behind a number, and at the closing quote of a string.
inline std::size_t value_begin(std::string_view text, std::size_t at)
{
    constexpr std::string_view number = "+-.0123456789eE";
    if (at < text.size() && text[at] == '"') {
        for (std::size_t i = at; i-- > 0;) {
            if (text[i] != '"') continue;
            if (i == 0 || text[i - 1] != '\\') return i;  // a quote within is always escaped
        }
        return at;
    }
    if (at < text.size() && std::string_view{"{[tfn"}.find(text[at]) != std::string_view::npos) return at;
    while (at > 0 && number.find(text[at - 1]) != number.npos) --at;
    return at;
}

/// The line and column of byte `at`.
inline text_place place_of(std::string_view text, std::size_t at)
{
    text_place place{1, 1};
    for (char const c : text.substr(0, at)) {
        ++place.column;
        if (c != '\n') continue;
        ++place.line;
        place.column = 1;
    }
    return place;
}

/// Where `text` goes wrong by itself, or, where it does not before that, where value number `wanted` begins.
inline json_place find_place(std::string_view text, std::size_t max_depth, std::size_t wanted)
{
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<place_finder> parser{options, wanted};
    json::error_code error;
    std::size_t at = parser.write_some(false, text.data(), text.size(), error);
    if (error == json::error::incomplete && wanted != std::size_t(-1)) at = value_begin(text, at);
    return {parser.handler().pointer(), place_of(text, at)};
}

/// A failure with its place in a text.
inline status text_error(errc code, std::string_view what, json_place const& at)
{
    return {code, what, at.pointer, 0, at.place};
}

/// Why `text` is not one whole JSON value, where a parser stopped behind `read` bytes with `error`, if with any.
inline status parse_status(std::string_view text, std::size_t max_depth, json::error_code const& error,
                           std::size_t read)
{
    constexpr auto all = std::size_t(-1);
    if (error == json::error::too_deep)
        return detail::text_error(errc::too_deep, "objects and arrays are too deep: raise max_depth, or mend the text",
                                  find_place(text, max_depth, all));
    if (error)
        return detail::text_error(errc::syntax, "not JSON: " + error.message(), find_place(text, max_depth, all));
    if (read != text.size())
        return detail::text_error(errc::syntax, "not JSON: something stands behind its end",
                                  {{}, place_of(text, read)});
    return {};
}

}  // namespace specline::detail
#endif
