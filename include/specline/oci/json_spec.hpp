// SPDX-License-Identifier: BSL-1.0
// A JSON value as a spec type: policies work on a config.json that is there, and nothing it holds is lost.
#ifndef SPECLINE_OCI_JSON_SPEC_HPP
#define SPECLINE_OCI_JSON_SPEC_HPP

#include <specline/detail/json_kinds.hpp>
#include <specline/detail/json_members.hpp>
#include <specline/detail/parse.hpp>
#include <specline/oci/filesystem.hpp>
#include <specline/oci/kernel.hpp>
#include <specline/oci/resources.hpp>
#include <specline/spec_traits.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace specline {

/// The verbs of a spec that is a JSON value: an object, or null, which is a spec of nothing.
///
/// A member is set where it stands, and what no verb names stays as it is, in its order; new members and elements come
/// behind. A member of null counts as absent. What `oci::write` always writes is made with its object: in a new process
/// the user 0:0 and an empty cwd; an object that is there gets nothing but what is set. An empty text and false are set
/// where the member is there, and not written where it is not. A list that is cleared is `[]`. Objects and lists are
/// made for what is set or added, never to remove something from them.
///
/// A verb leaves alone what has another kind than the runtime spec says; `check`, which a pipeline asks before its
/// first policy and after each, fails there. Texts that are read back are valid until the spec is changed. A byte that
/// is no UTF-8 becomes U+FFFD. All is kept in the value's own storage; Boost.JSON throws where that is out of memory.
template <>
struct spec_traits<boost::json::value> {
    /// The spec type.
    using value = boost::json::value;

    /// `ociVersion`.
    static void set_version(value& spec, std::string_view version)
    {
        detail::json_set(top(spec), "ociVersion", string(spec, version), true);
    }

    /// `root`: a path, absolute or relative to the bundle, and whether it is read-only.
    static void set_root(value& spec, std::string_view path, bool readonly)
    {
        auto* const root = detail::json_object(top(spec), "root", {});
        detail::json_set(root, "path", string(spec, path), true);
        detail::json_set(root, "readonly", readonly, readonly);
    }

    /// Adds a mount at the end of `mounts`; `options` is any list of texts.
    template <class Options>
    static void add_mount(value& spec, std::string_view destination, std::string_view type, std::string_view source,
                          Options const& options)
    {
        object mount(spec.storage());
        put(mount, "destination", destination);
        put_some(mount, "type", type);
        put_some(mount, "source", source);
        detail::json_add_texts(&mount, "options", options);
        detail::json_add(top(spec), "mounts", std::move(mount));
    }
    /// Adds constant mounts at the end of `mounts`.
    static void add_mounts(value& spec, std::span<oci::mount<std::string_view> const> mounts)
    {
        for (auto const& m : mounts) add_mount(spec, m.destination, m.type, m.source, m.options);
    }
    /// How many mounts there are.
    static std::size_t mount_count(value const& spec)
    {
        auto const* const mounts = detail::json_list(spec.if_object(), {"mounts"});
        return mounts != nullptr ? mounts->size() : 0;
    }
    /// The texts of mount `i`.
    static mount_text mount_at(value const& spec, std::size_t i)
    {
        return texts_of(detail::json_object_at(spec, "mounts", i));
    }
    /// How many options mount `i` has.
    static std::size_t option_count(value const& spec, std::size_t i)
    {
        auto const* const options = detail::json_list(detail::json_object_at(spec, "mounts", i), {"options"});
        return options != nullptr ? options->size() : 0;
    }
    /// Option `k` of mount `i`.
    static std::string_view option_at(value const& spec, std::size_t i, std::size_t k)
    {
        auto const* const options = detail::json_list(detail::json_object_at(spec, "mounts", i), {"options"});
        return options != nullptr && k < options->size() ? detail::json_text_of((*options)[k]) : std::string_view{};
    }
    /// Adds an option at the end of those of mount `i`.
    static void add_option(value& spec, std::size_t i, std::string_view option)
    {
        detail::json_add(detail::json_object_at(spec, "mounts", i), "options", string(spec, option));
    }
    /// Erases the options of mount `i` for which `unwanted(std::string_view)` is true; it is asked once for each, in
    /// order.
    template <class Predicate>
    static void erase_options(value& spec, std::size_t i, Predicate&& unwanted)
    {
        detail::json_erase(detail::json_list(detail::json_object_at(spec, "mounts", i), {"options"}),
                           [&](value const& e) { return e.is_string() && unwanted(detail::json_text_of(e)); });
    }
    /// Erases the mounts for which `unwanted(mount_text)` is true; it is asked once for each, in order.
    template <class Predicate>
    static void erase_mounts(value& spec, Predicate&& unwanted)
    {
        detail::json_erase(detail::json_list(spec.if_object(), {"mounts"}),
                           [&](value const& e) { return e.is_object() && unwanted(texts_of(e.if_object())); });
    }

    /// `linux.rootfsPropagation`: `rshared`, `rslave` ….
    static void set_rootfs_propagation(value& spec, std::string_view propagation)
    {
        detail::json_set(kernel(spec), "rootfsPropagation", string(spec, propagation), !propagation.empty());
    }

    /// Adds these namespaces at the end of `linux.namespaces`.
    static void add_namespaces(value& spec, std::span<oci::namespace_<std::string_view> const> namespaces)
    {
        for (auto const& n : namespaces) {
            object added(spec.storage());
            put(added, "type", n.type);
            put_some(added, "path", n.path);
            detail::json_add(kernel(spec), "namespaces", std::move(added));
        }
    }
    /// Removes the first namespace of this type: the container shares the host's.
    static void remove_namespace(value& spec, std::string_view type)
    {
        bool found = false;
        detail::json_erase(detail::json_list(spec.if_object(), {"linux", "namespaces"}), [&](value const& e) {
            return !found && e.is_object() && (found = detail::json_text_in(e.if_object(), "type") == type);
        });
    }

    /// `linux.maskedPaths`: absolute paths in the container.
    static void set_masked_paths(value& spec, std::span<std::string_view const> paths)
    {
        set_list(spec, "maskedPaths", paths);
    }
    /// `linux.readonlyPaths`: absolute paths in the container.
    static void set_readonly_paths(value& spec, std::span<std::string_view const> paths)
    {
        set_list(spec, "readonlyPaths", paths);
    }

    /// Adds a node at the end of `linux.devices`.
    static void add_device(value& spec, device_node const& node)
    {
        object added(spec.storage());
        put(added, "path", node.path);
        put(added, "type", node.type);
        added["major"] = node.major;
        added["minor"] = node.minor;
        added["fileMode"] = std::int64_t{node.file_mode};
        added["uid"] = std::int64_t{node.uid};
        added["gid"] = std::int64_t{node.gid};
        detail::json_add(kernel(spec), "devices", std::move(added));
    }
    /// Adds rules at the end of `linux.resources.devices`.
    static void add_device_rules(value& spec, std::span<oci::device_rule<std::string_view> const> rules)
    {
        for (auto const& r : rules) add_device_rule(spec, r);
    }
    /// Adds a rule at the end of `linux.resources.devices`.
    static void add_device_rule(value& spec, oci::device_rule<std::string_view> const& rule)
    {
        object added(spec.storage());
        added["allow"] = rule.allow;
        put_some(added, "type", rule.type);
        if (rule.major) added["major"] = *rule.major;
        if (rule.minor) added["minor"] = *rule.minor;
        put_some(added, "access", rule.access);
        detail::json_add(detail::json_object(kernel(spec), "resources", {}), "devices", std::move(added));
    }
    /// Removes every rule of `linux.resources.devices`.
    static void clear_device_rules(value& spec)
    {
        detail::json_clear(detail::json_list(spec.if_object(), {"linux", "resources", "devices"}));
    }

    /// `process.terminal`.
    static void set_terminal(value& spec, bool terminal)
    {
        detail::json_set(process(spec), "terminal", terminal, terminal);
    }
    /// `process.cwd`: an absolute path in the container.
    static void set_cwd(value& spec, std::string_view path)
    {
        detail::json_set(process(spec), "cwd", string(spec, path), true);
    }
    /// Removes every word of `process.args`.
    static void clear_args(value& spec)
    {
        detail::json_clear(detail::json_list(spec.if_object(), {"process", "args"}));
    }
    /// Adds words at the end of `process.args`; `words` is any list of texts.
    template <class Words>
    static void add_args(value& spec, Words const& words)
    {
        detail::json_add_texts(process(spec), "args", words);
    }
    /// Removes every entry of `process.env`.
    static void clear_env(value& spec) { detail::json_clear(detail::json_list(spec.if_object(), {"process", "env"})); }
    /// Adds entries, `NAME=value`, at the end of `process.env`; `entries` is any list of texts.
    template <class Entries>
    static void add_env(value& spec, Entries const& entries)
    {
        detail::json_add_texts(process(spec), "env", entries);
    }
    /// Adds names, with `CAP_`, at the end of one of the sets of `process.capabilities`; `names` is any list of texts.
    template <class Names>
    static void add_capabilities(value& spec, capability_set set, Names const& names)
    {
        constexpr std::string_view sets[] = {"bounding", "effective", "inheritable", "permitted", "ambient"};
        detail::json_add_texts(detail::json_object(process(spec), "capabilities", {}),
                               sets[static_cast<std::size_t>(set)], names);
    }

    /// Text of at most `most` bytes: `fill(char*)` writes it and returns how many bytes it wrote.
    template <class Fill>
    static std::string make_text(value&, std::size_t most, Fill const& fill)
    {
        return detail::make_text(heap{}, most, fill);
    }

    /// The spec as JSON text.
    static std::string text(value const& spec) { return boost::json::serialize(spec); }

    /// Whether every member that a verb sets, adds to or looks at has the kind that the runtime spec gives it, and
    /// every element of such a list, whichever policies there are. One walk over those places, which goes into no
    /// others. Errors: `errc::wrong_type`, with the JSON pointer, and what was expected and found there.
    static status check(value const& spec) { return spec.is_null() ? status{} : detail::check_kinds(spec); }

private:
    using object = boost::json::object;

    static boost::json::string string(value const& spec, std::string_view text)
    {
        return detail::json_string(text, spec.storage());
    }
    static void put(object& made, std::string_view name, std::string_view text)
    {
        made[name] = detail::json_string(text, made.storage());
    }
    static void put_some(object& made, std::string_view name, std::string_view text)
    {
        if (!text.empty()) put(made, name, text);
    }

    static object* top(value& spec) { return detail::json_object(spec, {{"ociVersion", ""}}); }
    static object* process(value& spec)
    {
        return detail::json_object(top(spec), "process", {{"user", {{"uid", 0}, {"gid", 0}}}, {"cwd", ""}});
    }
    static object* kernel(value& spec) { return detail::json_object(top(spec), "linux", {}); }

    static mount_text texts_of(object const* mount)
    {
        return {detail::json_text_in(mount, "destination"), detail::json_text_in(mount, "type"),
                detail::json_text_in(mount, "source")};
    }
    static void set_list(value& spec, std::string_view name, std::span<std::string_view const> texts)
    {
        auto* const in = kernel(spec);
        detail::json_clear(detail::json_list(in, {name}));
        detail::json_add_texts(in, name, texts);
    }
};

namespace oci {

/// Reads the text of a spec as a JSON value, and keeps all that it holds; a number that is no whole one of 64 bits
/// becomes a double. Of two equal keys the later one counts; no more than `max_depth` objects and arrays may be within
/// one another. What the members are, `spec_traits::check` says. Errors, with JSON pointer, line and column:
/// `errc::syntax`, `too_deep`; with a pointer: `number_out_of_range`, for what no double holds.
inline result<boost::json::value> read_json(std::string_view text, std::size_t max_depth = 32)
{
    boost::json::parse_options options;
    options.max_depth = max_depth;
    boost::json::parser parser{{}, options};
    boost::json::error_code error;
    std::size_t const read = parser.write_some(text, error);
    if (status s = detail::parse_status(text, max_depth, error, read); !s) return s;
    return detail::with_finite_numbers(parser.release());
}

}  // namespace oci
}  // namespace specline
#endif
