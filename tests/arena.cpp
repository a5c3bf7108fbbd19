// SPDX-License-Identifier: BSL-1.0
// The arena, and the lists that live in it.
#include <specline/arena.hpp>

#include "catch.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace arena_tests {

namespace sl = specline;

constexpr std::array<int, 3> constants{1, 2, 3};
constexpr std::span<int const> borrowed{constants};

template <class T>
bool is_aligned(T const* p)
{
    return reinterpret_cast<std::uintptr_t>(p) % alignof(T) == 0;
}
inline std::vector<int> values(sl::arena_list<int> const& list) { return {list.begin(), list.end()}; }

constexpr bool works_in_a_constant_expression()
{
    sl::arena room;  // it has no limit there
    sl::arena_list<int> list{borrowed};
    for (int i = 4; i < 100; ++i)
        if (!list.push_back(room, i)) return false;
    list.edit(room)[0] = 10;
    auto const copy = room.copy("text");
    sl::arena_list<std::string_view> texts;
    if (!texts.push_back(room, copy) || texts[0] != "text" || !room.rest().empty()) return false;
    list.truncate(2);
    bool const right = list.size() == 2 && list[0] == 10 && list[1] == 2 && constants[0] == 1 && !room.full();
    room.clear();
    return right;
}
static_assert(works_in_a_constant_expression());
static_assert(std::is_trivially_destructible_v<sl::arena_list<std::string_view>>);
static_assert(!std::is_copy_constructible_v<sl::arena> && !std::is_move_constructible_v<sl::arena>);

TEST_CASE("pieces are aligned, apart from one another, and within the caller's bytes", "[arena]")
{
    alignas(64) std::array<std::byte, 1024> bytes;
    for (std::size_t const offset : {0u, 1u, 7u}) {
        auto const given = std::span{bytes}.subspan(offset);
        sl::arena room{given};
        char* const one = room.allocate<char>(1);
        auto* const two = room.allocate<std::uint64_t>(3);
        char* const three = room.allocate<char>(2);
        auto* const four = room.allocate<std::uint16_t>(1);
        auto* const five = room.allocate<std::max_align_t>(2);
        CHECK(is_aligned(two));
        CHECK(is_aligned(four));
        CHECK(is_aligned(five));
        void const* const begins[] = {given.data(), one, two, three, four, five, given.data() + given.size()};
        void const* const ends[] = {given.data(), one + 1, two + 3, three + 2, four + 1, five + 2};
        for (std::size_t i = 0; i < std::size(ends); ++i) CHECK(ends[i] <= begins[i + 1]);
        CHECK(given.data() + room.used() == static_cast<void*>(five + 2));
        CHECK(!room.full());
    }
}

TEST_CASE("the caller's bytes may be characters", "[arena]")
{
    char characters[64];
    std::array<char, 8> few;
    sl::arena room{characters}, small{few};
    auto const copy = room.copy("text");
    CHECK(copy.data() == characters);
    CHECK(room.rest().size() == 60);
    CHECK(is_aligned(room.allocate<std::uint64_t>(2)));
    CHECK(small.allocate<char>(9) == nullptr);
    CHECK(small.missing() == 1);
}

TEST_CASE("an arena gives out its last byte, and then says how much is missing", "[arena]")
{
    struct alignas(8) word {  // as std::uint64_t is not everywhere
        std::uint64_t value;
    };
    alignas(8) std::array<std::byte, 16> bytes;
    sl::arena room{bytes};
    CHECK(room.allocate<char>(0) == nullptr);
    CHECK(!room.full());  // nothing was asked for
    REQUIRE(room.allocate<char>(16) != nullptr);
    CHECK(room.used() == 16);
    CHECK(room.rest().empty());
    CHECK(!room.full());
    CHECK(room.missing() == 0);

    CHECK(room.allocate<char>(5) == nullptr);
    CHECK(room.full());
    CHECK(room.missing() == 5);
    CHECK(room.used() == 16);

    room.clear();
    CHECK(!room.full());
    CHECK(room.missing() == 0);
    CHECK(room.used() == 0);
    REQUIRE(room.allocate<char>(1) != nullptr);
    CHECK(room.allocate<word>(2) == nullptr);  // 7 bytes of padding, and 16 where 15 are left
    CHECK(room.missing() == 8);
    CHECK(room.allocate<word>(1) != nullptr);  // a smaller piece still fits
    CHECK(room.full());                        // and the failure is not forgotten

    for (std::size_t const huge : {std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::size_t>::max() / 8,
                                   std::numeric_limits<std::size_t>::max() / 8 + 2}) {
        room.clear();
        (void)room.allocate<char>(1);
        CHECK(room.allocate<std::uint64_t>(huge) == nullptr);
        CHECK(room.missing() > std::numeric_limits<std::size_t>::max() / 2);
        CHECK(room.used() == 1);
    }
    sl::arena none;
    CHECK(none.allocate<char>(1) == nullptr);
    CHECK(none.missing() == 1);
    CHECK(none.copy("").empty());
}

TEST_CASE("the newest piece grows and shrinks where it is, any other does not", "[arena]")
{
    std::array<std::byte, 64> bytes;
    sl::arena room{bytes};
    char* const first = room.allocate<char>(4);
    CHECK(room.resize(first, 4, 20));
    CHECK(room.used() == 20);
    CHECK(room.resize(first, 20, 64));
    CHECK(!room.resize(first, 64, 65));
    CHECK(!room.full());  // nothing is lost
    CHECK(room.used() == 64);
    CHECK(room.resize(first, 64, 8));
    CHECK(room.used() == 8);

    char* const second = room.allocate<char>(8);
    CHECK(second == first + 8);
    CHECK(!room.resize(first, 8, 9));
    CHECK(!room.resize(first, 8, 7));
    CHECK(room.resize(second, 8, 0));
    CHECK(room.used() == 8);
    CHECK(!room.resize(first, 0, 1));
    CHECK(!room.resize(static_cast<char*>(nullptr), 0, 1));
}

TEST_CASE("text is copied, and the rest can be written to before it is taken", "[arena]")
{
    std::array<std::byte, 8> bytes;
    sl::arena room{bytes};
    std::string text = "abc";
    auto const copy = room.copy(text);
    text = "###";
    CHECK(copy == "abc");
    CHECK(static_cast<void const*>(copy.data()) == bytes.data());

    auto const rest = room.rest();
    REQUIRE(rest.size() == 5);
    rest[0] = 'x';
    char* const taken = room.allocate<char>(1);
    CHECK(taken == rest.data());
    CHECK(*taken == 'x');
    CHECK(room.copy("12345").empty());
    CHECK(room.missing() == 1);
    CHECK(room.copy("1234") == "1234");
}

TEST_CASE("a list grows, and keeps what is in it", "[arena]")
{
    std::vector<std::byte> bytes(1 << 16);
    sl::arena room{bytes};
    sl::arena_list<int> list, other;
    std::vector<int> expected;
    CHECK(list.empty());
    CHECK(list.edit(room) == nullptr);
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(list.push_back(room, i));
        REQUIRE(other.push_back(room, -i));  // so that neither stays the newest piece
        expected.push_back(i);
    }
    CHECK(values(list) == expected);
    CHECK(other[999] == -999);
    REQUIRE(list.push_back(room, list[0]));  // one of its own
    CHECK(list[1000] == 0);

    room.clear();
    sl::arena_list<int> alone;
    for (int i = 0; i < 1000; ++i) REQUIRE(alone.push_back(room, i));
    CHECK(values(alone) == expected);
    CHECK(room.used() < 2 * 1000 * sizeof(int));  // it grew where it was
}

TEST_CASE("a new element is added at the end, also of a list that borrows", "[arena]")
{
    std::array<std::byte, 64> bytes;
    sl::arena room{bytes};
    sl::arena_list<int> list{borrowed};
    int* const added = list.add(room);
    REQUIRE(added != nullptr);
    CHECK(*added == 0);
    *added = 7;
    CHECK(list.size() == 4);
    CHECK(list[0] == constants[0]);
    CHECK(list[3] == 7);
    while (list.add(room) != nullptr) {
    }
    CHECK(room.full());
    CHECK(list[3] == 7);
}

TEST_CASE("reserve makes room once", "[arena]")
{
    std::array<std::byte, 256> bytes;
    sl::arena room{bytes};
    sl::arena_list<int> list{borrowed};
    REQUIRE(list.reserve(room, 0));
    CHECK(list.begin() == constants.data());  // none was needed
    REQUIRE(list.reserve(room, 10));
    auto const used = room.used();
    CHECK(used >= 13 * sizeof(int));
    CHECK(list.size() == 3);
    for (int i = 0; i < 10; ++i) REQUIRE(list.push_back(room, i));
    CHECK(room.used() == used);
    CHECK(!list.reserve(room, 1000));
    CHECK(room.full());
    CHECK(list.size() == 13);
    CHECK(list[12] == 9);

    room.clear();
    sl::arena_list<int> huge{borrowed};
    CHECK(!huge.reserve(room, std::numeric_limits<std::uint32_t>::max()));
    CHECK(values(huge) == std::vector{1, 2, 3});
}

TEST_CASE("a list that finds no room stays as it was", "[arena]")
{
    alignas(8) std::array<std::byte, 24> bytes;
    sl::arena room{bytes};
    sl::arena_list<int> list;
    int n = 0;
    while (list.push_back(room, n)) ++n;
    CHECK(n >= 4);
    CHECK(room.full());
    CHECK(list.size() == static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) CHECK(list[static_cast<std::size_t>(i)] == i);

    sl::arena none;
    sl::arena_list<int> still{borrowed};
    CHECK(!still.push_back(none, 4));
    CHECK(still.edit(none) == nullptr);
    CHECK(values(still) == std::vector{1, 2, 3});
}

TEST_CASE("a list borrows from whatever has its elements in one piece", "[arena]")
{
    static constexpr int plain[]{1, 2, 3};
    std::array<int, 3> const array{1, 2, 3};
    std::vector<int> const vector{1, 2, 3};
    std::span<int const> const span{vector};
    sl::arena_list<int> const lists[]{plain, array, vector, span, {vector.data(), 3}, sl::arena_list{array}};
    for (auto const& list : lists) CHECK(values(list) == vector);
    CHECK(lists[1].data() == array.data());
    CHECK(lists[2].data() == vector.data());
    static_assert(!std::is_convertible_v<std::vector<char>, sl::arena_list<int>>);
}

TEST_CASE("borrowed constants are never written to", "[arena]")
{
    std::array<int, 3> const here{1, 2, 3};  // in memory that a stray write would change
    std::array<std::byte, 256> bytes;
    sl::arena room{bytes};
    auto const change = [&](auto const& by) {
        sl::arena_list<int> list{std::span<int const>{here}};
        CHECK(list.begin() == here.data());
        by(list);
        CHECK(here == std::array<int, 3>{1, 2, 3});
        return values(list);
    };
    CHECK(change([&](auto& l) { l.push_back(room, 4); }) == std::vector{1, 2, 3, 4});
    CHECK(change([&](auto& l) { l.edit(room)[1] = 9; }) == std::vector{1, 9, 3});
    CHECK(change([&](auto& l) { l.truncate(1), l.push_back(room, 9); }) == std::vector{1, 9});
    CHECK(change([&](auto& l) { l.truncate(0), l.push_back(room, 9); }) == std::vector{9});
    CHECK(change([&](auto& l) { l.truncate(7); }) == std::vector{1, 2, 3});
}

TEST_CASE("a shared list is copied before it is changed", "[arena]")
{
    std::array<std::byte, 1024> bytes;
    sl::arena room{bytes};
    sl::arena_list<int> original{borrowed};
    REQUIRE(original.push_back(room, 4));
    auto one = original, two = original;
    CHECK(one.begin() == original.begin());  // borrowed until then

    one.edit(room)[0] = 10;
    REQUIRE(two.push_back(room, 5));
    two.edit(room)[1] = 20;
    REQUIRE(original.push_back(room, 6));
    CHECK(values(one) == std::vector{10, 2, 3, 4});
    CHECK(values(two) == std::vector{1, 20, 3, 4, 5});
    CHECK(values(original) == std::vector{1, 2, 3, 4, 6});

    auto cut = original;
    cut.truncate(1);
    REQUIRE(cut.push_back(room, 7));
    CHECK(values(cut) == std::vector{1, 7});
    CHECK(values(original) == std::vector{1, 2, 3, 4, 6});
}

}  // namespace arena_tests
