// SPDX-License-Identifier: BSL-1.0
// Keys and strings that come in parts, from the text or from a parser's own buffer.
#include <specline/detail/string_parts.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace string_parts_tests {

namespace sl = specline;

constexpr std::string_view text = "the text that is read";

// A key is good until the next one, also where the parser's buffer is not.
template <class Text>
void read_keys(sl::memory_of<Text> room)
{
    sl::detail::exact_key<Text> key{text, room};
    CHECK(key.finish(text.substr(0, 3)).data() == text.data());
    std::string buffer = "in a buffer";
    auto const first = key.finish(buffer);
    std::fill(buffer.begin(), buffer.end(), '#');
    CHECK(first == "in a buffer");

    buffer = "parts of ";
    key.add(buffer);
    buffer = "a key";
    auto const second = key.finish(buffer);
    std::fill(buffer.begin(), buffer.end(), '#');
    CHECK(second == "parts of a key");
    CHECK(key.finish(text.substr(4, 4)).data() == text.data() + 4);
    key.add("x");
    CHECK(key.finish(text.substr(4, 4)) == "xtext");
    CHECK(key.finish("").empty());
}

TEST_CASE("keys stay good until the next one, wherever they were", "[string_parts]")
{
    read_keys<std::string>({});
    std::vector<std::byte> bytes(256);
    sl::arena room{bytes};
    read_keys<std::string_view>(&room);
    CHECK(!room.full());
}

template <class Text>
void read_texts(sl::memory_of<Text> room)
{
    sl::detail::parts_of<Text> parts{text, room};
    Text value = "before";
    parts.put(value, text.substr(0, 3));
    CHECK(value == "the");
    parts.add("a");
    parts.add("");
    parts.add("bc");
    parts.put(value, text.substr(4, 4));
    CHECK(value == "abctext");
    parts.add("no use");
    CHECK(parts.take() == "no use");
    parts.put(value, "");
    CHECK(value.empty());
}

TEST_CASE("strings are put together from their parts", "[string_parts]")
{
    read_texts<std::string>({});
    std::vector<std::byte> bytes(256);
    sl::arena room{bytes};
    read_texts<std::string_view>(&room);
}

TEST_CASE("keys are folded as the engine folds them, whatever their parts", "[string_parts]")
{
    using sl::detail::quick_key;
    sl::detail::folded_key<std::string> key{text, {}};
    CHECK(key.finish("AllowAllDevices") == quick_key{"allowalldevices"});
    CHECK(key.finish("@[`{AZaz09_") == quick_key{"@[`{azaz09_"});
    // The long s and the Kelvin sign, at every distance from the eight bytes that are looked at together.
    for (std::size_t before = 0; before < 20; ++before) {
        std::string const plain(before, 'Q'), folded(before, 'q');
        CHECK(key.finish(plain + "\u017f\u212aX\u00e9") == quick_key{folded + "skx\u00e9"});
        key.add(plain + "\xc5");
        key.add("\xbf");
        CHECK(key.finish("R") == quick_key{folded + "sr"});
    }
    CHECK(key.finish(std::string(100, 'A')) == quick_key{std::string(40, 'a')});
    CHECK(key.finish("") == quick_key{});
}

}  // namespace string_parts_tests
