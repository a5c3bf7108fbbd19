// SPDX-License-Identifier: BSL-1.0
// Where in a JSON text values are: found by reading it a second time, so that the first reading need not keep count.
#ifndef SPECLINE_DETAIL_JSON_PLACE_HPP
#define SPECLINE_DETAIL_JSON_PLACE_HPP

#include <specline/detail/json_pointer.hpp>
#include <specline/status.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace specline::detail {

namespace json = boost::json;

/// A JSON pointer (RFC 6901), line and column.
struct json_place {
    std::string pointer;
    text_place place;
};

/// Gathers the JSON pointers of the values of given numbers, from 0, in the order in which they begin, and stops at the
/// last of them; keeps the way there.
class place_finder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    /// `wanted` ascends.
    explicit place_finder(std::span<std::size_t const> wanted) : wanted_{wanted} {}

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

    /// The pointers, as far as it came.
    std::vector<std::string>& pointers() { return pointers_; }
    /// Where it stands.
    std::string pointer() const
    {
        std::string text;
        for (auto const& one : way_) {
            if (!one.array && !one.whole) break;
            if (one.array) detail::add_step(text, one.index);
            else detail::add_step(text, one.key);
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

    bool value()
    {
        if (pointers_.size() < wanted_.size() && values_ == wanted_[pointers_.size()]) pointers_.push_back(pointer());
        ++values_;
        return wanted_.empty() || pointers_.size() < wanted_.size();
    }
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

    std::span<std::size_t const> wanted_;
    std::vector<std::string> pointers_;
    std::size_t values_ = 0;
    std::vector<step> way_;
};

/// Walks along a text and counts its lines.
class line_counter {
public:
    explicit line_counter(std::string_view text) : text_{text} {}
    /// The line and column of byte `at`, which is not before the last one that was asked for.
    text_place place_of(std::size_t at)
    {
        for (; at_ < at; ++at_) {
            ++place_.column;
            if (text_[at_] == '\n') place_ = {place_.line + 1, 1};
        }
        return place_;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    text_place place_{1, 1};
};

/// What is behind the bracket, the string or the word that begins at `at`.
inline std::size_t behind_word(std::string_view text, std::size_t at)
{
    if (at >= text.size() || text[at] == '{' || text[at] == '[') return at + 1;
    if (text[at] != '"') return (std::min)(text.find_first_of(" \t\r\n,:]}", at), text.size());
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at + 1;
}

/// Where the next value of `text` begins, at or behind `at`, which is neither within a value's word nor within a
/// string.
inline std::size_t next_value(std::string_view text, std::size_t at)
{
    for (; at < text.size(); ++at) {
        if (std::string_view{" \t\r\n,:]}"}.find(text[at]) != std::string_view::npos) continue;
        if (text[at] != '"') return at;
        // A string behind which a colon stands is a key.
        std::size_t const end = behind_word(text, at), colon = text.find_first_not_of(" \t\r\n", end);
        if (colon == text.npos || text[colon] != ':') return at;
        at = colon;
    }
    return at;
}

/// The places of the values of these numbers, which ascend, in a text that is good up to the last of them.
inline std::vector<json_place> value_places(std::string_view text, std::size_t max_depth,
                                            std::span<std::size_t const> wanted)
{
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<place_finder> parser{options, wanted};
    json::error_code error;
    parser.write_some(false, text.data(), text.size(), error);

    std::vector<json_place> places;
    places.reserve(wanted.size());
    line_counter lines{text};
    std::size_t at = next_value(text, 0), number = 0;
    for (auto& pointer : parser.handler().pointers()) {
        for (; number < wanted[places.size()]; ++number) at = next_value(text, behind_word(text, at));
        places.push_back({std::move(pointer), lines.place_of(at)});
    }
    return places;
}

/// Where `text` goes wrong by itself.
inline json_place broken_place(std::string_view text, std::size_t max_depth)
{
    json::parse_options options;
    options.max_depth = max_depth;
    json::basic_parser<place_finder> parser{options, std::span<std::size_t const>{}};
    json::error_code error;
    std::size_t const at = parser.write_some(false, text.data(), text.size(), error);
    return {parser.handler().pointer(), line_counter{text}.place_of(at)};
}

}  // namespace specline::detail
#endif
