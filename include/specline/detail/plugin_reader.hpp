// SPDX-License-Identifier: BSL-1.0
// The four texts that carry a plugin, and which of them a text is.
#ifndef SPECLINE_DETAIL_PLUGIN_READER_HPP
#define SPECLINE_DETAIL_PLUGIN_READER_HPP

#include <specline/detail/destination.hpp>
#include <specline/detail/field.hpp>
#include <specline/detail/model_reader.hpp>
#include <specline/detail/plugin_fields.hpp>
#include <specline/detail/quick_key.hpp>
#include <specline/detail/string_parts.hpp>
#include <specline/plugin/model.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace specline::detail {

/// Reads a config, a plugin, an array of plugins, or the engine's state file. Which one it is may show only at the
/// text's end: what turns out not to count is dropped then.
template <class Text>
class plugin_reader : public model_reader<Text, plugin_reader<Text>, folded_key<Text>> {
    using base = model_reader<Text, plugin_reader<Text>, folded_key<Text>>;
    using base::room;

public:
    /// `text` is what will be parsed; it fills `plugin` and, from the engine's state file, `rootfs`, which are new.
    /// `id` chooses from an array of plugins.
    plugin_reader(std::string_view text, memory_of<Text> from, std::string_view id, basic_plugin<Text>& plugin,
                  Text& rootfs)
        : base{text, from}, id_{id}, plugin_{plugin}, rootfs_{rootfs}
    {
        plugin_.room = from;
        base::start({&document_field, this, realm::bare});
    }

    /// The first misfit in what counts.
    std::optional<misfit> const& wrong() const { return base::wrong(counts()); }

    /// Drops what does not count, once all is read. Errors: `errc::no_plugin`, `several_plugins`, `id_mismatch`.
    status finish()
    {
        take_element();
        if (counts() == realm::bare) {
            plugin_ = {.config = std::move(plugin_.config), .room = room()};
            has_settings_ = false;
        }
        if (!state_) rootfs_ = {};
        if (array_ && elements_ == 0) return {errc::no_plugin, "the array has no plugin in it: give one that has"};
        if (array_ && elements_ > 1 && !matched_ && id_.empty())
            return {errc::several_plugins, "the array has several plugins: choose one by its id"};
        if (array_ && elements_ > 1 && !matched_)
            return {errc::no_plugin, "no plugin of the array has this id: give another", id_};
        if (!id_.empty() && !plugin_.id.empty() && plugin_.id != id_)
            return {errc::id_mismatch, "the text has another id: give that one, or none", plugin_.id};
        if (!id_.empty() && plugin_.id.empty()) plugin_.id = keep(room(), id_);
        return {};
    }
    /// Whether what counts has settings.
    bool has_settings() const { return has_settings_; }

private:
    friend base;

    realm counts() const
    {
        return array_ || (config_ && !state_) ? realm::object : state_ ? realm::state : realm::bare;
    }

    // At the top stand the members of a config, of a plugin or of the state file. They fill `plugin_` and its config,
    // until one of them shows that others do not count.
    void top_member(std::string_view key, key_words words, destination<Text>& to)
    {
        to = {};
        if (inner_field.key.is(key, words)) {
            if (!std::exchange(state_, true) && (next_[0] | next_[1]) != 0) {
                plugin_ = {.room = room()};
                has_settings_ = false;
            }
            return go(to, &inner_field, this, realm::state);
        }
        // A config's rootfs is an object, the state file's is a path.
        bool const is_rootfs = rootfs_field.key.is(key, words);
        if (is_rootfs && (state_ || config_)) return go(to, &rootfs_field, this, realm::state);
        if (state_) return;
        if (auto const* f = detail::find_field(shape_of<Text, basic_plugin<Text>>, key, words, next_[0])) {
            to.decides = config_key.is(key, words);
            return go(to, f, &plugin_, realm::object);
        }
        if (config_) return;
        if (is_rootfs) to.instead = &rootfs_;
        go(to, detail::find_field(shape_of<Text, basic_config<Text>>, key, words, next_[1]), &plugin_.config,
           realm::bare);
    }
    static void go(destination<Text>& to, field<Text> const* what, void* object, realm where)
    {
        to.what = what;
        to.object = object;
        to.where = where;
    }

    destination<Text> top_list()
    {
        array_ = true;
        return {&elements_field, this, realm::object};
    }

    void begins(destination<Text> const& where)
    {
        if (where.decides && !std::exchange(config_, true) && next_[1] != 0) plugin_.config = {};
        if (where.instead != nullptr) base::note(realm::state, errc::wrong_type, "a string", "an object");
        if (where.what->key == settings_key) (elements_ == 0 ? has_settings_ : other_has_settings_) = true;
    }

    // Makes room for the next element of the array. The first goes where it stays, unless another is asked for.
    void* new_element()
    {
        take_element();
        open_element_ = true;
        if (elements_ == 0) return &plugin_;
        other_has_settings_ = false;
        other_.emplace().room = room();
        return &*other_;
    }
    void take_element()
    {
        if (!std::exchange(open_element_, false)) return;
        bool const first = elements_++ == 0;
        if (matched_ || id_.empty() || (first ? plugin_ : *other_).id != id_) return;
        matched_ = true;
        if (first) return;
        plugin_ = std::move(*other_);
        has_settings_ = other_has_settings_;
    }

    static void* self(void* reader, memory_of<Text>, std::string_view) { return reader; }
    static void* inner_plugin(void* reader, memory_of<Text>, std::string_view)
    {
        return &static_cast<plugin_reader*>(reader)->plugin_;
    }
    static void* state_rootfs(void* reader, memory_of<Text>, std::string_view)
    {
        return &static_cast<plugin_reader*>(reader)->rootfs_;
    }
    static void* add_plugin(void* reader, memory_of<Text>, std::string_view)
    {
        return static_cast<plugin_reader*>(reader)->new_element();
    }
    static constexpr quick_key config_key{"config"}, settings_key{"settings"};
    static constexpr shape<Text> const* plugin_shape = &shape_of<Text, basic_plugin<Text>>;
    static constexpr field<Text> document_field{.kind = field_kind::document};
    static constexpr field<Text> inner_field{
        .key = {"plugin"}, .kind = field_kind::object, .place = &inner_plugin, .object = plugin_shape};
    static constexpr field<Text> rootfs_field{
        .key = {"rootfs"}, .kind = field_kind::text, .path = true, .place = &state_rootfs};
    static constexpr field<Text> element{.kind = field_kind::object, .place = &add_plugin, .object = plugin_shape};
    static constexpr field<Text> elements_field{.kind = field_kind::list, .place = &self, .element = &element};

    std::string_view id_;
    basic_plugin<Text>& plugin_;               // the text's, or the array's that counts so far
    Text& rootfs_;                             // the state file's
    std::optional<basic_plugin<Text>> other_;  // the array's element at hand, but the first
    unsigned next_[2] = {};  // the fields behind those that were found last at the top, of a plugin and of a config
    std::size_t elements_ = 0;
    bool has_settings_ = false;
    bool other_has_settings_ = false;
    bool open_element_ = false;
    bool array_ = false;
    bool state_ = false;
    bool config_ = false;
    bool matched_ = false;
};

}  // namespace specline::detail
#endif
