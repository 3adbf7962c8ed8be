// SPDX-License-Identifier: GPL-3.0-or-later
// A real engine over a package written on the spot, and a log of its events to wait on.
#pragma once

#include "core/engine.h"
#include "tests/slowness.h"
#include "tests/unit/store/test_database.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>
#include <vector>

namespace assay::core {

using namespace std::chrono_literals;

inline void writeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Doubles a number; the second secret case is a large one.
inline void writePackage(const QString &folder)
{
    writeFile(folder + QStringLiteral("/problem.yaml"),
              "problem_format_version: 2025-09\nname: Twice\nuuid: 6d1b2a3c-1111-4222-8333-944455556666\n"
              "limits:\n  time_limit: 1.0\n  memory: 128\n");
    writeFile(folder + QStringLiteral("/statement/problem.en.md"), "Print twice the number.\n");
    writeFile(folder + QStringLiteral("/data/sample/1.in"), "4\n");
    writeFile(folder + QStringLiteral("/data/sample/1.ans"), "8\n");
    writeFile(folder + QStringLiteral("/data/secret/1.in"), "21\n");
    writeFile(folder + QStringLiteral("/data/secret/1.ans"), "42\n");
    writeFile(folder + QStringLiteral("/data/secret/2.in"), "4000000000\n");
    writeFile(folder + QStringLiteral("/data/secret/2.ans"), "8000000000\n");
    writeFile(folder + QStringLiteral("/submissions/accepted/a.py"), "print(2 * int(input()))\n");
}

/// Keeps the events of the bus, for any thread to wait on.
class EventLog
{
public:
    explicit EventLog(EventBus &bus)
        : m_subscription(bus.subscribe([this](const Event &event) {
            const std::scoped_lock lock(m_mutex);
            m_events.push_back(event);
            m_changed.notify_all();
        }))
    {
    }

    std::optional<Judgement> waitFor(SubmissionId id, JudgementState state)
    {
        std::unique_lock lock(m_mutex);
        std::optional<Judgement> found;
        m_changed.wait_for(lock, 60s * slowness(), [&] {
            for (const auto &event : m_events) {
                const auto *judgement = std::get_if<Judgement>(&event.data);
                if (judgement != nullptr && judgement->submission == id && judgement->state == state)
                    found = *judgement;
            }
            return found.has_value();
        });
        return found;
    }

    std::vector<Event> all()
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Event> m_events;
    Subscription m_subscription;
};

/// The engine under test is this build's own, with the shipped resources.
inline EngineOptions engineOptions(const QString &dataFolder, const QString &database = {})
{
    return {.dataFolder = dataFolder.toStdString(),
            .database = database,
            .resourceFolder = ASSAY_SOURCE_DIR "/resources",
            .sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox",
            .queueRules = QueueRules::unbounded(),
            .leastTier = LeastTier::forOwnPrograms(),
            .timeFactor = static_cast<double>(slowness())};
}

/// An engine that can be closed and opened again, a log of its events, and the package of writePackage open in it.
struct PackageEngine {
    QTemporaryDir package;
    QTemporaryDir data;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<EventLog> log;
    ProblemId problem;
    QString database = test::makeTestDatabase(); ///< Empty: SQLite in `data`.

    [[nodiscard]] DatabaseAddress address() const { return test::testAddress(database, data.path().toStdString()); }
    void open()
    {
        log.reset();
        engine.reset();
        auto opened = Engine::open(engineOptions(data.path(), database));
        QVERIFY2(opened, opened ? "" : opened.error().describe().c_str());
        engine = std::move(*opened);
        log = std::make_unique<EventLog>(engine->events());
    }
    void openWithPackage()
    {
        writePackage(package.path());
        open();
        const auto read = engine->problems().open(package.path().toStdString());
        QVERIFY2(read, read ? "" : read.error().describe().c_str());
        problem = read->problem.id;
    }
};

} // namespace assay::core
