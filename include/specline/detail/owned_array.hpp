// SPDX-License-Identifier: BSL-1.0
// An array of a size that is known when it is made. Not std::vector: what that writes out to grow costs a build dear.
#ifndef SPECLINE_DETAIL_OWNED_ARRAY_HPP
#define SPECLINE_DETAIL_OWNED_ARRAY_HPP

#include <cstddef>

namespace specline::detail {

/// `size` elements on the heap, none without heap memory.
template <class T>
class owned_array {
public:
    constexpr explicit owned_array(std::size_t size) : data_{size != 0 ? new T[size]{} : nullptr}, size_{size} {}
    owned_array(owned_array const&) = delete;
    owned_array& operator=(owned_array const&) = delete;
    constexpr ~owned_array() { delete[] data_; }

    constexpr T& operator[](std::size_t i) { return data_[i]; }
    constexpr T const& operator[](std::size_t i) const { return data_[i]; }
    constexpr T* data() { return data_; }
    constexpr std::size_t size() const { return size_; }
    constexpr T const* begin() const { return data_; }
    constexpr T const* end() const { return data_ + size_; }

private:
    T* data_;
    std::size_t size_;
};

}  // namespace specline::detail
#endif
