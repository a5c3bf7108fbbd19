// SPDX-License-Identifier: BSL-1.0
// A host that can do nothing: enough for a pipeline without devices, and for no other.
// refused: specline: the host lacks what this policy asks of it
// names: check_fit.*policies::devices[,;]
#include <specline/docker_plugin.hpp>

namespace sl = specline;

struct idle_host {};

sl::result<sl::oci::spec> test(sl::plugin const& p, sl::bundle const& where)
{
    using namespace sl::policies;
    idle_host host;
    constexpr auto without_machine = sl::docker_plugin.without<exec_folder, rootless>();
#ifdef REFUSED
    return without_machine.build<sl::oci::spec>(sl::inputs{p, where, host});
#else
    return without_machine.without<devices>().build<sl::oci::spec>(sl::inputs{p, where, host});
#endif
}
