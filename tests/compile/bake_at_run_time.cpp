// SPDX-License-Identifier: BSL-1.0
// The example's spec, built and written when the program runs.
#define main baked_main
#include "../../examples/bake.cpp"
#undef main

#include <cstddef>
#include <string>

int main()
{
    static std::array<std::byte, 65536> bytes;
    sl::arena room{bytes};
    auto const spec = make_spec(room);
    if (!spec) return 1;
    std::string const written = sl::oci::write(*spec);
    return std::fwrite(written.data(), 1, written.size(), stdout) == written.size() ? 0 : 1;
}
