// SPDX-License-Identifier: BSL-1.0
// What a container may do to block devices: runtime-spec, config-linux.md, "Block IO".
#ifndef SPECLINE_OCI_BLOCK_IO_HPP
#define SPECLINE_OCI_BLOCK_IO_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// The weight of the container's I/O on a device.
/// Source: runtime-spec, config-linux.md, "Block IO".
template <class Text>
struct weight_device {
    std::int64_t major = 0;                     ///< of the device
    std::int64_t minor = 0;                     ///< of the device
    std::optional<std::uint16_t> weight{};      ///< 10 to 1000, against other groups
    std::optional<std::uint16_t> leafWeight{};  ///< against the groups below
    unknown_members<Text> unknown{};            ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"major", &weight_device::major>,
                                                 detail::always<"minor", &weight_device::minor>,
                                                 detail::member<"weight", &weight_device::weight>,
                                                 detail::member<"leafWeight", &weight_device::leafWeight>> {};
};

/// The most that the container may read from, or write to, a device.
/// Source: runtime-spec, config-linux.md, "Block IO".
template <class Text>
struct throttle_device {
    std::int64_t major = 0;           ///< of the device
    std::int64_t minor = 0;           ///< of the device
    std::uint64_t rate = 0;           ///< bytes, or operations, a second
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"major", &throttle_device::major>,
                                                 detail::always<"minor", &throttle_device::minor>,
                                                 detail::always<"rate", &throttle_device::rate>> {};
};

/// Weights and rates for block devices.
/// Source: runtime-spec, config-linux.md, "Block IO".
template <class Text>
struct block_io {
    std::optional<std::uint16_t> weight{};                           ///< 10 to 1000, against other groups
    std::optional<std::uint16_t> leafWeight{};                       ///< against the groups below
    list_of<Text, weight_device<Text>> weightDevice{};               ///< by device
    list_of<Text, throttle_device<Text>> throttleReadBpsDevice{};    ///< bytes read a second
    list_of<Text, throttle_device<Text>> throttleWriteBpsDevice{};   ///< bytes written a second
    list_of<Text, throttle_device<Text>> throttleReadIOPSDevice{};   ///< readings a second
    list_of<Text, throttle_device<Text>> throttleWriteIOPSDevice{};  ///< writings a second
    unknown_members<Text> unknown{};                                 ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::member<"weight", &block_io::weight>,
                          detail::member<"leafWeight", &block_io::leafWeight>,
                          detail::member<"weightDevice", &block_io::weightDevice>,
                          detail::member<"throttleReadBpsDevice", &block_io::throttleReadBpsDevice>,
                          detail::member<"throttleWriteBpsDevice", &block_io::throttleWriteBpsDevice>,
                          detail::member<"throttleReadIOPSDevice", &block_io::throttleReadIOPSDevice>,
                          detail::member<"throttleWriteIOPSDevice", &block_io::throttleWriteIOPSDevice>> {};
};

}  // namespace specline::oci
#endif
