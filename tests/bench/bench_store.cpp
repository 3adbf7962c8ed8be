// SPDX-License-Identifier: GPL-3.0-or-later
// How many submissions per second the store makes durable: bench_store [--json] [folder]
//
// Baseline: rows committed one by one by fsync of a file, which no store can beat without group commit.
#include "core/store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kDuration{3000}; ///< Of each measurement.

bool addOne(Store &store)
{
    Submission submission;
    submission.id = SubmissionId::make();
    submission.language = u"cpp"_s;
    submission.sources = {{.name = u"main.cpp"_s, .content = QByteArray(1000, 'x')}};
    submission.created = SystemClock().now();
    Judgement judgement;
    judgement.id = JudgementId::make();
    judgement.submission = submission.id;
    judgement.queued = submission.created;
    return store.addSubmission(submission, judgement).has_value();
}

double submitsPerSecond(Store &store, int submitters)
{
    std::atomic<int> added = 0;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < submitters; ++i)
            threads.emplace_back([&] {
                while (timer.elapsed() < kDuration.count())
                    added += addOne(store) ? 1 : 0;
            });
    }
    return 1e9 * added / static_cast<double>(timer.nsecsElapsed());
}

/// Appends of 4 KiB, each with its fdatasync.
double fsyncsPerSecond(const QString &folder)
{
    const int file = ::open((folder + u"/fsync"_s).toUtf8().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const QByteArray page(4096, 'x');
    QElapsedTimer timer;
    timer.start();
    int count = 0;
    while (timer.elapsed() < kDuration.count() && ::write(file, page.constData(), 4096) == 4096 &&
           ::fdatasync(file) == 0)
        ++count;
    ::close(file);
    return 1e9 * count / static_cast<double>(timer.nsecsElapsed());
}

/// Milliseconds for the newest 1,000 rows, as a list on screen asks for them.
double listMilliseconds(const Store &store)
{
    QElapsedTimer timer;
    timer.start();
    (void)store.submissions({});
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QString folder;
    for (const auto &argument : application.arguments().mid(1)) {
        if (!argument.startsWith(u'-'))
            folder = argument;
    }
    const QTemporaryDir temporary(folder.isEmpty() ? QString() : folder + u"/bench_store-XXXXXX"_s);
    EventBus bus;
    const SystemClock clock;
    const auto store =
        Store::open({.folder = temporary.path().toStdString(), .queueRules = QueueRules::unbounded()}, bus, clock);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().describe().c_str());
        return 1;
    }
    const double fsyncs = fsyncsPerSecond(temporary.path());
    const double one = submitsPerSecond(**store, 1);
    const double eight = submitsPerSecond(**store, 8);
    const double many = submitsPerSecond(**store, 64);
    const QJsonObject result{{"name"_L1, "durable_submits"_L1}, {"fsyncs_per_s"_L1, fsyncs},
                             {"submits_per_s_1"_L1, one},       {"submits_per_s_8"_L1, eight},
                             {"submits_per_s_64"_L1, many},     {"list_1000_ms"_L1, listMilliseconds(**store)}};
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
