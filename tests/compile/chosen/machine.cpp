// SPDX-License-Identifier: BSL-1.0
// The same in each program: a machine, and a plugin that is not known before the program runs.
#include "machine.hpp"

#include <array>
#include <cstddef>

int main(int count, char** words)
{
    if (count != 3) return 2;
    std::array<std::byte, 8192> bytes;
    specline::arena room{bytes};
    specline::posix_host const machine;
    plugin_at_hand plugin{.id = words[1]};
#ifndef OWNED
    plugin.room = &room;
#endif
    plugin.config.network.type = words[2];
    specline::bundle const where{.rootfs = words[1], .exec_root = words[2]};
    return build({plugin, where, machine, room}) ? 0 : 1;
}

void use(void const* built) { asm volatile("" : : "r"(built) : "memory"); }
