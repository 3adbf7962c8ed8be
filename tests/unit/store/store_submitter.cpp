// SPDX-License-Identifier: GPL-3.0-or-later
// A program to be killed: submits and judges without end, and prints what the store has acknowledged, a line each:
// "sub <submission id>" and "done <judgement id>". Exits with 3 when the folder cannot be opened, saying why.
#include "core/store/store.h"

#include <QCoreApplication>

#include <cstdio>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace assay;
using namespace assay::core;

namespace {

constexpr int kSubmitters = 4;
constexpr int kLargeEvery = 7; ///< Every so many submissions one has a source that becomes a blob.

/// One write: a line is there as a whole or not at all (PIPE_BUF).
void print(const std::string &line)
{
    (void)!::write(STDOUT_FILENO, line.data(), line.size());
}

void submitForever(Store &store)
{
    for (int i = 0;; ++i) {
        Submission submission;
        submission.id = SubmissionId::make();
        submission.language = QStringLiteral("cpp");
        const QByteArray content = QByteArray::fromStdString(submission.id.toText());
        submission.sources = {
            {.name = QStringLiteral("main.cpp"), .content = content.repeated(i % kLargeEvery == 0 ? 200 : 1)}};
        Judgement judgement;
        judgement.id = JudgementId::make();
        judgement.submission = submission.id;
        if (store.addSubmission(submission, judgement))
            print("sub " + submission.id.toText() + '\n');
    }
}

void judgeForever(Store &store)
{
    for (;;) {
        auto task = store.claimNext(Purpose::Submit, QStringLiteral("local"));
        if (!task || !*task) {
            store.waitForWork(Purpose::Submit, Milliseconds{100});
            continue;
        }
        CaseRun run;
        run.state = CaseState::Done;
        run.verdict = Verdict::Accepted;
        Judgement judgement = (*task)->judgement;
        judgement.state = JudgementState::Done;
        judgement.verdict = Verdict::Accepted;
        judgement.cases = {run};
        if (store.recordCase(judgement.id, run, (*task)->epoch) && store.finishJudgement(judgement, (*task)->epoch))
            print("done " + judgement.id.toText() + '\n');
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 3)
        return 2;
    EventBus bus;
    const SystemClock clock;
    const auto store = Store::open({.folder = argv[1],
                                    .database = QString::fromLocal8Bit(argv[2]), // empty: SQLite
                                    .queueRules = QueueRules::unbounded()},
                                   bus, clock);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().describe().c_str());
        return 3;
    }
    if (!(*store)->requeueLost(LostWhen::AtStart))
        return 4;
    std::vector<std::jthread> threads;
    for (int i = 0; i < kSubmitters; ++i)
        threads.emplace_back([&store] { submitForever(**store); });
    judgeForever(**store);
}
