// SPDX-License-Identifier: BSL-1.0
// What budget.sh counts: reading, building and writing the benchmarks' volume plugin, for both text kinds. Under
// callgrind each of them ends with a dump of its own instructions; the heap allocations are printed.
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <valgrind/callgrind.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace {
std::size_t allocations = 0;
}  // namespace

// Not inlined, as those of the standard library are not.
[[gnu::noinline]] void* operator new(std::size_t n)
{
    ++allocations;
    if (void* const p = std::malloc(n)) return p;
    throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace sl = specline;

namespace {

constexpr sl::bundle where{.rootfs = "/var/lib/docker/plugins/abc123/rootfs", .exec_root = "/run/docker/plugins"};
constexpr std::array<sl::memory_facts::device, 1> devices{
    {{"/dev/null", {.type = sl::node_type::character, .major = 1, .minor = 3, .mode = 0666}}}};

// The second call is counted: the first also binds symbols.
template <class Work>
void count(char const* name, Work const& work)
{
    static_cast<void>(work());
    allocations = 0;
    CALLGRIND_ZERO_STATS;
    auto const made = work();
    CALLGRIND_DUMP_STATS_AT(name);
    std::printf("%s: %zu\n", name, allocations);
}

template <class Spec, class... Room>
bool count_kind(std::array<char const*, 3> names, std::string_view text, Room&... room)
{
    auto const plugin = sl::read_plugin(text, room...);
    if (!plugin) return false;
    sl::memory_host host{{.devices = devices}};
    sl::inputs const in{*plugin, where, host};
    auto const spec = sl::docker_plugin.build<Spec>(in, room...);
    if (!spec) return false;
    count(names[0], [&] { return sl::read_plugin(text, room...); });
    count(names[1], [&] { return sl::docker_plugin.build<Spec>(in, room...); });
    count(names[2], [&] { return sl::oci::write(*spec, room...); });
    return true;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return 2;
    std::ifstream file{argv[1], std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    std::vector<std::byte> bytes(1 << 20);
    sl::arena room{bytes};
    bool const views = count_kind<sl::oci::spec_view>({"read view", "build view", "write view"}, text, room);
    return views && !room.full() && count_kind<sl::oci::spec>({"read owned", "build owned", "write owned"}, text) ? 0
                                                                                                                  : 1;
}
