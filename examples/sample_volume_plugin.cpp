// SPDX-License-Identifier: BSL-1.0
// A small volume plugin: it answers the engine's plugin protocol on a unix socket, one request after the other, and a
// volume is a folder below the propagated mount. Linked statically, so that its rootfs needs no other file. It has
// nothing of specline: quickstart.sh makes a container of it.
//
//   g++ -std=c++20 -static examples/sample_volume_plugin.cpp -o sample-volume-plugin
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

constexpr char socket_path[] = "/run/docker/plugins/sample.sock";
constexpr char volumes[] = "/mnt/volumes/";
constexpr std::size_t head_limit = 8 * 1024;
constexpr std::size_t body_limit = 64 * 1024;

struct answer {
    std::string status;
    std::string body;
};

// `what` is never a client's text: it has nothing that JSON would have to escape.
answer error(std::string const& what, std::string const& status = "200 OK")
{
    return {status, R"({"Err":")" + what + R"("})"};
}

// The text of the member "Name" of a JSON object, as it stands between its quotes; empty where there is none.
// Only the object's own member counts: Create's options may have a "Name" of their own, one level deeper.
std::string name_in(std::string_view json)
{
    std::string_view key;
    std::string_view found;
    bool value = false;
    int depth = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        char const c = json[i];
        if (c == '"') {
            auto const start = ++i;
            while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2U : 1U;
            if (i >= json.size()) return {};
            auto const text = json.substr(start, i - start);
            if (depth == 1 && !value) {
                key = text;
            } else if (depth == 1 && key == "Name") {
                found = text;
            }
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (depth == 1 && (c == ':' || c == ',')) {
            value = c == ':';
        }
    }
    return depth == 0 ? std::string{found} : std::string{};
}

// The names that the engine's own volumes may have. No '/', no "..", and nothing that JSON would have to escape.
bool good_name(std::string_view name)
{
    constexpr std::string_view any = "_.-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return !name.empty() && name.size() <= 255 && any.substr(3).find(name[0]) != any.npos &&
           name.find_first_not_of(any) == name.npos;
}

// No link is followed: what stands in the propagated mount may be anyone's.
bool is_volume(std::string const& folder)
{
    std::error_code ec;
    return fs::symlink_status(folder, ec).type() == fs::file_type::directory;
}

std::string described(std::string const& name)
{
    return R"({"Name":")" + name + R"(","Mountpoint":")" + volumes + name + R"("})";
}

answer list()
{
    std::string found;
    std::error_code ec;
    for (fs::directory_iterator at{volumes, ec}, end; !ec && at != end; at.increment(ec)) {
        if (auto const name = at->path().filename().string(); good_name(name) && is_volume(volumes + name)) {
            found += found.empty() ? "" : ",";
            found += described(name);
        }
    }
    return ec ? error(ec.message()) : answer{"200 OK", R"({"Volumes":[)" + found + R"(],"Err":""})"};
}

answer call(std::string_view path, std::string_view body)
{
    if (path == "/Plugin.Activate") return {"200 OK", R"({"Implements":["VolumeDriver"]})"};
    constexpr std::string_view driver = "/VolumeDriver.";
    auto const verb = path.starts_with(driver) ? path.substr(driver.size()) : std::string_view{};
    if (verb == "Capabilities") return {"200 OK", R"({"Capabilities":{"Scope":"local"}})"};
    if (verb == "List") return list();
    bool const where = verb == "Path" || verb == "Mount";
    if (!where && verb != "Create" && verb != "Remove" && verb != "Unmount" && verb != "Get") {
        return error("no such call", "404 Not Found");
    }
    auto const name = name_in(body);
    if (!good_name(name)) return error("Name must be letters, digits and _.-, with a letter or a digit first");
    auto const folder = volumes + name;
    if (verb == "Create" && ::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return error(std::strerror(errno));
    if (!is_volume(folder)) return error("no such volume");
    if (verb == "Get") {
        auto const volume = described(name);
        return {"200 OK", R"({"Volume":)" + volume + R"(,"Err":""})"};
    }
    if (where) return {"200 OK", R"({"Mountpoint":")" + folder + R"(","Err":""})"};
    std::error_code ec;
    if (verb == "Remove") fs::remove_all(folder, ec);
    return error(ec ? ec.message() : "");
}

// Reads one request and answers it; a client that is gone, or slow, is dropped.
void serve(int fd, bool debug)
{
    timeval const patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds{patience.tv_sec};
    std::string text;
    auto const more = [&] {
        char part[4096];
        ssize_t n = 0;
        do {
            n = ::recv(fd, part, sizeof part, 0);
        } while (n < 0 && errno == EINTR);
        text.append(part, static_cast<std::size_t>(n > 0 ? n : 0));
        return n > 0 && std::chrono::steady_clock::now() < until;
    };
    std::size_t end = 0;
    while ((end = text.find("\r\n\r\n")) == text.npos && text.size() < head_limit) {
        if (!more()) return;
    }
    auto line = text.substr(0, (std::min)(text.find("\r\n"), head_limit));
    auto head = text.substr(0, end) + "\r\n";
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::transform(head.begin(), head.end(), head.begin(), lower);
    constexpr std::string_view key = "\r\ncontent-length:";
    auto const at = head.find(key);
    auto const length = at == head.npos ? "0\r" : head.substr(head.find_first_not_of(" \t", at + key.size()));
    std::size_t size = 0;
    auto const [stop, ec] = std::from_chars(length.data(), length.data() + length.size(), size);
    answer out;
    if (end == text.npos) {
        out = error("the head is too long", "431 Request Header Fields Too Large");
    } else if (!line.starts_with("POST /") || !line.ends_with(" HTTP/1.1")) {
        out = error("not a POST of HTTP/1.1", "400 Bad Request");
    } else if (ec != std::errc{} || *stop != '\r' || size > body_limit) {
        out = error("Content-Length is not a number up to 65536", "400 Bad Request");
    } else {
        for (text.erase(0, end + 4); text.size() < size;) {
            if (!more()) return;
        }
        auto const path = std::string_view{line}.substr(5, line.rfind(' ') - 5);
        out = call(path, std::string_view{text}.substr(0, size));
    }
    auto const whole = "HTTP/1.1 " + out.status + "\r\nContent-Type: application/vnd.docker.plugins.v1.2+json\r\n" +
                       "Connection: close\r\nContent-Length: " + std::to_string(out.body.size()) + "\r\n\r\n" +
                       out.body;
    ::send(fd, whole.data(), whole.size(), 0);
    if (debug) {  // it may go to a terminal, so a client's control bytes do not
        std::replace_if(line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        std::fprintf(stderr, "%s -> %s\n", line.c_str(), out.body.c_str());
    }
}

}  // namespace

int main()
{
    // The first process of a container gets no signal that it has no handler for: SIGTERM would do nothing.
    // The handler does not return, so it interrupts no system call either.
    struct sigaction end{};
    end.sa_handler = [](int) {
        ::unlink(socket_path);
        ::_exit(0);
    };
    ::sigaction(SIGTERM, &end, nullptr);
    ::sigaction(SIGINT, &end, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a client, or who reads the log, may be gone

    char const* const value = std::getenv("DEBUG");
    bool const debug = value != nullptr && std::string_view{value} == "1";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_path, sizeof socket_path);
    ::unlink(socket_path);  // one that a killed run left
    int const listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || ::bind(listener, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 ||
        ::listen(listener, 16) != 0) {
        std::perror(socket_path);
        return 1;
    }
    for (;;) {
        int const client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) {
            serve(client, debug);
            ::close(client);
        }
    }
}
