// SPDX-License-Identifier: GPL-3.0-or-later
// The words for sessions, in the one place where the desktop has them.
#include "app/text/session_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace assay::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SessionText)
};

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toLocalTime();
}

QString listHtml(const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QString html = QStringLiteral("<p><b>%1</b></p><ul>").arg(title.toHtmlEscaped());
    for (const QString &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    return html + QStringLiteral("</ul>");
}

std::optional<Milliseconds> plannedLength(const core::Session &session)
{
    if (!session.length && session.startsAt && session.closesAt)
        return *session.closesAt - *session.startsAt;
    return session.length;
}

QString howLongKept(const core::Session &session)
{
    if (session.keptFor)
        return Words::tr("All of it is removed %n day(s) after the end.", nullptr,
                         static_cast<int>(std::chrono::ceil<std::chrono::days>(*session.keptFor).count()));
    return session.purgeAt ? Words::tr("All of it is removed on %1.").arg(timeText(session.purgeAt))
                           : Words::tr("It stays until the host removes it.");
}

QString whatIsTold(core::Feedback feedback)
{
    switch (feedback) {
    case core::Feedback::Full:
        return Words::tr(
            "You are told the result of each submission, test by test, but never what a hidden test holds.");
    case core::Feedback::VerdictOnly:
        return Words::tr("You are told the result of each submission, but not how it did on each hidden test.");
    case core::Feedback::AfterClose:
        return Words::tr("You are told the results of your submissions when the session has ended.");
    case core::Feedback::Hidden:
        return Words::tr("You are not told the results of your submissions here.");
    }
    return {};
}

} // namespace

Look lookOf(core::SessionState state)
{
    switch (state) {
    case core::SessionState::Draft:
        return {.text = Words::tr("Draft"), .glyph = Glyph::Dash, .tone = Tone::Quiet};
    case core::SessionState::Scheduled:
        return {.text = Words::tr("Scheduled"), .glyph = Glyph::Clock, .tone = Tone::Quiet};
    case core::SessionState::Preparing:
        return {.text = Words::tr("Being prepared"), .glyph = Glyph::Ring, .tone = Tone::Active};
    case core::SessionState::Failed:
        return {.text = Words::tr("Not prepared"), .glyph = Glyph::Cross, .tone = Tone::Fail};
    case core::SessionState::Missed:
        return {.text = Words::tr("Missed"), .glyph = Glyph::Clock, .tone = Tone::Limit};
    case core::SessionState::Ready:
        return {.text = Words::tr("Ready"), .glyph = Glyph::Check, .tone = Tone::Pass};
    case core::SessionState::Live:
        return {.text = Words::tr("Live"), .glyph = Glyph::Play, .tone = Tone::Active};
    case core::SessionState::Paused:
        return {.text = Words::tr("Paused"), .glyph = Glyph::Dash, .tone = Tone::Limit};
    case core::SessionState::Ended:
        return {.text = Words::tr("Ended, to be reviewed"), .glyph = Glyph::Dots, .tone = Tone::Active};
    case core::SessionState::InReview:
        return {.text = Words::tr("In review"), .glyph = Glyph::Dots, .tone = Tone::Active};
    case core::SessionState::Finalized:
        return {.text = Words::tr("Finalized"), .glyph = Glyph::Check, .tone = Tone::Quiet};
    case core::SessionState::Cancelled:
        return {.text = Words::tr("Cancelled"), .glyph = Glyph::Dash, .tone = Tone::Quiet};
    case core::SessionState::Purged:
        return {.text = Words::tr("Purged"), .glyph = Glyph::Dash, .tone = Tone::Quiet};
    }
    return {};
}

QString stateMeaning(const core::Session &session)
{
    switch (session.state) {
    case core::SessionState::Draft:
        return Words::tr("A draft: nothing happens by itself before it is armed.");
    case core::SessionState::Scheduled:
        return session.startsAt ? Words::tr("It is prepared a minute before it starts, and starts by itself.")
                                : Words::tr("It waits for somebody to prepare and start it.");
    case core::SessionState::Preparing:
        return Words::tr("What it needs is being looked at.");
    case core::SessionState::Failed:
        return Words::tr("It could not be prepared: %1").arg(session.failure);
    case core::SessionState::Missed:
        return Words::tr("Its time passed while Assay was not running, or the computer slept.");
    case core::SessionState::Ready:
        return session.startsAt ? Words::tr("All is there. It starts by itself, once everybody who joined has agreed.")
                                : Words::tr("All is there. It can start.");
    case core::SessionState::Live:
        return Words::tr("It is going on: candidates can run and submit.");
    case core::SessionState::Paused:
        return Words::tr("Its time stands still, and nothing can be handed in.");
    case core::SessionState::Ended:
        return Words::tr("It is over: nothing more can be handed in. Nothing is lost.");
    case core::SessionState::InReview:
        return Words::tr("It is being reviewed.");
    case core::SessionState::Finalized:
        return Words::tr("Its review is finished.");
    case core::SessionState::Cancelled:
        return Words::tr("It did not take place.");
    case core::SessionState::Purged:
        return Words::tr("All that was of it is gone.");
    }
    return {};
}

QString roleText(core::ParticipantRole role)
{
    switch (role) {
    case core::ParticipantRole::Host:
        return Words::tr("Host");
    case core::ParticipantRole::Interviewer:
        return Words::tr("Interviewer");
    case core::ParticipantRole::Observer:
        return Words::tr("Observer");
    case core::ParticipantRole::Candidate:
        return Words::tr("Candidate");
    }
    return {};
}

QString feedbackText(core::Feedback feedback)
{
    switch (feedback) {
    case core::Feedback::Full:
        return Words::tr("Results, test by test");
    case core::Feedback::VerdictOnly:
        return Words::tr("Results only");
    case core::Feedback::AfterClose:
        return Words::tr("Results when the session has ended");
    case core::Feedback::Hidden:
        return Words::tr("No results");
    }
    return {};
}

QString actionText(core::SessionAction action)
{
    switch (action) {
    case core::SessionAction::Arm:
        return Words::tr("&Arm");
    case core::SessionAction::Prepare:
        return Words::tr("&Prepare now");
    case core::SessionAction::Recover:
        return Words::tr("&Hold it after all");
    case core::SessionAction::Start:
        return Words::tr("&Start now");
    case core::SessionAction::Pause:
        return Words::tr("&Pause");
    case core::SessionAction::Resume:
        return Words::tr("&Go on");
    case core::SessionAction::Close:
        return Words::tr("&End…");
    case core::SessionAction::Review:
        return Words::tr("Begin &review");
    case core::SessionAction::Finalize:
        return Words::tr("&Finish review");
    case core::SessionAction::Cancel:
        return Words::tr("&Call off…");
    case core::SessionAction::Purge:
        return Words::tr("P&urge…");
    case core::SessionAction::PreparationDone:
    case core::SessionAction::PreparationFailed:
    case core::SessionAction::Miss:
        break; // nobody presses these
    }
    return {};
}

PreflightText textOf(const core::PreflightLine &line)
{
    PreflightText text;
    if (line.state != core::PreflightState::Good) {
        text.glyph = line.state == core::PreflightState::Bad ? Glyph::Cross : Glyph::Dash;
        text.tone = line.state == core::PreflightState::Bad ? Tone::Fail : Tone::Limit;
    }
    const bool good = line.state == core::PreflightState::Good;
    text.detail = line.detail;
    switch (line.check) {
    case core::PreflightCheck::Sandbox:
        text.text =
            good ? Words::tr("Programs can be run safely here") : Words::tr("Programs cannot be run safely here");
        break;
    case core::PreflightCheck::NoProblem:
        text.text = Words::tr("There is no problem in it");
        text.detail = Words::tr("Choose at least one on the page of problems.");
        break;
    case core::PreflightCheck::Problem:
        text.text = line.state == core::PreflightState::Bad
                        ? Words::tr("Problem: %1 cannot be used as it is").arg(line.subject)
                        : Words::tr("Problem: %1").arg(line.subject);
        if (line.state == core::PreflightState::Doubtful)
            text.detail = Words::tr("Nobody has verified it on this computer: File › Problem Lab does.");
        break;
    case core::PreflightCheck::Language:
        text.text = good ? line.subject : Words::tr("%1 is not installed").arg(line.subject);
        break;
    case core::PreflightCheck::NoLanguage:
        text.text = Words::tr("No language is installed");
        text.detail = Words::tr("Install one: the live status says how.");
        break;
    case core::PreflightCheck::Times:
        text.text = good ? Words::tr("Its times are in order") : Words::tr("Its times are not in order");
        break;
    case core::PreflightCheck::Candidates:
        text.text = good ? Words::tr("%n candidate(s)", nullptr, line.subject.toInt()) : Words::tr("No candidate yet");
        text.detail = good ? QString() : Words::tr("Add whoever is to solve the problems on the first page.");
        break;
    case core::PreflightCheck::Retention:
        text.text =
            good ? Words::tr("It is known when its data go") : Words::tr("Its data stay until somebody purges them");
        break;
    }
    return text;
}

QString ownTimeText(const core::Session &session, const core::Participant &candidate)
{
    const QString length =
        lengthText(session.ownLength.value_or(Milliseconds{0}) * (100 + candidate.extraPercent) / 100);
    return session.closesAt ? Words::tr("You have %1 from when you begin, until %2 at the latest.")
                                  .arg(length, timeText(session.closesAt))
                            : Words::tr("You have %1 from when you begin.").arg(length);
}

CandidateNotice candidateNotice(const core::Session &session, int problems, const QStringList &languages,
                                const core::Participant *candidate)
{
    CandidateNotice notice;
    notice.happens.append(Words::tr("You solve %n problem(s).", nullptr, problems));
    if (session.ownLength)
        notice.happens.append(ownTimeText(session, candidate != nullptr ? *candidate : core::Participant{}));
    else if (const auto length = plannedLength(session))
        notice.happens.append(
            Words::tr("You have %1, from the start. Pauses are not counted.").arg(lengthText(*length)));
    else if (session.closesAt)
        notice.happens.append(Words::tr("You have until %1.").arg(timeText(session.closesAt)));
    notice.happens.append(languages.isEmpty()
                              ? Words::tr("You may use any language that is installed.")
                              : Words::tr("You may use %1.").arg(QLocale().createSeparatedList(languages)));
    notice.happens.append(whatIsTold(session.rules.feedback));
    for (const core::Participant &one : session.participants) {
        if (one.role != core::ParticipantRole::Candidate)
            notice.happens.append(Words::tr("%1 takes part: %2", "name, role").arg(one.name, roleText(one.role)));
    }
    notice.kept = {Words::tr("What you type into the editor, each change with its time. Hosts see it as you type."),
                   Words::tr("What you run and submit, when, and what came of it."), Words::tr("Your name."),
                   howLongKept(session)};
    notice.notKept = {Words::tr("No camera, no microphone, no picture of your screen."),
                      Words::tr("Not what you do outside of Assay.")};
    return notice;
}

QString toHtml(const CandidateNotice &notice)
{
    return listHtml(Words::tr("What will happen"), notice.happens) + listHtml(Words::tr("What is kept"), notice.kept) +
           listHtml(Words::tr("What is not recorded"), notice.notKept);
}

QString timeText(const std::optional<Timestamp> &time)
{
    if (!time)
        return QStringLiteral("–");
    const QDateTime when = local(*time);
    const QString clock = QLocale().toString(when.time(), QLocale::ShortFormat);
    if (when.date() == QDate::currentDate())
        return Words::tr("Today, %1").arg(clock);
    if (when.date() == QDate::currentDate().addDays(1))
        return Words::tr("Tomorrow, %1").arg(clock);
    return QLocale().toString(when.date(), QLocale().dateFormat(QLocale::ShortFormat)) + QStringLiteral(", ") + clock;
}

QString lengthText(Milliseconds length)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(length).count();
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    const auto minutes = (seconds + 30) / 60;
    if (minutes < 60)
        return Words::tr("%1 min").arg(minutes);
    return minutes % 60 == 0 ? Words::tr("%1 h").arg(minutes / 60)
                             : Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString countdownText(Milliseconds left)
{
    const auto seconds = std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(left).count());
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace assay::app
