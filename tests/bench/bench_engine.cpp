// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine takes in, keeps and tells, per second and per piece: bench_engine [--json] [folder]
// ASSAY_DATABASE, the URL of an empty database, measures PostgreSQL instead of SQLite.
//
// The baseline is a file that gets 4 KiB and an fdatasync again and again: no store that commits one by one can do more.
#include "core/engine.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kDuration{3000}; ///< Of each measurement.
constexpr int kWaiting = 60; ///< In the measurement of the queue.
constexpr int kParticipants = 64;

void print(QJsonObject result)
{
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

double percentile(std::vector<double> &values, double part)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
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

/// An engine that takes in as much as comes, and a problem of its.
struct Bench {
    QTemporaryDir dir;
    std::unique_ptr<Engine> engine;
    ProblemId problem;
    std::vector<ParticipantId> participants; ///< Of one live session.

    explicit Bench(const QString &folder)
        : dir(folder.isEmpty() ? QString() : folder + u"/bench_engine-XXXXXX"_s)
    {
        engine = bench::orEnd(Engine::open({.dataFolder = dir.path().toStdString(),
                                            .database = qEnvironmentVariable("ASSAY_DATABASE"),
                                            .resourceFolder = ASSAY_SOURCE_DIR "/resources",
                                            .sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox",
                                            .queueRules = QueueRules::unbounded(),
                                            .compiling = {.warmUp = WarmUp::Never},
                                            .leastTier = LeastTier::forOwnPrograms()}));
        problem = bench::orEnd(engine->problems().open(ASSAY_SOURCE_DIR "/resources/problems/warmup")).problem.id;
        SessionService &sessions = engine->sessions();
        const SessionId session =
            bench::orEnd(sessions.create({.title = u"bench"_s, .rules = {.problems = {problem}}}));
        for (int i = 0; i < kParticipants; ++i)
            participants.push_back(
                bench::orEnd(sessions.addParticipant(session, QString::number(i), ParticipantRole::Candidate)));
        (void)bench::orEnd(sessions.act(session, SessionAction::Arm));
        (void)bench::orEnd(sessions.act(session, SessionAction::Prepare));
        while (bench::orEnd(engine->store().session(session)).state == SessionState::Preparing)
            std::this_thread::sleep_for(Milliseconds{5});
        (void)bench::orEnd(sessions.act(session, SessionAction::Start));
    }

    [[nodiscard]] SubmissionDraft draft(ParticipantId participant, QByteArray source) const
    {
        return {.participant = participant,
                .problem = problem,
                .language = u"python"_s,
                .sources = {{.name = u"main.py"_s, .content = std::move(source)}}};
    }
};

/// Through the same door as everybody's, each by a participant of its own, while nothing is judged.
void measureSubmitting(Bench &bench, int submitters, double fsyncs)
{
    std::atomic<int> accepted = 0;
    std::atomic<bool> failed = false;
    std::mutex mutex;
    std::vector<double> microseconds;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < submitters; ++i)
            threads.emplace_back([&, who = bench.participants.at(static_cast<std::size_t>(i))] {
                const SubmissionDraft draft = bench.draft(who, QByteArray(1000, '#'));
                std::vector<double> own;
                while (timer.elapsed() < kDuration.count()) {
                    own.push_back(bench::microsecondsOf([&] {
                        const bool ok = bench.engine->submissions().submit(draft).has_value();
                        accepted += ok ? 1 : 0;
                        failed = failed || !ok;
                    }));
                }
                const std::scoped_lock lock(mutex);
                microseconds.insert(microseconds.end(), own.begin(), own.end());
            });
    }
    const double perSecond = 1e9 * accepted / static_cast<double>(timer.nsecsElapsed());
    bench::require(!failed, "submitting");
    print({{"name"_L1, u"submit_%1"_s.arg(submitters)},
           {"per_second"_L1, rounded(perSecond)},
           {"p50_us"_L1, rounded(percentile(microseconds, 0.5))},
           {"p99_us"_L1, rounded(percentile(microseconds, 0.99))},
           {"fsyncs_per_second"_L1, rounded(fsyncs)},
           {"ratio"_L1, rounded(perSecond / fsyncs)}});
}

/// From the moment at which a submission is durable (its event is in the hands of the bus) to a listener's other thread,
/// under the load of 64 submitters.
void measureEvents(Bench &bench)
{
    struct Arrival {
        std::chrono::steady_clock::time_point published;
    };
    std::mutex mutex;
    std::condition_variable arrived;
    std::vector<Arrival> queue;
    std::vector<double> microseconds;
    std::atomic<std::int64_t> lastSeq = 0;
    std::atomic<bool> inOrder = true;
    Subscription subscription = bench.engine->events().subscribe([&](const Event &event) {
        inOrder = inOrder && event.seq > lastSeq;
        lastSeq = event.seq;
        const std::scoped_lock lock(mutex);
        queue.push_back({std::chrono::steady_clock::now()});
        arrived.notify_one();
    });
    std::jthread listener([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            std::vector<Arrival> taken;
            {
                std::unique_lock lock(mutex);
                arrived.wait_for(lock, std::chrono::milliseconds{50}, [&] { return !queue.empty(); });
                taken.swap(queue);
            }
            const auto now = std::chrono::steady_clock::now();
            for (const Arrival &one : taken)
                microseconds.push_back(std::chrono::duration<double, std::micro>(now - one.published).count());
        }
    });
    std::atomic<int> accepted = 0;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 64; ++i)
            threads.emplace_back([&, who = bench.participants.at(static_cast<std::size_t>(i))] {
                const SubmissionDraft draft = bench.draft(who, QByteArray(1000, '#'));
                while (timer.elapsed() < kDuration.count())
                    accepted += bench.engine->submissions().submit(draft).has_value() ? 1 : 0;
            });
    }
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    listener.request_stop();
    listener.join();
    subscription.cancel();
    const auto delivered = static_cast<double>(microseconds.size());
    bench::require(inOrder && microseconds.size() == 2 * static_cast<std::size_t>(accepted), "delivering every event");
    print({{"name"_L1, u"event_delivery"_s},
           {"per_second"_L1, rounded(delivered / seconds)},
           {"p50_us"_L1, rounded(percentile(microseconds, 0.5))},
           {"p99_us"_L1, rounded(percentile(microseconds, 0.99))}});
}

/// Real programs in the real sandbox, all handed in at once: how long they waited, and what they were told.
void measureQueue(Bench &bench)
{
    QueueRules rules = QueueRules::unbounded();
    bench::orEnd(bench.engine->queue().setRules(rules));
    const auto submit = [&](ParticipantId who) {
        return bench::orEnd(bench.engine->submissions().submit(bench.draft(who, "print(1)\n")));
    };
    const auto isDone = [&](SubmissionId id) {
        return isFinal(bench::orEnd(bench.engine->store().currentJudgement(id)).state);
    };
    const auto waitFor = [&](const std::vector<SubmissionId> &all) {
        for (const SubmissionId id : all) {
            while (!isDone(id))
                std::this_thread::sleep_for(Milliseconds{5});
        }
    };
    std::vector<SubmissionId> first;
    for (int i = 0; i < 2 * 5; ++i)
        first.push_back(submit(bench.participants.at(static_cast<std::size_t>(i))));
    waitFor(first); // something is known of how long one takes, and everything is warm
    std::vector<SubmissionId> all;
    for (int i = 0; i < kWaiting; ++i)
        all.push_back(submit(bench.participants.at(static_cast<std::size_t>(i))));
    const auto told = bench::orEnd(bench.engine->queue().placeOf(all.back()));
    waitFor(all);
    std::vector<double> waits;
    for (const SubmissionId id : all) {
        const Judgement judgement = bench::orEnd(bench.engine->store().currentJudgement(id));
        waits.push_back(static_cast<double>((*judgement.started - judgement.queued).count()));
    }
    const double last = waits.back();
    print({{"name"_L1, u"queue_wait"_s},
           {"waiting"_L1, kWaiting},
           {"at_once"_L1, bench.engine->queue().atOnce(Purpose::Submit)},
           {"p50_ms"_L1, percentile(waits, 0.5)},
           {"p99_ms"_L1, percentile(waits, 0.99)},
           {"last_ms"_L1, last},
           {"last_was_told_p50_ms"_L1, told && told->wait ? qint64{told->wait->p50.count()} : -1},
           {"last_was_told_p90_ms"_L1, told && told->wait ? qint64{told->wait->p90.count()} : -1}});
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
    {
        Bench judging(folder);
        measureQueue(judging);
    }
    Bench bench(folder);
    QueueRules paused = QueueRules::unbounded();
    paused.submit.paused = true;
    bench::orEnd(bench.engine->queue().setRules(paused));
    const double fsyncs = fsyncsPerSecond(bench.dir.path());
    for (const int submitters : {1, 8, 64})
        measureSubmitting(bench, submitters, fsyncs);
    measureEvents(bench);
    const double list = bench::microsecondsOf([&] { (void)bench.engine->store().submissions({}); }) / 1000;
    print({{"name"_L1, u"list_1000"_s}, {"ms"_L1, rounded(list)}});
    return 0;
}
