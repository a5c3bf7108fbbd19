// SPDX-License-Identifier: BSL-1.0
// A machine made of facts: for tests, for constant expressions, and for specs made elsewhere than they run.
#ifndef SPECLINE_HOST_MEMORY_HPP
#define SPECLINE_HOST_MEMORY_HPP

#include <specline/detail/path.hpp>
#include <specline/host.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace specline {

/// What there is on a memory_host. All paths are absolute and clean, and need no order; the folders above them
/// are there too. The lists and their texts must outlive the host.
struct memory_facts {
    /// A symbolic link.
    struct link {
        std::string_view path;  ///< where it is
        std::string_view to;    ///< what it says, absolute or relative to its folder
    };
    /// A device node or fifo.
    struct device {
        std::string_view path;  ///< where it is
        node what;              ///< block, character or fifo, with numbers and owner
    };
    /// A mount.
    struct mount {
        std::string_view path;                    ///< the mount point, a folder
        locked_flags flags = locked_flags::none;  ///< `ro` also refuses new folders there
    };

    std::span<std::string_view const> folders{};  ///< folders
    std::span<std::string_view const> files{};    ///< regular files
    std::span<link const> links{};                ///< symbolic links
    std::span<device const> devices{};            ///< device nodes and fifos
    std::span<mount const> mounts{};              ///< mounts and their flags
    bool user_namespace = false;                  ///< whether all of it is in a user namespace
};

/// The host of `facts`. It does nothing to the machine and remembers the folders that it is told to make. With no facts
/// it is a machine on which folders can be made and nothing else is there. Relative paths begin at `/`.
class memory_host {
public:
    /// A machine with nothing on it.
    constexpr memory_host() = default;
    /// A machine of which `facts` are true.
    constexpr explicit memory_host(memory_facts const& facts) : facts_{facts} {}

    /// mkdir(2), parents too; EROFS below a read-only mount.
    constexpr int make_folder(std::string_view path, unsigned /*mode*/)
    {
        node found;
        if (plain(path) && exact(path, found) && found.type == node_type::folder) return 0;
        text where;
        missing rest;
        if (int const error = find(path, path.ends_with('/'), where, &rest); error == 0) {
            exact(view(where), found);
            return found.type == node_type::folder ? 0 : ENOTDIR;
        } else if (error != ENOENT || path.empty()) {
            return error;
        }
        if (rest.behind_link) return ENOTDIR;  // what the link says is not there: the link itself is in the way
        if (has(flags_of(where), locked_flags::ro)) return EROFS;
        // Each name is a new folder; `..` goes back from one, which stays.
        std::string_view names = view(rest.names);
        if (where.size() == 1) where.clear();
        while (!names.empty()) {
            names.remove_prefix(1);
            std::string_view const name = names.substr(0, names.find('/'));
            names.remove_prefix(name.size());
            if (name == "..") {
                made_.push_back(where);
                while (!where.empty() && where.back() != '/') where.pop_back();
                if (!where.empty()) where.pop_back();
            } else if (!name.empty() && name != ".") {
                where.push_back('/');
                where.insert(where.end(), name.begin(), name.end());
            }
        }
        made_.push_back(where);
        return 0;
    }

    /// lstat(2).
    constexpr answer<node> look(std::string_view path) const
    {
        node found;
        if (plain(path) && exact(path, found)) return {found};
        text where;
        if (int const error = find(path, path.ends_with('/'), where); error != 0) return {{}, error};
        exact(view(where), found);
        return {found};
    }

    /// realpath(3).
    template <class Receive>
    constexpr int resolve(std::string_view path, Receive const& receive) const
    {
        text where;
        if (int const error = find(path, true, where); error != 0) return error;
        receive(view(where));
        return 0;
    }

    /// Every path below a folder, in the byte order of names, folders before what is behind them.
    template <class Receive>
    constexpr void walk(std::string_view path, Receive const& receive) const
    {
        text where;
        if (find(path, true, where) != 0) return;
        if (where.back() != '/') where.push_back('/');
        using found_below = std::pair<std::string_view, node>;
        std::vector<found_below> below;
        auto const gather = [&](std::string_view p, node const& what) {
            if (p.size() > where.size() && p.starts_with(view(where))) below.emplace_back(p.substr(where.size()), what);
        };
        for (auto const& device : facts_.devices) gather(device.path, device.what);
        for (auto const& link : facts_.links) gather(link.path, a_link);
        for (auto const& file : facts_.files) gather(file, a_file);
        std::sort(below.begin(), below.end(), [](found_below const& a, found_below const& b) {
            auto const key = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
            return std::lexicographical_compare(a.first.begin(), a.first.end(), b.first.begin(), b.first.end(),
                                                [&](char x, char y) { return key(x) < key(y); });
        });
        for (auto const& [path_below, what] : below) receive(path_below, what);
    }

    /// statfs(2), the flags alone.
    constexpr answer<locked_flags> mount_flags(std::string_view path) const
    {
        text where;
        if (int const error = find(path, true, where); error != 0) return {{}, error};
        return {flags_of(where)};
    }

    /// As the facts say.
    constexpr bool in_user_namespace() const noexcept { return facts_.user_namespace; }

    /// Whether `make_folder` made the folder at `path`, clean and absolute, or a folder below it.
    constexpr bool made(std::string_view path) const
    {
        return std::any_of(made_.begin(), made_.end(), [&](text const& t) { return at_or_below(view(t), path); });
    }

private:
    using text = std::vector<char>;

    static constexpr node a_link{.type = node_type::link, .mode = 0777};
    static constexpr node a_file{.type = node_type::other, .mode = 0644};

    static constexpr std::string_view view(text const& t) { return {t.data(), t.size()}; }

    static constexpr bool at_or_below(std::string_view path, std::string_view folder)
    {
        return path.starts_with(folder) &&
               (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
    }

    static constexpr text absolute(std::string_view path)
    {
        text whole;
        if (!path.starts_with('/')) whole.push_back('/');
        whole.insert(whole.end(), path.begin(), path.end());
        while (whole.size() > 1 && whole.back() == '/') whole.pop_back();
        return whole;
    }

    // Whether `path` means just what its letters say: absolute, clean, and through no link.
    constexpr bool plain(std::string_view path) const
    {
        return path.starts_with('/') && detail::is_clean(path) &&
               std::none_of(facts_.links.begin(), facts_.links.end(),
                            [&](auto const& l) { return l.path.size() < path.size() && at_or_below(path, l.path); });
    }

    // What is at a path that is clean and absolute and has no link above its last name.
    constexpr bool exact(std::string_view path, node& found) const
    {
        for (auto const& d : facts_.devices)
            if (d.path == path) return found = d.what, true;
        for (auto const& l : facts_.links)
            if (l.path == path) return found = a_link, true;
        for (auto const f : facts_.files)
            if (f == path) return found = a_file, true;
        auto const holds = [&](auto const& list, auto const& path_of) {
            return std::any_of(list.begin(), list.end(), [&](auto const& e) { return at_or_below(path_of(e), path); });
        };
        auto const self = [](std::string_view p) { return p; };
        auto const member = [](auto const& e) { return e.path; };
        found = {.type = node_type::folder, .mode = 0755};
        return path == "/" || holds(facts_.folders, self) || holds(facts_.mounts, member) || made(path) ||
               holds(facts_.files, self) || holds(facts_.devices, member) || holds(facts_.links, member);
    }

    // What a path names beyond what is there.
    struct missing {
        text names{};              // with the `/` before the first
        bool behind_link = false;  // whether the first is what a link says
    };

    // Follows every link on the way, and the last one too where `last` says so; gives an errno. With ENOENT, `where` is
    // the folder in which the next name is missing.
    constexpr int find(std::string_view path, bool last, text& where, missing* gone = nullptr) const
    {
        where.clear();
        if (path.empty()) return ENOENT;
        text rest = absolute(path);
        int links = 0;
        std::size_t linked = 0;  // how much of the rest is what links say
        for (std::size_t in = 0; in < rest.size();) {
            std::size_t end = in + 1;
            while (end < rest.size() && rest[end] != '/') ++end;
            std::string_view const name{rest.data() + in + 1, end - in - 1};
            std::size_t const before = where.size();
            if (name == "..")
                while (!where.empty()) {
                    char const c = where.back();
                    where.pop_back();
                    if (c == '/') break;
                }
            if (name.empty() || name == "." || name == "..") {
                in = end;
                continue;
            }
            where.push_back('/');
            where.insert(where.end(), name.begin(), name.end());
            node found;
            if (!exact(view(where), found)) {
                where.resize(before);
                if (where.empty()) where.push_back('/');
                if (gone != nullptr)
                    *gone = {text(rest.begin() + static_cast<std::ptrdiff_t>(in), rest.end()), in < linked};
                return ENOENT;
            }
            if (found.type == node_type::link && (end != rest.size() || last)) {
                if (++links > 40) return ELOOP;
                std::string_view const to = target(view(where));
                text next;
                if (!to.starts_with('/')) {
                    next.assign(where.begin(), where.begin() + static_cast<std::ptrdiff_t>(before));
                    next.push_back('/');
                }
                next.insert(next.end(), to.begin(), to.end());
                linked = next.size();
                next.insert(next.end(), rest.begin() + static_cast<std::ptrdiff_t>(end), rest.end());
                rest = next;
                where.clear();
                in = 0;
                continue;
            }
            bool const folder_needed = end != rest.size() || path.ends_with('/');
            if (folder_needed && found.type != node_type::folder) return ENOTDIR;
            in = end;
        }
        if (where.empty()) where.push_back('/');
        return 0;
    }

    constexpr std::string_view target(std::string_view link) const
    {
        for (auto const& l : facts_.links)
            if (l.path == link) return l.to;
        return {};
    }

    constexpr locked_flags flags_of(text const& where) const
    {
        memory_facts::mount const* nearest = nullptr;
        for (auto const& m : facts_.mounts)
            if (at_or_below(view(where), m.path) && (nearest == nullptr || m.path.size() > nearest->path.size()))
                nearest = &m;
        return nearest != nullptr ? nearest->flags : locked_flags::none;
    }

    memory_facts facts_{};
    std::vector<text> made_;
};

}  // namespace specline
#endif
