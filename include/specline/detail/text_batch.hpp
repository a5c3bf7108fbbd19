// SPDX-License-Identifier: BSL-1.0
// The texts of a list, held back until it is whole, so that it takes what room it needs at once.
#ifndef SPECLINE_DETAIL_TEXT_BATCH_HPP
#define SPECLINE_DETAIL_TEXT_BATCH_HPP

#include <specline/text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace specline::detail {

/// Texts on their way into a list of a model of kind `Text`. They outlive it.
template <class Text>
class text_batch {
public:
    explicit text_batch(memory_of<Text> room) : room_{room} {}

    /// What is added goes behind the texts of `list`.
    void open(list_of<Text, Text>& list) { list_ = &list; }
    bool is_open() const { return list_ != nullptr; }
    void add(std::string_view text)
    {
        if (size_ == held_.size()) [[unlikely]]
            make_way();
        held_[size_++] = {text.data(), text.size()};
    }
    /// Puts into the list what is held back.
    void put()
    {
        if (size_ != 0) put_into(*list_);
    }
    void close()
    {
        put();
        list_ = nullptr;
    }

private:
    struct held {  // a std::string_view would be set to zero first
        char const* data;
        std::size_t size;
    };
    using many = std::conditional_t<is_view<Text>, heap, std::vector<held>>;

    // An arena's list grows where it is. A std::vector would move its strings, again and again.
    void make_way()
    {
        if constexpr (is_view<Text>) put();
        else more_.insert(more_.end(), held_.begin(), held_.begin() + std::exchange(size_, 0));
    }

    void put_into(std::vector<std::string>& list)
    {
        std::size_t const size = list.size() + more_.size() + size_;
        if (size > list.capacity()) list.reserve((std::max)(size, list.size() * 2));
        for (auto const& text : more_) list.emplace_back(text.data, text.size);
        for (std::size_t i = 0; i < size_; ++i) list.emplace_back(held_[i].data, held_[i].size);
        more_.clear();
        size_ = 0;
    }
    void put_into(arena_list<std::string_view>& list)
    {
        std::size_t const n = std::exchange(size_, 0);
        if (!list.reserve(*room_, n)) return;
        for (std::size_t i = 0; i < n; ++i) list.add(*room_, {held_[i].data, held_[i].size});
    }

    [[no_unique_address]] memory_of<Text> room_;
    list_of<Text, Text>* list_ = nullptr;
    std::array<held, 32> held_;
    std::size_t size_ = 0;
    [[no_unique_address]] many more_;  // before those
};

}  // namespace specline::detail
#endif
