// SPDX-License-Identifier: BSL-1.0
// The machine of world.json, for real: nodes, links and mounts in a mount namespace of the test's own.
#ifndef SPECLINE_TESTS_HOST_WORLD_HPP
#define SPECLINE_TESTS_HOST_WORLD_HPP

#include "golden.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

namespace world {

inline void must(long result, std::string const& what)
{
    if (result == -1) throw std::runtime_error{what + ": " + std::strerror(errno)};
}

inline void write_file(std::string const& path, std::string_view text)
{
    int const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    must(fd, path);
    auto const n = ::write(fd, text.data(), text.size());
    ::close(fd);
    must(n, path);
}

// Runs `inside` in a child process, which gives a text: what is wrong there. Exceptions are wrong too.
template <class Inside>
std::string in_child(Inside const& inside)
{
    int ends[2];
    must(::pipe2(ends, O_CLOEXEC), "pipe");
    std::fflush(nullptr);
    ::pid_t const child = ::fork();
    must(child, "fork");
    if (child == 0) {
        std::string wrong;
        try {
            wrong = inside();
        } catch (std::exception const& e) {
            wrong = e.what();
        }
        for (std::string_view rest = wrong; !rest.empty();) {
            auto const n = ::write(ends[1], rest.data(), rest.size());
            if (n <= 0) break;
            rest.remove_prefix(static_cast<std::size_t>(n));
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    std::string wrong;
    char part[4096];
    for (::ssize_t n; (n = ::read(ends[0], part, sizeof part)) > 0;) wrong.append(part, static_cast<std::size_t>(n));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) wrong += "the child died, status " + std::to_string(status);
    return wrong;
}

// Whether this process may make mount namespaces and device nodes there.
inline std::string why_not()
{
    if (::geteuid() != 0) return "needs root";
    return in_child([]() -> std::string {
        must(::unshare(CLONE_NEWNS), "this machine lets no mount namespace be made");
        must(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "mounts cannot be made private");
        must(::mount("tmpfs", "/tmp", "tmpfs", 0, nullptr), "this machine lets no tmpfs be mounted");
        must(::mknod("/tmp/node", S_IFCHR | 0600, ::makedev(1, 3)), "this machine lets no device node be made");
        return {};
    });
}

// Leaves the mounts of the machine to themselves, with an empty /tmp, which is the working folder.
inline void enter_namespace()
{
    ::umask(0);
    must(::unshare(CLONE_NEWNS), "unshare");
    must(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "private");
    must(::mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777"), "/tmp");
    must(::chdir("/tmp"), "/tmp");
}

// Becomes root in a user namespace with one user.
inline void enter_user_namespace()
{
    auto const uid = std::to_string(::getuid()), gid = std::to_string(::getgid());
    must(::unshare(CLONE_NEWUSER), "unshare");
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", "0 " + uid + " 1");
    write_file("/proc/self/gid_map", "0 " + gid + " 1");
}

// Whether a user namespace can be made: not in a chroot, and not where the machine forbids it.
inline std::string why_no_user_namespace()
{
    return in_child([]() -> std::string {
        must(::unshare(CLONE_NEWUSER), "this machine lets no user namespace be made");
        return {};
    });
}

// Makes what the facts say, below a /tmp and a /dev of its own; /etc and /root get nothing that is not in them.
inline void make(specline::memory_facts const& facts)
{
    namespace fs = std::filesystem;
    for (auto const* folder : {"/dev", "/etc", "/root"}) must(::mount("tmpfs", folder, "tmpfs", 0, "mode=755"), folder);
    for (auto const f : facts.folders) fs::create_directories(f);
    for (auto const& m : facts.mounts) fs::create_directories(m.path);
    for (auto const& m : facts.mounts)
        must(::mount("tmpfs", std::string{m.path}.c_str(), "tmpfs", 0, nullptr), "mount");
    for (auto const f : facts.files) {
        fs::create_directories(fs::path{f}.parent_path());
        write_file(std::string{f}, "");
    }
    for (auto const& l : facts.links) must(::symlink(std::string{l.to}.c_str(), std::string{l.path}.c_str()), "link");
    for (auto const& d : facts.devices) {
        std::string const path{d.path};
        fs::create_directories(fs::path{path}.parent_path());
        ::mode_t const type = d.what.type == specline::node_type::block       ? S_IFBLK
                              : d.what.type == specline::node_type::character ? S_IFCHR
                                                                              : S_IFIFO;
        must(::mknod(path.c_str(), type | d.what.mode, ::makedev(d.what.major, d.what.minor)), path);
        must(::lchown(path.c_str(), d.what.uid, d.what.gid), path);
    }
    for (auto const& m : facts.mounts) {
        using enum specline::locked_flags;
        unsigned long flags = MS_REMOUNT;
        auto const add = [&](specline::locked_flags f, unsigned long bit) { flags |= has(m.flags, f) ? bit : 0UL; };
        add(ro, MS_RDONLY), add(nodev, MS_NODEV), add(noexec, MS_NOEXEC), add(nosuid, MS_NOSUID);
        add(noatime, MS_NOATIME), add(nodiratime, MS_NODIRATIME);
        must(::mount("tmpfs", std::string{m.path}.c_str(), "tmpfs", flags, nullptr), "remount");
    }
}

}  // namespace world
#endif
