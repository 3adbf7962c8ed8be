// SPDX-License-Identifier: GPL-3.0-or-later
// A program to be killed: an engine under load, with its real sandbox. Prints, a line each, "open <milliseconds>" once it is
// up, and "sub <submission id>" for what it has acknowledged. Exits with 3 when it cannot be opened, saying why.
#include "tests/unit/judge/engine_fixture.h"

#include <QCoreApplication>

#include <cstdio>
#include <thread>

#include <unistd.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSubmitters = 3;
constexpr int kMostWaiting = 12; ///< So that all of it can be judged in the end.

/// One write: a line is there as a whole or not at all (PIPE_BUF).
void print(const std::string &line)
{
    (void)!::write(STDOUT_FILENO, line.data(), line.size());
}

SubmissionDraft draftOf(int number, ProblemId problem)
{
    // Of each language every so many; the comment keeps the compiler's cache from knowing them all.
    const QByteArray mark = QByteArray::number(number % 5);
    if (number % 4 == 0)
        return {.problem = problem,
                .language = u"c"_s,
                .sources = {{.name = u"main.c"_s,
                             .content = "// " + mark +
                                        "\n#include <stdio.h>\nint main(void) { long n; if (scanf(\"%ld\", &n) != 1) "
                                        "return 1; printf(\"%ld\\n\", 2 * n); }\n"}}};
    return {.problem = problem,
            .language = u"python"_s,
            .sources = {{.name = u"main.py"_s, .content = "# " + mark + "\nprint(2 * int(input()))\n"}}};
}

void submitForever(Engine &engine, ProblemId problem)
{
    for (int number = 0;; ++number) {
        while (engine.store().queueDepth().value_or(QueueDepth{}).waitingSubmit >= kMostWaiting)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (const auto id = engine.submissions().submit(draftOf(number, problem)))
            print("sub " + id->toText() + '\n');
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 4)
        return 2;
    const auto begun = std::chrono::steady_clock::now();
    EngineOptions options = engineOptions(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[3]));
    options.compiling.warmUp = WarmUp::Never;
    const auto engine = Engine::open(options);
    if (!engine) {
        std::fprintf(stderr, "%s\n", engine.error().describe().c_str());
        return 3;
    }
    const auto took = std::chrono::steady_clock::now() - begun;
    print("open " + std::to_string(std::chrono::round<std::chrono::milliseconds>(took).count()) + '\n');
    const auto problem = (*engine)->problems().open(argv[2]);
    if (!problem) {
        std::fprintf(stderr, "%s\n", problem.error().describe().c_str());
        return 3;
    }
    std::vector<std::jthread> threads;
    for (int i = 0; i < kSubmitters; ++i)
        threads.emplace_back([&engine, id = problem->problem.id] { submitForever(**engine, id); });
    for (;;)
        ::pause();
}
