// SPDX-License-Identifier: GPL-3.0-or-later
// LiveStatusPanel: queue, workers, sandbox and languages of the engine, as they are now.
#include "app/pages/live_status_panel.h"

#include "app/text/session_text.h"
#include "app/widgets/sandbox_lines.h"
#include "app/widgets/status_section.h"
#include "core/sessions/session_rules.h"

#include <QDateTime>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

constexpr std::chrono::seconds kClock{10};

bool isCurrent(core::SessionState state)
{
    return state != core::SessionState::Draft && core::nextState(state, core::SessionAction::Review) == std::nullopt &&
           core::nextState(state, core::SessionAction::Purge) == std::nullopt && state != core::SessionState::Purged;
}

/// "42 min left", "Paused", "Today, 14:00".
QString whenText(const core::Session &session, Timestamp now)
{
    if (session.state == core::SessionState::Live) {
        const auto end = effectiveClosesAt(session, now);
        return end ? LiveStatusPanel::tr("%1 left", "a length").arg(lengthText(std::max(Milliseconds{0}, *end - now)))
                   : lookOf(session.state).text;
    }
    return session.state == core::SessionState::Scheduled && session.startsAt ? timeText(session.startsAt)
                                                                              : lookOf(session.state).text;
}

QString whoIsThere(const core::Session &session)
{
    QStringList names;
    for (const core::Participant &one : session.participants) {
        if (one.role == core::ParticipantRole::Candidate)
            names.append(one.joined ? LiveStatusPanel::tr("%1 (here)", "a name").arg(one.name) : one.name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

LiveStatusPanel::LiveStatusPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setAccessibleName(tr("Live status"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(200);
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    m_sessions = new StatusSection(tr("Sessions"), page);
    m_sessions->hide();
    m_queue = new StatusSection(tr("Queue"), page);
    m_workers = new StatusSection(tr("Workers"), page);
    m_sandbox = new StatusSection(tr("Sandbox"), page);
    m_languages = new StatusSection(tr("Languages"), page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(16);
    m_check = new QPushButton(tr("Check this computer…"), page);
    for (auto *section : {m_sessions, m_queue, m_workers, m_sandbox})
        layout->addWidget(section);
    layout->addWidget(m_check, 0, Qt::AlignLeft);
    layout->addWidget(m_languages);
    layout->addStretch(1);
    setWidget(page);
    m_queue->setLines({{.text = tr("The engine is starting…")}});
    for (auto *section : {m_workers, m_sandbox, m_languages})
        section->hide();
    m_check->hide();
    auto *clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &LiveStatusPanel::showSessions);
    clock->start(kClock);
    connect(m_check, &QPushButton::clicked, this, &LiveStatusPanel::checkRequested);
}

void LiveStatusPanel::showSession(const core::Session &session)
{
    m_current.removeIf([&session](const core::Session &known) { return known.id == session.id; });
    if (isCurrent(session.state))
        m_current.append(session);
    std::ranges::sort(m_current, std::ranges::less{}, [](const core::Session &one) {
        return std::pair{one.startsAt.value_or(Timestamp::max()), one.id};
    });
    showSessions();
}

void LiveStatusPanel::showSessions()
{
    const Timestamp now{Milliseconds{QDateTime::currentMSecsSinceEpoch()}};
    QList<StatusLine> lines;
    for (const core::Session &session : std::as_const(m_current)) {
        const Look look = lookOf(session.state);
        lines.append({.glyph = look.glyph,
                      .tone = look.tone,
                      .text = session.title.isEmpty() ? tr("(without a title)") : session.title,
                      .detail = whoIsThere(session),
                      .side = whenText(session, now)});
    }
    m_sessions->setLines(lines);
    m_sessions->setVisible(!lines.isEmpty());
}

void LiveStatusPanel::showStatus(const core::EngineStatus &status)
{
    showQueue(status.queue, status.rules);
    showWorkers(status);
    showSandbox(status.sandbox);
}

void LiveStatusPanel::showStopped()
{
    m_queue->setLines({{.glyph = Glyph::Cross,
                        .tone = Tone::Fail,
                        .text = tr("The engine is not running"),
                        .detail = {},
                        .side = {}}});
}

void LiveStatusPanel::showQueue(const core::QueueDepth &queue, const core::QueueRules &rules)
{
    const auto lane = [](const QString &name, int waiting, bool paused) {
        if (paused)
            return StatusLine{.glyph = Glyph::Dash,
                              .tone = Tone::Limit,
                              .text = name,
                              .detail = {},
                              .side = tr("paused, %n waiting", "a lane of the queue", waiting)};
        return StatusLine{.glyph = waiting == 0 ? Glyph::Check : Glyph::Dots,
                          .tone = waiting == 0 ? Tone::Quiet : Tone::Active,
                          .text = name,
                          .detail = {},
                          .side =
                              waiting == 0 ? tr("none waiting") : tr("%n waiting", "in a lane of the queue", waiting)};
    };
    QList<StatusLine> lines{lane(tr("Runs"), queue.waitingRun, rules.run.paused),
                            lane(tr("Submissions"), queue.waitingSubmit, rules.submit.paused)};
    if (queue.active > 0)
        lines.append({.glyph = Glyph::Ring,
                      .tone = Tone::Active,
                      .text = tr("Being judged"),
                      .detail = {},
                      .side = tr("%n now", "being judged", queue.active)});
    m_queue->setLines(lines);
}

void LiveStatusPanel::showWorkers(const core::EngineStatus &status)
{
    QList<StatusLine> lines;
    for (const auto &worker : status.workers) {
        const auto busy = worker.submission.has_value();
        lines.append({.glyph = busy ? Glyph::Ring : Glyph::Dash,
                      .tone = busy ? Tone::Active : Tone::Quiet,
                      .text = worker.name,
                      .detail = {},
                      .side = busy ? tr("judging %1").arg(QString::fromStdString(worker.submission->toText()).last(6))
                                   : tr("idle")});
    }
    for (const auto &problem : status.problems)
        lines.append({.glyph = Glyph::Dash,
                      .tone = Tone::Limit,
                      .text = tr("Judging is slower than it could be"),
                      .detail = problem,
                      .side = {}});
    m_workers->setLines(lines);
    m_workers->setVisible(!lines.isEmpty());
}

void LiveStatusPanel::showSandbox(const core::SandboxStatus &sandbox)
{
    m_sandbox->setLines(sandboxLines(sandbox));
    m_sandbox->show();
    m_check->show();
}

void LiveStatusPanel::showLanguages(const QList<core::LanguageStatus> &languages)
{
    QList<StatusLine> lines;
    for (const auto &status : languages) {
        lines.append(
            {.glyph = status.available ? Glyph::Check : Glyph::Dash,
             .tone = status.available ? Tone::Pass : Tone::Quiet,
             .text = status.language.name,
             .detail = status.available
                           ? status.version
                           : tr("Not installed: %1", "what to run to install it").arg(status.language.installHint),
             .side = {}});
    }
    m_languages->setLines(lines);
    m_languages->setVisible(!lines.isEmpty());
}

} // namespace assay::app
