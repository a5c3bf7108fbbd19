// SPDX-License-Identifier: BSL-1.0
// Texts looked at eight bytes at once, against the same done byte by byte.
#include "catch.hpp"

#include <specline/detail/load_word.hpp>
#include <specline/detail/path.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

namespace detail = specline::detail;

TEST_CASE("has_byte finds a byte at every place of a text of every length", "[load_word]")
{
    for (std::size_t size = 0; size != 40; ++size) {
        std::string text(size, 'x');
        CHECK_FALSE(detail::has_byte(text, '\0'));
        for (std::size_t i = 0; i != size; ++i)
            for (char const c : {'\0', '/', '\x80', '\xff'}) {
                text[i] = c;
                INFO(size << " " << i);
                CHECK(detail::has_byte(text, c));
                CHECK_FALSE(detail::has_byte(text, static_cast<char>(c ^ 1)));
                CHECK_FALSE(detail::has_byte(text, static_cast<char>(c ^ 0x80)));
                text[i] = 'x';
            }
    }
}

TEST_CASE("bytes_equal tells each byte apart from each other one", "[load_word]")
{
    for (unsigned byte = 0; byte != 256; ++byte)
        for (unsigned other = 0; other != 256; ++other) {
            // the byte beside must not carry over
            std::uint64_t const word = detail::every(static_cast<char>(byte)) & 0xff00ff00ff00ff00U;
            std::uint64_t const equal = detail::bytes_equal(word, static_cast<char>(other)) & 0xff00ff00ff00ff00U;
            REQUIRE(equal == (byte == other ? 0x8000800080008000U : 0U));
        }
}

// As it is said: a path that filepath.Clean would leave, or one with a name that begins with a dot.
bool is_clean_by_bytes(std::string_view path)
{
    if (path.empty() || path.front() == '.' || (path.back() == '/' && path.size() != 1)) return false;
    return path.find("//") == path.npos && path.find("/.") == path.npos;
}

TEST_CASE("is_clean finds // and /. at every place of a path of every length", "[load_word]")
{
    for (std::size_t size = 0; size != 40; ++size)
        for (char const around : {'x', '-', '0', '\xaf'}) {  // '-' and '0' stand beside . and /
            std::string path(size, around);
            CHECK(detail::is_clean(path) == is_clean_by_bytes(path));
            for (std::size_t i = 0; i + 2 <= size; ++i)
                for (std::string_view const two : {"//", "/.", "/x", "./", "..", "/-", "/\xae"}) {
                    std::string const changed = std::string{path}.replace(i, 2, two);
                    INFO(changed);
                    CHECK(detail::is_clean(changed) == is_clean_by_bytes(changed));
                }
        }
}

static_assert(detail::has_byte("a text of more than eight bytes", 'y') && !detail::has_byte("short", 'y'));
static_assert(detail::is_clean("/plugins/x/rootfs") && !detail::is_clean("/plugins/x//rootfs"));

}  // namespace
