// SPDX-License-Identifier: BSL-1.0
// status and result: what a failure carries, and who owns it.
#include <specline/status.hpp>

#include "catch.hpp"

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace status_tests {

namespace sl = specline;
using sl::errc;

inline sl::status full() { return sl::status{errc::system, "cannot", "/x", ENOENT, {3, 7}}.in("devices"); }

// All that a status says, but for its message.
constexpr bool says(sl::status const& s, errc code, std::string_view what, std::string_view where,
                    std::string_view policy, int system_error, std::size_t line, std::size_t column)
{
    return s.code() == code && s.what() == what && s.where() == where && s.policy() == policy &&
           s.system_error() == system_error && s.line() == line && s.column() == column &&
           s.ok() == (code == errc::ok) && static_cast<bool>(s) == s.ok();
}
constexpr bool is_success(sl::status const& s) { return says(s, errc::ok, "", "", "", 0, 0, 0); }

constexpr bool works_in_a_constant_expression()
{
    sl::status s{errc::refused, "no", "there", 5, {1, 2}};
    sl::status copy = s;
    sl::status moved = std::move(s);
    copy = sl::status{errc::bad_id, "id"}.in("root");
    sl::result<int> const value = 7, failure = moved;
    return is_success({}) && says(moved, errc::refused, "no", "there", "", 5, 1, 2) &&
           says(copy, errc::bad_id, "id", "", "root", 0, 0, 0) && *value == 7 && value.ok() && !failure &&
           failure.status().what() == "no";
}
static_assert(works_in_a_constant_expression());
static_assert(sizeof(sl::status) == sizeof(void*));
static_assert(std::is_nothrow_move_constructible_v<sl::status> && std::is_nothrow_default_constructible_v<sl::status>);
static_assert(!std::is_convertible_v<sl::status, bool> && !std::is_convertible_v<sl::result<int>, bool>);

TEST_CASE("a status is success until it is told otherwise", "[status]")
{
    CHECK(is_success({}));
    CHECK(is_success(sl::status{}.in("policy")));  // no policy befalls a success
    CHECK(sl::status{}.message().empty());
}

TEST_CASE("a failure carries all that is known, in texts of its own", "[status]")
{
    std::string what = "what", where = "where", policy = "policy";
    auto const s = sl::status{errc::not_a_device, what, where, EACCES, {4, 5}}.in(policy);
    what = where = policy = "######";
    CHECK(says(s, errc::not_a_device, "what", "where", "policy", EACCES, 4, 5));
    CHECK(says(sl::status{errc::bad_id, ""}, errc::bad_id, "", "", "", 0, 0, 0));
}

TEST_CASE("the first policy that is named stays", "[status]") { CHECK(full().in("other").policy() == "devices"); }

TEST_CASE("a failure can be copied, moved and assigned", "[status]")
{
    auto const is_full = [](sl::status const& s) {
        return says(s, errc::system, "cannot", "/x", "devices", ENOENT, 3, 7);
    };
    sl::status a = full();
    sl::status b = a;
    CHECK(is_full(a));
    CHECK(is_full(b));
    CHECK(a.what().data() != b.what().data());
    sl::status c = std::move(a);
    CHECK(is_full(c));
    CHECK(is_success(a));  // NOLINT: what is moved from is success
    c = sl::status{};
    CHECK(is_success(c));
    c = b;
    CHECK(is_full(c));
    auto& same = c;
    c = same;
    CHECK(is_full(c));
    c = std::move(b);
    CHECK(is_full(c));
}

TEST_CASE("a message has what is known, in one line", "[status]")
{
    std::string const no_entry = std::generic_category().message(ENOENT);
    CHECK(sl::status(errc::bad_id, "what").message() == "what");
    CHECK(sl::status(errc::bad_id, "what", "where").message() == "what (where)");
    CHECK(sl::status(errc::bad_id, "what").in("policy").message() == "what (policy)");
    CHECK(sl::status(errc::bad_id, "what", "where").in("policy").message() == "what (policy: where)");
    CHECK(sl::status(errc::system, "what", "", ENOENT).message() == "what: " + no_entry);
    CHECK(full().message() == "cannot: " + no_entry + " (devices: /x)");
}

TEST_CASE("a result has a value, or the failure that there is none", "[status]")
{
    sl::result<std::string> value{"abc"};
    CHECK(value.ok());
    CHECK(static_cast<bool>(value));
    CHECK(*value == "abc");
    CHECK(value->size() == 3);
    CHECK(is_success(value.status()));
    value->push_back('d');
    CHECK(*std::as_const(value) == "abcd");
    std::string const taken = *std::move(value);
    CHECK(taken == "abcd");

    sl::result<std::string> failure{full()};
    CHECK(!failure.ok());
    CHECK(!failure);
    CHECK(failure.status().where() == "/x");
    sl::status const why = std::move(failure).status();
    CHECK(why.where() == "/x");

    sl::result<std::unique_ptr<int>> only_moved{std::make_unique<int>(5)};
    CHECK(**only_moved == 5);
    std::unique_ptr<int> const owner = *std::move(only_moved);
    CHECK(*owner == 5);
}

TEST_CASE("a message is one line, whatever is in its texts", "[status]")
{
    sl::status const s{sl::errc::refused, "no", "a\n\x1b[2Jb\x7f"};
    CHECK(s.message() == R"(no (a\x0a\x1b[2Jb\x7f))");
    // Of two bytes those from U+0080 to U+009F alone; U+00A0 and what is no UTF-8 stay.
    CHECK(sl::status{sl::errc::refused, "\xc2\x9b"
                                        "2J\xc2\x80\xc2\xa0\xc3\x9b\xc2"}
              .message() == "\\xc2\\x9b"
                            "2J\\xc2\\x80\xc2\xa0\xc3\x9b\xc2");
}

// What cannot be moved can be worked on where the result has it.
struct fixed {
    int number = 1;
    fixed() = default;
    fixed(fixed const&) = delete;
    fixed& operator=(fixed const&) = delete;
};

TEST_CASE("a result's value is worked on where it stands, and is gone where the work fails", "[status]")
{
    auto const made = [](bool well) {
        return sl::result<fixed>{std::in_place, [&](fixed& value) {
                                     value.number += 1;
                                     return well ? sl::status{} : full();
                                 }};
    };
    CHECK(made(true).ok());
    CHECK(made(true)->number == 2);
    CHECK(made(true).status().ok());
    CHECK(!made(false).ok());
    CHECK(made(false).status().code() == errc::system);
}

}  // namespace status_tests
