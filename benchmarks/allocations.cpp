// SPDX-License-Identifier: BSL-1.0
// How often plugin text to spec text takes memory from the heap, in the steady state, on the machine.
#include "setting.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

namespace {

std::size_t allocations = 0;

}  // namespace

// The other forms of the standard library come here. Not inlined: GCC would take one without the other for a mistake.
[[gnu::noinline]] void* operator new(std::size_t n)
{
    ++allocations;
    if (void* const p = std::malloc(n == 0 ? 1 : n)) return p;
    throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

template <class Kind>
void count(std::string const& inputs)
{
    specline::posix_host const machine;
    std::string const text = measure::file(inputs + "/volume.json");
    std::string const recorded = measure::file(inputs + "/volume.spec.json");
    Kind kind;
    if (setting::all(kind, text, machine) != recorded) measure::fail("specline: allocations: another spec");
    std::size_t const before = allocations;
    constexpr std::size_t rounds = 100;
    for (std::size_t i = 0; i < rounds; ++i) measure::keep(setting::all(kind, text, machine));
    double const each = static_cast<double>(allocations - before) / rounds;
    std::printf("{\"who\":\"specline\",\"work\":\"allocations\",\"input\":\"volume\",\"kind\":\"%s\",\"count\":%g}\n",
                std::string{Kind::name}.c_str(), each);
}

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const words{argc, argv};
    count<setting::view_kind>(words.inputs);
    count<setting::owned_kind>(words.inputs);
}
