// SPDX-License-Identifier: BSL-1.0
// Policies, composed at compile time: checked, put in order, and run on one spec.
#ifndef SPECLINE_PIPELINE_HPP
#define SPECLINE_PIPELINE_HPP

#include <specline/arena.hpp>
#include <specline/detail/policy_list.hpp>
#include <specline/detail/type_name.hpp>
#include <specline/policy.hpp>
#include <specline/status.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline {

template <class... Policies>
class pipeline;

namespace detail {

/// A host that can do all; to find out what a policy lacks. It is only declared.
struct any_host {
    int make_folder(std::string_view, unsigned);
    answer<node> look(std::string_view);
    int resolve(std::string_view, auto const&);
    void walk(std::string_view, auto const&);
    answer<locked_flags> mount_flags(std::string_view);
    bool in_user_namespace();
};

/// Refuses what is no policy. This and the next two are functions, called where there is something to refuse: the
/// policy's name stands in the compiler's line, and nothing of them is left to be complained about.
template <class P>
constexpr void check_policy()
{
    static_assert(policy<P>, "specline: this is no policy: it needs a place, `static constexpr auto at = ...`");
}

/// Refuses two policies for one place.
template <std::size_t First, std::size_t Second, class P, class Q, bool SamePlace = true>
constexpr void check_two_policies(listed_policy<First, P> const*, listed_policy<Second, Q> const*)
{
    static_assert(!SamePlace, "specline: two policies for one place: leave one out");
}

/// Refuses a policy that this spec or this host cannot serve.
template <class P, class Spec, class Inputs>
constexpr void check_fit()
{
    using plugin = std::remove_cvref_t<decltype(std::declval<Inputs>().plugin)>;
    constexpr bool passed = policy_for<P, Spec, Inputs>;
    constexpr bool other_host = passed || policy_for<P, Spec, inputs<plugin, any_host>>;
    static_assert(passed || !other_host, "specline: the host lacks what this policy asks of it");
    static_assert(passed || other_host,
                  "specline: the spec type lacks a verb that this policy uses, or the host lacks what it asks, or it "
                  "has no `status apply(Spec&, Inputs const&) const`");
}

/// The order in which policies run, and the first two, if any, that want the same place.
template <std::size_t N>
struct schedule {
    std::array<std::size_t, N> indexes{};
    bool clash = false;
    std::size_t first = 0;
    std::size_t second = 0;
};

template <std::size_t N>
constexpr schedule<N> make_schedule(std::array<position, N> const& at)
{
    schedule<N> s;
    for (std::size_t i = 0; i < N; ++i) {
        std::size_t k = i;
        for (; k > 0 && at[s.indexes[k - 1]].order > at[i].order; --k) s.indexes[k] = s.indexes[k - 1];
        s.indexes[k] = i;
        bool const one_only = at[i].order % 2 == 0 && !(at[i] == position{place::modify});
        if (one_only && k > 0 && at[s.indexes[k - 1]] == at[i] && !s.clash) {
            s.clash = true;
            s.first = s.indexes[k - 1];
            s.second = i;
        }
    }
    return s;
}

/// The schedule of policies; the compiler speaks where they have none.
template <class... Policies>
constexpr schedule<sizeof...(Policies)> plan_of()
{
    if constexpr (sizeof...(Policies) == 0) return {};
    else if constexpr (!(policy<Policies> && ...))
        return (check_policy<Policies>(), ...), schedule<sizeof...(Policies)>{};
    else {
        constexpr auto plan = make_schedule<sizeof...(Policies)>({position{Policies::at}...});
        constexpr policy_list<Policies...> const* all = nullptr;
        if constexpr (plan.clash) check_two_policies<plan.first, plan.second>(all, all);
        return plan;
    }
}

/// Observes nothing, and costs nothing.
struct nobody {};

/// Runs one policy of a list; whether it and the spec are well.
template <std::size_t Index, class P, class Spec, class Inputs, class Observer>
constexpr bool run(listed_policy<Index, P> const& one, Spec& spec, Inputs const& in, [[maybe_unused]] Observer& observe,
                   status& done)
{
    done = one.policy.apply(spec, in);
    if (done) done = spec_traits<Spec>::check(spec);
    if (!done) done = std::move(done).in(detail::type_name<P>());
    else if constexpr (!std::is_same_v<Observer, nobody>) observe(detail::type_name<P>(), std::as_const(spec));
    return done.ok();
}

/// The policies of one part of a pipeline: of a pipeline within it, or the part itself.
template <class Part>
struct is_pipeline : std::false_type {};
template <class... Policies>
struct is_pipeline<pipeline<Policies...>> : std::true_type {};

template <class Part>
constexpr auto policies_of(Part const& part)
{
    if constexpr (is_pipeline<Part>::value) return part.policies();
    else return policy_list<std::decay_t<Part>>{{{part}}};  // a function is no policy, and no member of a list
}

}  // namespace detail

/// Policies in their places. The order in which they are listed has no meaning, but among several in one gap or at
/// `place::modify`. A pipeline that is listed among the policies stands for its own.
///
/// Refused by the compiler, in a sentence that begins with `specline:`: no policies, two for one place, what is no
/// policy, a spec type without a verb that a policy uses, a host without what a policy asks.
template <class... Policies>
class pipeline {
    static_assert(sizeof...(Policies) != 0, "specline: a pipeline needs at least one policy");
    static constexpr auto plan = detail::plan_of<Policies...>();
    static_assert(plan.indexes.size() == sizeof...(Policies));  // so that the plan is made where policies are listed

public:
    /// Takes the policies.
    constexpr explicit pipeline(Policies... policies) : policies_{{{std::move(policies)}...}} {}
    /// Takes those of other pipelines.
    constexpr explicit pipeline(detail::policy_list<Policies...> policies) : policies_{std::move(policies)} {}

    /// Builds a `Spec`, which owns its text, from nothing. Stops at the first policy that fails; the status has its
    /// name.
    template <class Spec, class Plugin, class Host>
    constexpr result<Spec> build(inputs<Plugin, Host> const& in) const
    {
        static_assert(!detail::with_room<Spec>, "specline: a spec of views needs an arena: build<Spec>(inputs, room)");
        return result<Spec>{std::in_place, [&](Spec& spec) { return apply(spec, in); }};
    }

    /// Builds a `Spec` of views, from nothing, in `room`. It lives as long as the plugin, the bundle's texts and the
    /// room. Errors: also `errc::arena_full`.
    template <class Spec, class Plugin, class Host>
    constexpr result<Spec> build(inputs<Plugin, Host> const& in, arena& room) const
    {
        static_assert(detail::with_room<Spec>, "specline: only a spec of views takes an arena: build<Spec>(inputs)");
        return result<Spec>{std::in_place, [&](Spec& spec) {
                                if constexpr (detail::with_room<Spec>) spec.room = &room;
                                return apply(spec, in);
                            }};
    }

    /// Applies the policies to a spec that is there. On failure the spec is half changed: throw it away.
    template <class Spec, class Plugin, class Host>
    constexpr status apply(Spec& spec, inputs<Plugin, Host> const& in) const
    {
        return apply(spec, in, detail::nobody{});
    }

    /// The same, and calls `observe(std::string_view policy, Spec const&)` with the spec as each policy left it.
    template <class Spec, class Plugin, class Host, class Observer>
    constexpr status apply(Spec& spec, inputs<Plugin, Host> const& in, Observer&& observe) const
    {
        constexpr bool changes = !std::is_const_v<Spec>;
        constexpr bool observes = std::is_same_v<std::remove_cvref_t<Observer>, detail::nobody> ||
                                  std::is_invocable_v<Observer&, std::string_view, Spec const&>;
        static_assert(changes, "specline: policies change the spec: give one that is not const");
        static_assert(observes, "specline: an observer is called with (std::string_view policy, Spec const&)");
        if constexpr (!changes || !observes) return {};
        else if constexpr (!(policy_for<Policies, Spec, inputs<Plugin, Host>> && ...)) {
            if constexpr ((policy<Policies> && ...)) (detail::check_fit<Policies, Spec, inputs<Plugin, Host>>(), ...);
            return {};
        } else {
            status done = spec_traits<Spec>::check(spec);
            [&]<std::size_t... Index>(std::index_sequence<Index...>) {
                (void)(done.ok() && ... && detail::run<plan.indexes[Index]>(policies_, spec, in, observe, done));
            }(std::index_sequence_for<Policies...>{});
            return done;
        }
    }

    /// The same pipeline with more policies, or with those of another pipeline.
    template <class... More>
    constexpr auto with(More const&... more) const
    {
        return specline::pipeline{(policies_ + ... + detail::policies_of(more))};
    }

    /// The same pipeline without the policies of these types, which must be in it.
    template <class... Unwanted>
    constexpr auto without() const
    {
        static_assert((is_one_of<Unwanted, Policies...> && ...),
                      "specline: a policy to leave out is not in the pipeline");
        return map([]<class P>(P const& p) {
            if constexpr (is_one_of<P, Unwanted...>) return detail::policy_list<>{};
            else return detail::policy_list<P>{{{p}}};
        });
    }

    /// The same pipeline with `better`, a policy or a pipeline, where a policy of the type `Old` was, which must be in
    /// it. Their places may differ.
    template <class Old, class New>
    constexpr auto replace(New const& better) const
    {
        static_assert(is_one_of<Old, Policies...>, "specline: a policy to replace is not in the pipeline");
        return map([&]<class P>(P const& p) {
            if constexpr (std::is_same_v<P, Old>) return detail::policies_of(better);
            else return detail::policy_list<P>{{{p}}};
        });
    }

    /// Calls `function(policy)` with each policy, as they are listed.
    template <class Function>
    constexpr void for_each(Function&& function) const
    {
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            (function(detail::policy_at<Index>(policies_)), ...);
        }(std::index_sequence_for<Policies...>{});
    }

    /// The policies, for a pipeline that is made of this one.
    constexpr detail::policy_list<Policies...> const& policies() const { return policies_; }

private:
    template <class T, class... List>
    static constexpr bool is_one_of = (std::is_same_v<T, List> || ...);

    // The pipeline of what `kept` gives for each policy: a list of those that stand for it.
    template <class Kept>
    constexpr auto map(Kept const& kept) const
    {
        return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            return specline::pipeline{(detail::policy_list<>{} + ... + kept(detail::policy_at<Index>(policies_)))};
        }(std::index_sequence_for<Policies...>{});
    }

    detail::policy_list<Policies...> policies_;
};
/// A pipeline of what is listed.
template <class... Policies>
pipeline(Policies...) -> pipeline<Policies...>;

namespace detail {

/// The pipeline of the policies of all parts.
template <class... Parts>
using flat_pipeline =
    decltype(specline::pipeline{(policy_list<>{} + ... + detail::policies_of(std::declval<Parts>()))});

}  // namespace detail

/// A pipeline with pipelines in it: the one of all their policies.
template <class... Parts>
    requires(detail::is_pipeline<Parts>::value || ...)
class pipeline<Parts...> : public detail::flat_pipeline<Parts...> {
public:
    /// Takes policies and pipelines.
    constexpr explicit pipeline(Parts const&... parts)
        : detail::flat_pipeline<Parts...>{(detail::policy_list<>{} + ... + detail::policies_of(parts))}
    {
    }
};

}  // namespace specline
#endif
