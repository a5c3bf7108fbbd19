// SPDX-License-Identifier: BSL-1.0
// A string and a list as an engine has its own: specs are made of them as they are of the standard library's.
#ifndef SPECLINE_EXAMPLES_OWN_CONTAINERS_HPP
#define SPECLINE_EXAMPLES_OWN_CONTAINERS_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace engine {

/// A string of 32 bytes: up to 31 of text within, more on the heap.
class small_string {
public:
    /// The most bytes of text that need no heap.
    static constexpr std::size_t most_within = 31;

    /// The empty text.
    small_string() noexcept = default;
    /// A copy of `text`.
    explicit small_string(std::string_view text)
    {
        if (text.size() <= most_within) {
            if (!text.empty()) std::memcpy(bytes_, text.data(), text.size());
            bytes_[most_within] = static_cast<char>(text.size());
        } else {
            remote const far{new char[text.size()], text.size()};
            std::memcpy(far.data, text.data(), text.size());
            std::memcpy(bytes_, &far, sizeof far);
            bytes_[most_within] = is_remote;
        }
    }
    /// A copy.
    small_string(small_string const& other) : small_string{std::string_view{other}} {}
    /// Takes over from `other`, which is empty then.
    small_string(small_string&& other) noexcept { swap(other); }
    /// As above.
    small_string& operator=(small_string other) noexcept
    {
        swap(other);
        return *this;
    }
    ~small_string()
    {
        if (bytes_[most_within] == is_remote) delete[] far().data;
    }

    /// The text, valid until the string is changed or moved.
    operator std::string_view() const noexcept
    {
        if (bytes_[most_within] == is_remote) return {far().data, far().size};
        return {bytes_, static_cast<std::size_t>(bytes_[most_within])};
    }

private:
    struct remote {
        char* data;
        std::size_t size;
    };
    static constexpr char is_remote = 127;

    remote far() const noexcept
    {
        remote r;
        std::memcpy(&r, bytes_, sizeof r);
        return r;
    }
    void swap(small_string& other) noexcept { std::swap(bytes_, other.bytes_); }

    char bytes_[most_within + 1]{};  // the last one is the size of a text within, or is_remote
};
static_assert(sizeof(small_string) == 32);

/// A list of up to `Capacity` elements within itself. One more is not added, and the list remembers that.
template <class T, std::size_t Capacity>
class fixed_vector {
public:
    using value_type = T;             ///< what it holds
    using iterator = T*;              ///< how it is walked
    using const_iterator = T const*;  ///< the same

    /// Adds `value` at the end, where there is room.
    void push_back(T value)
    {
        if (size_ == Capacity) overflowed_ = true;
        else items_[size_++] = std::move(value);
    }
    /// Erases the elements from `first` to `last`; gives the one behind them.
    iterator erase(const_iterator first, const_iterator last)
    {
        iterator const hole = begin() + (first - begin());
        iterator const rest = std::move(begin() + (last - begin()), end(), hole);
        std::fill(rest, end(), T{});  // what they own is freed now
        size_ = static_cast<std::size_t>(rest - begin());
        return hole;
    }
    /// Whether something did not fit since the list was made or assigned to.
    bool overflowed() const noexcept { return overflowed_; }

    iterator begin() noexcept { return items_.data(); }                      ///< the first
    iterator end() noexcept { return begin() + size_; }                      ///< behind the last
    const_iterator begin() const noexcept { return items_.data(); }          ///< the first
    const_iterator end() const noexcept { return begin() + size_; }          ///< behind the last
    std::size_t size() const noexcept { return size_; }                      ///< how many
    T& operator[](std::size_t i) noexcept { return items_[i]; }              ///< `i` < size
    T const& operator[](std::size_t i) const noexcept { return items_[i]; }  ///< the same

private:
    std::array<T, Capacity> items_{};
    std::size_t size_ = 0;
    bool overflowed_ = false;
};

}  // namespace engine
#endif
