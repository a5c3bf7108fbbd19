// SPDX-License-Identifier: BSL-1.0
// A member that a model does not have, put together again as compact JSON from a parser's events.
#ifndef SPECLINE_DETAIL_UNKNOWN_TEXT_HPP
#define SPECLINE_DETAIL_UNKNOWN_TEXT_HPP

#include <specline/detail/json_text.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/text.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace specline::detail {

/// Gathers `"name":value`. Numbers stay as they are in the text; strings, which come in parts of good UTF-8 without
/// their escapes, get those of json_text.
template <class Text>
class unknown_text {
public:
    /// `text` and `room` as for parts_of.
    unknown_text(std::string_view text, memory_of<Text> room) : out_{text, room} {}

    void open(char bracket)
    {
        separate();
        out_.add({&bracket, 1});
        comma_ = false;
    }
    void close(char bracket)
    {
        out_.add({&bracket, 1});
        comma_ = true;
    }
    void key(std::string_view part, bool last)
    {
        string(part, last);
        if (!last) return;
        out_.add(":");
        comma_ = false;
    }
    void string(std::string_view part, bool last)
    {
        if (!std::exchange(within_, !last)) {
            separate();
            out_.add("\"");
        }
        add_escaped(part);
        if (last) out_.add("\"");
    }
    /// A number, or true, false, null.
    void word(std::string_view part, bool last)
    {
        if (!std::exchange(within_, !last)) separate();
        out_.add(part);
    }
    /// All of it; then it begins anew.
    Text take()
    {
        comma_ = false;
        return out_.take();
    }

private:
    void separate()
    {
        if (std::exchange(comma_, true)) out_.add(",");
    }

    void add_escaped(std::string_view text)
    {
        std::size_t plain = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != '"' && text[i] != '\\') continue;
            out_.add(text.substr(plain, i - plain));
            escaped const e{text[i]};
            out_.add({e.text, e.size});
            plain = i + 1;
        }
        out_.add(text.substr(plain));
    }

    parts_of<Text> out_;
    bool comma_ = false;   // whether something stands before what comes next
    bool within_ = false;  // a string or a word
};

}  // namespace specline::detail
#endif
