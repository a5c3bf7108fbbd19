// SPDX-License-Identifier: BSL-1.0
// JSON text is what Go's encoding/json writes with HTML escapes off, but that U+2028 and U+2029 stay as they are.
#include <specline/detail/json_text.hpp>

#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace json_text_tests {

namespace detail = specline::detail;
using namespace std::string_view_literals;

// What `write(out, at)` puts into a buffer of `size` bytes, as far as there is room.
template <class Write>
std::string put(Write const& write, std::size_t size = 4096)
{
    std::vector<char> buffer(size, '#');
    detail::json_text out{buffer};
    std::size_t const written = out.finish(write(out, out.make_room(out.begin())));
    return {buffer.data(), written < size ? written : size};
}
inline std::string quoted(std::string_view text)
{
    return put([&](detail::json_text& out, char* at) { return out.string(at, text); }, text.size() * 6 + 2);
}
inline std::string listed(std::vector<std::string_view> const& texts)
{
    return put([&](detail::json_text& out, char* at) { return out.strings(at, texts); }, 100000);
}
inline std::string digits(std::int64_t value)
{
    return put([&](detail::json_text& out, char* at) { return out.number(at, value); });
}

struct row {
    std::string_view text, written;
};
// Each was written by Go's encoder, with SetEscapeHTML(false), but for U+2028 and U+2029, which it escapes.
constexpr row rows[] = {
    {"", R"("")"},
    {"plain", R"("plain")"},
    {"\"", R"("\"")"},
    {"\\", R"("\\")"},
    {"/", R"("/")"},
    {"<a href='x'>&amp;</a>", R"("<a href='x'>&amp;</a>")"},
    {"\0"sv, R"("\u0000")"},
    {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
    {"\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f", R"("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u000b\u000e\u000f")"},
    {"\x10\x11\x12\x13\x14\x15\x16\x17", R"("\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017")"},
    {"\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x20\x7e\x7f",
     "\"\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f ~\x7f\""},
    {"\u2028\u2029", "\"\u2028\u2029\""},
    {"\u0080\u07ff\u0800\uffff\U00010000\U0010ffff", "\"\u0080\u07ff\u0800\uffff\U00010000\U0010ffff\""},
    {"\ud7ff\ue000\ufffd\ufeff", "\"\ud7ff\ue000\ufffd\ufeff\""},
    // Bytes that are no UTF-8: one \ufffd each.
    {"\x80", R"("\ufffd")"},
    {"\xff\xfe", R"("\ufffd\ufffd")"},
    {"a\xc3", R"("a\ufffd")"},
    {"\xc3(", R"("\ufffd(")"},
    {"\xc0\x80", R"("\ufffd\ufffd")"},
    {"\xc1\xbf", R"("\ufffd\ufffd")"},
    {"\xe2\x82", R"("\ufffd\ufffd")"},
    {"\xe2\x82\x22", R"("\ufffd\ufffd\"")"},
    {"\xe0\x80\x80", R"("\ufffd\ufffd\ufffd")"},
    {"\xe0\x9f\xbf", R"("\ufffd\ufffd\ufffd")"},
    {"\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")"},
    {"\xed\xbf\xbf", R"("\ufffd\ufffd\ufffd")"},
    {"\xf0\x8f\xbf\xbf", R"("\ufffd\ufffd\ufffd\ufffd")"},
    {"\xf0\x9f\x98", R"("\ufffd\ufffd\ufffd")"},
    {"\xf4\x90\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
    {"\xf5\x80\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
    {"\xf0\x9f\x98\x80\x98", "\"\U0001f600\\ufffd\""},
};

constexpr bool is_written(row const& r)
{
    std::array<char, 160> buffer{};
    detail::json_text out{buffer};
    char* at = out.string(out.make_room(out.begin()), r.text);
    at = out.strings(at, std::array{r.text});
    std::size_t const size = out.finish(at), one = r.written.size();
    std::string_view const text{buffer.data(), size};
    return size == 2 * one + 2 && text.substr(0, one) == r.written && text.substr(one + 1, one) == r.written;
}
constexpr bool works_in_a_constant_expression()
{
    for (auto const& r : rows)
        if (!is_written(r)) return false;
    std::array<char, 4> buffer{};
    detail::json_text out{buffer};
    return out.finish(out.number(out.make_room(out.begin()), -12345)) == 6;
}
static_assert(works_in_a_constant_expression());

TEST_CASE("strings are escaped as the engine's encoder escapes them", "[json_text]")
{
    for (auto const& r : rows) {
        INFO(r.written);
        CHECK(quoted(r.text) == r.written);
        // Wherever it stands in the sixteen bytes that are looked at together, with others before and behind it.
        for (std::size_t before = 0; before < 35; ++before)
            for (std::size_t const behind : {0u, 1u, 8u, 20u}) {
                std::string const head(before, 'h'), tail(behind, 't');
                std::string const inner{r.written.substr(1, r.written.size() - 2)};
                if (quoted(head + std::string{r.text} + tail) != "\"" + head + inner + tail + "\"")
                    FAIL_CHECK(before << " bytes before, " << behind << " behind");
            }
    }
}

TEST_CASE("every byte is written alike, one at a time or among sixteen", "[json_text]")
{
    for (unsigned byte = 0; byte < 256; ++byte) {
        std::string const one(1, static_cast<char>(byte));
        std::string const alone = quoted(one);
        std::string const inner = alone.substr(1, alone.size() - 2);
        bool const plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
        INFO(byte);
        CHECK((inner == one) == plain);
        for (std::string const around : {"0123456", "\x7f\x7f\x7f\x7f\x7f\x7f\x7f", "!!!!!!!", "       "})
            for (std::size_t at = 0; at <= 7; ++at)
                if (quoted(std::string{around}.insert(at, one)) != "\"" + std::string{around}.insert(at, inner) + "\"")
                    FAIL_CHECK("at " << at << " in " << around);
    }
}

TEST_CASE("a list of strings is written as each of them is", "[json_text]")
{
    CHECK(listed({}) == "[]");
    CHECK(listed({""}) == R"([""])");
    CHECK(listed({"", "a", "ab", "abc", "abcd"}) == R"(["","a","ab","abc","abcd"])");
    // Texts of every length in every order, some with something that is not plain, some longer than those that are
    // written in a row.
    std::vector<std::string> texts;
    for (std::size_t size = 0; size <= 80; ++size) texts.push_back(std::string(size, 'x'));
    for (std::size_t size = 1; size <= 40; size += 3)
        for (std::string_view const special : {"\n", "\"", "\xff", "\u00e9"})
            texts.push_back(std::string(size, 'y').replace(size / 2, 1, special));
    std::uint32_t random = 1;
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string_view> list;
        std::string expected = "[";
        for (random = random * 1664525 + 1013904223; list.size() < random >> 26;) {
            random = random * 1664525 + 1013904223;
            list.push_back(texts[(random >> 8) % ((round & 1) != 0 ? texts.size() : 33)]);
            expected += (list.size() > 1 ? "," : "") + quoted(list.back());
        }
        CHECK(listed(list) == expected + "]");
    }
}

TEST_CASE("names of any length are written", "[json_text]")
{
    static constexpr char brief[] = {',', '"', 'a', '"', ':'};
    static constexpr auto lengthy = [] {
        std::array<char, 200> name{};
        name.fill('n');
        name[0] = ',', name[1] = '"', name[198] = '"', name[199] = ':';
        return name;
    }();
    std::string const text = put([](detail::json_text& out, char* at) {
        at = out.key(at, brief, '{');
        at = out.number(at, 1);
        at = out.key(at, reinterpret_cast<char const(&)[200]>(lengthy), ',');
        at = out.boolean(at, false);
        at = out.key(at, brief, ',');
        at = out.boolean(at, true);
        return out.close(at, ',', '}');
    });
    CHECK(text == "{\"a\":1,\"" + std::string(196, 'n') + "\":false,\"a\":true}");
    CHECK(put([](detail::json_text& out, char* at) { return out.close(at, '{', '}'); }) == "{}");
}

TEST_CASE("the length of a UTF-8 sequence is known, and what is none has none", "[json_text]")
{
    CHECK(detail::utf8_sequence("\u00e9x") == 2);
    CHECK(detail::utf8_sequence("\u20acx") == 3);
    CHECK(detail::utf8_sequence("\U0001f600x") == 4);
    CHECK(detail::utf8_sequence("\xc3") == 0);
    CHECK(detail::utf8_sequence("\x80") == 0);
    CHECK(detail::utf8_sequence("\xf8\x88\x80\x80\x80") == 0);
}

TEST_CASE("numbers are written in full", "[json_text]")
{
    using limits = std::numeric_limits<std::int64_t>;
    for (std::int64_t const n : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{9}, std::int64_t{10},
                                 std::int64_t{-10}, std::int64_t{4294967295}, (limits::max)(), (limits::min)(),
                                 (limits::min)() + 1, std::int64_t{1000000000000000000}})
        CHECK(digits(n) == std::to_string(n));
    CHECK(digits((limits::min)()) == "-9223372036854775808");
}

TEST_CASE("a buffer that is too small is never left, and the whole size is counted", "[json_text]")
{
    static constexpr char name[] = {',', '"', 'n', '"', ':'};
    std::vector<std::string_view> const list{"a", "bc", "something longer", "\n", "x"};
    std::vector<std::string_view> const many(20, "0123456789");
    std::string const long_text(700, 'l');
    auto const write = [&](detail::json_text& out, char* at) {
        at = out.key(at, name, '{');
        at = out.string(at, "key\n\xff");
        at = out.put(at, ":"sv);
        at = out.number(out.make_room(at), -120);
        at = out.put(at, ""sv);
        at = out.string(out.make_room(at), "a long text without any escape");
        at = out.strings(at, list);
        at = out.strings(at, many);
        at = out.put(at, long_text);
        at = out.string(out.make_room(at), long_text);
        return out.put(at, '}');
    };
    std::string const whole = put(write);
    CHECK(whole == R"({"n":"key\n\ufffd":-120"a long text without any escape")" +
                       std::string{R"(["a","bc","something longer","\n","x"])"} + listed(many) + long_text +
                       quoted(long_text) + "}");
    for (std::size_t size = 0; size <= whole.size() + 140; ++size) {
        std::vector<char> buffer(size + 8, '#');
        detail::json_text out{std::span<char>{buffer.data(), size}};
        if (out.finish(write(out, out.make_room(out.begin()))) != whole.size())
            FAIL_CHECK("counted wrongly at " << size);
        if (std::string_view{buffer.data() + size, 8} != "########") FAIL_CHECK("left at " << size);
        // What was written is the text's beginning.
        std::size_t const written = (std::min)(size, whole.size());
        if (std::string_view{buffer.data(), written} != std::string_view{whole}.substr(0, written))
            FAIL_CHECK("something else at " << size);
    }
    detail::json_text nowhere{{}};
    CHECK(nowhere.finish(write(nowhere, nowhere.make_room(nowhere.begin()))) == whole.size());
}

}  // namespace json_text_tests
