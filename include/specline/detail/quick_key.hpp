// SPDX-License-Identifier: BSL-1.0
// The key of a member, quick to compare: a reader asks of every key of a text which of the known ones it is.
#ifndef SPECLINE_DETAIL_QUICK_KEY_HPP
#define SPECLINE_DETAIL_QUICK_KEY_HPP

#include <specline/detail/load_word.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace specline::detail {

/// The first and the last bytes of a key: up to `whole` bytes, with how many there are, all of it. Goes in registers.
struct key_words {
    static constexpr std::size_t whole = 16;

    std::uint64_t head = 0;
    std::uint64_t tail = 0;

    friend constexpr bool operator==(key_words, key_words) = default;
};

constexpr key_words key_words_of(std::string_view key)
{
    auto const* const begin = key.data();
    auto const size = key.size();
    if (size >= 8) return {load_word<std::uint64_t>(begin), load_word<std::uint64_t>(begin + size - 8)};
    if (size >= 4) return {load_word<std::uint32_t>(begin), load_word<std::uint32_t>(begin + size - 4)};
    if (size == 0) return {};
    return {load_word<std::uint8_t>(begin) | load_word<std::uint8_t>(begin + size / 2) << 8,
            load_word<std::uint8_t>(begin + size - 1)};
}

/// A key, which outlives it.
struct quick_key {
    std::string_view text{};
    key_words words{};

    constexpr quick_key() = default;
    constexpr quick_key(std::string_view key) : quick_key{key, key_words_of(key)} {}
    /// Where the words are all of it, they count and `text` may have another case.
    constexpr quick_key(std::string_view key, key_words w) : text{key}, words{w} {}

    /// Whether it is the key of this text and these words. (Which go in registers; a whole quick_key would go through
    /// memory, and a processor waits for what it has just stored in pieces.)
    constexpr bool is(std::string_view key, key_words w) const
    {
        return words == w && text.size() == key.size() && (key.size() <= key_words::whole || text == key);
    }
    friend constexpr bool operator==(quick_key const& a, quick_key const& b) { return a.is(b.text, b.words); }
};

}  // namespace specline::detail
#endif
