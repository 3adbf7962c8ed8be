// SPDX-License-Identifier: GPL-3.0-or-later
// The default output validator on a large output: bench_compare [--json] [--mib N] [--rounds N]
//
// Baseline: cmp(1) of the same two files, which lie in memory (the page cache) for both. Each comparison is a process of its
// own, so that its peak of memory is that of comparing alone.
#include "base/unique_fd.h"
#include "core/judge/default_checker.h"
#include "tests/bench/measure.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <array>
#include <cstring>
#include <random>
#include <string>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace assay;
using namespace assay::bench;
using namespace assay::core;

namespace {

constexpr int kDefaultMib = 500;
constexpr int kDefaultRounds = 5;
constexpr std::size_t kPiece = 1U << 20U;

struct Way {
    const char *name;
    CompareOptions options;
    const char *output; ///< The file that is compared with the answer.
};

struct Figures {
    double seconds = 0;
    double peakMib = 0;
};

UniqueFd openForReading(const std::string &path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    require(static_cast<bool>(fd), "opening " + path);
    return fd;
}

/// Numbers in lines of ten; in the second file one space of each piece is two, so that no block is the same for long.
void writeFiles(const std::string &folder, int mib)
{
    std::mt19937_64 random(1);
    const auto open = [&](const char *name) {
        return UniqueFd(::open((folder + name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    };
    const UniqueFd answer = open("/answer");
    const UniqueFd same = open("/same");
    const UniqueFd spaced = open("/spaced");
    for (int i = 0; i < mib; ++i) {
        std::string piece;
        for (int column = 1; piece.size() < kPiece; ++column)
            piece += std::to_string(random() % 1'000'000) + (column % 10 == 0 ? '\n' : ' ');
        const auto write = [](const UniqueFd &fd, const std::string &text) {
            require(::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()), "writing a file");
        };
        write(answer, piece);
        write(same, piece);
        piece.insert(piece.find(' '), " ");
        write(spaced, piece);
    }
}

/// Runs `work` in a child. Its own pages at the start are not on the bill.
template <typename Work>
Figures inChild(Work work)
{
    std::array<int, 2> pipe{};
    require(::pipe2(pipe.data(), O_CLOEXEC) == 0, "pipe");
    const pid_t child = ::fork();
    require(child >= 0, "fork");
    if (child == 0) {
        rusage before{};
        ::getrusage(RUSAGE_SELF, &before);
        const double time = microsecondsOf(work) / 1e6;
        rusage after{};
        ::getrusage(RUSAGE_SELF, &after);
        const Figures figures{.seconds = time,
                              .peakMib = static_cast<double>(after.ru_maxrss - before.ru_maxrss) / 1024};
        ::_exit(::write(pipe[1], &figures, sizeof figures) == sizeof figures ? 0 : 1);
    }
    ::close(pipe[1]);
    Figures figures;
    require(::read(pipe[0], &figures, sizeof figures) == sizeof figures, "the child's figures");
    ::close(pipe[0]);
    int status = 0;
    require(::waitpid(child, &status, 0) == child && status == 0, "the child's end");
    return figures;
}

double cmpSeconds(const std::string &one, const std::string &other)
{
    return microsecondsOf([&] {
               std::array<std::string, 3> words{"cmp", one, other};
               std::array<char *, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
               pid_t child = 0;
               require(::posix_spawnp(&child, "cmp", nullptr, nullptr, arguments.data(), environ) == 0, "starting cmp");
               int status = 0;
               require(::waitpid(child, &status, 0) == child && status == 0, "cmp finds no difference");
           }) /
           1e6;
}

} // namespace

int main(int argc, char **argv)
{
    int mib = kDefaultMib;
    int rounds = kDefaultRounds;
    bool json = false;
    for (int i = 1; i < argc; ++i) {
        json = json || std::strcmp(argv[i], "--json") == 0;
        if (std::strcmp(argv[i], "--mib") == 0 && i + 1 < argc)
            mib = std::atoi(argv[i + 1]);
        if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = std::atoi(argv[i + 1]);
    }
    const QTemporaryDir dir;
    require(dir.isValid(), "a temporary folder");
    const std::string folder = dir.path().toStdString();
    writeFiles(folder, mib);
    const std::array<Way, 3> ways{
        {{"same", {}, "/same"},
         {"spaced", {}, "/spaced"},
         {"tolerance", {.floatAbsoluteTolerance = 1e-6, .floatRelativeTolerance = 1e-6}, "/spaced"}}};
    std::printf(json ? "{\"mib\": %d" : "%d MiB\n", mib);
    for (const Way &way : ways) {
        double peak = 0;
        const Comparison times = compare(
            rounds, [&] { return cmpSeconds(folder + "/answer", folder + "/same"); },
            [&] {
                const Figures figures = inChild([&] {
                    const UniqueFd output = openForReading(folder + way.output);
                    const UniqueFd answer = openForReading(folder + "/answer");
                    require(orEnd(compareOutput(output.get(), answer.get(), way.options)).accepted, way.name);
                });
                peak = std::max(peak, figures.peakMib);
                return figures.seconds;
            });
        const double speed = times.bare / times.sandboxed;
        std::printf(json ? ", \"%s\": {\"cmp_seconds\": %.3f, \"seconds\": %.3f, \"speed_ratio\": %.3f, "
                           "\"peak_mib\": %.1f}"
                         : "%-10s cmp %.3f s, compare %.3f s: %.2f of its speed, %.1f MiB\n",
                    way.name, times.bare, times.sandboxed, speed, peak);
    }
    std::printf(json ? "}\n" : "");
    return 0;
}
