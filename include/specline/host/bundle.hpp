// SPDX-License-Identifier: BSL-1.0
// Bundles, written to the machine whole or not at all.
#ifndef SPECLINE_HOST_BUNDLE_HPP
#define SPECLINE_HOST_BUNDLE_HPP

#include <specline/detail/descriptor.hpp>
#include <specline/oci/write.hpp>
#include <specline/status.hpp>

#include <cerrno>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace specline {

namespace detail {

/// A new file beside those of the folder `at`, mode 0600 whatever the umask; `name` is what it is called.
inline descriptor make_new_file(int at, std::string& name)
{
    for (int i = 0; i < 100; ++i) {
        name = ".config.json." + std::to_string(::getpid()) + "." + std::to_string(i);
        if (descriptor made = open_at(at, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600)) {
            (void)retried([&] { return ::fchmod(made.get(), 0600); });
            return made;
        }
        if (errno != EEXIST) break;
    }
    return descriptor{-1};
}

/// write(2) until all is written; gives an errno.
inline int write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        auto const n = ::write(fd, text.data(), text.size());
        if (n >= 0) text.remove_prefix(static_cast<std::size_t>(n));
        else if (errno != EINTR) return errno;
    }
    return 0;
}

}  // namespace detail

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
