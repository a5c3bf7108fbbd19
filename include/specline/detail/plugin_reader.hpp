// SPDX-License-Identifier: BSL-1.0
// The four texts that carry a plugin, and which of them a text is.
#ifndef SPECLINE_DETAIL_PLUGIN_READER_HPP
#define SPECLINE_DETAIL_PLUGIN_READER_HPP

#include <specline/detail/destination.hpp>
#include <specline/detail/field.hpp>
#include <specline/detail/model_reader.hpp>
#include <specline/detail/plugin_fields.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/plugin/model.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace specline::detail {

/// Reads a config, a plugin, an array of plugins, or the engine's state file. Which one it is may show only at the
/// text's end; so each is filled apart, and `finish` takes the one that counts.
template <class Text>
class plugin_reader : public model_reader<Text, plugin_reader<Text>, folded_key<Text>> {
    using base = model_reader<Text, plugin_reader<Text>, folded_key<Text>>;
    using base::room;

public:
    /// `text` is what will be parsed. `id` chooses from an array of plugins.
    plugin_reader(std::string_view text, memory_of<Text> from, std::string_view id) : base{text, from}, id_{id}
    {
        object_.plugin.room = inner_.plugin.room = from;
        base::start({&document_field, this, realm::bare});
    }

    /// A plugin, and what else the text says of it.
    struct part {
        basic_plugin<Text> plugin{};
        bool has_settings = false;
        Text rootfs{};
    };

    /// The first misfit in what counts.
    misfit const& wrong() const { return base::wrong(counts()); }

    /// The plugin that counts, once all is read.
    result<part> finish()
    {
        take_element();
        part chosen = state_ ? std::move(inner_) : array_ ? std::move(first_) : std::move(object_);
        if (counts() == realm::bare) chosen = {.plugin = {.config = std::move(bare_)}};
        if (state_) chosen.rootfs = std::move(rootfs_);
        if (array_ && elements_ == 0)
            return status{errc::no_plugin, "the array has no plugin in it: give one that has"};
        if (array_ && elements_ > 1 && !matched_ && id_.empty())
            return status{errc::several_plugins, "the array has several plugins: choose one by its id"};
        if (array_ && elements_ > 1 && !matched_)
            return status{errc::no_plugin, "no plugin of the array has this id: give another", id_};
        if (!id_.empty() && !chosen.plugin.id.empty() && chosen.plugin.id != id_)
            return status{errc::id_mismatch, "the text has another id: give that one, or none", chosen.plugin.id};
        chosen.plugin.room = room();
        if (!id_.empty() && chosen.plugin.id.empty()) chosen.plugin.id = keep(room(), id_);
        return chosen;
    }

private:
    friend base;

    realm counts() const
    {
        return array_ || (config_ && !state_) ? realm::object : state_ ? realm::state : realm::bare;
    }

    destination<Text> top_member(std::string_view key)
    {
        if (key == "plugin") {
            state_ = true;
            return {&inner_field, this, realm::state};
        }
        // A config's rootfs is an object, the state file's is a path.
        if (auto const* f = base::find_field(shape_of<Text, basic_config<Text>>, key, next_[0]))
            return {f, &bare_, realm::bare, false, key == "rootfs" ? &rootfs_ : nullptr};
        return {base::find_field(shape_of<Text, basic_plugin<Text>>, key, next_[1]), &object_.plugin, realm::object,
                key == "config"};
    }

    destination<Text> top_list()
    {
        array_ = true;
        return {&elements_field, this, realm::object};
    }

    void begins(destination<Text> const& where)
    {
        if (where.decides) config_ = true;
        if (where.instead != nullptr) base::note(realm::state, errc::wrong_type, "a string", "an object");
        if (where.what->key == "settings") (where.where == realm::state ? inner_ : object_).has_settings = true;
    }

    // Makes room for the next element of the array, in `object_`; keeps the first, or the one that is asked for.
    void* new_element()
    {
        take_element();
        object_ = {};
        object_.plugin.room = room();
        open_element_ = true;
        return &object_.plugin;
    }
    void take_element()
    {
        if (!std::exchange(open_element_, false)) return;
        bool const match = !matched_ && !id_.empty() && object_.plugin.id == id_;
        if (elements_++ == 0 || match) first_ = std::move(object_);
        matched_ = matched_ || match;
    }

    static void* self(void* reader, memory_of<Text>, std::string_view) { return reader; }
    static void* inner_plugin(void* reader, memory_of<Text>, std::string_view)
    {
        return &static_cast<plugin_reader*>(reader)->inner_.plugin;
    }
    static void* add_plugin(void* reader, memory_of<Text>, std::string_view)
    {
        return static_cast<plugin_reader*>(reader)->new_element();
    }
    static constexpr shape<Text> const* plugin_shape = &shape_of<Text, basic_plugin<Text>>;
    static constexpr field<Text> document_field{.kind = field_kind::document};
    static constexpr field<Text> inner_field{
        .key = "plugin", .kind = field_kind::object, .place = &inner_plugin, .object = plugin_shape};
    static constexpr field<Text> element{.kind = field_kind::object, .place = &add_plugin, .object = plugin_shape};
    static constexpr field<Text> elements_field{.kind = field_kind::list, .place = &self, .element = &element};

    std::string_view id_;
    part object_{};              // the text as a plugin, or the array's element at hand
    part inner_{};               // its member `plugin`
    basic_config<Text> bare_{};  // the text as a config
    Text rootfs_{};              // its member `Rootfs`
    part first_{};               // of an array: the first, or the one of the id
    unsigned next_[2] = {};      // the fields behind those that were found last at the top
    std::size_t elements_ = 0;
    bool open_element_ = false;
    bool array_ = false;
    bool state_ = false;
    bool config_ = false;
    bool matched_ = false;
};

}  // namespace specline::detail
#endif
