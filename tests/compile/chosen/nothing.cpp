// SPDX-License-Identifier: BSL-1.0
// Builds nothing.
#include "machine.hpp"

bool build(at_hand const& given)
{
    use(&given);
    return false;
}
