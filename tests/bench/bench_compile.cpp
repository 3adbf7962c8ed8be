// SPDX-License-Identifier: GPL-3.0-or-later
// What compiling costs: with a precompiled header against the plain compiler, and out of the cache.
#include "core/judge/compile_host.h"
#include "core/judge/program_files.h"
#include "tests/bench/bare_run.h"
#include "tests/bench/measure.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstring>
#include <string>

using namespace assay;
using namespace assay::bench;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDefaultRounds = 9;

struct Options {
    int rounds = kDefaultRounds;
    bool json = false;
};

/// Everything that an engine has for compiling, in a folder of its own.
class CompileBench
{
public:
    CompileBench()
        : m_sandbox(orEnd(sandbox::Sandbox::start(
              {.helper = ASSAY_BENCH_HELPER, .warmFolder = CompileHost::warmFolder(hostOptions())})))
        , m_policies(orEnd(SyscallPolicies::load(ASSAY_BENCH_RESOURCES "/seccomp", *m_sandbox, sandbox::Tier::Full)))
        , m_languages(orEnd(LanguageTable::load(ASSAY_BENCH_RESOURCES "/languages")))
        , m_host(hostOptions())
        , m_container(orEnd(m_sandbox->createContainer(kSubmissionScratch)))
    {
        m_host.start(m_languages,
                     {.sandbox = m_sandbox.get(), .policies = &m_policies, .requiredTier = sandbox::Tier::Partial});
        QFile file(u"" ASSAY_BENCH_SOURCE ""_s);
        require(file.open(QIODevice::ReadOnly), "reading the source");
        m_submission = {.language = u"cpp"_s, .sources = {{.name = u"main.cpp"_s, .content = file.readAll()}}};
    }

    void makeHeader()
    {
        PrecompiledHeaders &headers = *m_host.tools().headers;
        headers.prepare(language());
        headers.waitUntilIdle();
        require(headers.problems().isEmpty(), headers.problems().join(u'\n').toStdString());
    }

    enum class Start { Emptied, Used }; ///< Whether the container was emptied before, as a pool does it.

    /// Milliseconds of the compile step. `tools` may lack the cache or the headers.
    double compile(const CompileTools &tools, Start start)
    {
        if (start == Start::Emptied)
            orEnd(m_container->reset(kSubmissionScratch));
        CompiledProgram program;
        const double time = microsecondsOf(
            [&] { program = orEnd(compileStep(*m_container, tools, language(), m_submission, Limits{}, {})); });
        require(program.result.ok, program.result.output.toStdString());
        require(program.result.cached == (tools.cache != nullptr && m_isKept), "the cache was asked as it should be");
        if (tools.cache != nullptr) {
            tools.cache->waitUntilWritten();
            m_isKept = true;
        }
        return time / 1000;
    }

    /// Milliseconds of the same command, on the host.
    double compileBare()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"main.cpp"_s);
        QFile file(path);
        require(file.open(QIODevice::WriteOnly), "writing the source");
        file.write(m_submission.sources.first().content);
        file.close();
        std::vector<std::string> command;
        for (const auto &word : language().compile) {
            QString text = word;
            text.replace(u"/box/out/program"_s, folder.filePath(u"program"_s)).replace(u"{sources}"_s, path);
            command.push_back(text.toStdString());
        }
        return microsecondsOf([&] { bareRun(command); }) / 1000;
    }

    [[nodiscard]] CompileTools tools() const { return m_host.tools(); }
    [[nodiscard]] Bytes sourceSize() const { return Bytes{m_submission.sources.first().content.size()}; }

private:
    [[nodiscard]] CompileHostOptions hostOptions() const
    {
        return {.folder = m_folder.path().toStdString(), .warmUp = WarmUp::Never};
    }
    [[nodiscard]] const Language &language() const { return m_languages.find(u"cpp"_s)->language; }

    QTemporaryDir m_folder;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    SyscallPolicies m_policies;
    LanguageTable m_languages;
    CompileHost m_host;
    std::unique_ptr<sandbox::Container> m_container;
    Submission m_submission;
    bool m_isKept = false;
};

void print(const Options &options, const char *name, const Comparison &result)
{
    if (options.json)
        std::printf("{\"name\":\"%s\",\"ratio\":%.3f,\"bare\":%.1f,\"sandboxed\":%.1f,\"unit\":\"ms\",\"rounds\":%d}\n",
                    name, result.ratio(), result.bare, result.sandboxed, options.rounds);
    else
        std::printf("%-26s %6.3f   (bare %.1f ms, sandboxed %.1f ms; medians of %d)\n", name, result.ratio(),
                    result.bare, result.sandboxed, options.rounds);
    std::fflush(stdout);
}

void printTime(const Options &options, const char *name, double milliseconds, int rounds)
{
    if (options.json)
        std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"ms\",\"rounds\":%d}\n", name, milliseconds, rounds);
    else
        std::printf("%-26s %6.3f ms (median of %d)\n", name, milliseconds, rounds);
    std::fflush(stdout);
}

void measureCached(CompileBench &bench, const Options &options, const char *name, CompileBench::Start start)
{
    const int rounds = options.rounds * 10;
    bench.compile(bench.tools(), start); // keeps it, the first time
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(bench.compile(bench.tools(), start));
    printTime(options, name, medianOf(times), rounds);
}

void measure(const Options &options)
{
    CompileBench bench;
    using Start = CompileBench::Start;
    CompileTools precompiled = bench.tools();
    precompiled.cache = nullptr;
    CompileTools plain = precompiled;
    plain.headers = nullptr;
    bench.makeHeader();
    const auto bare = [&] { return bench.compileBare(); };
    print(options, "compile_precompiled",
          compare(options.rounds, bare, [&] { return bench.compile(precompiled, Start::Used); }));
    print(options, "compile_plain", compare(options.rounds, bare, [&] { return bench.compile(plain, Start::Used); }));
    measureCached(bench, options, "compile_cached", Start::Emptied);
    measureCached(bench, options, "compile_cached_with_reset", Start::Used);
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--json") == 0) {
            options.json = true;
        } else if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) {
            options.rounds = std::atoi(argv[++i]);
        } else {
            std::fprintf(stderr, "usage: bench_compile [--json] [--rounds N]\n");
            return 2;
        }
    }
    if (options.rounds < 1)
        return 2;
    measure(options);
    return 0;
}
