// SPDX-License-Identifier: BSL-1.0
// System calls as values: no leak, no interruption, no text cut off at a NUL.
#ifndef SPECLINE_DETAIL_DESCRIPTOR_HPP
#define SPECLINE_DETAIL_DESCRIPTOR_HPP

#ifdef _WIN32
#error "specline: this needs POSIX. Include docker_plugin.hpp and host/memory.hpp instead of specline.hpp"
#endif

#include <specline/detail/load_word.hpp>
#include <specline/detail/owned_array.hpp>
#include <specline/detail/sort.hpp>
#include <specline/host.hpp>

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace specline::detail {

/// An open file, closed at the end.
class descriptor {
public:
    explicit descriptor(int fd) noexcept : fd_{fd} {}
    descriptor(descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    descriptor& operator=(descriptor&&) = delete;
    ~descriptor() { (void)close(); }

    explicit operator bool() const noexcept { return fd_ >= 0; }
    int get() const noexcept { return fd_; }
    int release() noexcept { return std::exchange(fd_, -1); }
    /// Closes it, once: after EINTR Linux has closed it too. Gives an errno.
    int close() noexcept
    {
        if (fd_ < 0) return 0;
        return ::close(release()) == 0 || errno == EINTR ? 0 : errno;
    }

private:
    int fd_;
};

/// Calls until no signal interrupts, and gives an errno, 0 for success.
template <class Call>
int retried(Call const& call)
{
    for (;;) {
        if (call() != -1) return 0;
        if (errno != EINTR) return errno;
    }
}

/// openat(2), never across an exec; where it fails errno says why. `mode` is for O_CREAT.
inline descriptor open_at(int at, char const* path, int flags, ::mode_t mode = 0)
{
    int fd = -1;
    (void)retried([&] { return fd = ::openat(at, path, flags | O_CLOEXEC, mode); });
    return descriptor{fd};
}

/// A path for a system call: on the stack, ended by a NUL and with none in it.
class c_path {
public:
    explicit c_path(std::string_view path) noexcept
    {
        if (has_byte(path, '\0')) error_ = EINVAL;
        else if (path.size() >= sizeof text_) error_ = ENAMETOOLONG;
        else text_[path.copy(text_, path.size())] = '\0';
    }
    int error() const noexcept { return error_; }
    char const* get() const noexcept { return text_; }
    char* get() noexcept { return text_; }

private:
    char text_[PATH_MAX];
    int error_ = 0;
};

inline node node_of(struct ::stat const& found)
{
    node n;
    switch (found.st_mode & S_IFMT) {
    case S_IFDIR: n.type = node_type::folder; break;
    case S_IFLNK: n.type = node_type::link; break;
    case S_IFBLK: n.type = node_type::block; break;
    case S_IFCHR: n.type = node_type::character; break;
    case S_IFIFO: n.type = node_type::fifo; break;
    default: n.type = node_type::other;
    }
    // As makedev(3) puts them together; <sys/sysmacros.h> would make `major` and `minor` macros for all who include
    // this.
    std::uint64_t const number = found.st_rdev;
    n.major = static_cast<std::uint32_t>(((number >> 8) & 0xfff) | ((number >> 32) & 0xfffff000));
    n.minor = static_cast<std::uint32_t>((number & 0xff) | ((number >> 12) & 0xffffff00));
    n.mode = static_cast<std::uint32_t>(found.st_mode & 07777);
    n.uid = found.st_uid;
    n.gid = found.st_gid;
    return n;
}

/// An open folder as a stream, closed at the end.
class folder_stream {
public:
    /// Takes over `opened`; where it fails there is no stream, and `opened` stays.
    explicit folder_stream(descriptor& opened) noexcept : stream_{::fdopendir(opened.get())}
    {
        if (stream_ != nullptr) (void)opened.release();
    }
    folder_stream(folder_stream&&) = delete;
    ~folder_stream()
    {
        if (stream_ != nullptr) ::closedir(stream_);
    }
    explicit operator bool() const noexcept { return stream_ != nullptr; }
    int fd() const noexcept { return ::dirfd(stream_); }
    /// The next name, of no size behind the last and at an error; valid until the next call.
    std::string_view next() noexcept
    {
        auto const* const entry = ::readdir(stream_);
        return entry != nullptr ? std::string_view{entry->d_name} : std::string_view{};
    }

private:
    ::DIR* stream_;
};

/// The names in a folder, in byte order; those up to an error.
class folder_names {
public:
    explicit folder_names(folder_stream& folder) : sorted_{read(folder)}
    {
        char const* name = all_.data();
        for (std::size_t i = 0; i < sorted_.size(); name += sorted_[i++].text.size() + 1) sorted_[i] = {name, i};
        detail::sort(sorted_.data(), sorted_.size());
    }
    numbered_text const* begin() const noexcept { return sorted_.begin(); }
    numbered_text const* end() const noexcept { return sorted_.end(); }

private:
    // Reads all, and gives how many they are.
    std::size_t read(folder_stream& folder)
    {
        std::size_t count = 0;
        for (std::string_view name; !(name = folder.next()).empty();)
            if (name != "." && name != "..") all_.append(name).push_back('\0'), ++count;
        return count;
    }

    std::string all_;  // each ended by a NUL
    owned_array<numbered_text> sorted_;
};

/// Calls `receive` for what is in the folder `name` of the open folder `at`, and below; `below` is the way there, of
/// `most` bytes at most. One descriptor a level: where they run out, what is deeper is passed over.
template <class Receive>
void walk_folder(int at, char const* name, std::string& below, std::size_t most, Receive const& receive)
{
    descriptor opened = open_at(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!opened) return;
    folder_stream folder{opened};
    if (!folder) return;
    std::size_t const size = below.size();
    for (auto const& entry : folder_names{folder}) {
        struct ::stat found{};
        if (retried([&] { return ::fstatat(folder.fd(), entry.text.data(), &found, AT_SYMLINK_NOFOLLOW); }) != 0)
            continue;
        below.append(entry.text);
        if (below.size() <= most && S_ISDIR(found.st_mode)) {
            below.push_back('/');
            walk_folder(folder.fd(), entry.text.data(), below, most, receive);
        } else if (below.size() <= most) {
            receive(std::string_view{below}, node_of(found));
        }
        below.resize(size);
    }
}

/// Whether the first line of /proc/self/uid_map is not the whole range; false where there is no such file.
/// Source: user_namespaces(7).
inline bool in_user_namespace()
{
    descriptor const map = open_at(AT_FDCWD, "/proc/self/uid_map", O_RDONLY);
    if (!map) return false;
    char text[128];
    ::ssize_t n = -1;
    if (retried([&] { return static_cast<int>(n = ::read(map.get(), text, sizeof text - 1)); }) != 0) return false;
    text[n] = '\0';
    unsigned long inside = 1, outside = 1, count = 0;
    return std::sscanf(text, "%lu %lu %lu", &inside, &outside, &count) != 3 || inside != 0 || outside != 0 ||
           count != 4294967295UL;
}

}  // namespace specline::detail
#endif
