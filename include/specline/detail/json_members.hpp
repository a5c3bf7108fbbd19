// SPDX-License-Identifier: BSL-1.0
// The members of a spec that is a JSON value: found, made and set in place. What has another kind than is looked for is
// left alone: `check_kinds` tells of it.
#ifndef SPECLINE_DETAIL_JSON_MEMBERS_HPP
#define SPECLINE_DETAIL_JSON_MEMBERS_HPP

#include <specline/detail/utf8.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_ref.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace specline::detail {

namespace json = boost::json;

/// The member `name` of `object`; nullptr where either is not there.
template <class Object>
auto* json_member(Object* object, std::string_view name)
{
    return object != nullptr ? object->if_contains(name) : nullptr;
}

/// The list at the end of a way of members; nullptr where there is none.
template <class Object>
auto* json_list(Object* object, std::initializer_list<std::string_view> way)
{
    auto* value = detail::json_member(object, *way.begin());
    for (auto const* name = way.begin() + 1; name != way.end() && value != nullptr; ++name)
        value = detail::json_member(value->if_object(), *name);
    return value != nullptr ? value->if_array() : nullptr;
}

/// Element `i`, an object, of the list that the member `name` is; nullptr where there is none.
template <class Value>
auto* json_object_at(Value& value, std::string_view name, std::size_t i)
{
    auto* const list = detail::json_list(value.if_object(), {name});
    return list != nullptr && i < list->size() ? (*list)[i].if_object() : nullptr;
}

/// The text of a value; empty where it is none.
inline std::string_view json_text_of(json::value const& value)
{
    auto const* const text = value.if_string();
    return text != nullptr ? std::string_view{text->data(), text->size()} : std::string_view{};
}
/// The text of the member `name`; empty where there is none.
inline std::string_view json_text_in(json::object const* object, std::string_view name)
{
    auto const* const value = detail::json_member(object, name);
    return value != nullptr ? detail::json_text_of(*value) : std::string_view{};
}

/// The members with which an object is made.
using fresh_members = std::initializer_list<std::pair<json::string_view, json::value_ref>>;

/// The object that `place` holds, made where nothing is there.
inline json::object* json_object(json::value& place, fresh_members fresh)
{
    if (place.is_null()) place = json::object(fresh, place.storage());
    return place.if_object();
}
/// The object that the member `name` of `in` holds, made where nothing is there.
inline json::object* json_object(json::object* in, std::string_view name, fresh_members fresh)
{
    return in != nullptr ? detail::json_object((*in)[name], fresh) : nullptr;
}

/// `text` as JSON can hold it: a byte that is no UTF-8 becomes U+FFFD, as `oci::write` writes it.
inline json::string json_string(std::string_view text, json::storage_ptr memory)
{
    json::string kept(std::move(memory));
    kept.reserve(text.size());
    for (;;) {
        std::size_t good = 0;
        while (good < text.size()) {
            bool const plain = static_cast<unsigned char>(text[good]) < 0x80;
            std::size_t const n = plain ? 1 : utf8_sequence(text.substr(good));
            if (n == 0) break;
            good += n;
        }
        kept.append(text.substr(0, good));
        if (good == text.size()) return kept;
        kept.append("\xef\xbf\xbd");
        text.remove_prefix(good + 1);
    }
}

/// Sets the member `name`, where it stands; where it is not there it is made, if it is to be.
inline void json_set(json::object* in, std::string_view name, json::value value, bool make)
{
    if (in == nullptr) return;
    auto const* const there = in->if_contains(name);
    bool const absent = there == nullptr || there->is_null();
    if (absent ? make : there->kind() == value.kind()) (*in)[name] = std::move(value);
}

/// Adds `element` at the end of the list that the member `name` is.
inline void json_add(json::object* in, std::string_view name, json::value element)
{
    if (in == nullptr) return;
    json::value& place = (*in)[name];
    if (place.is_null()) place.emplace_array();
    if (auto* const list = place.if_array()) list->push_back(std::move(element));
}

/// Adds texts at the end of the list that the member `name` is.
template <class Texts>
void json_add_texts(json::object* in, std::string_view name, Texts const& texts)
{
    if (in == nullptr) return;
    for (auto const& text : texts) detail::json_add(in, name, detail::json_string(text, in->storage()));
}

/// Removes every element; the list stays.
inline void json_clear(json::array* list)
{
    if (list != nullptr) list->clear();
}

/// Erases the elements for which `unwanted` is true; it is asked once for each, in order.
template <class Unwanted>
void json_erase(json::array* list, Unwanted const& unwanted)
{
    if (list == nullptr) return;
    auto const kept = std::remove_if(list->begin(), list->end(), [&](json::value const& e) { return unwanted(e); });
    list->erase(kept, list->end());
}

}  // namespace specline::detail
#endif
