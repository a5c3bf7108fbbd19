// SPDX-License-Identifier: BSL-1.0
// Reads golden cases, a line each, that the engine has just answered on this machine, and compares specline's answers,
// of both kinds. Usage: parity_live N, where N lines must come. Prints a sentence; exit status 1 where anything
// differs.
#include "cases.hpp"

#include <specline/host/posix.hpp>

#include <cstddef>
#include <iostream>
#include <string>

int main(int argc, char** argv)
{
    namespace sl = specline;
    sl::posix_host const host;
    std::size_t specs = 0, refused = 0, wrong = 0;
    for (std::string line; std::getline(std::cin, line);) {
        auto const c = golden::read_case(line);
        sl::read_options const options{.id = c.id};
        auto const difference = golden::difference(c, golden::build_as<sl::oci::spec>(c, host, options)) +
                                golden::difference(c, golden::build_as<sl::oci::spec_view>(c, host, options));
        ++(c.fails ? refused : specs);
        if (difference.empty()) continue;
        if (++wrong <= 20) std::cerr << difference << "  the case is    " << line << '\n';
    }
    if (argc != 2 || std::to_string(specs + refused) != argv[1]) return (std::cerr << "lines are missing\n"), 1;
    std::cout << specs << " specs and " << refused << " refusals of the engine: " << wrong << " differences\n";
    return wrong == 0 ? 0 : 1;
}
