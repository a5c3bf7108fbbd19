// SPDX-License-Identifier: BSL-1.0
// Paths are cleaned and joined as Go's path/filepath does it on Unix: Clean, Join, Dir.
#include <specline/detail/path.hpp>

#include "catch.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace path_tests {

namespace detail = specline::detail;

// In buffers that have just the room which is asked for, on the heap, where a sanitizer sees their ends.
inline std::string clean(std::string_view path)
{
    std::vector<char> text(path.begin(), path.end());
    if (path.empty()) text.resize(1);
    return {text.data(), detail::clean_path(text.data(), path.size())};
}
inline std::string join(std::string_view a, std::string_view b)
{
    std::vector<char> out(a.size() + b.size() + 2, '#');
    return {out.data(), detail::join_paths(a, b, out.data())};
}

constexpr bool cleans(std::string_view path, std::string_view expected)
{
    std::array<char, 64> text{};
    path.copy(text.data(), path.size());
    return std::string_view{text.data(), detail::clean_path(text.data(), path.size())} == expected;
}
constexpr bool joins(std::string_view a, std::string_view b, std::string_view expected)
{
    std::array<char, 64> text{};
    return std::string_view{text.data(), detail::join_paths(a, b, text.data())} == expected;
}
static_assert(cleans("", "."));
static_assert(cleans("/a/./b//../c/", "/a/c"));
static_assert(cleans("../a/../..", "../.."));
static_assert(joins("/a/rootfs/..", "propagated-mount", "/a/propagated-mount"));
static_assert(joins("", "", ""));
static_assert(detail::folder_of("/a/b") == "/a/");
static_assert(detail::folder_of("a") == ".");

TEST_CASE("a path is cleaned by its letters alone", "[path]")
{
    struct {
        std::string path, cleaned;
    } const rows[] = {
        {"", "."},
        {".", "."},
        {"./", "."},
        {"././.", "."},
        {"a/..", "."},
        {"a/b/../..", "."},
        {"/", "/"},
        {"//", "/"},
        {"///", "/"},
        {"/.", "/"},
        {"/..", "/"},
        {"/../..", "/"},
        {"/../a", "/a"},
        {"/a/../..", "/"},
        {"/a/../../b", "/b"},
        {"..", ".."},
        {"../", ".."},
        {"../..", "../.."},
        {"../../a", "../../a"},
        {"../a/..", ".."},
        {"a/../..", ".."},
        {"a/../../b", "../b"},
        {"a/b/../../../c/d", "../c/d"},
        {"./..", ".."},
        {".././a", "../a"},
        {"a", "a"},
        {"a/", "a"},
        {"./a", "a"},
        {"a//b", "a/b"},
        {"a/./b", "a/b"},
        {"a/b/..", "a"},
        {"abc/./../def", "def"},
        {"/a/b/../c/./d//e/", "/a/c/d/e"},
        {"//a", "/a"},
        {"...", "..."},
        {"/...", "/..."},
        {"a/.../b", "a/.../b"},
        {"..a", "..a"},
        {"a..", "a.."},
        {"/.a/..b/c./..", "/.a/..b"},
        {".a/..", "."},
        {"..a/..", "."},
        {"/long-name/x/../../y", "/y"},
        {" / ", " / "},
        {"\xff/\xff/..", "\xff"},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        CHECK(clean(row.path) == row.cleaned);
        CHECK(clean(row.cleaned) == row.cleaned);
        CHECK(cleans(row.path, row.cleaned));
    }
}

TEST_CASE("joined paths are cleaned, and an empty part is left out", "[path]")
{
    struct {
        std::string a, b, joined;
    } const rows[] = {
        {"", "", ""},          {"", "a", "a"},          {"a", "", "a"},          {"a", "b", "a/b"},
        {"a", "/b", "a/b"},    {"a/", "/b/", "a/b"},    {"/", "a", "/a"},        {"/", "", "/"},
        {"", "/", "/"},        {"", ".", "."},          {".", "", "."},          {"/", "..", "/"},
        {"a", "..", "."},      {"a", "../..", ".."},    {"/a", "../../b", "/b"}, {"a/b", "../c", "a/c"},
        {"..", "..", "../.."}, {"//", "//", "/"},       {".", ".", "."},         {"", "a/../..", ".."},
        {"/a", ".", "/a"},     {"/run", "x", "/run/x"},
    };
    for (auto const& row : rows) {
        INFO(row.a << " and " << row.b);
        CHECK(join(row.a, row.b) == row.joined);
    }
}

TEST_CASE("the folder of a path, once cleaned, is what stands before its last name", "[path]")
{
    struct {
        std::string path, folder;
    } const rows[] = {
        {"", "."},          {".", "."},           {"..", "."},      {"a", "."},       {"a/", "a"},
        {"a/b", "a"},       {"a/b/", "a/b"},      {"/", "/"},       {"//", "/"},      {"/a", "/"},
        {"/a/", "/a"},      {"/a/b", "/a"},       {"//a//b", "/a"}, {"/a/..", "/a"},  {"/a/../b", "/"},
        {"/a/../b/", "/b"}, {"../a", ".."},       {"./a", "."},     {"/a/./b", "/a"}, {"/x/rootfs/", "/x/rootfs"},
        {"a/../b", "."},    {"../../a", "../.."},
    };
    for (auto const& row : rows) {
        INFO(row.path);
        CHECK(clean(detail::folder_of(row.path)) == row.folder);
    }
}

TEST_CASE("what counts as clean is left as it is by cleaning", "[path]")
{
    CHECK(detail::is_clean("/"));
    CHECK(detail::is_clean("/a/b"));
    CHECK(detail::is_clean("a/b.c"));
    // Every path of up to eight of these letters.
    for (std::size_t size = 0; size <= 8; ++size) {
        std::string path(size, '/');
        for (bool more = true; more;) {
            if (detail::is_clean(path) && clean(path) != path) FAIL_CHECK(path);
            std::size_t i = 0;
            while (i < size && path[i] == 'a') path[i++] = '/';
            more = i < size;
            if (more) path[i] = path[i] == '/' ? '.' : 'a';
        }
    }
}

}  // namespace path_tests
