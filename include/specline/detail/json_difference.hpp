// SPDX-License-Identifier: BSL-1.0
// The difference of two JSON values: changes that, made in their order, turn the one into the other.
#ifndef SPECLINE_DETAIL_JSON_DIFFERENCE_HPP
#define SPECLINE_DETAIL_JSON_DIFFERENCE_HPP

#include <specline/detail/json_pointer.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace specline {

/// One change of a JSON value, as RFC 6902 has it: an addition has no `before`, a removal no `after`, a
/// replacement both. Changes are made one after the other, so an index counts what those before it left; an element is
/// added before the one that is there.
struct change {
    std::string path;                          ///< JSON pointer, RFC 6901
    std::optional<boost::json::value> before;  ///< what was there
    std::optional<boost::json::value> after;   ///< what is there now
};

namespace detail {

namespace json = boost::json;

/// Compares objects by name. In arrays, what is equal at both ends stays, then the longest common subsequence of what
/// is between; where as many elements stand in the place of others, each is compared with its own. Too large a middle
/// is compared by index. The order of members is no difference.
class json_comparison {
public:
    explicit json_comparison(std::vector<change>& changes) : changes_{changes} {}

    void compare(json::value const& before, json::value const& after)
    {
        if (before.is_object() && after.is_object()) compare_objects(before.get_object(), after.get_object());
        else if (before.is_array() && after.is_array()) compare_arrays(before.get_array(), after.get_array());
        else if (before != after) changes_.push_back({path_, before, after});
    }

private:
    using elements = std::span<json::value const>;
    static constexpr std::size_t most_cells = std::size_t{1} << 16;  // of the table for a common subsequence

    template <class Step, class Use>
    void at(Step step, Use const& use)
    {
        std::size_t const size = path_.size();
        detail::add_step(path_, step);
        use();
        path_.resize(size);
    }
    void add(json::value const& value) { changes_.push_back({path_, {}, value}); }
    void remove(json::value const& value) { changes_.push_back({path_, value, {}}); }

    void compare_objects(json::object const& before, json::object const& after)
    {
        for (auto const& member : before)
            if (!after.contains(member.key())) at(std::string_view{member.key()}, [&] { remove(member.value()); });
        for (auto const& member : after) {
            auto const* const old = before.if_contains(member.key());
            at(std::string_view{member.key()},
               [&] { old != nullptr ? compare(*old, member.value()) : add(member.value()); });
        }
    }

    void compare_arrays(elements before, elements after)
    {
        auto const [first, other] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
        auto index = static_cast<std::size_t>(first - before.begin());
        before = before.subspan(index);
        after = after.subspan(index);
        while (!before.empty() && !after.empty() && before.back() == after.back()) {
            before = before.first(before.size() - 1);
            after = after.first(after.size() - 1);
        }
        std::size_t old_begin = 0, new_begin = 0;
        for (auto const& [old_end, new_end] : common(before, after)) {
            compare_gap(before.subspan(old_begin, old_end - old_begin), after.subspan(new_begin, new_end - new_begin),
                        index);
            ++index;
            old_begin = old_end + 1;
            new_begin = new_end + 1;
        }
        compare_gap(before.subspan(old_begin), after.subspan(new_begin), index);
    }

    // What stands between two elements that stay; `index` is where it begins, and behind which it ends.
    void compare_gap(elements before, elements after, std::size_t& index)
    {
        bool const by_index = before.size() == after.size() || too_large(before, after);
        std::size_t const pairs = by_index ? (std::min)(before.size(), after.size()) : 0;
        for (std::size_t k = 0; k < pairs; ++k) at(index++, [&] { compare(before[k], after[k]); });
        for (std::size_t k = before.size(); k-- > pairs;) at(index + k - pairs, [&] { remove(before[k]); });
        for (std::size_t k = pairs; k < after.size(); ++k) at(index++, [&] { add(after[k]); });
    }

    static bool too_large(elements before, elements after)
    {
        return !before.empty() && after.size() > most_cells / before.size();
    }

    // The indexes of a longest common subsequence, in both.
    static std::vector<std::pair<std::size_t, std::size_t>> common(elements before, elements after)
    {
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        if (before.empty() || after.empty() || too_large(before, after)) return pairs;
        // How long it is behind (i, k); never longer than the shorter one, at most 256.
        std::size_t const row = after.size() + 1;
        std::vector<std::uint16_t> length((before.size() + 1) * row);
        for (std::size_t i = before.size(); i-- > 0;)
            for (std::size_t k = after.size(); k-- > 0;)
                length[i * row + k] = before[i] == after[k]
                                          ? static_cast<std::uint16_t>(length[(i + 1) * row + k + 1] + 1)
                                          : (std::max)(length[(i + 1) * row + k], length[i * row + k + 1]);
        for (std::size_t i = 0, k = 0; i < before.size() && k < after.size();)
            if (before[i] == after[k]) pairs.emplace_back(i++, k++);
            else if (length[(i + 1) * row + k] >= length[i * row + k + 1]) ++i;
            else ++k;
        return pairs;
    }

    std::vector<change>& changes_;
    std::string path_;
};

/// The changes from `before` to `after`.
inline std::vector<change> json_difference(json::value const& before, json::value const& after)
{
    std::vector<change> changes;
    json_comparison{changes}.compare(before, after);
    return changes;
}

}  // namespace detail
}  // namespace specline
#endif
