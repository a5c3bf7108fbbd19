// SPDX-License-Identifier: BSL-1.0
// Plugin text to spec text. With READS, it also reads a spec.
#include <specline/docker_plugin.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>
#ifdef READS
#include <specline/oci/read.hpp>
#endif

#include <string_view>

namespace sl = specline;

sl::result<std::string_view> spec_text(std::string_view plugin_text, sl::bundle const& where,
                                       sl::posix_host const& machine, sl::arena& room)
{
    auto const plugin = sl::read_plugin(plugin_text, room);
    if (!plugin) return plugin.status();
    auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*plugin, where, machine}, room);
    if (!spec) return spec.status();
    return sl::oci::write(*spec, room);
}

#ifdef READS
sl::result<sl::oci::spec_view> spec_of(std::string_view text, sl::arena& room) { return sl::oci::read(text, room); }
#endif
