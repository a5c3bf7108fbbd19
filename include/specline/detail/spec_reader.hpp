// SPDX-License-Identifier: BSL-1.0
// The text of a spec, and what is done with the members that the model does not have.
#ifndef SPECLINE_DETAIL_SPEC_READER_HPP
#define SPECLINE_DETAIL_SPEC_READER_HPP

#include <specline/detail/destination.hpp>
#include <specline/detail/field.hpp>
#include <specline/detail/model_reader.hpp>
#include <specline/detail/spec_fields.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/detail/unknown_text.hpp>
#include <specline/oci/spec.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace specline::detail {

/// What is done with members that are not known: kept, refused, or noted in `passed`, if that is given, by the numbers
/// of their values.
struct strangers {
    bool keep = false;
    bool refuse = false;
    std::vector<std::size_t>* passed = nullptr;
};

/// Reads a spec.
template <class Text>
class spec_reader : public model_reader<Text, spec_reader<Text>, exact_key<Text>> {
    using base = model_reader<Text, spec_reader<Text>, exact_key<Text>>;

public:
    /// `text` is what will be parsed; it fills `spec`, which is new.
    spec_reader(std::string_view text, memory_of<Text> room, strangers const& how, oci::basic_spec<Text>& spec)
        : base{text, room}, spec_{spec}, how_{how}, member_{text, room}
    {
        spec_.room = room;
        base::start({&top, &spec_});
    }

    /// The first misfit.
    std::optional<misfit> const& wrong() const { return base::wrong(realm::object); }

private:
    friend base;

    void unknown(std::string_view name, shape<Text> const& members, void* object)
    {
        if (how_.refuse) base::note(realm::object, errc::unknown_member, {}, {});
        if (how_.passed != nullptr) how_.passed->push_back(base::next_value());
        if (!how_.keep) return;
        unknown_ = members.unknown(object);
        member_.key(name, true);
    }
    void skip_open(char bracket)
    {
        if (unknown_ != nullptr) member_.open(bracket);
    }
    void skip_close(char bracket)
    {
        if (unknown_ != nullptr) member_.close(bracket);
    }
    void skip_key(std::string_view part, bool last)
    {
        if (unknown_ != nullptr) member_.key(part, last);
    }
    void skip_text(std::string_view part, bool last)
    {
        if (unknown_ != nullptr) member_.string(part, last);
    }
    void skip_word(std::string_view part, bool last)
    {
        if (unknown_ != nullptr) member_.word(part, last);
    }
    void skipped()
    {
        if (unknown_ != nullptr) append(base::room(), *std::exchange(unknown_, nullptr), member_.take());
    }

    static void* self(void* spec, memory_of<Text>, std::string_view) { return spec; }
    static constexpr field<Text> top{
        .kind = field_kind::object, .place = &self, .object = &shape_of<Text, oci::basic_spec<Text>>};

    oci::basic_spec<Text>& spec_;
    strangers how_;
    unknown_text<Text> member_;
    list_of<Text, Text>* unknown_ = nullptr;  // where the member at hand goes
};

}  // namespace specline::detail
#endif
