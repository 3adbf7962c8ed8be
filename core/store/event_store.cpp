// SPDX-License-Identifier: GPL-3.0-or-later
// The event log in the database.
#include "core/store/event_store.h"

#include "core/json/document_json.h"
#include "core/json/event_json.h"
#include "core/json/json_values.h"
#include "core/json/judgement_json.h"
#include "core/json/operation_json.h"
#include "core/json/queue_json.h"
#include "core/json/session_json.h"
#include "core/json/submission_json.h"
#include "core/json/webhook_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

constexpr auto kOutput = "output"_L1;
constexpr auto kErrorOutput = "error_output"_L1;
constexpr auto kBlob = "blob"_L1;

/// Takes a large content out of `bytes`; gives the reference that stands for it, or nothing.
Result<QJsonValue> takeOut(QByteArray &bytes, const BlobStore &blobs)
{
    if (bytes.size() <= kInlineLimit.count)
        return QJsonValue(QJsonValue::Undefined);
    const QString hash = TRY(blobs.put(std::exchange(bytes, {})));
    return QJsonValue(QJsonObject{{kBlob, hash}});
}

Result<QJsonObject> caseForLog(CaseRun run, const BlobStore &blobs)
{
    const QJsonValue output = TRY(takeOut(run.output, blobs));
    const QJsonValue errorOutput = TRY(takeOut(run.errorOutput, blobs));
    QJsonObject object = toJson(run);
    if (!output.isUndefined())
        object.insert(kOutput, output);
    if (!errorOutput.isUndefined())
        object.insert(kErrorOutput, errorOutput);
    return object;
}

Result<QJsonObject> putBack(QJsonObject caseRun, const BlobStore &blobs)
{
    for (const auto key : {kOutput, kErrorOutput}) {
        const QJsonValue hash = caseRun.value(key).toObject().value(kBlob);
        if (hash.isString())
            caseRun.insert(key, bytesToJson(TRY(blobs.get(hash.toString()))));
    }
    return caseRun;
}

/// Writes each kind of event data as the log keeps it.
struct LogWriter {
    const BlobStore &blobs;

    Result<QJsonObject> operator()(const ProblemAdded &problem) const { return toJson(problem); }
    Result<QJsonObject> operator()(const Submission &submission) const { return outlineToJson(submission); }
    Result<QJsonObject> operator()(const QueueRules &rules) const { return toJson(rules); }
    Result<QJsonObject> operator()(const Session &session) const { return toJson(session); }
    Result<QJsonObject> operator()(const Operation &operation) const { return toJson(operation); }
    Result<QJsonObject> operator()(const OperationLog &log) const { return toJson(log); }
    Result<QJsonObject> operator()(const DocumentEdit &edit) const { return toJson(edit); }
    Result<QJsonObject> operator()(const WebhookDelivery &delivery) const { return toJson(delivery); }
    Result<QJsonObject> operator()(const CaseDone &done) const
    {
        CaseDone head = done;
        const CaseRun run = std::exchange(head.run, {});
        QJsonObject object = toJson(head);
        object.insert("run"_L1, TRY(caseForLog(run, blobs)));
        return object;
    }
    Result<QJsonObject> operator()(const Judgement &judgement) const
    {
        Judgement head = judgement;
        const QList<CaseRun> runs = std::exchange(head.cases, {});
        QJsonObject object = toJson(head);
        QJsonArray cases;
        for (const auto &run : runs)
            cases.append(TRY(caseForLog(run, blobs)));
        object.insert("cases"_L1, cases);
        return object;
    }
};

/// The opposite of LogWriter for the blobs: the object as event_json.h reads it.
Result<QJsonObject> withBlobs(QJsonObject data, const BlobStore &blobs)
{
    if (data.contains("run"_L1))
        data.insert("run"_L1, TRY(putBack(data.value("run"_L1).toObject(), blobs)));
    if (data.contains("cases"_L1)) {
        QJsonArray cases = data.value("cases"_L1).toArray();
        for (auto &&run : cases)
            run = TRY(putBack(run.toObject(), blobs));
        data.insert("cases"_L1, cases);
    }
    return data;
}

/// What an event is about, for the log's columns.
struct Subject {
    std::optional<SubmissionId> submission;
    std::optional<JudgementId> judgement;
    std::optional<SessionId> session;
};

Subject subjectOf(const ProblemAdded & /*problem*/)
{
    return {};
}
Subject subjectOf(const Session &session)
{
    return {.submission = std::nullopt, .judgement = std::nullopt, .session = session.id};
}
Subject subjectOf(const QueueRules & /*rules*/)
{
    return {};
}
Subject subjectOf(const Operation & /*operation*/)
{
    return {}; // it says nothing of people, and is not purged with its session
}
Subject subjectOf(const OperationLog & /*log*/)
{
    return {};
}
Subject subjectOf(const WebhookDelivery & /*delivery*/)
{
    return {};
}
Subject subjectOf(const DocumentEdit &edit)
{
    return {.submission = std::nullopt, .judgement = std::nullopt, .session = edit.session};
}
Subject subjectOf(const Submission &submission)
{
    return {.submission = submission.id, .judgement = std::nullopt, .session = std::nullopt};
}
Subject subjectOf(const Judgement &judgement)
{
    return {.submission = judgement.submission, .judgement = judgement.id, .session = std::nullopt};
}
Subject subjectOf(const CaseDone &done)
{
    return {.submission = done.submission, .judgement = done.judgement, .session = std::nullopt};
}

Result<Event> readEvent(const Rows &row, const BlobStore &blobs)
{
    Event event{.seq = row.integer(0), .time = row.time(1), .type = TRY(row.enumValue(2, kEventTypeNames)), .data = {}};
    const QString path = u"event %1"_s.arg(event.seq);
    const QJsonDocument document = QJsonDocument::fromJson(row.text(3).toUtf8());
    if (!document.isObject())
        return fail(Errc::InvalidData, path.toStdString() + ": its data is not a JSON object");
    event.data = TRY(eventDataFromJson(event.type, TRY(withBlobs(document.object(), blobs)), path));
    return event;
}

} // namespace

Result<EventDraft> draftEvent(EventType type, EventData data, const BlobStore &blobs)
{
    const QJsonObject object = TRY(std::visit(LogWriter{blobs}, data));
    if (auto *submission = std::get_if<Submission>(&data))
        *submission = outlineOf(std::move(*submission));
    return EventDraft{
        .type = type,
        .data = std::move(data),
        .json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)),
    };
}

Result<void> appendEvent(Database &database, const EventDraft &draft, std::int64_t seq, Timestamp time)
{
    const Subject subject = std::visit([](const auto &held) { return subjectOf(held); }, draft.data);
    return database.run(
        "INSERT INTO event (seq, time, type, submission, judgement, session, data) VALUES (?, ?, ?, ?, ?, ?, ?)", seq,
        time, textOf(kEventTypeNames, draft.type), subject.submission, subject.judgement, subject.session, draft.json);
}

void forEachBlobIn(const QString &data, const std::function<void(const QString &)> &take)
{
    static const QRegularExpression blob(QStringLiteral("\"blob\":\"([0-9a-f]{64})\""));
    for (const auto &match : blob.globalMatch(data))
        take(match.captured(1));
}

Result<QList<Event>> loadEventsAfter(Database &database, const BlobStore &blobs, std::int64_t seq, int limit)
{
    auto rows =
        TRY(database.query("SELECT seq, time, type, data FROM event WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit));
    QList<Event> events;
    while (TRY(rows.next()))
        events.append(TRY(readEvent(rows, blobs)));
    return events;
}

Result<std::int64_t> loadLastSeq(Database &database)
{
    auto rows = TRY(database.query("SELECT last FROM event_horizon"));
    TRY(rows.next());
    return rows.integer(0);
}

Result<void> storeLastSeq(Database &database, std::int64_t seq)
{
    return database.run("UPDATE event_horizon SET last = ?", seq);
}

Result<std::int64_t> loadEventHorizon(Database &database)
{
    auto rows = TRY(database.query("SELECT seq FROM event_horizon"));
    TRY(rows.next());
    return rows.integer(0);
}

Result<int> deleteEvents(Database &database, Timestamp before, int most)
{
    std::int64_t last = 0;
    int count = 0;
    QStringList blobs;
    {
        // By seq, not by time: somebody may have set the clock back, and what is kept is without a gap.
        auto rows = TRY(database.query("SELECT seq, time, data FROM event WHERE seq < (SELECT max(seq) FROM event) "
                                       "ORDER BY seq LIMIT ?",
                                       most));
        while (TRY(rows.next()) && rows.time(1) < before) {
            last = rows.integer(0);
            ++count;
            forEachBlobIn(rows.text(2), [&blobs](const QString &hash) { blobs.append(hash); });
        }
    }
    if (count == 0)
        return 0;
    for (const QString &hash : blobs)
        TRY(database.run("INSERT INTO doomed_blob (hash) VALUES (?) ON CONFLICT DO NOTHING", hash));
    TRY(database.run("DELETE FROM event WHERE seq <= ?", last));
    TRY(database.run("UPDATE event_horizon SET seq = ?", last));
    return count;
}

} // namespace assay::core
