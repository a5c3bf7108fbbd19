// SPDX-License-Identifier: BSL-1.0
// The process of a container: runtime-spec, config.md, "Process".
#ifndef SPECLINE_OCI_PROCESS_HPP
#define SPECLINE_OCI_PROCESS_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// Whom the process runs as.
struct user {
    std::uint32_t uid = 0;  ///< user id in the container
    std::uint32_t gid = 0;  ///< group id in the container
};

/// Capability sets of the process: names with `CAP_`, capabilities(7).
template <class Text>
struct capabilities {
    list_of<Text, Text> bounding{};     ///< the most that it and its children can have
    list_of<Text, Text> effective{};    ///< what it has
    list_of<Text, Text> inheritable{};  ///< what programs it executes may take over
    list_of<Text, Text> permitted{};    ///< what it may make effective
    list_of<Text, Text> ambient{};      ///< what programs without file capabilities keep
};

/// The process that a runtime starts.
template <class Text>
struct process {
    bool terminal = false;                                  ///< whether it gets a terminal
    oci::user user{};                                       ///< whom it runs as
    list_of<Text, Text> args{};                             ///< the program and its arguments, execvp(3)
    list_of<Text, Text> env{};                              ///< `NAME=value`
    Text cwd{};                                             ///< absolute path in the container
    std::optional<oci::capabilities<Text>> capabilities{};  ///< none: the runtime's own choice
    bool noNewPrivileges = false;                           ///< prctl(2), PR_SET_NO_NEW_PRIVS
    Text apparmorProfile{};                                 ///< name of a loaded profile, or empty
    std::optional<int> oomScoreAdj{};                       ///< -1000 to 1000, proc(5)
    Text selinuxLabel{};                                    ///< context of the process, or empty
};

}  // namespace specline::oci

namespace boost::hana {

template <>
struct accessors_impl<specline::oci::user> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::user;
        using specline::detail::member;
        return make_tuple(member<"uid", &S::uid>(), member<"gid", &S::gid>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::capabilities<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::capabilities<Text>;
        using specline::detail::member;
        return make_tuple(member<"bounding", &S::bounding>(), member<"effective", &S::effective>(),
                          member<"inheritable", &S::inheritable>(), member<"permitted", &S::permitted>(),
                          member<"ambient", &S::ambient>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::process<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::process<Text>;
        using specline::detail::member;
        return make_tuple(member<"terminal", &S::terminal>(), member<"user", &S::user>(), member<"args", &S::args>(),
                          member<"env", &S::env>(), member<"cwd", &S::cwd>(),
                          member<"capabilities", &S::capabilities>(), member<"noNewPrivileges", &S::noNewPrivileges>(),
                          member<"apparmorProfile", &S::apparmorProfile>(), member<"oomScoreAdj", &S::oomScoreAdj>(),
                          member<"selinuxLabel", &S::selinuxLabel>());
    }
};

}  // namespace boost::hana
#endif
