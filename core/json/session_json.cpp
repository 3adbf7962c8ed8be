// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a session, as the store and the event log keep it.
#include "core/json/session_json.h"

#include "core/json/json_reader.h"
#include "core/json/json_values.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

std::optional<Timestamp> timeIn(JsonReader &in, QLatin1StringView key)
{
    return in.optional(key, [&in](auto inner) { return in.time(inner); });
}

QJsonValue lengthToJson(const std::optional<Milliseconds> &length)
{
    return length ? QJsonValue(qint64{length->count()}) : QJsonValue();
}

/// Sessions of earlier times have none.
std::optional<Milliseconds> lengthIn(JsonReader &in, QLatin1StringView key)
{
    if (!in.has(key))
        return std::nullopt;
    return in.optional(key, [&in](auto inner) { return Milliseconds{in.integer(inner)}; });
}

QJsonObject pauseToJson(const SessionPause &pause)
{
    return {{"from"_L1, timeToText(pause.from)}, {"to"_L1, timeToJson(pause.to)}};
}

Result<SessionPause> pauseFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(SessionPause{.from = in.time("from"_L1), .to = timeIn(in, "to"_L1)});
}

QJsonObject participantToJson(const Participant &participant)
{
    return {
        {"id"_L1, textOf(participant.id)},
        {"name"_L1, participant.name},
        {"role"_L1, textOf(kParticipantRoleNames, participant.role)},
        {"extra_percent"_L1, participant.extraPercent},
        {"joined"_L1, timeToJson(participant.joined)},
        {"consented"_L1, timeToJson(participant.consented)},
        {"began"_L1, timeToJson(participant.began)},
    };
}

Result<Participant> participantFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(Participant{
        .id = in.id<ParticipantId>("id"_L1),
        .name = in.text("name"_L1),
        .role = in.enumValue("role"_L1, kParticipantRoleNames),
        .extraPercent = in.has("extra_percent"_L1) ? in.smallInteger("extra_percent"_L1) : 0,
        .joined = timeIn(in, "joined"_L1),
        .consented = timeIn(in, "consented"_L1),
        .began = in.has("began"_L1) ? timeIn(in, "began"_L1) : std::nullopt, // sessions of earlier times have none
    });
}

struct Named {
    QString text;
};

/// {"id": "…"}: a list of objects, so that more can be said of each later.
Result<ProblemId> problemFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(in.id<ProblemId>("id"_L1));
}

Result<Named> languageFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(Named{.text = in.text("id"_L1)});
}

Result<SessionRules> rulesFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    SessionRules rules{.problems = in.list("problems"_L1, problemFromJson),
                       .languages = {},
                       .feedback = in.enumValue("feedback"_L1, kFeedbackNames)};
    for (const Named &language : in.list("languages"_L1, languageFromJson))
        rules.languages.append(language.text);
    return in.finish(rules);
}

template <typename T>
QJsonArray arrayOf(const QList<T> &items, QJsonObject (*convert)(const T &))
{
    QJsonArray array;
    for (const T &item : items)
        array.append(convert(item));
    return array;
}

} // namespace

QJsonObject rulesToJson(const SessionRules &rules)
{
    QJsonArray problems;
    for (const ProblemId id : rules.problems)
        problems.append(QJsonObject{{"id"_L1, textOf(id)}});
    QJsonArray languages;
    for (const QString &language : rules.languages)
        languages.append(QJsonObject{{"id"_L1, language}});
    return {{"problems"_L1, problems},
            {"languages"_L1, languages},
            {"feedback"_L1, textOf(kFeedbackNames, rules.feedback)}};
}

QJsonObject toJson(const Session &session)
{
    return {
        {"id"_L1, textOf(session.id)},
        {"title"_L1, session.title},
        {"state"_L1, textOf(kSessionStateNames, session.state)},
        {"created"_L1, timeToText(session.created)},
        {"starts_at"_L1, timeToJson(session.startsAt)},
        {"closes_at"_L1, timeToJson(session.closesAt)},
        {"purge_at"_L1, timeToJson(session.purgeAt)},
        {"length_ms"_L1, lengthToJson(session.length)},
        {"own_length_ms"_L1, lengthToJson(session.ownLength)},
        {"kept_for_ms"_L1, lengthToJson(session.keptFor)},
        {"held"_L1, session.held},
        {"pauses"_L1, arrayOf(session.pauses, pauseToJson)},
        {"failure"_L1, session.failure},
        {"rules"_L1, rulesToJson(session.rules)},
        {"participants"_L1, arrayOf(session.participants, participantToJson)},
    };
}

Result<Session> sessionFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(Session{
        .id = in.id<SessionId>("id"_L1),
        .title = in.text("title"_L1),
        .state = in.enumValue("state"_L1, kSessionStateNames),
        .created = in.time("created"_L1),
        .startsAt = timeIn(in, "starts_at"_L1),
        .closesAt = timeIn(in, "closes_at"_L1),
        .purgeAt = timeIn(in, "purge_at"_L1),
        .length = lengthIn(in, "length_ms"_L1),
        .ownLength = lengthIn(in, "own_length_ms"_L1),
        .keptFor = lengthIn(in, "kept_for_ms"_L1),
        .held = in.boolean("held"_L1),
        .pauses = in.list("pauses"_L1, pauseFromJson),
        .failure = in.text("failure"_L1),
        .rules = in.object("rules"_L1, rulesFromJson),
        .participants = in.list("participants"_L1, participantFromJson),
    });
}

QString sessionToText(const Session &session)
{
    return QString::fromUtf8(QJsonDocument(toJson(session)).toJson(QJsonDocument::Compact));
}

Result<Session> sessionFromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return fail(Errc::InvalidData, "a stored session is not a JSON object");
    return sessionFromJson(document.object(), u"session"_s);
}

QString sessionRulesToText(const SessionRules &rules)
{
    return QString::fromUtf8(QJsonDocument(rulesToJson(rules)).toJson(QJsonDocument::Compact));
}

Result<SessionRules> sessionRulesFromText(const QString &text)
{
    return rulesFromJson(QJsonDocument::fromJson(text.toUtf8()).object(), u"rules"_s);
}

} // namespace assay::core
