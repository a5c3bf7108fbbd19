// SPDX-License-Identifier: BSL-1.0
// How many specs a second one thread makes, and how many two make, each with an arena of its own. And how many two
// processes make, which share nothing: more than that the machine does not give.
#include "setting.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace {

constexpr std::size_t specs = 20'000;  // of each thread

// The cores that this process may run on.
std::vector<std::size_t> cores()
{
    ::cpu_set_t allowed;
    CPU_ZERO(&allowed);
    ::sched_getaffinity(0, sizeof allowed, &allowed);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &allowed)) all.push_back(i);
    return all;
}

// So that it is measured what two cores do, and not how the system spreads threads.
void stay_on(std::size_t core)
{
    ::cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    ::pthread_setaffinity_np(::pthread_self(), sizeof one, &one);
}

double now()
{
    ::timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Where those who run tell when they did.
struct board {
    struct alignas(128) times {
        double start, end;
    };
    std::atomic<std::size_t> ready;
    std::array<times, 2> took;
};

// Calls `one(0)` to `one(n - 1)`, each in a thread.
void in_threads(std::size_t n, auto const& one)
{
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < n; ++i) all.emplace_back([&, i] { one(i); });
    for (auto& thread : all) thread.join();
}

// The same, each in a process.
void in_processes(std::size_t n, auto const& one)
{
    for (std::size_t i = 0; i < n; ++i)
        if (::fork() == 0) one(i), ::_exit(0);
    for (int status = 0; ::wait(&status) > 0;)
        if (status != 0) measure::fail("a process failed");
}

class comparison {
public:
    explicit comparison(measure::arguments const& words)
        : text_{words.input("volume.json")}, recorded_{words.input("volume.spec.json")}
    {
        void* const shared = ::mmap(nullptr, sizeof(board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (cores_.size() < 2 || shared == MAP_FAILED) measure::fail("this process may run on one core alone");
        board_ = new (shared) board{};
    }

    // One thread and two in turn, so that what else the machine does hits both alike.
    template <class Host>
    void run(char const* host_name, Host const& host)
    {
        struct way {
            char const* name;
            bool processes;
            std::size_t n;
            std::array<double, 9> rates{};
        };
        way ways[] = {{"one thread", false, 1}, {"two threads", false, 2}, {"two processes", true, 2}};
        for (std::size_t turn = 0; turn < ways[0].rates.size(); ++turn)
            for (way& w : ways) w.rates[turn] = specs_a_second(w.n, w.processes, host);
        for (way& w : ways) {
            std::ranges::sort(w.rates);
            std::printf(
                "{\"who\":\"specline\",\"work\":\"threads\",\"input\":\"volume\",\"kind\":\"view\",\"host\":\"%s\","
                "\"as\":\"%s\",\"a_second\":%.0f}\n",
                host_name, w.name, w.rates[w.rates.size() / 2]);
        }
        std::fflush(stdout);  // nothing is left for the next processes to print
    }

private:
    template <class Host>
    double specs_a_second(std::size_t n, bool processes, Host const& host)
    {
        board_->ready = 0;
        auto const one = [&](std::size_t i) {
            stay_on(cores_[i]);
            setting::view_kind kind;
            Host mine = host;
            if (setting::all(kind, text_, mine) != recorded_) measure::fail("another spec");
            ++board_->ready;
            while (board_->ready < n) ::sched_yield();
            board_->took[i].start = now();
            for (std::size_t spec = 0; spec < specs; ++spec) measure::keep(setting::all(kind, text_, mine));
            board_->took[i].end = now();
        };
        if (processes) in_processes(n, one);
        else in_threads(n, one);
        auto const all = std::span{board_->took}.first(n);
        using times = board::times;
        double const time = std::ranges::max(all, {}, &times::end).end - std::ranges::min(all, {}, &times::start).start;
        return static_cast<double>(n * specs) / time;
    }

    std::string text_, recorded_;
    std::vector<std::size_t> cores_ = cores();
    board* board_ = nullptr;
};

}  // namespace

int main(int argc, char** argv)
{
    measure::arguments const words{argc, argv};
    comparison comparison{words};
    comparison.run("memory", specline::memory_host{setting::facts});
    comparison.run("posix", specline::posix_host{});
}
