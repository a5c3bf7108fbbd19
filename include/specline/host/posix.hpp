// SPDX-License-Identifier: BSL-1.0
// The machine, by system calls; and bundles, written to it whole or not at all.
#ifndef SPECLINE_HOST_POSIX_HPP
#define SPECLINE_HOST_POSIX_HPP

#include <specline/detail/descriptor.hpp>
#include <specline/host.hpp>
#include <specline/oci/write.hpp>
#include <specline/status.hpp>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
        detail::c_path const whole{path};
        if (whole.error() != 0) return whole.error();
        if (auto const there = look(path)) return there.value.type == node_type::folder ? 0 : ENOTDIR;
        return make_missing(std::string{path}, static_cast<::mode_t>(mode));
    }

    /// lstat(2).
    answer<node> look(std::string_view path) const
    {
        detail::c_path const p{path};
        if (p.error() != 0) return {{}, p.error()};
        struct ::stat found{};
        if (int const error = detail::retried([&] { return ::lstat(p.get(), &found); }); error != 0) return {{}, error};
        return {detail::node_of(found)};
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
        constexpr std::pair<unsigned long, locked_flags> names[] = {
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
    // Makes what is missing of `path`, and removes what it made where the rest cannot be made.
    int make_missing(std::string path, ::mode_t mode) const
    {
        std::vector<std::string> missing, made;  // missing: the deepest first
        int error = 0;
        for (;;) {
            while (path.size() > 1 && path.back() == '/') path.pop_back();
            error = make_one(path, mode);
            auto const slash = path.rfind('/');
            if (error != ENOENT || slash == path.npos || path.size() == 1) break;
            missing.push_back(path);
            path.resize((std::max)(slash, std::size_t{1}));
        }
        for (;;) {
            if (error == 0) made.push_back(path);
            else if (error != EEXIST) break;
            if (missing.empty()) return 0;
            path = missing.back();
            missing.pop_back();
            error = make_one(path, mode);
        }
        for (; !made.empty(); made.pop_back()) (void)detail::retried([&] { return ::rmdir(made.back().c_str()); });
        return error;
    }

    // EEXIST where the folder is there, perhaps since another process just made it: that is well, but it is not ours.
    int make_one(std::string const& folder, ::mode_t mode) const
    {
        int const error = detail::retried([&] { return ::mkdir(folder.c_str(), mode); });
        if (error != EEXIST) return error;
        auto const there = look(folder);
        return there && there.value.type == node_type::folder ? EEXIST : ENOTDIR;
    }

    bool in_user_namespace_;
};

/// Writes `text` as config.json into `folder`, the bundle, which must be there: beside it first, synced, then renamed,
/// with mode 0600. What was there survives any failure. Errors: `errc::system`, with the path and the errno;
/// `nul_in_path`. Source: runtime-spec, bundle.md; rename(2).
inline status write_bundle_text(std::string_view folder, std::string_view text)
{
    std::string const path{folder};
    if (path.find('\0') != path.npos) return {errc::nul_in_path, "a path has no NUL: take it out", folder};
    auto const failed = [&](std::string_view what, int error) { return status{errc::system, what, folder, error}; };

    detail::descriptor const bundle = detail::open_at(AT_FDCWD, path.c_str(), O_RDONLY | O_DIRECTORY);
    if (!bundle) return failed("cannot open the bundle's folder", errno);
    std::string name;
    detail::descriptor file = detail::make_new_file(bundle.get(), name);
    if (!file) return failed("cannot write into the bundle's folder", errno);

    int error = detail::write_all(file.get(), text);
    if (error == 0) error = detail::retried([&] { return ::fsync(file.get()); });
    if (int const closed = file.close(); error == 0) error = closed;
    if (error == 0)
        error = detail::retried([&] { return ::renameat(bundle.get(), name.c_str(), bundle.get(), "config.json"); });
    if (error != 0) {
        (void)detail::retried([&] { return ::unlinkat(bundle.get(), name.c_str(), 0); });
        return failed("cannot write config.json", error);
    }
    // The new name is there; this makes it last through a power failure, where the filesystem can.
    (void)detail::retried([&] { return ::fsync(bundle.get()); });
    return {};
}

/// Writes a spec, a Hana Struct with the runtime spec's names, as the config.json of the bundle in `folder`, as above.
template <class Spec>
status write_bundle(std::string_view folder, Spec const& spec)
{
    return write_bundle_text(folder, oci::write(spec));
}

}  // namespace specline
#endif
