// SPDX-License-Identifier: BSL-1.0
// The events of Boost.JSON's push parser, turned into the members of a model, with no tree of values in between.
#ifndef SPECLINE_DETAIL_MODEL_READER_HPP
#define SPECLINE_DETAIL_MODEL_READER_HPP

#include <specline/detail/plugin_fields.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
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

/// A part of a text, which may turn out not to count.
enum class realm : unsigned char { bare, object, state };

/// Where a value goes.
template <class Text>
struct destination {
    field<Text> const* what = nullptr;  // nullptr: not known, passed over
    void* object = nullptr;             // whose member it is
    realm where = realm::object;
    bool decides = false;     // an object here says what the text is
    Text* instead = nullptr;  // where a string goes, in the realm `state`
};

/// Fills models of kind `Text`. `Document`, which derives from it, says what the top of the text is:
/// `top_member(key)` where a member of the top object goes, `top_list()` where the elements of a top array go, and
/// `begins(destination)` is told of every object that begins as a member.
template <class Text, class Document>
class model_reader {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    using memory = memory_of<Text>;
    using string = boost::json::string_view;
    using error = boost::json::error_code;

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
        auto const& top = frames_[depth_ - 1];
        pending_ = depth_ == 1 ? document().top_member(key_.view())
                               : destination<Text>{find_field(top.fields, key_.view()), top.object, top.where};
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
        if (skipped_ == 0) put_text(parts_.finish({s.data(), s.size()}));
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
            misfits_instead("true or false");
            if (is_for(field_kind::boolean)) *static_cast<bool*>(target()) = value;
            else misfits("true or false");
        }
        return count();
    }
    bool on_null(error&)
    {
        // It leaves a member as it is; in a list it is an element like a new one.
        if (skipped_ == 0 && depth_ == 0) misfits("null");
        if (skipped_ == 0 && in_list()) add_element();
        return count();
    }
    bool on_comment_part(string, error&) { return true; }
    bool on_comment(string, error&) { return true; }

    /// The first misfit in a part of the text.
    misfit const& wrong(realm where) const { return wrong_[static_cast<std::size_t>(where)]; }

protected:
    /// `text` is what will be parsed: views point into it.
    model_reader(std::string_view text, memory room) : room_{room}, parts_{text, room} {}

    static field<Text> const* find_field(std::span<field<Text> const> fields, std::string_view key)
    {
        for (auto const& f : fields)
            if (f.key == key) return &f;
        return nullptr;
    }

    memory room() const { return room_; }

private:
    struct frame {
        std::span<field<Text> const> fields{};  // of an object
        void* object = nullptr;                 // or list
        field<Text> const* list = nullptr;      // what the list is; nullptr for an object
        realm where = realm::object;
    };

    Document& document() { return static_cast<Document&>(*this); }

    bool count() { return ++values_, true; }

    bool in_list() const { return depth_ != 0 && frames_[depth_ - 1].list != nullptr; }
    bool is_for(field_kind kind) const
    {
        return depth_ != 0 && !in_list() && pending_.what != nullptr && pending_.what->kind == kind;
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
        if (in_list()) {
            auto const& top = frames_[depth_ - 1];
            note(top.where, code, top.list->kind == field_kind::texts ? "a string" : "an object", found);
        } else if (depth_ == 0) {
            note(realm::bare, code, "an object or an array", found);
        } else if (pending_.what != nullptr) {
            note(pending_.where, code, name_of(pending_.what->kind), found);
        }
    }

    void note(realm where, errc code, std::string_view expected, std::string_view found)
    {
        if (auto& first = wrong_[static_cast<std::size_t>(where)]; first.code == errc::ok)
            first = {code, values_, expected, found};
    }

    // A value that is no string, where the engine's state file must have one.
    void misfits_instead(std::string_view found)
    {
        if (depth_ == 1 && !in_list() && pending_.instead != nullptr)
            note(realm::state, errc::wrong_type, "a string", found);
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
            return count();
        }
        misfits_instead(found);
        if (!opened()) {
            misfits(found);
            ++skipped_;
        }
        return count();
    }

    bool close()
    {
        if (skipped_ != 0) --skipped_;
        else --depth_;
        return true;
    }

    bool push(frame f)
    {
        frames_[depth_++] = f;
        return true;
    }

    bool open_object()
    {
        if (depth_ == 0) return push({});
        if (in_list()) {
            auto const top = frames_[depth_ - 1];
            if (top.list->kind != field_kind::objects) return false;
            void* const element = add_element();
            return element != nullptr && push({top.list->fields(), element, nullptr, top.where});
        }
        if (!is_for(field_kind::object)) return false;
        document().begins(pending_);
        return push({pending_.what->fields(), target(), nullptr, pending_.where});
    }

    bool open_array()
    {
        if (depth_ == 0) pending_ = document().top_list();
        else if (!is_for(field_kind::texts) && !is_for(field_kind::objects)) return false;
        void* const list = target();
        pending_.what->clear(list);
        return push({{}, list, pending_.what, pending_.where});
    }

    void put_text(Text text)
    {
        if (in_list() && frames_[depth_ - 1].list->kind == field_kind::texts) {
            if (void* const element = add_element()) *static_cast<Text*>(element) = std::move(text);
            return;
        }
        // Asked of paths alone: most texts are none.
        auto const has_nul = [&] { return text.find('\0') != text.npos; };
        if (depth_ == 1 && pending_.instead != nullptr) {
            if (has_nul()) note(realm::state, errc::nul_in_path, "a string", "one with a NUL");
            *pending_.instead = text;
        }
        bool const optional = is_for(field_kind::optional_text);
        if (!optional && !is_for(field_kind::text)) return misfits("a string");
        if (pending_.what->path && has_nul()) return misfits("one with a NUL", errc::nul_in_path);
        if (optional) *static_cast<std::optional<Text>*>(target()) = std::move(text);
        else *static_cast<Text*>(target()) = std::move(text);
    }

    bool number(std::int64_t value, bool fits)
    {
        if (skipped_ == 0) {
            misfits_instead("a number");
            if (!is_for(field_kind::number)) misfits("a number");
            else if (!fits) misfits("another number", errc::number_out_of_range);
            else *static_cast<std::uint32_t*>(target()) = static_cast<std::uint32_t>(value);
        }
        return count();
    }

    memory room_;
    parts_of<Text> parts_;
    folded_key key_;
    // No deeper than the model: array, plugin, config, linux, devices, device, settable. What is not known is counted.
    std::array<frame, 8> frames_{};
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0;  // open objects and arrays that are passed over
    std::size_t values_ = 0;
    destination<Text> pending_{};
    std::array<misfit, 3> wrong_{};
};

}  // namespace specline::detail
#endif
