// SPDX-License-Identifier: BSL-1.0
// What policies may ask of a machine, or do to it: one small concept for each.
#ifndef SPECLINE_HOST_HPP
#define SPECLINE_HOST_HPP

#include <concepts>
#include <cstdint>
#include <string_view>

namespace specline {

/// What a host answers: a value, or the errno of the system call that failed.
template <class T>
struct answer {
    T value{};      ///< meaningful where `error` is 0
    int error = 0;  ///< an errno, 0 for success
    /// Whether there is a value.
    constexpr explicit operator bool() const noexcept { return error == 0; }
};

/// What stands at a path: inode(7), the file type.
enum class node_type : unsigned char {
    other,      ///< a regular file, a socket
    folder,     ///< S_IFDIR
    link,       ///< S_IFLNK, a symbolic link
    block,      ///< S_IFBLK
    character,  ///< S_IFCHR
    fifo,       ///< S_IFIFO
};

/// What lstat(2) says of a path.
struct node {
    node_type type = node_type::other;  ///< the file type
    std::uint32_t major = 0;            ///< of a block or character device
    std::uint32_t minor = 0;            ///< of a block or character device
    std::uint32_t mode = 0;             ///< permission bits and the set-id and sticky bits, 07777
    std::uint32_t uid = 0;              ///< owner, as this process sees it
    std::uint32_t gid = 0;              ///< group, as this process sees it
};

/// The mount flags that a user namespace may not clear: statfs(2) `f_flags`, mount_namespaces(7). Values may be added
/// with `|`.
enum class locked_flags : unsigned char {
    none = 0,         ///< no flags
    ro = 1,           ///< ST_RDONLY: nothing is written
    nodev = 2,        ///< ST_NODEV: device nodes cannot be used
    noexec = 4,       ///< ST_NOEXEC: no program is run
    nosuid = 8,       ///< ST_NOSUID: set-id bits have no effect
    noatime = 16,     ///< ST_NOATIME: access times stay
    nodiratime = 32,  ///< ST_NODIRATIME: those of folders stay
};

/// Both sets of flags.
constexpr locked_flags operator|(locked_flags a, locked_flags b) noexcept
{
    return static_cast<locked_flags>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Whether `flags` has all of `wanted`.
constexpr bool has(locked_flags flags, locked_flags wanted) noexcept
{
    return (static_cast<unsigned>(flags) & static_cast<unsigned>(wanted)) == static_cast<unsigned>(wanted);
}

/// A host that makes folders: `make_folder(path, mode)` makes it and its parents, and gives an errno, 0 where the
/// folder is there. A link in the last place is no folder. What it made of a path that it could not finish it removes.
template <class H>
concept makes_folders = requires(H& host, std::string_view path) {
    { host.make_folder(path, 0700u) } -> std::same_as<int>;
};

/// A host that looks at paths: `look(path)` is lstat(2), it does not follow a link in the last place.
template <class H>
concept looks_at_paths = requires(H& host, std::string_view path) {
    { host.look(path) } -> std::same_as<answer<node>>;
};

/// A host that follows links: `resolve(path, receive)` calls `receive(std::string_view)` with the absolute path
/// without links, as realpath(3) does, and gives an errno.
template <class H>
concept resolves_links = requires(H& host, std::string_view path) {
    {
        host.resolve(path, [](std::string_view) {})
    } -> std::same_as<int>;
};

/// A host that walks folders: `walk(path, receive)` calls `receive(std::string_view below, node)` for each path below
/// the folder that is no folder itself. `below` is relative to it, folders are walked in the byte order of names, links
/// not followed, errors passed over.
template <class H>
concept walks_folders =
    requires(H& host, std::string_view path) { host.walk(path, [](std::string_view, node const&) {}); };

/// A host that reads the flags of the mount that a path is on: `mount_flags(path)` is statfs(2), which follows links.
template <class H>
concept reads_mount_flags = requires(H& host, std::string_view path) {
    { host.mount_flags(path) } -> std::same_as<answer<locked_flags>>;
};

/// A host that knows whether it is in a user namespace: `in_user_namespace()`, user_namespaces(7).
template <class H>
concept knows_user_namespace = requires(H& host) {
    { host.in_user_namespace() } -> std::convertible_to<bool>;
};

}  // namespace specline
#endif
