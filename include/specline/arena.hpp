// SPDX-License-Identifier: BSL-1.0
// Where the text and the lists of the view kinds live: a bump allocator over the caller's bytes.
#ifndef SPECLINE_ARENA_HPP
#define SPECLINE_ARENA_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>  // std::construct_at: <memory> has too much beside it

namespace specline {

namespace detail {

/// Memory taken during constant evaluation, where bytes cannot become objects; freed by the arena.
struct constant_block {
    constant_block* next = nullptr;
    constexpr virtual ~constant_block() = default;
};

template <class T>
struct constant_block_of final : constant_block {
    T* data;
    constexpr explicit constant_block_of(std::size_t n) : data{new T[n]{}} {}
    constexpr ~constant_block_of() override { delete[] data; }
};

}  // namespace detail

/// Gives out the caller's bytes, one piece after the other, and takes them back all at once.
///
/// It never calls the heap and never throws: once something did not fit, `full` stays true, and every call that
/// was given the arena fails with `errc::arena_full`. In a constant expression it has no limit.
/// Not for several threads at once; use one each.
class arena {
public:
    /// Has no bytes to give out; for constant expressions.
    constexpr arena() noexcept = default;
    /// Gives out `bytes`, which must outlive the arena and all that is made in it.
    constexpr explicit arena(std::span<std::byte> bytes) noexcept : bytes_{bytes.data()}, size_{bytes.size()} {}
    /// The same.
    explicit arena(std::span<char> bytes) noexcept
        : bytes_{reinterpret_cast<std::byte*>(bytes.data())}, size_{bytes.size()}
    {
    }
    arena(arena const&) = delete;
    arena& operator=(arena const&) = delete;
    constexpr ~arena() { free_blocks(); }

    /// Room for `n` objects of `T`, to be constructed there, or nullptr where there is none left.
    template <class T>
    constexpr T* allocate(std::size_t n)
    {
        static_assert(std::is_trivially_destructible_v<T>, "specline: an arena destroys nothing");
        if (n == 0) return nullptr;
        if (std::is_constant_evaluated()) {
            auto* const block = new detail::constant_block_of<T>{n};
            block->next = blocks_;
            blocks_ = block;
            return block->data;
        }
        return static_cast<T*>(take(bytes_of<T>(n), alignof(T)));
    }

    /// Makes the newest piece, `n` objects at `data`, longer or shorter where it is: `wanted` objects. False where it
    /// is not the newest, or where the room does not suffice.
    template <class T>
    constexpr bool resize(T const* data, std::size_t n, std::size_t wanted) noexcept
    {
        return !std::is_constant_evaluated() && resize_bytes(data, n * sizeof(T), bytes_of<T>(wanted));
    }

    /// A copy of `text` that lives as long as the arena's bytes; empty where there is no room.
    constexpr std::string_view copy(std::string_view text)
    {
        char* const place = allocate<char>(text.size());
        if (place == nullptr) return {};
        return {place, text.copy(place, text.size())};
    }

    /// The bytes that are left, to be written to before they are taken with `allocate<char>`; none in a constant
    /// expression.
    constexpr std::span<char> rest() const noexcept
    {
        if (std::is_constant_evaluated()) return {};
        return {reinterpret_cast<char*>(bytes_) + used_, size_ - used_};
    }

    /// Whether something did not fit since the last `clear`.
    constexpr bool full() const noexcept { return missing_ != 0; }
    /// How many bytes more the last piece that did not fit would have needed.
    constexpr std::size_t missing() const noexcept { return missing_; }
    /// How many bytes are given out.
    constexpr std::size_t used() const noexcept { return used_; }

    /// Takes all bytes back: everything that was made in the arena is gone.
    constexpr void clear() noexcept
    {
        free_blocks();
        used_ = 0;
        missing_ = 0;
    }

private:
    // Takes that many bytes, which are `most` where the number has no room in its type.
    void* take(std::size_t bytes, std::size_t alignment) noexcept
    {
        std::size_t const padding = (0 - reinterpret_cast<std::uintptr_t>(bytes_ + used_)) & (alignment - 1);
        std::size_t const left = size_ - used_;
        if (left < padding || left - padding < bytes) {
            missing_ = bytes > most - padding ? most : bytes + padding - left;
            return nullptr;
        }
        void* const place = bytes_ + used_ + padding;
        used_ += padding + bytes;
        return place;
    }

    bool resize_bytes(void const* data, std::size_t bytes, std::size_t wanted) noexcept
    {
        if (bytes == 0 || static_cast<std::byte const*>(data) + bytes != bytes_ + used_) return false;
        std::size_t const before = used_ - bytes;
        if (size_ - before < wanted) return false;
        used_ = before + wanted;
        return true;
    }

    // How many bytes `n` objects have.
    template <class T>
    static constexpr std::size_t bytes_of(std::size_t n) noexcept
    {
        return n > most / sizeof(T) ? most : n * sizeof(T);
    }

    constexpr void free_blocks() noexcept
    {
        while (blocks_ != nullptr) {
            auto* const next = blocks_->next;
            delete blocks_;
            blocks_ = next;
        }
    }

    static constexpr std::size_t most = (std::numeric_limits<std::size_t>::max)();

    std::byte* bytes_ = nullptr;
    std::size_t size_ = 0;
    std::size_t used_ = 0;
    std::size_t missing_ = 0;
    detail::constant_block* blocks_ = nullptr;
};

/// A list of the view kinds: it borrows a constant array or another list, and moves into an arena with the first
/// change. A copy borrows from the original: what is added to either, the other does not see; an element that the
/// original changes where it is, the copy sees too.
template <class T>
class arena_list {
public:
    using value_type = T;             ///< what it holds
    using const_iterator = T const*;  ///< how it is walked

    /// An empty list.
    constexpr arena_list() noexcept = default;
    /// Borrows from `other`.
    constexpr arena_list(arena_list const& other) noexcept : data_{other.data_}, size_{other.size_} {}
    /// Takes over from `other`, which is empty then.
    constexpr arena_list(arena_list&& other) noexcept
        : data_{other.data_}, size_{other.size_}, capacity_{other.capacity_}
    {
        other.data_ = nullptr;
        other.size_ = other.capacity_ = 0;
    }
    /// As above.
    constexpr arena_list& operator=(arena_list other) noexcept
    {
        data_ = other.data_;
        size_ = other.size_;
        capacity_ = other.capacity_;
        return *this;
    }
    /// Borrows `n` constants, which must outlive the list; fewer than 2^32.
    constexpr arena_list(T const* constants, std::size_t n) noexcept
        : data_{constants}, size_{static_cast<std::uint32_t>(n)}
    {
    }
    /// The same, of anything that has them in one piece: std::array, std::span, std::vector.
    template <class Constants>
        requires requires(Constants const& c) {
            { c.data() + c.size() } -> std::convertible_to<T const*>;
        } && (!std::is_same_v<Constants, arena_list>)
    constexpr arena_list(Constants const& constants) noexcept : arena_list{constants.data(), constants.size()}
    {
    }
    /// The same.
    template <std::size_t N>
    constexpr arena_list(T const (&constants)[N]) noexcept : arena_list{constants, N}
    {
    }

    constexpr T const* begin() const noexcept { return data_; }                       ///< the first
    constexpr T const* end() const noexcept { return data_ + size_; }                 ///< behind the last
    constexpr T const* data() const noexcept { return data_; }                        ///< all of them
    constexpr std::size_t size() const noexcept { return size_; }                     ///< how many
    constexpr bool empty() const noexcept { return size_ == 0; }                      ///< whether there are none
    constexpr T const& operator[](std::size_t i) const noexcept { return data_[i]; }  ///< `i` < size

    /// Makes room for `more` elements behind the last. False where the arena has none.
    constexpr bool reserve(arena& room, std::size_t more)
    {
        if (more <= (capacity_ != 0 ? capacity_ - size_ : 0)) return true;
        constexpr std::size_t most = (std::numeric_limits<std::uint32_t>::max)() / 2;
        if (more > most || size_ > most - more) return false;
        std::size_t const half_more = capacity_ + capacity_ / 2;
        std::size_t const wanted = half_more > size_ + more ? half_more : size_ + more;
        if (!room.resize(data_, capacity_, wanted)) {
            T* const place = room.template allocate<T>(wanted);
            if (place == nullptr) return false;
            for (std::uint32_t i = 0; i < size_; ++i) std::construct_at(place + i, data_[i]);
            data_ = place;
        }
        capacity_ = static_cast<std::uint32_t>(wanted);
        return true;
    }

    /// Adds `value` at the end. False where the arena has no room.
    constexpr bool push_back(arena& room, T const& value) { return add(room, value) != nullptr; }
    /// The same, and gives the new element; nullptr where the arena has no room.
    constexpr T* add(arena& room, T const& value = {})
    {
        if (size_ >= capacity_ && !reserve(room, size_ / 2 + 4)) return nullptr;
        return std::construct_at(const_cast<T*>(data_ + size_++), value);
    }

    /// The elements, to be changed where they are; moves borrowed ones into the arena first. nullptr where the arena
    /// has no room or the list is empty.
    constexpr T* edit(arena& room)
    {
        if (capacity_ == 0 && size_ != 0 && !reserve(room, 1)) return nullptr;
        return const_cast<T*>(data_);
    }

    /// Keeps the first `n` elements.
    constexpr void truncate(std::size_t n) noexcept
    {
        if (n < size_) size_ = static_cast<std::uint32_t>(n);
    }

private:
    T const* data_ = nullptr;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;  // 0: the elements are borrowed, and never written to
};

/// A list of what the constants are.
template <class Constants>
arena_list(Constants const&) -> arena_list<typename Constants::value_type>;

}  // namespace specline
#endif
