// SPDX-License-Identifier: BSL-1.0
// The members of a plugin's text: how they are called there, what they hold, and where that goes in the model.
#ifndef SPECLINE_DETAIL_PLUGIN_FIELDS_HPP
#define SPECLINE_DETAIL_PLUGIN_FIELDS_HPP

#include <specline/detail/field.hpp>
#include <specline/plugin/model.hpp>

#include <array>

namespace specline::detail {

template <class Text>
struct fields_of<Text, plugin_args<Text>> {
    using S = plugin_args<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::settable>("settable"),
        make_field<Text, &S::value>("value"),
    };
};

template <class Text>
struct fields_of<Text, plugin_env<Text>> {
    using S = plugin_env<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::settable>("settable"),
        make_field<Text, &S::value>("value"),
    };
};

template <class Text>
struct fields_of<Text, plugin_device<Text>> {
    using S = plugin_device<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::path>("path", true),
        make_field<Text, &S::settable>("settable"),
    };
};

template <class Text>
struct fields_of<Text, plugin_mount<Text>> {
    using S = plugin_mount<Text>;
    static constexpr std::array list{
        make_field<Text, &S::name>("name"),           make_field<Text, &S::description>("description"),
        make_field<Text, &S::source>("source", true), make_field<Text, &S::destination>("destination", true),
        make_field<Text, &S::type>("type"),           make_field<Text, &S::options>("options"),
        make_field<Text, &S::settable>("settable"),
    };
};

template <class Text>
struct fields_of<Text, plugin_interface<Text>> {
    using S = plugin_interface<Text>;
    static constexpr std::array list{
        make_field<Text, &S::socket>("socket"),
        make_field<Text, &S::protocol_scheme>("protocolscheme"),
        make_field<Text, &S::types>("types"),
    };
};

template <class Text>
struct fields_of<Text, plugin_linux<Text>> {
    using S = plugin_linux<Text>;
    static constexpr std::array list{
        make_field<Text, &S::allow_all_devices>("allowalldevices"),
        make_field<Text, &S::capabilities>("capabilities"),
        make_field<Text, &S::devices>("devices"),
    };
};

template <class Text>
struct fields_of<Text, plugin_network<Text>> {
    using S = plugin_network<Text>;
    static constexpr std::array list{
        make_field<Text, &S::type>("type"),
    };
};

template <class Text>
struct fields_of<Text, plugin_user> {
    using S = plugin_user;
    static constexpr std::array list{
        make_field<Text, &S::uid>("uid"),
        make_field<Text, &S::gid>("gid"),
    };
};

template <class Text>
struct fields_of<Text, plugin_rootfs<Text>> {
    using S = plugin_rootfs<Text>;
    static constexpr std::array list{
        make_field<Text, &S::type>("type"),
        make_field<Text, &S::diff_ids>("diff_ids"),
    };
};

template <class Text>
struct fields_of<Text, basic_config<Text>> {
    using S = basic_config<Text>;
    static constexpr std::array list{
        make_field<Text, &S::args>("args"),
        make_field<Text, &S::description>("description"),
        make_field<Text, &S::docker_version>("dockerversion"),
        make_field<Text, &S::documentation>("documentation"),
        make_field<Text, &S::entrypoint>("entrypoint"),
        make_field<Text, &S::env>("env"),
        make_field<Text, &S::iface>("interface"),
        make_field<Text, &S::ipc_host>("ipchost"),
        make_field<Text, &S::linux_>("linux"),
        make_field<Text, &S::mounts>("mounts"),
        make_field<Text, &S::network>("network"),
        make_field<Text, &S::pid_host>("pidhost"),
        make_field<Text, &S::propagated_mount>("propagatedmount", true),
        make_field<Text, &S::rootfs>("rootfs"),
        make_field<Text, &S::user>("user"),
        make_field<Text, &S::work_dir>("workdir", true),
    };
};

template <class Text>
struct fields_of<Text, basic_settings<Text>> {
    using S = basic_settings<Text>;
    static constexpr std::array list{
        make_field<Text, &S::args>("args"),
        make_field<Text, &S::devices>("devices"),
        make_field<Text, &S::env>("env"),
        make_field<Text, &S::mounts>("mounts"),
    };
};

template <class Text>
struct fields_of<Text, basic_plugin<Text>> {
    using S = basic_plugin<Text>;
    static constexpr std::array list{
        make_field<Text, &S::config>("config"),
        make_field<Text, &S::enabled>("enabled"),
        make_field<Text, &S::id>("id"),
        make_field<Text, &S::name>("name"),
        make_field<Text, &S::reference>("pluginreference"),
        make_field<Text, &S::settings>("settings"),
    };
};

}  // namespace specline::detail
#endif
