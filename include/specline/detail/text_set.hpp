// SPDX-License-Identifier: BSL-1.0
// A set of borrowed texts: a few are looked through, many are hashed, so that no input makes it slow.
#ifndef SPECLINE_DETAIL_TEXT_SET_HPP
#define SPECLINE_DETAIL_TEXT_SET_HPP

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace specline::detail {

/// Texts that outlive the set. Takes heap memory only past the first sixteen; in constant expressions it looks
/// through them all, since hashes are not to be had there.
class text_set {
public:
    /// Whether there is none.
    constexpr bool empty() const noexcept { return size_ == 0; }

    /// Whether `text` is in it.
    constexpr bool contains(std::string_view text) const
    {
        if (slots_.empty()) {
            for (std::size_t i = 0; i < size_; ++i)
                if (few_[i] == text) return true;
            return false;
        }
        return slots_[slot_of(text)].data() != nullptr;
    }

    /// Adds `text`; false where it was there already.
    constexpr bool insert(std::string_view text)
    {
        if (contains(text)) return false;
        if (text.data() == nullptr) text = "";
        if (slots_.empty() && size_ < few_.size()) {
            few_[size_++] = text;
            return true;
        }
        if (2 * (size_ + 1) > slots_.size()) grow();
        slots_[slot_of(text)] = text;
        ++size_;
        return true;
    }

private:
    // Where `text` is, or would be.
    constexpr std::size_t slot_of(std::string_view text) const
    {
        std::size_t const mask = slots_.size() - 1;
        std::size_t i = std::is_constant_evaluated() ? 0 : std::hash<std::string_view>{}(text)&mask;
        while (slots_[i].data() != nullptr && slots_[i] != text) i = (i + 1) & mask;
        return i;
    }

    constexpr void grow()
    {
        std::vector<std::string_view> old(slots_.empty() ? few_.size() * 4 : slots_.size() * 2);
        old.swap(slots_);
        if (old.empty())
            for (auto const text : few_) slots_[slot_of(text)] = text;
        for (auto const text : old)
            if (text.data() != nullptr) slots_[slot_of(text)] = text;
    }

    std::array<std::string_view, 16> few_{};
    std::vector<std::string_view> slots_;  // a power of two, half empty; empty while there are few
    std::size_t size_ = 0;
};

}  // namespace specline::detail
#endif
