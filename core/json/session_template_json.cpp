// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of templates of sessions: the file that people keep.
#include "core/json/session_template_json.h"

#include "core/json/json_reader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

constexpr auto kFormat = "assay-session-template"_L1;
constexpr int kVersion = 1;
constexpr qsizetype kMostBytes = 1024 * 1024;
constexpr Milliseconds kMostLength = std::chrono::days(365);

QJsonValue minutesOf(const std::optional<Milliseconds> &length)
{
    return length ? QJsonValue(std::chrono::duration<double, std::ratio<60>>(*length).count()) : QJsonValue();
}

std::optional<Milliseconds> lengthIn(JsonReader &in, QLatin1StringView key)
{
    const auto minutes = in.optional(key, [&in](auto inner) { return in.number(inner); });
    if (!minutes)
        return std::nullopt;
    const double most = std::chrono::duration<double, std::ratio<60>>(kMostLength).count();
    return std::chrono::round<Milliseconds>(
        std::chrono::duration<double, std::ratio<60>>(std::clamp(*minutes, 0.0, most)));
}

Result<TemplateProblem> problemFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(TemplateProblem{.shortName = in.text("short_name"_L1), .contentHash = in.text("content_hash"_L1)});
}

struct Named {
    QString id;
};

Result<Named> languageFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(Named{.id = in.text("id"_L1)});
}

} // namespace

QByteArray toJsonText(const SessionTemplate &plan)
{
    QJsonArray problems;
    for (const TemplateProblem &problem : plan.problems)
        problems.append(QJsonObject{{"short_name"_L1, problem.shortName}, {"content_hash"_L1, problem.contentHash}});
    QJsonArray languages;
    for (const QString &language : plan.languages)
        languages.append(QJsonObject{{"id"_L1, language}});
    const QJsonObject object{{"format"_L1, kFormat},
                             {"version"_L1, kVersion},
                             {"title"_L1, plan.title},
                             {"length_minutes"_L1, minutesOf(plan.length)},
                             {"own_minutes"_L1, minutesOf(plan.ownLength)},
                             {"kept_minutes"_L1, minutesOf(plan.keptFor)},
                             {"languages"_L1, languages},
                             {"feedback"_L1, textOf(kFeedbackNames, plan.feedback)},
                             {"problems"_L1, problems}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<SessionTemplate> sessionTemplateFromJson(const QByteArray &text)
{
    if (text.size() > kMostBytes)
        return fail(Errc::TooLarge, "too large for a template of a session");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return fail(Errc::InvalidData, "not a JSON object: " + error.errorString().toStdString());
    JsonReader in(document.object());
    if (in.text("format"_L1) != kFormat)
        return fail(Errc::InvalidData, "not a template of a session");
    if (in.smallInteger("version"_L1) != kVersion)
        return fail(Errc::Unsupported, "a template of another version");
    SessionTemplate plan{.title = in.text("title"_L1),
                         .length = lengthIn(in, "length_minutes"_L1),
                         .ownLength = in.has("own_minutes"_L1) ? lengthIn(in, "own_minutes"_L1) : std::nullopt,
                         .keptFor = lengthIn(in, "kept_minutes"_L1),
                         .languages = {},
                         .feedback = in.enumValue("feedback"_L1, kFeedbackNames),
                         .problems = in.list("problems"_L1, problemFromJson)};
    for (const Named &language : in.list("languages"_L1, languageFromJson))
        plan.languages.append(language.id);
    return in.finish(std::move(plan));
}

} // namespace assay::core
