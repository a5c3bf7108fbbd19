// SPDX-License-Identifier: BSL-1.0
// What each policy changed, as text for people.
#ifndef SPECLINE_EXAMPLES_EXPLANATION_TEXT_HPP
#define SPECLINE_EXAMPLES_EXPLANATION_TEXT_HPP

#include <specline/explain.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// A block for each policy that changed something: `+` for what was added, `~` for what was replaced, `-` for what was
/// removed, each with its JSON pointer; the other policies in the last line.
class explanation_text {
public:
    /// With colours for a terminal, or without.
    explicit explanation_text(bool coloured) : coloured_{coloured} {}

    /// The text of all.
    std::string operator()(std::vector<specline::explanation> const& all)
    {
        std::string unchanged;
        for (auto const& one : all) {
            if (one.changes.empty()) {
                unchanged.append(unchanged.empty() ? "unchanged: " : ", ").append(one.policy);
                continue;
            }
            put("\x1b[1m", one.policy);
            for (auto const& c : one.changes) {
                if (!c.before) put_value('+', c.path, *c.after);
                else if (!c.after) put_value('-', c.path, *c.before);
                else
                    put_line('~', c.path,
                             boost::json::serialize(*c.before) + " -> " + boost::json::serialize(*c.after));
            }
        }
        if (!unchanged.empty()) put("", unchanged);
        return text_;
    }

private:
    // One line, or, where that is too long, one for each member or element. What is in none of its own stays whole: a
    // value that is cut explains nothing.
    void put_value(char sign, std::string const& path, boost::json::value const& value)
    {
        constexpr std::size_t wide = 160;
        std::string const text = boost::json::serialize(value);
        if (text.size() <= wide || !holds_containers(value)) return put_line(sign, path, text);
        auto const put_below = [&](auto step, boost::json::value const& inner) {
            std::string below = path;
            specline::detail::add_step(below, step);
            put_value(sign, below, inner);
        };
        if (auto const* const object = value.if_object())
            for (auto const& member : *object) put_below(std::string_view{member.key()}, member.value());
        if (auto const* const list = value.if_array())
            for (std::size_t i = 0; i < list->size(); ++i) put_below(i, (*list)[i]);
    }

    static bool holds_containers(boost::json::value const& value)
    {
        auto const is_container = [](boost::json::value const& v) { return v.is_structured(); };
        if (auto const* const list = value.if_array()) return std::any_of(list->begin(), list->end(), is_container);
        auto const* const object = value.if_object();
        return object != nullptr && std::any_of(object->begin(), object->end(),
                                                [&](auto const& member) { return is_container(member.value()); });
    }

    void put_line(char sign, std::string_view path, std::string_view value)
    {
        std::string line{"  "};
        line.append(1, sign).append(" ").append(path).append(" ").append(value);
        put(sign == '+' ? "\x1b[32m" : sign == '-' ? "\x1b[31m" : "\x1b[33m", line);
    }

    void put(std::string_view colour, std::string_view line)
    {
        bool const coloured = coloured_ && !colour.empty();
        if (coloured) text_.append(colour);
        put_printable(line);
        text_.append(coloured ? "\x1b[0m\n" : "\n");
    }

    // A terminal obeys control characters: those that JSON does not escape, DEL and U+0080 to U+009F, and those in the
    // keys of a pointer are shown as JSON would escape them.
    void put_printable(std::string_view line)
    {
        for (std::size_t i = 0; i < line.size(); ++i) {
            auto byte = static_cast<unsigned char>(line[i]);
            auto const next = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0u;
            bool const c1 = byte == 0xc2 && next >= 0x80 && next < 0xa0;
            if (c1) byte = static_cast<unsigned char>(line[++i]);
            if (byte >= 0x20 && byte != 0x7f && !c1) text_.push_back(line[i]);
            else text_.append("\\u00").append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
        }
    }

    bool coloured_;
    std::string text_;
};

#endif
