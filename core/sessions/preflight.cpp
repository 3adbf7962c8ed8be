// SPDX-License-Identifier: GPL-3.0-or-later
// What a session needs before it can take place, looked at one by one.
#include "core/sessions/preflight.h"

#include "core/judge/language_table.h"
#include "core/problems/problem_library.h"
#include "core/sessions/session_rules.h"

#include <algorithm>

namespace assay::core {

namespace {

using enum PreflightState;

QString textOf(const Error &error)
{
    return QString::fromStdString(error.describe());
}

PreflightLine lineOf(PreflightCheck check, const QString &subject, const Result<void> &outcome)
{
    return {.check = check,
            .state = outcome ? Good : Bad,
            .subject = subject,
            .detail = outcome ? QString() : textOf(outcome.error())};
}

/// What its verification says, where its package is as it was.
PreflightLine judgedBy(const std::optional<ProblemVerification> &verification, const QStringList &allowed,
                       PreflightLine line)
{
    if (!verification) {
        line.state = Doubtful;
        line.detail = QStringLiteral("nobody has verified it here");
        return line;
    }
    QStringList failing = verification->failingLanguages;
    failing.removeIf([&allowed](const QString &one) { return !allowed.isEmpty() && !allowed.contains(one); });
    if (!failing.isEmpty())
        line.detail = QStringLiteral("submissions of its authors did not get what they expect, in ") +
                      failing.join(QStringLiteral(", "));
    else if (!verification->dataAsMeant)
        line.detail = QStringLiteral("its validators contradict its test data");
    if (!line.detail.isEmpty())
        line.state = Bad;
    return line;
}

PreflightLine checkProblem(ProblemId id, const SessionRules &rules, const QList<ProblemRecord> &records,
                           ProblemLibrary &problems)
{
    const auto record = std::ranges::find(records, id, &ProblemRecord::id);
    const QString title = record == records.end() ? QString::fromStdString(id.toText()) : record->title;
    const auto found = problems.find(id);
    PreflightLine line =
        lineOf(PreflightCheck::Problem, title, found ? Result<void>{} : std::unexpected(found.error()));
    if (line.state == Good && record != records.end())
        return judgedBy(record->verification, rules.languages, std::move(line));
    return line;
}

QList<PreflightLine> checkLanguages(const QStringList &allowed, const LanguageTable &languages)
{
    QList<PreflightLine> lines;
    for (const QString &id : allowed) {
        const LanguageStatus *status = languages.find(id);
        const auto found = languages.require(id);
        lines.append(lineOf(PreflightCheck::Language, status == nullptr ? id : status->language.name,
                            found ? Result<void>{} : std::unexpected(found.error())));
        if (!found && status != nullptr)
            lines.last().detail = status->language.installHint;
    }
    if (allowed.isEmpty() && std::ranges::none_of(languages.all(), &LanguageStatus::available))
        lines.append({.check = PreflightCheck::NoLanguage, .state = Bad, .subject = {}, .detail = {}});
    return lines;
}

PreflightLine checkWhen(const Session &session, Timestamp now)
{
    Result<void> order = checkTimes(session);
    if (order && session.closesAt && *session.closesAt <= now)
        order = fail(Errc::InvalidArgument, "its end has passed");
    return lineOf(PreflightCheck::Times, {}, order);
}

} // namespace

QList<PreflightLine> preflight(const Session &session, const PreflightContext &context, Timestamp now)
{
    QList<PreflightLine> lines;
    lines.append(lineOf(PreflightCheck::Sandbox, {}, context.canJudge ? context.canJudge() : Result<void>{}));
    const QList<ProblemRecord> records = context.problems.list().value_or(QList<ProblemRecord>{});
    for (const ProblemId id : session.rules.problems)
        lines.append(checkProblem(id, session.rules, records, context.problems));
    if (session.rules.problems.isEmpty())
        lines.append({.check = PreflightCheck::NoProblem, .state = Bad, .subject = {}, .detail = {}});
    lines.append(checkLanguages(session.rules.languages, context.languages));
    lines.append(checkWhen(session, now));
    const auto candidates = std::ranges::count(session.participants, ParticipantRole::Candidate, &Participant::role);
    lines.append({.check = PreflightCheck::Candidates,
                  .state = candidates == 0 ? Doubtful : Good,
                  .subject = QString::number(candidates),
                  .detail = {}});
    lines.append({.check = PreflightCheck::Retention,
                  .state = session.purgeAt || session.keptFor ? Good : Doubtful,
                  .subject = {},
                  .detail = {}});
    return lines;
}

QString describe(const PreflightLine &line)
{
    const auto about = [&line](const QString &what) {
        const QString subject = line.subject.isEmpty() ? what : what + QStringLiteral(" ") + line.subject;
        return line.detail.isEmpty() ? subject : subject + QStringLiteral(": ") + line.detail;
    };
    switch (line.check) {
    case PreflightCheck::Sandbox:
        return about(QStringLiteral("sandbox"));
    case PreflightCheck::NoProblem:
        return QStringLiteral("there is no problem in it");
    case PreflightCheck::Problem:
        return about(QStringLiteral("problem"));
    case PreflightCheck::Language:
        return about(QStringLiteral("language"));
    case PreflightCheck::NoLanguage:
        return QStringLiteral("no language is installed");
    case PreflightCheck::Times:
        return about(QStringLiteral("times"));
    case PreflightCheck::Candidates:
        return about(QStringLiteral("candidates:"));
    case PreflightCheck::Retention:
        return line.state == Good ? QStringLiteral("it is known when its data go")
                                  : QStringLiteral("its data stay until somebody purges them");
    }
    return {};
}

Result<void> requireClean(const QList<PreflightLine> &lines)
{
    QStringList bad;
    for (const PreflightLine &line : lines) {
        if (line.state == Bad)
            bad.append(describe(line));
    }
    if (bad.isEmpty())
        return {};
    return fail(Errc::InvalidArgument, bad.join(QStringLiteral("; ")).toStdString());
}

} // namespace assay::core
