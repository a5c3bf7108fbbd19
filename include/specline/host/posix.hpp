// SPDX-License-Identifier: BSL-1.0
// The machine, by system calls.
#ifndef SPECLINE_HOST_POSIX_HPP
#define SPECLINE_HOST_POSIX_HPP

#include <specline/detail/descriptor.hpp>
#include <specline/host.hpp>

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace specline {

/// The machine. Each question is one system call, asked again where a signal interrupts it; no link is followed that is
/// not asked to be; every descriptor is closed, and none is handed on to a child. Relative paths begin at the working
/// folder. May be used by several threads at once.
class posix_host {
public:
    /// Asks what cannot change while a process lives: whether it is in a user namespace.
    posix_host() : in_user_namespace_{detail::in_user_namespace()} {}

    /// mkdir(2) with `mode` less the umask, parents too. Where it fails it removes the parents that it made.
    int make_folder(std::string_view path, unsigned mode) const
    {
        detail::c_path whole{path};
        if (whole.error() != 0) return whole.error();
        if (auto const there = look_at(whole.get())) return there.value.type == node_type::folder ? 0 : ENOTDIR;
        return make_missing(whole.get(), path.size(), static_cast<::mode_t>(mode));
    }

    /// lstat(2).
    answer<node> look(std::string_view path) const
    {
        detail::c_path const p{path};
        if (p.error() != 0) return {{}, p.error()};
        return look_at(p.get());
    }

    /// realpath(3).
    template <class Receive>
    int resolve(std::string_view path, Receive const& receive) const
    {
        detail::c_path const p{path};
        if (p.error() != 0) return p.error();
        char target[PATH_MAX];
        if (::realpath(p.get(), target) == nullptr) return errno;
        receive(std::string_view{target});
        return 0;
    }

    /// Walks the folder by descriptors, so that nobody can put a link in the way: openat(2), readdir(3), fstatat(2).
    template <class Receive>
    void walk(std::string_view path, Receive const& receive) const
    {
        detail::c_path const p{path};
        if (p.error() != 0) return;
        std::string below;
        std::size_t const most = PATH_MAX - 1 - path.size() - 1;  // the whole path is one that a system call takes
        detail::walk_folder(AT_FDCWD, p.get(), below, path.size() + 2 < PATH_MAX ? most : 0, receive);
    }

    /// statfs(2), the flags alone.
    answer<locked_flags> mount_flags(std::string_view path) const
    {
        detail::c_path const p{path};
        if (p.error() != 0) return {{}, p.error()};
        struct ::statfs found{};
        if (int const error = detail::retried([&] { return ::statfs(p.get(), &found); }); error != 0)
            return {{}, error};
        struct named {
            unsigned long bit;
            locked_flags flag;
        };
        static constexpr named names[] = {
            {ST_RDONLY, locked_flags::ro},       {ST_NODEV, locked_flags::nodev},
            {ST_NOEXEC, locked_flags::noexec},   {ST_NOSUID, locked_flags::nosuid},
            {ST_NOATIME, locked_flags::noatime}, {ST_NODIRATIME, locked_flags::nodiratime},
        };
        auto flags = locked_flags::none;
        for (auto const& [bit, flag] : names)
            if ((static_cast<unsigned long>(found.f_flags) & bit) != 0) flags = flags | flag;
        return {flags};
    }

    /// As /proc/self/uid_map said when the host was made.
    bool in_user_namespace() const noexcept { return in_user_namespace_; }

private:
    static answer<node> look_at(char const* path)
    {
        struct ::stat found{};
        if (int const error = detail::retried([&] { return ::lstat(path, &found); }); error != 0) return {{}, error};
        return {detail::node_of(found)};
    }

    // Makes what is missing of `path`, and removes what it made where the rest cannot be made.
    static int make_missing(char* path, std::size_t size, ::mode_t mode)
    {
        while (size > 1 && path[size - 1] == '/') path[--size] = '\0';
        char const* const end = path + size;
        char* at = path + size;  // where the path is cut off
        int error = make_one(path, mode);
        while (error == ENOENT) {
            char* const parent = cut(path);
            if (parent == nullptr) return error;
            at = parent;
            error = make_one(path, mode);
        }
        char const* made = nullptr;  // where the first folder ends that was made here
        for (;;) {
            if (error == EEXIST) made = nullptr;  // another's: it keeps those above
            else if (error != 0) break;
            else if (made == nullptr) made = at;
            if (at == end) return 0;
            while (*at == '\0') *at++ = '/';
            at += std::strlen(at);
            error = make_one(path, mode);
        }
        while (made != nullptr && at != made) {
            at = cut(path);
            (void)detail::retried([&] { return ::rmdir(path); });
        }
        return error;
    }

    // Cuts off the last name, with NULs in place of the slashes before it. Gives where; nullptr where no name is left.
    static char* cut(char* path)
    {
        char* at = std::strrchr(path, '/');
        while (at != nullptr && at != path && at[-1] == '/') --at;
        if (at == nullptr || at == path) return nullptr;
        for (char* slash = at; *slash == '/'; ++slash) *slash = '\0';
        return at;
    }

    // EEXIST where the folder is there, perhaps since another process just made it: that is well, but it is not ours.
    static int make_one(char const* folder, ::mode_t mode)
    {
        int const error = detail::retried([&] { return ::mkdir(folder, mode); });
        if (error != EEXIST) return error;
        auto const there = look_at(folder);
        return there && there.value.type == node_type::folder ? EEXIST : ENOTDIR;
    }

    bool in_user_namespace_;
};

}  // namespace specline
#endif
