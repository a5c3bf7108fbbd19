// SPDX-License-Identifier: BSL-1.0
// What all benchmarks of specline share: the inputs, where the plugin's files are, the machines, and the two kinds.
#ifndef SPECLINE_BENCHMARKS_SETTING_HPP
#define SPECLINE_BENCHMARKS_SETTING_HPP

#include "measure.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/read.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace setting {

namespace sl = specline;

/// Where the plugin's files are. The spec names the exec root, so all programs have the same.
inline constexpr sl::bundle where{.rootfs = "/var/lib/docker/plugins/abc123/rootfs",
                                  .exec_root = "/tmp/specline-benchmarks"};

/// The exec root with the plugin's folder in it, so that the machine finds it there; removed by whom it was made.
class exec_folder {
public:
    exec_folder() : made_{std::filesystem::create_directories(std::filesystem::path{where.exec_root} / "abc123")} {}
    exec_folder(exec_folder const&) = delete;
    exec_folder& operator=(exec_folder const&) = delete;
    ~exec_folder()
    {
        if (made_) std::filesystem::remove_all(where.exec_root);
    }

private:
    bool made_;
};

/// The device of the volume plugin, as it is on every machine.
inline constexpr std::array<sl::memory_facts::device, 1> devices{
    {{"/dev/null", {.type = sl::node_type::character, .major = 1, .minor = 3, .mode = 0666}}}};
/// A machine with that device and nothing else.
inline constexpr sl::memory_facts facts{.devices = devices};

/// One of the inputs.
inline std::string input(std::string_view name)
{
    return measure::file(SPECLINE_BENCHMARK_INPUTS "/" + std::string{name});
}

/// Gives the id to a plugin that has none.
inline constexpr sl::read_options reading{.id = "abc123"};

/// The kind that borrows its text: all that it makes is in an arena, which is used again.
struct view_kind {
    using spec = sl::oci::spec_view;                  ///< its spec
    static constexpr std::string_view name = "view";  ///< its name in the figures

    std::size_t size;                                                                        ///< of the arena
    std::unique_ptr<std::byte[]> bytes = std::make_unique_for_overwrite<std::byte[]>(size);  ///< of the arena
    sl::arena room{std::span{bytes.get(), size}};                                            ///< where all of it is

    explicit view_kind(std::size_t arena_size = std::size_t{1} << 18) : size{arena_size} {}
    void clear() { room.clear(); }
    auto read_plugin(std::string_view text) { return sl::read_plugin(text, room, reading); }
    auto read_spec(std::string_view text) { return sl::oci::read(text, room); }
    template <class Pipeline, class Inputs>
    auto build(Pipeline const& pipeline, Inputs const& in)
    {
        return pipeline.template build<spec>(in, room);
    }
    auto write(spec const& value) { return *sl::oci::write(value, room); }
};

/// The kind that owns its text.
struct owned_kind {
    using spec = sl::oci::spec;                        ///< its spec
    static constexpr std::string_view name = "owned";  ///< its name in the figures

    void clear() {}
    auto read_plugin(std::string_view text) { return sl::read_plugin(text, reading); }
    auto read_spec(std::string_view text) { return sl::oci::read(text); }
    template <class Pipeline, class Inputs>
    auto build(Pipeline const& pipeline, Inputs const& in)
    {
        return pipeline.template build<spec>(in);
    }
    auto write(spec const& value) { return sl::oci::write(value); }
};

/// Plugin text to spec text. What it gives is gone with the next call.
template <class Kind, class Host>
auto all(Kind& kind, std::string_view text, Host& host)
{
    kind.clear();
    auto const plugin = kind.read_plugin(text);
    auto const spec = kind.build(sl::docker_plugin, sl::inputs{*plugin, where, host});
    return kind.write(*spec);
}

}  // namespace setting
#endif
