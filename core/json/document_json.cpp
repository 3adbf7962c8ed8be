// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of documents and their edits.
#include "core/json/document_json.h"

#include "core/json/json_reader.h"
#include "core/json/json_values.h"
#include "core/json/text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

constexpr qsizetype kLongestClientName = 64;

/// Nothing for what is no length of a text.
std::optional<qsizetype> lengthFrom(const QJsonValue &value)
{
    const double length = value.toDouble(-1);
    if (length < 0 || length > kLongestDocument || std::floor(length) != length)
        return std::nullopt;
    return static_cast<qsizetype>(length);
}

Result<TextPart> partFromJson(const QJsonValue &value)
{
    const auto bad = [] { return fail(Errc::InvalidData, "no change of a text"); };
    if (!value.isArray()) {
        const auto length = lengthFrom(value);
        return length ? Result<TextPart>(TextPart{.length = *length, .kept = true, .inserted = {}}) : bad();
    }
    const QJsonArray parts = value.toArray();
    const auto length = parts.isEmpty() ? std::nullopt : lengthFrom(parts.first());
    if (!length)
        return bad();
    QStringList lines;
    for (qsizetype at = 1; at < parts.size(); ++at) {
        if (!parts.at(at).isString())
            return bad();
        lines.append(parts.at(at).toString());
    }
    return TextPart{.length = *length, .kept = false, .inserted = lines.join(u'\n')};
}

} // namespace

QJsonArray changeToJson(const TextChange &change)
{
    QJsonArray array;
    for (const TextPart &part : change) {
        if (part.kept) {
            array.append(qint64{part.length});
            continue;
        }
        QJsonArray replaced{qint64{part.length}};
        if (!part.inserted.isEmpty()) {
            for (const QString &line : part.inserted.split(u'\n'))
                replaced.append(line);
        }
        array.append(replaced);
    }
    return array;
}

Result<TextChange> changeFromJson(const QJsonArray &array, const QString &path)
{
    TextChange change;
    for (const QJsonValue &value : array) {
        auto part = partFromJson(value);
        if (!part)
            return fail(Errc::InvalidData, path.toStdString() + ": " + part.error().detail);
        change.append(*std::move(part));
    }
    return change;
}

QJsonObject toJson(const Document &document)
{
    return {
        {"id"_L1, textOf(document.id)},
        {"session_id"_L1, textOf(document.session)},
        {"participant_id"_L1, textOf(document.participant)},
        {"problem_id"_L1, textOf(document.problem)},
        {"language"_L1, document.language},
        {"version"_L1, document.version},
        {"text"_L1, document.text},
        {"changed"_L1, timeToText(document.changed)},
    };
}

QJsonObject toJson(const DocumentEdit &edit)
{
    return {
        {"document_id"_L1, textOf(edit.document)},
        {"session_id"_L1, textOf(edit.session)},
        {"participant_id"_L1, textOf(edit.participant)},
        {"problem_id"_L1, textOf(edit.problem)},
        {"language"_L1, edit.language},
        {"version"_L1, edit.version},
        {"client"_L1, edit.client},
        {"changes"_L1, changeToJson(edit.change)},
        {"time"_L1, timeToText(edit.time)},
    };
}

Result<DocumentEdit> documentEditFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    DocumentEdit edit{
        .document = in.id<DocumentId>("document_id"_L1),
        .session = in.id<SessionId>("session_id"_L1),
        .participant = in.id<ParticipantId>("participant_id"_L1),
        .problem = in.id<ProblemId>("problem_id"_L1),
        .language = in.text("language"_L1),
        .version = in.smallInteger("version"_L1),
        .client = in.text("client"_L1),
        .change = {},
        .time = in.time("time"_L1),
    };
    TRY(in.finish(0));
    edit.change = TRY(changeFromJson(object.value("changes"_L1).toArray(), path));
    return edit;
}

Result<DocumentEditDraft> editDraftFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    DocumentEditDraft draft{.client = in.text("client"_L1), .change = {}};
    TRY(in.finish(0));
    const QJsonValue changes = object.value("changes"_L1);
    if (!changes.isArray() || draft.client.size() > kLongestClientName)
        return fail(Errc::InvalidData, path.toStdString() + ": an edit has a client of at most 64 characters and a "
                                                            "list of changes");
    draft.change = TRY(changeFromJson(changes.toArray(), path));
    return draft;
}

} // namespace assay::core
