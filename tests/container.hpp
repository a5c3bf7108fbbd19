// SPDX-License-Identifier: BSL-1.0
// Containers, started by a real runtime from a scratch folder, to look inside them.
#ifndef SPECLINE_TESTS_CONTAINER_HPP
#define SPECLINE_TESTS_CONTAINER_HPP

#include "catch.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/bundle.hpp>
#include <specline/host/posix.hpp>
#include <specline/plugin/read.hpp>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

// Begins a test: ends it as skipped where there is a reason.
#define SPECLINE_NEEDS(reason)                                                                                         \
    if (std::string const why = (reason); !why.empty()) SPECLINE_SKIP(why.c_str())

namespace containers {

namespace fs = std::filesystem;

inline std::string read_file(std::string const& path)
{
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_file(std::string const& path, std::string_view text) { std::ofstream{path} << text; }

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

inline std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

// Goes on asking until it is so, or too late.
template <class Question>
bool comes_true(Question const& question)
{
    using namespace std::chrono_literals;
    auto const end = std::chrono::steady_clock::now() + 30s;
    while (!question()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

inline void require(bool done, std::string const& what)
{
    if (!done) throw std::runtime_error{what + ": " + std::strerror(errno)};
}

// What a program left: its exit status, 128 and the signal that ended it, or -1 if it took too long; and its words.
struct outcome {
    int status = -1;
    std::string out;
    std::string err;
};

// A program of ours, killed where it does not end by itself. It runs in `folder`, where `out` and `err` get its words.
class program {
public:
    using step = std::function<void()>;  // done in the new process before the program; what it throws ends it

    program(std::vector<std::string> words, std::string const& folder, step const& before = {})
        : folder_{folder}, id_{::fork()}
    {
        require(id_ >= 0, "fork");
        if (id_ != 0) return;
        redirect("/dev/null", O_RDONLY, STDIN_FILENO);
        redirect(folder + "/out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        redirect(folder + "/err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        try {
            require(::chdir(folder.c_str()) == 0, "chdir");
            if (before) before();
            char const* const path = std::getenv("PATH");
            ::setenv("PATH", (std::string{path ? path : "/usr/bin:/bin"} + ":/usr/sbin:/sbin").c_str(), 1);
            std::vector<char*> argv;
            for (auto& word : words) argv.push_back(word.data());
            argv.push_back(nullptr);
            ::execvp(argv[0], argv.data());
            require(false, words[0]);
        } catch (std::exception const& e) {
            ::dprintf(STDERR_FILENO, "%s\n", e.what());
        }
        ::_exit(127);
    }
    program(program const&) = delete;
    program& operator=(program const&) = delete;
    ~program()
    {
        if (ended()) return;
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }

    std::string out() const { return read_file(folder_ + "/out"); }
    bool ended()
    {
        int raw = 0;
        if (!status_ && ::waitpid(id_, &raw, WNOHANG) == id_)
            status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
        return status_.has_value();
    }
    outcome wait()
    {
        (void)comes_true([&] { return ended(); });
        return {status_.value_or(-1), out(), read_file(folder_ + "/err")};
    }

private:
    static void redirect(std::string const& path, int flags, int to)
    {
        int const file = ::open(path.c_str(), flags, 0600);
        if (file < 0 || ::dup2(file, to) < 0) ::_exit(126);
        ::close(file);
    }

    std::string folder_;
    ::pid_t id_;
    std::optional<int> status_;
};

// A folder on a tmpfs of its own, in a mount namespace of this process: all below it is gone with either. What a
// child's mount namespace mounts in it is seen here.
class scratch {
public:
    scratch() : scratch{new_folder()}
    {
        require(::mount("scratch", path_.c_str(), "tmpfs", 0, "mode=755") == 0, "cannot mount a tmpfs");
        require(::mount("", path_.c_str(), "", MS_SHARED, nullptr) == 0, "cannot share mounts");
    }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;
    ~scratch()
    {
        (void)::umount2(path_.c_str(), MNT_DETACH);
        (void)::rmdir(path_.c_str());
    }
    std::string const& path() const { return path_; }

private:
    explicit scratch(std::string path) : path_{std::move(path)} {}
    static std::string new_folder()
    {
        static bool apart = false;
        if (!apart) {
            require(::unshare(CLONE_NEWNS) == 0, "cannot have a mount namespace");
            require(::mount("", "/", "", MS_REC | MS_SLAVE, nullptr) == 0, "cannot keep mounts from the host");
            apart = true;
        }
        std::string path = "/tmp/specline-runtimes.XXXXXX";
        require(::mkdtemp(path.data()) != nullptr, "cannot make a folder in /tmp");
        return path;
    }

    std::string path_;
};

// What a shell prints outside of any container, where `before` has led it.
inline std::string outside(std::string const& script, program::step const& before = {})
{
    scratch const folder;
    return program{{"/bin/busybox", "sh", "-c", script}, folder.path(), before}.wait().out;
}

// In a child: enters a user namespace with 65536 ids and a mount namespace of it, as `unshare -U --map-users=0,0,65536
// --map-groups=0,0,65536 -m` does.
inline void enter_user_namespace()
{
    std::string const self = "/proc/" + std::to_string(::getpid());
    int go[2];
    require(::pipe2(go, O_CLOEXEC) == 0, "pipe2");
    ::pid_t const writer = ::fork();  // stays outside: only there one may map more than one id
    require(writer >= 0, "fork");
    if (writer == 0) {
        char none;
        ::close(go[1]);
        bool good = ::read(go[0], &none, 1) == 0;
        for (auto const* map : {"/uid_map", "/gid_map"})
            good = good && (std::ofstream{self + map} << "0 0 65536\n" << std::flush).good();
        ::_exit(good ? 0 : 1);
    }
    require(::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0, "cannot have a user namespace");
    ::close(go[1]);
    int status = 0;
    require(::waitpid(writer, &status, 0) == writer && status == 0, "cannot map ids");
    require(::mount("", "/", "", MS_REC | MS_PRIVATE, nullptr) == 0, "cannot make mounts private");
}

struct runc {
    static std::vector<std::string> command() { return {"runc"}; }
    static void before() {}
};

// crun 1.8 serves no hybrid cgroups: it is given a pure cgroup2 mount to look at.
struct crun {
    static std::vector<std::string> command() { return {"crun", "--cgroup-manager=disabled"}; }
    static void before()
    {
        if (fs::exists("/sys/fs/cgroup/cgroup.controllers")) return;
        require(::unshare(CLONE_NEWNS) == 0, "cannot have a mount namespace");
        require(::mount("none", "/sys/fs/cgroup", "cgroup2", 0, nullptr) == 0, "cannot mount cgroup2");
    }
};

// A bundle and the container that runs from it, one at a time.
template <class Runtime>
class container {
public:
    container()
    {
        fs::create_directories(rootfs + "/bin");
        for (auto const* name : {"dev", "etc", "proc", "run", "sys", "tmp"}) fs::create_directory(rootfs + "/" + name);
        if (!fs::exists("/bin/busybox")) throw std::runtime_error{"there is no /bin/busybox"};
        fs::copy_file("/bin/busybox", rootfs + "/bin/busybox");
        for (auto const* name : {"cat", "cut", "env", "grep", "head", "id", "ls", "mkdir", "mount", "od", "readlink",
                                 "seq", "sh", "sleep", "stat", "tail", "touch", "tr", "umount"})
            fs::create_symlink("busybox", rootfs + "/bin/" + name);
    }
    ~container() { stop(); }

    // Makes the spec of a plugin with this config and writes the bundle.
    template <class Pipeline>
    specline::status build(std::string_view config, Pipeline const& pipeline, std::string_view setting = "") const
    {
        auto plugin = specline::read_plugin(config, {.id = "plugin"});
        if (!plugin) return plugin.status();
        if (!setting.empty())
            if (auto s = specline::set(*plugin, setting); !s) return s;
        specline::posix_host const host;
        specline::bundle const where{.rootfs = rootfs, .exec_root = exec_root};
        auto const spec = pipeline.template build<specline::oci::spec>(specline::inputs{*plugin, where, host});
        if (!spec) return spec.status();
        return specline::write_bundle(folder, *spec);
    }

    // Starts what is in the bundle, after the steps that the runtime and the test need.
    program& start(program::step const& before = {})
    {
        stop();
        static int count = 0;
        name_ = "specline-" + Runtime::command()[0] + std::to_string(::getpid()) + "-" + std::to_string(++count);
        return running_.emplace(command({"run", "--bundle", folder, name_}), folder, [=] {
            Runtime::before();
            if (before) before();
        });
    }

    // What a plugin with this config prints in a container that ends well.
    template <class Pipeline = decltype(specline::docker_plugin)>
    std::string run(std::string_view config, Pipeline const& pipeline = specline::docker_plugin,
                    std::string_view setting = "")
    {
        INFO(config);
        auto const built = build(config, pipeline, setting);
        INFO(built.message());
        REQUIRE(built);
        auto const seen = start().wait();
        INFO(seen.err);
        REQUIRE(seen.status == 0);
        return seen.out;
    }

    // What a script prints there, with these other members in the config.
    template <class Pipeline = decltype(specline::docker_plugin)>
    std::string inside(std::string_view script, std::string_view config = "",
                       Pipeline const& pipeline = specline::docker_plugin)
    {
        return run(with_script(script, config), pipeline);
    }

    // A config with a shell script, which has no double quotes, and these other members.
    static std::string with_script(std::string_view script, std::string_view config = "")
    {
        std::string text = R"({"entrypoint":["/bin/sh","-c",")";
        return text.append(script).append(config.empty() ? "\"]" : "\"],").append(config).append("}");
    }

    // Runs a script from the spec that the runtime itself proposes, in the words that `rewrite` finds for it.
    using rewriting = std::function<std::string(std::string const&)>;
    outcome own(std::string const& script, program::step const& before = {}, rewriting const& rewrite = {})
    {
        fs::remove(folder + "/config.json");
        if (auto made = program{command({"spec"}), folder}.wait(); made.status != 0) return made;
        std::string text = read_file(folder + "/config.json");
        auto const replace = [&](std::string_view from, std::string const& to) {
            if (auto const at = text.find(from); at != text.npos) text.replace(at, from.size(), to);
        };
        replace(R"("terminal": true)", R"("terminal": false)");
        replace(R"("sh")", R"("/bin/sh","-c",")" + script + "\"");
        write_file(folder + "/config.json", rewrite ? rewrite(text) : text);
        return start(before).wait();
    }

    // Why this runtime cannot start containers here; empty where it can.
    static std::string obstacle()
    {
        if (::geteuid() != 0) return "not root";
        try {
            container c;
            auto const chroot = [&] { require(::chroot(c.rootfs.c_str()) == 0, "chroot"); };
            if (auto const seen = program{{"/bin/busybox", "true"}, c.folder, chroot}.wait(); seen.status != 0)
                return "/bin/busybox cannot run by itself; busybox-static can: " + first_line(seen.err);
            auto const seen = c.own("true");
            if (seen.status == 0) return "";
            return Runtime::command()[0] + " cannot start its own default: " + first_line(seen.err);
        } catch (std::exception const& e) {
            return e.what();
        }
    }

private:
    scratch scratch_;

public:
    std::string const folder = scratch_.path();
    std::string const rootfs = folder + "/rootfs";
    std::string const exec_root = folder + "/run";

private:
    std::vector<std::string> command(std::vector<std::string> const& words) const
    {
        auto all = Runtime::command();
        all.insert(all.end(), {"--root", folder + "/state"});
        all.insert(all.end(), words.begin(), words.end());
        return all;
    }

    void stop()
    {
        if (running_ && !running_->ended())
            (void)program{command({"delete", "--force", name_}), folder, Runtime::before}.wait();
        running_.reset();
    }

    std::string name_;
    std::optional<program> running_;
};

}  // namespace containers
#endif
