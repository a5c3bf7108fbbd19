// SPDX-License-Identifier: BSL-1.0
// The events of Boost.JSON's push parser, turned into the members of a model, with no tree of values in between.
#ifndef SPECLINE_DETAIL_MODEL_READER_HPP
#define SPECLINE_DETAIL_MODEL_READER_HPP

#include <specline/detail/destination.hpp>
#include <specline/detail/field.hpp>
#include <specline/detail/quick_key.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/detail/text_batch.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace specline::detail {

/// Fills models of kind `Text`, whose members it finds by keys of the kind `Key`. `Document`, which derives from it,
/// says where the top of the text goes (`start`), and hides the protected functions of what it wants to know.
template <class Text, class Document, class Key>
class model_reader {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    using string = boost::json::string_view;
    using error = boost::json::error_code;

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&)
    {
        if (skipped_ != 0) document().skip_open('{'), ++skipped_;
        else if (!open_object()) misfits("an object"), skipped_ = 2;
        return count();
    }
    bool on_object_end(std::size_t, error&) { return close('}'); }
    bool on_array_begin(error&)
    {
        if (skipped_ != 0) document().skip_open('['), ++skipped_;
        else if (!open_array()) misfits("an array"), skipped_ = 2;
        return count();
    }
    bool on_array_end(std::size_t, error&) { return close(']'); }
    bool on_key_part(string s, std::size_t, error&)
    {
        if (skipped_ == 0) key_.add({s.data(), s.size()});
        else document().skip_key({s.data(), s.size()}, false);
        return true;
    }
    bool on_key(string s, std::size_t, error&)
    {
        if (skipped_ == 0) find(key_.finish({s.data(), s.size()}));
        else document().skip_key({s.data(), s.size()}, true);
        return true;
    }
    bool on_string_part(string s, std::size_t, error&)
    {
        if (skipped_ == 0) parts_.add({s.data(), s.size()});
        else document().skip_text({s.data(), s.size()}, false);
        return true;
    }
    bool on_string(string s, std::size_t, error&)
    {
        std::string_view const last{s.data(), s.size()};
        if (texts_.is_open() && skipped_ == 0 && parts_.stands(last)) texts_.add(last);
        else other_string(last);
        return count();
    }
    bool on_number_part(string s, error&)
    {
        if (skipped_ != 0) document().skip_word({s.data(), s.size()}, false);
        return true;
    }
    bool on_int64(std::int64_t value, string s, error&)
    {
        return put_number(s, static_cast<std::uint64_t>(value), [&](whole_number const& n) {
            if (value < 0) return value >= n.least;
            return static_cast<std::uint64_t>(value) <= n.most && (n.least != 0 || s.front() != '-');
        });
    }
    bool on_uint64(std::uint64_t value, string s, error&)
    {
        return put_number(s, value, [&](whole_number const& n) { return value <= n.most; });
    }
    bool on_double(double, string s, error&)
    {
        return put_number(s, 0, [](whole_number const&) { return false; });
    }
    bool on_bool(bool value, error&)
    {
        if (skipped_ != 0) {
            document().skip_word(value ? "true" : "false", true), skip_value();
        } else if (pending_.what->kind != field_kind::boolean) {
            misfits("true or false");
        } else if (void* const at = place()) {
            *static_cast<bool*>(at) = value;
        }
        return count();
    }
    bool on_null(error&)
    {
        // It leaves a member as it is; in a list or a map it is an element like a new one.
        if (skipped_ != 0) document().skip_word("null", true), skip_value();
        else if (texts_.is_open()) texts_.add({});
        else if (depth_ == 0) misfits("null");
        else if (frames_[depth_ - 1].element != nullptr) place();
        return count();
    }
    bool on_comment_part(string, error&) { return true; }
    bool on_comment(string, error&) { return true; }

    /// The first misfit in a part of the text.
    std::optional<misfit> const& wrong(realm where) const { return wrong_[static_cast<std::size_t>(where)]; }

protected:
    /// `text` is what will be parsed: views point into it.
    model_reader(std::string_view text, memory_of<Text> room) : room_{room}, parts_{text, room}, key_{text, room} {}

    /// Says where the top of the text goes.
    void start(destination<Text> const& top) { pending_ = top; }

    memory_of<Text> room() const { return room_; }
    /// The number of the next value.
    std::size_t next_value() const { return values_; }
    void note(realm where, errc code, std::string_view expected, std::string_view found)
    {
        if (auto& first = wrong_[static_cast<std::size_t>(where)]; !first) first = {code, values_, expected, found};
    }

    // What a Document may hide by its own. Of a `field_kind::document`: where a member of the top object goes, which
    // is new, and where the top array goes.
    void top_member(std::string_view, key_words, destination<Text>&) {}
    destination<Text> top_list() { return {}; }
    // An object begins.
    void begins(destination<Text> const&) {}
    // A member of `object` is not known; what its value is made of is told until `skipped`. The flag: whether this is
    // the last part of a key, a string or a word.
    void unknown(std::string_view, shape<Text> const&, void*) {}
    void skip_open(char) {}
    void skip_close(char) {}
    void skip_key(std::string_view, bool) {}
    void skip_text(std::string_view, bool) {}
    void skip_word(std::string_view, bool) {}
    void skipped() {}

private:
    struct frame {
        shape<Text> const* members;  // of an object; nullptr for the Document's own top
        void* object;                // or list or map
        field<Text> const* element;  // of a list or a map
        realm where;
        unsigned next;  // the field behind the one that was found last
    };

    Document& document() { return static_cast<Document&>(*this); }

    bool count() { return ++values_, true; }

    void* place() { return pending_.what->place(pending_.object, room_, name_); }

    // Notes that the value at hand is not what is expected there.
    void misfits(std::string_view found, errc code = errc::wrong_type)
    {
        if (pending_.instead != nullptr && found != "a string")  // the engine's state file must have a string
            note(realm::state, code, "a string", found);
        note(pending_.where, code, detail::expected_words(*pending_.what), found);
    }

    void find(quick_key const& key)
    {
        auto& top = frames_[depth_ - 1];
        if (top.element != nullptr) name_ = key.text;
        else if (top.members == nullptr) document().top_member(key.text, key.words, pending_);
        else pending_.what = detail::find_field(*top.members, key.text, key.words, top.next);
        if (pending_.what != nullptr) return;
        skipped_ = 1;
        if (top.members != nullptr) document().unknown(key.text, *top.members, top.object);
    }

    // A value within what is skipped is over; `skipped_` is 1 more than the objects and arrays in it that are open.
    void skip_value()
    {
        if (skipped_ != 1) return;
        skipped_ = 0;
        document().skipped();
    }

    bool close(char bracket)
    {
        if (skipped_ != 0) document().skip_close(bracket), --skipped_, skip_value();
        else leave();
        return true;
    }
    void leave()
    {
        if (texts_.is_open()) texts_.close();
        if (--depth_ == 0) return;
        auto const& top = frames_[depth_ - 1];
        stand_in(top.object, top.element, top.where);
    }

    // Of a member, `find` says what it is.
    void stand_in(void* object, field<Text> const* element, realm where) { pending_ = {element, object, where}; }

    bool push(shape<Text> const* members, void* object, field<Text> const* element, realm where)
    {
        frames_[depth_++] = {members, object, element, where, 0};
        // Not from the frame: what was just stored in pieces is slow to load in one.
        stand_in(object, element, where);
        return true;
    }

    bool open_object()
    {
        auto const& what = *pending_.what;
        if (what.kind == field_kind::document) return push(nullptr, nullptr, nullptr, realm::object);
        if (what.kind != field_kind::object && what.kind != field_kind::map) return false;
        document().begins(pending_);
        void* const at = place();
        return at != nullptr && push(what.object, at, what.element, pending_.where);
    }

    bool open_array()
    {
        if (pending_.what->kind == field_kind::document) pending_ = document().top_list();
        else if (pending_.what->kind != field_kind::list) return false;
        void* const at = place();
        if (at == nullptr) return false;
        auto const* const element = pending_.what->element;
        if (element->kind == field_kind::text) texts_.open(*static_cast<list_of<Text, Text>*>(at));
        return push(nullptr, at, element, pending_.where);
    }

    // One that is not simply the next of a list of texts. Not inline, so that what is simple stays short.
    [[gnu::noinline]] void other_string(std::string_view last)
    {
        if (skipped_ != 0) {
            document().skip_text(last, true);
            return skip_value();
        }
        texts_.put();
        auto const& what = *pending_.what;
        bool const fits = what.kind == field_kind::text;
        auto* const at = fits ? static_cast<Text*>(place()) : pending_.instead;
        if (at != nullptr) parts_.put(*at, last);
        else parts_.take();
        // Asked of paths alone: most texts are none.
        auto const has_nul = [&] { return at != nullptr && at->find('\0') != at->npos; };
        if (pending_.instead != nullptr && has_nul())
            note(realm::state, errc::nul_in_path, "a string", "one with a NUL");
        if (!fits) misfits("a string");
        else if (what.path && has_nul()) misfits("one with a NUL", errc::nul_in_path);
    }

    template <class Fits>
    bool put_number(string s, std::uint64_t bits, Fits const& fits)
    {
        if (skipped_ != 0) document().skip_word({s.data(), s.size()}, true), skip_value();
        else if (pending_.what->kind != field_kind::number) misfits("a number");
        else if (!fits(*pending_.what->number)) misfits("another number", errc::number_out_of_range);
        else if (void* const at = place()) pending_.what->number->set(at, bits);
        return count();
    }

    memory_of<Text> room_;
    parts_of<Text> parts_;
    Key key_;
    text_batch<Text> texts_{room_};  // those of the list that is open, if it is one of texts
    std::string_view name_{};        // of the element of a map
    // No deeper than the models: array, plugin, config, linux, devices, device, settable; or spec, linux, seccomp,
    // syscalls, syscall, args, arg. What is not known is counted.
    std::array<frame, 8> frames_;
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0;  // 0: none; 1: the next value is passed over; more: it is open
    std::size_t values_ = 0;
    destination<Text> pending_{};
    std::array<std::optional<misfit>, 3> wrong_;
};

}  // namespace specline::detail
#endif
