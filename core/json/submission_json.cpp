// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a submission: whole, or as an outline without the contents of its files.
#include "core/json/submission_json.h"

#include "core/json/json_reader.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

/// Everything but sources and inputs.
QJsonObject headToJson(const Submission &submission)
{
    return {
        {"id"_L1, textOf(submission.id)},
        {"participant_id"_L1, idToJson(submission.participant)},
        {"problem_id"_L1, idToJson(submission.problem)},
        {"language"_L1, submission.language},
        {"entry_point"_L1, submission.entryPoint},
        {"purpose"_L1, textOf(kPurposeNames, submission.purpose)},
        {"policy"_L1, textOf(kCasePolicyNames, submission.policy)},
        {"cpu_limit_ms"_L1, submission.cpuLimit ? QJsonValue(qint64{submission.cpuLimit->count()}) : QJsonValue()},
        {"memory_limit_bytes"_L1,
         submission.memoryLimit ? QJsonValue(qint64{submission.memoryLimit->count}) : QJsonValue()},
        {"label"_L1, submission.label},
        {"created"_L1, timeToText(submission.created)},
    };
}

QJsonObject sourceToJson(const SourceFile &source)
{
    return {{"name"_L1, source.name}, {"content"_L1, bytesToJson(source.content)}};
}

Result<SourceFile> sourceFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(SourceFile{.name = in.text("name"_L1), .content = in.bytes("content"_L1)});
}

QJsonObject inputToJson(const RunInput &input)
{
    return {
        {"name"_L1, input.name},
        {"input"_L1, bytesToJson(input.input)},
        {"expected"_L1, input.expected ? bytesToJson(*input.expected) : QJsonValue()},
    };
}

Result<RunInput> inputFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(RunInput{
        .name = in.text("name"_L1),
        .input = in.bytes("input"_L1),
        .expected = in.optional("expected"_L1, [&](auto key) { return in.bytes(key); }),
    });
}

QJsonObject sourceOutline(const SourceFile &source)
{
    return {{"name"_L1, source.name}, {"size_bytes"_L1, qint64{source.content.size()}}};
}

Result<SourceFile> sourceFromOutline(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(SourceFile{.name = in.text("name"_L1), .content = {}});
}

QJsonObject inputOutline(const RunInput &input)
{
    return {
        {"name"_L1, input.name},
        {"size_bytes"_L1, qint64{input.input.size()}},
        {"expected_bytes"_L1, input.expected ? QJsonValue(qint64{input.expected->size()}) : QJsonValue()},
    };
}

Result<RunInput> inputFromOutline(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(RunInput{
        .name = in.text("name"_L1),
        .input = {},
        .expected = in.optional("expected_bytes"_L1,
                                [&](auto key) {
                                    (void)in.integer(key);
                                    return QByteArray();
                                }),
    });
}

template <typename T>
QJsonArray listToJson(const QList<T> &items, QJsonObject (*convert)(const T &))
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(convert(item));
    return array;
}

/// Submissions of before there were participants have no such key.
template <typename Id>
Id laterId(JsonReader &in, QLatin1StringView key)
{
    if (!in.has(key))
        return {};
    return in.optional(key, [&in](auto inner) { return in.template id<Id>(inner); }).value_or(Id{});
}

using ParseSource = Result<SourceFile> (*)(const QJsonObject &, const QString &);
using ParseInput = Result<RunInput> (*)(const QJsonObject &, const QString &);

Result<Submission> parse(const QJsonObject &object, const QString &path, ParseSource source, ParseInput input)
{
    JsonReader in(object, path);
    return in.finish(Submission{
        .id = in.id<SubmissionId>("id"_L1),
        .participant = laterId<ParticipantId>(in, "participant_id"_L1),
        .problem = in.optional("problem_id"_L1, [&](auto key) { return in.id<ProblemId>(key); }).value_or(ProblemId{}),
        .language = in.text("language"_L1),
        .sources = in.list("sources"_L1, source),
        .entryPoint = in.text("entry_point"_L1),
        .purpose = in.enumValue("purpose"_L1, kPurposeNames),
        .policy = in.enumValue("policy"_L1, kCasePolicyNames),
        .inputs = in.list("inputs"_L1, input),
        .cpuLimit = in.optional("cpu_limit_ms"_L1, [&](auto key) { return Milliseconds{in.integer(key)}; }),
        .memoryLimit = in.optional("memory_limit_bytes"_L1, [&](auto key) { return Bytes{in.integer(key)}; }),
        .label = in.text("label"_L1),
        .created = in.time("created"_L1),
    });
}

} // namespace

QJsonObject toJson(const Submission &submission)
{
    QJsonObject object = headToJson(submission);
    object.insert("sources"_L1, listToJson(submission.sources, sourceToJson));
    object.insert("inputs"_L1, listToJson(submission.inputs, inputToJson));
    return object;
}

Result<Submission> submissionFromJson(const QJsonObject &object, const QString &path)
{
    return parse(object, path, sourceFromJson, inputFromJson);
}

QJsonObject outlineToJson(const Submission &submission)
{
    QJsonObject object = headToJson(submission);
    object.insert("sources"_L1, listToJson(submission.sources, sourceOutline));
    object.insert("inputs"_L1, listToJson(submission.inputs, inputOutline));
    return object;
}

Result<Submission> submissionFromOutline(const QJsonObject &object, const QString &path)
{
    return parse(object, path, sourceFromOutline, inputFromOutline);
}

Submission outlineOf(Submission submission)
{
    for (auto &source : submission.sources)
        source.content.clear();
    for (auto &input : submission.inputs) {
        input.input.clear();
        if (input.expected)
            input.expected->clear();
    }
    return submission;
}

QString contentHash(Submission submission)
{
    submission.id = {};
    submission.created = {};
    const QByteArray text = QJsonDocument(toJson(submission)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace assay::core
