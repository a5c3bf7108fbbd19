// SPDX-License-Identifier: BSL-1.0
// What specs that are built by hand ask of a machine: the real one, and one made of facts, without system calls.
#ifndef SPECLINE_BENCHMARKS_PEERS_MACHINE_HPP
#define SPECLINE_BENCHMARKS_PEERS_MACHINE_HPP

#include "../measure.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <cstdint>
#include <string>

namespace machine {

// The folder of volume.spec.json.
inline std::string const rootfs = "/var/lib/docker/plugins/abc123/rootfs";

struct node {
    char const* type;
    std::int64_t major;
    std::int64_t minor;
    std::uint32_t mode;
    std::uint32_t uid;
    std::uint32_t gid;
};

struct real {
    static void make_folder(std::string const& path)
    {
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) measure::fail("cannot make " + path);
    }
    static node look_at(std::string const& path)
    {
        struct stat s{};
        if (::lstat(path.c_str(), &s) != 0) measure::fail("cannot look at " + path);
        return {
            S_ISBLK(s.st_mode) ? "b" : "c", major(s.st_rdev), minor(s.st_rdev), s.st_mode & 0777, s.st_uid, s.st_gid};
    }
};

struct facts {
    static void make_folder(std::string const&) {}
    static node look_at(std::string const&) { return {"c", 1, 3, 0666, 0, 0}; }  // /dev/null
};

}  // namespace machine
#endif
