// SPDX-License-Identifier: BSL-1.0
// The events of Boost.JSON's push parser, turned into a plugin.
#ifndef SPECLINE_DETAIL_PLUGIN_READER_HPP
#define SPECLINE_DETAIL_PLUGIN_READER_HPP

#include <specline/detail/plugin_fields.hpp>
#include <specline/plugin/model.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline::detail {

/// The first value in a part of the text that does not fit. The reader goes on behind it: only at the end is it known
/// whether that part counts.
struct misfit {
    errc code = errc::ok;
    std::size_t value = 0;  // its number, as place_finder counts
    std::string_view expected{};
    std::string_view found{};
};

/// A key in lower case, as the engine matches keys: also the long s and the Kelvin sign count as letters.
class folded_key {
public:
    void clear() { size_ = 0; }
    void add(std::string_view part)
    {
        for (char const c : part) {
            if (size_ == text_.size()) return;  // longer than every key that is known
            text_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            if (static_cast<unsigned char>(c) >= 0x80) fold_end("\u017f", 's'), fold_end("\u212a", 'k');
        }
    }
    std::string_view view() const { return {text_.data(), size_}; }

private:
    void fold_end(std::string_view letter, char plain)
    {
        if (!view().ends_with(letter)) return;
        size_ -= letter.size();
        text_[size_++] = plain;
    }
    std::array<char, 40> text_;
    std::size_t size_ = 0;
};

/// A string that comes in parts, since it has escapes.
class owned_parts {
public:
    owned_parts(std::string_view, heap) {}
    void add(std::string_view part) { text_ += part; }
    /// The whole string, with its last part.
    std::string finish(std::string_view last)
    {
        text_ += last;
        return std::exchange(text_, {});
    }

private:
    std::string text_;
};

/// The same for views, which point into the text that is read where they can.
class borrowed_parts {
public:
    borrowed_parts(std::string_view text, arena* room) : text_{text}, room_{room} {}
    void add(std::string_view part)
    {
        std::size_t const size = parts_.size() + part.size();
        if (part.empty() || room_ == nullptr) return;
        char* place = const_cast<char*>(parts_.data());  // made below
        if (!room_->resize(parts_.data(), parts_.size(), size)) {
            place = room_->allocate<char>(size);
            if (place == nullptr) return;
            parts_.copy(place, parts_.size());
        }
        part.copy(place + parts_.size(), part.size());
        parts_ = {place, size};
    }
    std::string_view finish(std::string_view last)
    {
        std::less_equal<> const before;
        if (parts_.empty() && before(text_.data(), last.data()) &&
            before(last.data() + last.size(), text_.data() + text_.size()))
            return last;
        add(last);
        return std::exchange(parts_, {});
    }

private:
    std::string_view text_;
    arena* room_;
    std::string_view parts_;
};

/// Fills a model of kind `Text`. The text may be a config, a plugin, an array of plugins or the engine's state file,
/// which may show only at its end; so each is filled apart, and `finish` takes the one that counts.
template <class Text>
class plugin_reader {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    using memory = memory_of<Text>;
    using string = boost::json::string_view;
    using error = boost::json::error_code;

    /// `text` is what will be parsed. `id` chooses from an array of plugins.
    plugin_reader(std::string_view text, memory room, std::string_view id) : room_{room}, id_{id}, parts_{text, room} {}

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&)
    {
        return open("an object", [&] { return open_object(); });
    }
    bool on_object_end(std::size_t, error&) { return close(); }
    bool on_array_begin(error&)
    {
        return open("an array", [&] { return open_array(); });
    }
    bool on_array_end(std::size_t, error&) { return close(); }
    bool on_key_part(string s, std::size_t, error&)
    {
        if (skipped_ == 0) key_.add({s.data(), s.size()});
        return true;
    }
    bool on_key(string s, std::size_t, error&)
    {
        if (skipped_ != 0) return true;
        key_.add({s.data(), s.size()});
        pending_ = find_member(key_.view());
        key_.clear();
        return true;
    }
    bool on_string_part(string s, std::size_t, error&)
    {
        if (skipped_ == 0) parts_.add({s.data(), s.size()});
        return true;
    }
    bool on_string(string s, std::size_t, error&)
    {
        if (skipped_ == 0) put_text({s.data(), s.size()});
        return count();
    }
    bool on_number_part(string, error&) { return true; }
    bool on_int64(std::int64_t value, string s, error&)
    {
        constexpr std::int64_t most = (std::numeric_limits<std::uint32_t>::max)();
        return number(value, value >= 0 && value <= most && s.front() != '-');
    }
    bool on_uint64(std::uint64_t, string, error&) { return number(0, false); }
    bool on_double(double, string, error&) { return number(0, false); }
    bool on_bool(bool value, error&)
    {
        if (skipped_ == 0) {
            if (is_for(field_kind::boolean)) *static_cast<bool*>(target()) = value;
            else misfits("true or false");
        }
        return count();
    }
    bool on_null(error&)
    {
        // It leaves a member as it is; in a list it is an element like a new one.
        if (skipped_ == 0 && depth_ == 0) misfits("null");
        if (skipped_ == 0 && depth_ != 0 && frames_[depth_ - 1].list != nullptr) add_element();
        return count();
    }
    bool on_comment_part(string, error&) { return true; }
    bool on_comment(string, error&) { return true; }

    /// A plugin, and what else the text says of it.
    struct part {
        basic_plugin<Text> plugin{};
        bool has_settings = false;
        Text rootfs{};
    };

    /// The first misfit in what counts.
    misfit const& wrong() const { return wrong_[static_cast<std::size_t>(counts())]; }

    /// The plugin that counts.
    result<part> finish()
    {
        realm const r = counts();
        part chosen = r == realm::state ? std::move(inner_) : array_ ? std::move(first_) : std::move(object_);
        if (r == realm::bare) chosen = {.plugin = {.config = std::move(bare_)}};
        if (r == realm::state) chosen.rootfs = std::move(rootfs_);
        if (array_ && elements_ == 0)
            return status{errc::no_plugin, "the array has no plugin in it: give one that has"};
        if (array_ && elements_ > 1 && !matched_ && id_.empty())
            return status{errc::several_plugins, "the array has several plugins: choose one by its id"};
        if (array_ && elements_ > 1 && !matched_)
            return status{errc::no_plugin, "no plugin of the array has this id: give another", id_};
        if (!id_.empty() && !chosen.plugin.id.empty() && chosen.plugin.id != id_)
            return status{errc::id_mismatch, "the text has another id: give that one, or none", chosen.plugin.id};
        chosen.plugin.room = room_;
        if (!id_.empty() && chosen.plugin.id.empty()) chosen.plugin.id = keep(room_, id_);
        return chosen;
    }

private:
    // The parts of a text, each of which may turn out not to count.
    enum class realm : unsigned char { bare, object, state };

    struct frame {
        std::span<field<Text> const> fields{};
        void* object = nullptr;             // or list
        field<Text> const* list = nullptr;  // what the list's elements are; nullptr for an object
        realm where = realm::object;
        bool plugins = false;  // the array at the top
    };

    struct member {
        field<Text> const* what = nullptr;  // nullptr: not known, passed over
        void* object = nullptr;
        realm where = realm::object;
        bool lenient = false;  // may be of another kind
        bool rootfs = false;
    };

    realm counts() const
    {
        if (array_) return realm::object;
        return has_plugin_ ? realm::state : has_config_ ? realm::object : realm::bare;
    }

    template <class S>
    static field<Text> const* find(std::string_view key)
    {
        return find(std::span<field<Text> const>{fields_of<Text, S>::list}, key);
    }
    static field<Text> const* find(std::span<field<Text> const> fields, std::string_view key)
    {
        for (auto const& f : fields)
            if (f.key == key) return &f;
        return nullptr;
    }

    member find_member(std::string_view key)
    {
        auto const& top = frames_[depth_ - 1];
        if (depth_ > 1 || top.plugins) return {find(top.fields, key), top.object, top.where};
        if (key == "plugin") {
            has_plugin_ = true;
            return {&inner_field, this, realm::state};
        }
        if (auto const* f = find<basic_config<Text>>(key)) return {f, &bare_, realm::bare, false, key == "rootfs"};
        return {find<basic_plugin<Text>>(key), &object_.plugin, realm::object, key == "config"};
    }

    static void* inner_plugin(void* reader) { return &static_cast<plugin_reader*>(reader)->inner_.plugin; }
    static constexpr field<Text> inner_field{
        .key = "plugin",
        .kind = field_kind::object,
        .member = &inner_plugin,
        .fields = []() -> std::span<field<Text> const> { return fields_of<Text, basic_plugin<Text>>::list; },
    };

    bool count()
    {
        ++values_;
        return true;
    }

    bool is_for(field_kind kind) const
    {
        return depth_ != 0 && frames_[depth_ - 1].list == nullptr && !frames_[depth_ - 1].plugins &&
               pending_.what != nullptr && pending_.what->kind == kind;
    }
    void* target() const { return pending_.what->member(pending_.object); }
    void* add_element()
    {
        auto const& top = frames_[depth_ - 1];
        return top.list->add(top.object, room_);
    }

    // Notes that the value at hand is not what is expected there, if anything is.
    void misfits(std::string_view found, errc code = errc::wrong_type)
    {
        realm where = realm::bare;
        std::string_view expected = "an object or an array";
        if (depth_ != 0) {
            auto const& top = frames_[depth_ - 1];
            bool const in_list = top.plugins || top.list != nullptr;
            if (!in_list && (pending_.what == nullptr || pending_.lenient)) return;
            where = in_list ? top.where : pending_.where;
            if (top.plugins) expected = "an object";
            else if (in_list) expected = top.list->kind == field_kind::texts ? "a string" : "an object";
            else expected = name_of(pending_.what->kind);
        }
        if (auto& wrong = wrong_[static_cast<std::size_t>(where)]; wrong.code == errc::ok)
            wrong = {code, values_, expected, found};
    }

    static constexpr std::string_view name_of(field_kind kind)
    {
        switch (kind) {
        case field_kind::text:
        case field_kind::optional_text: return "a string";
        case field_kind::boolean: return "true or false";
        case field_kind::number: return "a whole number from 0 to 4294967295";
        case field_kind::object: return "an object";
        default: return "an array";
        }
    }

    template <class Open>
    bool open(std::string_view found, Open const& opened)
    {
        if (skipped_ != 0) {
            ++skipped_;
        } else if (!opened()) {
            misfits(found);
            ++skipped_;
        }
        return count();
    }

    bool push(frame f)
    {
        frames_[depth_++] = f;
        return true;
    }

    bool open_object()
    {
        if (depth_ == 0) return push({});
        auto const& top = frames_[depth_ - 1];
        if (top.plugins) {
            object_ = {};
            object_.plugin.room = room_;
            return push({fields_of<Text, basic_plugin<Text>>::list, &object_.plugin, nullptr, realm::object});
        }
        if (top.list != nullptr) {
            if (top.list->kind != field_kind::objects) return false;
            void* const element = add_element();
            return element != nullptr && push({top.list->fields(), element, nullptr, top.where});
        }
        if (!is_for(field_kind::object)) return false;
        if (pending_.lenient) has_config_ = true;
        if (pending_.what->key == "settings") (pending_.where == realm::state ? inner_ : object_).has_settings = true;
        return push({pending_.what->fields(), target(), nullptr, pending_.where});
    }

    bool open_array()
    {
        if (depth_ == 0) return array_ = push({.plugins = true});
        if (!is_for(field_kind::texts) && !is_for(field_kind::objects)) return false;
        void* const list = target();
        pending_.what->clear(list);
        return push({{}, list, pending_.what, pending_.where});
    }

    bool close()
    {
        if (skipped_ != 0) return --skipped_, true;
        --depth_;
        if (depth_ == 1 && frames_[0].plugins) {
            bool const match = !id_.empty() && object_.plugin.id == id_ && !matched_;
            if (elements_++ == 0 || match) first_ = std::move(object_);
            matched_ = matched_ || match;
        }
        return true;
    }

    void put_text(std::string_view last)
    {
        auto const text = parts_.finish(last);
        std::string_view const seen = text;
        if (depth_ != 0 && pending_.rootfs && depth_ == 1 && !frames_[0].plugins) rootfs_ = text;
        if (depth_ != 0 && frames_[depth_ - 1].list != nullptr && frames_[depth_ - 1].list->kind == field_kind::texts) {
            if (void* const element = add_element()) *static_cast<Text*>(element) = text;
            return;
        }
        bool const optional = is_for(field_kind::optional_text);
        if (!optional && !is_for(field_kind::text)) return misfits("a string");
        if (pending_.what->path && seen.find('\0') != seen.npos) return misfits("one with a NUL", errc::nul_in_path);
        if (optional) *static_cast<std::optional<Text>*>(target()) = text;
        else *static_cast<Text*>(target()) = text;
    }

    bool number(std::int64_t value, bool fits)
    {
        if (skipped_ == 0) {
            if (!is_for(field_kind::number)) misfits("a number");
            else if (!fits) misfits("another number", errc::number_out_of_range);
            else *static_cast<std::uint32_t*>(target()) = static_cast<std::uint32_t>(value);
        }
        return count();
    }

    memory room_;
    std::string_view id_;
    std::conditional_t<is_view<Text>, borrowed_parts, owned_parts> parts_;
    folded_key key_;
    // No deeper than the model: array, plugin, config, linux, devices, device, settable.
    std::array<frame, 8> frames_{};
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0;  // open objects and arrays that are passed over
    std::size_t values_ = 0;
    member pending_{};
    std::array<misfit, 3> wrong_{};

    part object_{};              // the text as a plugin, or the array's element at hand
    part inner_{};               // its member `plugin`
    basic_config<Text> bare_{};  // the text as a config
    Text rootfs_{};              // its member `Rootfs`
    part first_{};               // of an array: the first, or the one of the id
    bool array_ = false;
    bool has_plugin_ = false;
    bool has_config_ = false;
    bool matched_ = false;
    std::size_t elements_ = 0;
};

}  // namespace specline::detail
#endif
