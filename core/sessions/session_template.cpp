// SPDX-License-Identifier: GPL-3.0-or-later
// What a template says of a draft, and a draft of a template, with the problems that are here.
#include "core/sessions/session_template.h"

#include "core/json/session_template_json.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace assay::core {

namespace {

constexpr qint64 kMostBytes = 2 * 1024 * 1024; // the reader of JSON refuses less

} // namespace

Result<SessionTemplate> readTemplate(const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.native()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, (file.fileName() + QStringLiteral(": ") + file.errorString()).toStdString());
    return sessionTemplateFromJson(file.read(kMostBytes));
}

Result<void> writeTemplate(const std::filesystem::path &path, const SessionTemplate &plan)
{
    const QByteArray text = toJsonText(plan);
    QSaveFile file(QString::fromStdString(path.native()));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(Errc::Io, (file.fileName() + QStringLiteral(": ") + file.errorString()).toStdString());
    return {};
}

SessionTemplate templateOf(const SessionDraft &draft, const QList<ProblemRecord> &records)
{
    SessionTemplate plan{.title = draft.title,
                         .length = draft.length,
                         .ownLength = draft.ownLength,
                         .keptFor = draft.keptFor,
                         .languages = draft.rules.languages,
                         .feedback = draft.rules.feedback,
                         .problems = {}};
    for (const ProblemId id : draft.rules.problems) {
        const auto found = std::ranges::find(records, id, &ProblemRecord::id);
        if (found != records.end())
            plan.problems.append({.shortName = found->shortName, .contentHash = found->contentHash});
    }
    return plan;
}

DraftFromTemplate draftOf(const SessionTemplate &plan, const QList<ProblemRecord> &records)
{
    DraftFromTemplate made;
    made.draft.title = plan.title;
    made.draft.length = plan.length;
    made.draft.ownLength = plan.ownLength;
    made.draft.keptFor = plan.keptFor;
    made.draft.rules.languages = plan.languages;
    made.draft.rules.feedback = plan.feedback;
    for (const TemplateProblem &problem : plan.problems) {
        auto found = std::ranges::find(records, problem.contentHash, &ProblemRecord::contentHash);
        if (found == records.end()) {
            found = std::ranges::find(records, problem.shortName, &ProblemRecord::shortName);
            (found == records.end() ? made.missing : made.changed).append(problem.shortName);
        }
        if (found != records.end() && !made.draft.rules.problems.contains(found->id))
            made.draft.rules.problems.append(found->id);
    }
    return made;
}

} // namespace assay::core
