// SPDX-License-Identifier: BSL-1.0
// How a call says that it failed, and why: status, and result<T> for calls that give a value.
#ifndef SPECLINE_STATUS_HPP
#define SPECLINE_STATUS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace specline {

/// What went wrong. Each one says what causes it and what to do.
enum class errc : unsigned char {
    /// Nothing went wrong.
    ok,
    /// The text is no JSON, or has bad UTF-8 or a lone surrogate. Mend the text at the place named.
    syntax,
    /// A member has another JSON type than it must have. Mend the text at the place named.
    wrong_type,
    /// A number does not fit its member (uid and gid have 32 bits, unsigned). Mend the text.
    number_out_of_range,
    /// Objects and arrays are nested deeper than `read_options::max_depth`. Raise it, or mend the text.
    too_deep,
    /// A spec has a member that is not in the runtime spec, and `oci::unknown::refuse` was asked for, or `report`. Mend
    /// the text, or keep such members.
    unknown_member,
    /// A path holds a NUL, which no system call can carry. Mend the text or the setting.
    nul_in_path,
    /// The text is an array without a plugin in it, or without the one asked for. Give another id.
    no_plugin,
    /// The text is an array of several plugins. Choose one with `read_options::id`.
    several_plugins,
    /// The text has another id than the one asked for. Give that one, or none.
    id_mismatch,
    /// The plugin is enabled, and an enabled plugin takes no settings. Disable it first.
    plugin_enabled,
    /// A setting has nothing before its `=`. Write `name[.field][=value]`.
    setting_format,
    /// The plugin's config has no env, mount, device or args of that name. Look at the config.
    setting_not_found,
    /// The config does not list that field as settable. Change the config, or leave the setting.
    setting_not_settable,
    /// Several fields are settable. Name one: `name.field=value`.
    setting_several_fields,
    /// A mount without a source, or a device without a path, cannot be set. Give it one in the config.
    setting_no_value,
    /// The plugin's id cannot name a folder: empty, `.`, `..`, with `/` or NUL, or over 255 bytes.
    bad_id,
    /// A mount has no source. Set it: `name.source=/path`.
    mount_without_source,
    /// A device has no path. Set it in the config.
    device_without_path,
    /// No device node at a path, nor below it. Give the path of a node, or of a folder of nodes.
    not_a_device,
    /// The machine refused: `status::system_error` has the errno.
    system,
    /// The arena has no room left. Give it more bytes; `arena::missing` says how many at least.
    arena_full,
    /// An embedder's own policy or spec type refused. Its words say why.
    refused,
};

namespace detail {

/// A text of its own, usable in constant expressions, where std::string may not be
/// (libstdc++ 12 under clang).
class owned_text {
public:
    constexpr owned_text() noexcept = default;
    constexpr explicit owned_text(std::string_view text)
        : data_{text.empty() ? nullptr : new char[text.size()]}, size_{text.size()}
    {
        for (std::size_t i = 0; i < size_; ++i) data_[i] = text[i];
    }
    constexpr owned_text(owned_text const& other) : owned_text{other.view()} {}
    constexpr owned_text(owned_text&& other) noexcept : data_{other.data_}, size_{other.size_}
    {
        other.data_ = nullptr;
        other.size_ = 0;
    }
    constexpr owned_text& operator=(owned_text other) noexcept
    {
        char* const old = data_;
        data_ = other.data_;
        size_ = other.size_;
        other.data_ = old;
        return *this;
    }
    constexpr ~owned_text() { delete[] data_; }

    constexpr std::string_view view() const noexcept { return {data_, size_}; }

private:
    char* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Adds `part` as people may see it: each byte of a control character, which a terminal would obey, as `\xNN`. Those
/// are U+0000 to U+001F and U+007F to U+009F.
inline void add_shown(std::string& text, std::string_view part)
{
    bool behind_lead = false;  // of U+0080 to U+009F: 0xc2, then 0x80 to 0x9f
    for (std::size_t i = 0; i < part.size(); ++i) {
        auto const byte = static_cast<unsigned char>(part[i]);
        bool const leads = byte == 0xc2 && i + 1 < part.size() && (part[i + 1] & 0xe0) == 0x80;
        if (byte >= 0x20 && byte != 0x7f && !leads && !behind_lead) text.push_back(part[i]);
        else text.append("\\x").append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
        behind_lead = leads;
    }
}

}  // namespace detail

/// Where something is in a text: line and column begin at 1, a column is a byte.
struct text_place {
    std::size_t line = 0;    ///< 0 where the failure is in no text
    std::size_t column = 0;  ///< in bytes
};

/// Success, or one failure with all that is known of it. The size of a pointer; only a failure
/// allocates. Usable in constant expressions.
class [[nodiscard]] status {
public:
    /// Success.
    constexpr status() noexcept = default;

    /// A failure. `what` is a sentence, `where` what it happened at: a mount's destination, a device's name or
    /// path, or the JSON pointer of a member; `system_error` an errno, or 0. Both texts are copied.
    [[gnu::cold]] constexpr status(errc code, std::string_view what, std::string_view where = {}, int system_error = 0,
                                   text_place place = {})
        : report_{new report{code, system_error, place, detail::owned_text{what}, detail::owned_text{where},
                             detail::owned_text{}}}
    {
    }

    /// A copy, of a failure's texts too.
    constexpr status(status const& other) : report_{other.report_ ? new report{*other.report_} : nullptr} {}
    /// Takes over from `other`, which is a success then.
    constexpr status(status&& other) noexcept : report_{other.report_} { other.report_ = nullptr; }
    /// As above.
    constexpr status& operator=(status other) noexcept
    {
        report* const old = report_;
        report_ = other.report_;
        other.report_ = old;
        return *this;
    }
    constexpr ~status()
    {
        if (report_ != nullptr) drop();
    }

    /// Whether nothing went wrong.
    constexpr bool ok() const noexcept { return report_ == nullptr; }
    /// The same as `ok`.
    constexpr explicit operator bool() const noexcept { return ok(); }

    /// What went wrong, for programs.
    constexpr errc code() const noexcept { return report_ ? report_->code : errc::ok; }
    /// What went wrong, in a sentence for people; empty on success.
    constexpr std::string_view what() const noexcept { return report_ ? report_->what.view() : ""; }
    /// A mount's destination, a device's name, a path, or a JSON pointer; may be empty.
    constexpr std::string_view where() const noexcept { return report_ ? report_->where.view() : ""; }
    /// The name of the policy that failed; empty where no policy did.
    constexpr std::string_view policy() const noexcept { return report_ ? report_->policy.view() : ""; }
    /// The errno of the system call that failed, or 0.
    constexpr int system_error() const noexcept { return report_ ? report_->system_error : 0; }
    /// The line in the text that was read, from 1; 0 where the failure is in no text.
    constexpr std::size_t line() const noexcept { return report_ ? report_->place.line : 0; }
    /// The column in that line, from 1, in bytes; 0 where the failure is in no text.
    constexpr std::size_t column() const noexcept { return report_ ? report_->place.column : 0; }

    /// The same failure, with the name of the policy that it befell. A name that is there already stays.
    constexpr status in(std::string_view policy_name) &&
    {
        if (report_ && report_->policy.view().empty()) report_->policy = detail::owned_text{policy_name};
        return std::move(*this);
    }

    /// All of it but line and column, in one line: `what: system error (policy: where)`. Control characters, which a
    /// path or a name may have, are shown as `\xNN`.
    std::string message() const
    {
        std::string text;
        detail::add_shown(text, what());
        if (system_error() != 0) text.append(": ").append(std::generic_category().message(system_error()));
        if (policy().empty() && where().empty()) return text;
        text.append(" (").append(policy());
        if (!policy().empty() && !where().empty()) text.append(": ");
        detail::add_shown(text, where());
        return text.append(")");
    }

private:
    // A failure is rare: what deals with one stands apart from what runs.
    [[gnu::cold, gnu::noinline]] constexpr void drop() noexcept { delete report_; }

    struct report {
        errc code;
        int system_error;
        text_place place;
        detail::owned_text what;
        detail::owned_text where;
        detail::owned_text policy;
    };
    report* report_ = nullptr;
};

namespace detail {

/// Makes a new `T` where it is put. `T()` would set it to zero first, and then to what it begins with.
template <class T>
struct fresh {
    constexpr operator T() const { return T{}; }
};

}  // namespace detail

/// A value, or the failure that there is none.
template <class T>
class [[nodiscard]] result {
public:
    /// A value.
    constexpr result(T&& value) : value_{std::move(value)} {}
    /// A copy of a value.
    constexpr result(T const& value) : value_{value} {}
    /// A failure. `why` must be one.
    constexpr result(specline::status why) : status_{std::move(why)} {}
    /// A value as it begins, and as `work(T&)`, which returns a status, leaves it where it is: a spec is large to move,
    /// and no move of one is compiled where none is made. Where the work fails there is no value.
    template <class Work>
    constexpr explicit result(std::in_place_t, Work const& work) : value_{std::in_place, detail::fresh<T>{}}
    {
        status_ = work(*value_);
        if (!status_) value_.reset();
    }

    /// Whether there is a value.
    constexpr bool ok() const noexcept { return value_.has_value(); }
    /// The same as `ok`.
    constexpr explicit operator bool() const noexcept { return ok(); }

    /// The value, which must be there.
    constexpr T& operator*() & noexcept { return *value_; }
    constexpr T const& operator*() const& noexcept { return *value_; }    ///< the same
    constexpr T&& operator*() && noexcept { return *std::move(value_); }  ///< the same
    constexpr T* operator->() noexcept { return &*value_; }               ///< the same
    constexpr T const* operator->() const noexcept { return &*value_; }   ///< the same

    /// Why there is no value; success where there is one.
    constexpr specline::status const& status() const& noexcept { return status_; }
    constexpr specline::status&& status() && noexcept { return std::move(status_); }  ///< the same

private:
    specline::status status_;
    std::optional<T> value_;
};

}  // namespace specline
#endif
