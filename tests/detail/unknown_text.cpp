// SPDX-License-Identifier: BSL-1.0
// Members put together from events, whatever their parts.
#include <specline/detail/unknown_text.hpp>

#include "catch.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace unknown_text_tests {

namespace sl = specline;

template <class Text>
void put_together(sl::memory_of<Text> room)
{
    sl::detail::unknown_text<Text> member{"", room};
    member.key("a\"", false);
    member.key("b", true);
    member.open('[');
    member.word("-12", false);
    member.word("", false);
    member.word("34e5", true);
    member.string("x\xc3", false);  // a letter of two bytes in two parts
    member.string("", false);
    member.string("\xa4\n", false);
    member.string("\\", true);
    member.open('{');
    member.key("", true);
    member.word("null", true);
    member.key("k", true);
    member.open('{');
    member.close('}');
    member.close('}');
    member.string("", true);
    member.close(']');
    CHECK(member.take() == "\"a\\\"b\":[-1234e5,\"x\xc3\xa4\\n\\\\\",{\"\":null,\"k\":{}},\"\"]");
    // And another.
    member.key("c", true);
    member.word("true", true);
    CHECK(member.take() == "\"c\":true");
}

TEST_CASE("a member is put together from its parts, compact and escaped", "[unknown_text]")
{
    put_together<std::string>({});
    std::vector<std::byte> bytes(256);
    sl::arena room{bytes};
    put_together<std::string_view>(&room);
    CHECK(!room.full());
}

}  // namespace unknown_text_tests
