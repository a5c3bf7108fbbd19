// SPDX-License-Identifier: BSL-1.0
// What a policy may do to the process of a spec.
#ifndef SPECLINE_VERBS_PROCESS_HPP
#define SPECLINE_VERBS_PROCESS_HPP

#include <specline/verbs/access.hpp>

#include <concepts>
#include <string_view>

namespace specline {

/// Which set of capabilities: capabilities(7).
enum class capability_set {
    bounding,     ///< the most that the process and its children can have
    effective,    ///< what the kernel checks
    inheritable,  ///< what programs that it executes may take over
    permitted,    ///< what it may make effective
    ambient,      ///< what programs without file capabilities keep
};

namespace detail {

/// One of the sets, lists of one type.
template <class Sets>
    requires requires(Sets& sets) {
        { sets.effective } -> std::same_as<decltype((sets.bounding))>;
        { sets.inheritable } -> std::same_as<decltype((sets.bounding))>;
        { sets.permitted } -> std::same_as<decltype((sets.bounding))>;
        { sets.ambient } -> std::same_as<decltype((sets.bounding))>;
    }
constexpr auto& list_in(Sets& sets, capability_set set)
{
    switch (set) {
    case capability_set::bounding: return sets.bounding;
    case capability_set::effective: return sets.effective;
    case capability_set::inheritable: return sets.inheritable;
    case capability_set::permitted: return sets.permitted;
    case capability_set::ambient: break;
    }
    return sets.ambient;
}

template <class Spec>
concept with_capabilities = requires(Spec& spec) {
    detail::list_in(detail::in(detail::in(spec.process).capabilities), capability_set::bounding);
};

}  // namespace detail

/// The verbs for the process of any struct with the runtime spec's names. A verb is there where its members are.
template <class Spec>
struct process_verbs {
    /// `process.terminal`.
    static constexpr void set_terminal(Spec& spec, bool terminal)
        requires requires { detail::in(spec.process).terminal; }
    {
        detail::in(spec.process).terminal = terminal;
    }
    /// `process.cwd`: an absolute path in the container.
    static constexpr void set_cwd(Spec& spec, std::string_view path)
        requires requires { detail::in(spec.process).cwd; }
    {
        detail::assign(detail::memory_in(spec), detail::in(spec.process).cwd, path);
    }
    /// Removes every word of `process.args`.
    static constexpr void clear_args(Spec& spec)
        requires requires { detail::in(spec.process).args; }
    {
        detail::in(spec.process).args = {};
    }
    /// Adds words at the end of `process.args`; `words` is any list of texts.
    template <class Words>
    static constexpr void add_args(Spec& spec, Words const& words)
        requires requires { detail::in(spec.process).args; }
    {
        detail::append_all(detail::memory_in(spec), detail::in(spec.process).args, words);
    }
    /// Removes every entry of `process.env`.
    static constexpr void clear_env(Spec& spec)
        requires requires { detail::in(spec.process).env; }
    {
        detail::in(spec.process).env = {};
    }
    /// Adds entries, `NAME=value`, at the end of `process.env`; `entries` is any list of texts.
    template <class Entries>
    static constexpr void add_env(Spec& spec, Entries const& entries)
        requires requires { detail::in(spec.process).env; }
    {
        detail::append_all(detail::memory_in(spec), detail::in(spec.process).env, entries);
    }

    /// Adds names, with `CAP_`, at the end of one of the sets of `process.capabilities`; `names` is any list of texts.
    template <class Names>
    static constexpr void add_capabilities(Spec& spec, capability_set set, Names const& names)
        requires detail::with_capabilities<Spec>
    {
        auto& sets = detail::in(detail::in(spec.process).capabilities);
        detail::append_all(detail::memory_in(spec), detail::list_in(sets, set), names);
    }
};

}  // namespace specline
#endif
