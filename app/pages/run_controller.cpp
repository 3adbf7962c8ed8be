// SPDX-License-Identifier: GPL-3.0-or-later
// RunController: hands runs and submissions to the engine and follows them.
#include "app/pages/run_controller.h"

#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/models/submissions_model.h"
#include "app/pages/solve_page.h"
#include "app/pages/submission_window.h"
#include "app/text/error_text.h"
#include "app/text/verdict_text.h"

namespace assay::app {

namespace {

/// Without the words that the list has for its problem and language. A candidate opens their own; what others open of a
/// session is written down.
Result<SubmissionDetails> readDetails(core::Engine &engine, core::SubmissionId id, bool isOwn,
                                      const core::Telling &ofSubmissions)
{
    const core::Submission submission =
        isOwn ? TRY(engine.store().submission(id)) : TRY(engine.reads().submission(id)).submission;
    const core::Telling telling = submission.purpose == core::Purpose::Run ? core::Telling{} : ofSubmissions;
    SubmissionDetails details{.submission = submission,
                              .judgement = core::candidateView(TRY(engine.store().currentJudgement(id)), telling)};
    const auto judgements = TRY(engine.store().judgements(id));
    if (judgements.size() > 1 && telling == core::Telling{}) {
        for (const auto &judgement : judgements)
            details.judgements.append(judgementLine(judgement));
    }
    return details;
}

} // namespace

RunController::RunController(EngineHost &host, SolvePage &page, SubmissionsModel &submissions,
                             const ProblemsModel &problems, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_page(page)
    , m_submissions(submissions)
    , m_problems(problems)
{
    connect(&m_submissions, &SubmissionsModel::lineChanged, this, &RunController::lineChanged);
    connect(m_page.runBar(), &RunBar::detailsRequested, this, [this] {
        if (m_current)
            openDetails(*m_current);
    });
}

void RunController::start()
{
    connect(&m_host, &EngineHost::eventsArrived, &m_submissions, &SubmissionsModel::apply);
    reload();
}

void RunController::reload()
{
    m_submissions.clear();
    core::SubmissionFilter filter;
    if (!m_participant.isNull())
        filter.participant = m_participant;
    m_host.background().run(
        this, [engine = m_host.engine(), filter] { return engine->store().submissions(filter); },
        [this](const Result<QList<core::SubmissionRow>> &rows) {
            if (rows)
                m_submissions.merge(*rows);
            else
                raise(tr("Earlier submissions could not be read."), rows.error());
        });
}

void RunController::raise(const QString &text, const Error &error)
{
    Q_EMIT messageRaised({.kind = Message::Kind::Error,
                          .text = tr("%1 %2", "what failed, then why").arg(text, errorText(error)),
                          .details = errorDetails(error)});
}

bool RunController::isBusy() const
{
    return m_sending || !m_ended;
}

void RunController::run(core::ProblemId problem, core::Purpose purpose)
{
    if (m_sending || m_host.engine() == nullptr)
        return;
    core::SubmissionDraft draft;
    draft.participant = m_participant;
    draft.problem = problem;
    draft.language = m_page.editor()->language();
    draft.purpose = purpose;
    draft.policy = purpose == core::Purpose::Run ? core::CasePolicy::RunAll : core::CasePolicy::FailFast;
    for (const auto &file : m_page.editor()->draft().files)
        draft.sources.append({.name = file.name, .content = file.text.toUtf8()});
    if (purpose == core::Purpose::Run) {
        draft.inputs = m_page.runInputs();
        if (draft.inputs.isEmpty()) {
            Q_EMIT messageRaised({.kind = Message::Kind::Information,
                                  .text = tr("No sample is ticked. Tick one, add one, or run on an input of your own."),
                                  .details = {}});
            return;
        }
    }
    m_sending = true;
    m_current.reset();
    m_ended = true;
    m_page.beginRun(purpose);
    Q_EMIT busyChanged();
    m_host.background().run(
        this, [engine = m_host.engine(), draft] { return engine->submissions().submit(draft); },
        [this](const Result<core::SubmissionId> &id) {
            m_sending = false;
            if (id) {
                accepted(*id);
            } else {
                m_page.runBar()->clearProgress();
                raise(tr("This was not accepted for judging."), id.error());
            }
            Q_EMIT busyChanged();
        });
}

void RunController::accepted(core::SubmissionId id)
{
    m_current = id;
    m_ended = false;
    m_ahead.reset();
    lineChanged(id);
}

void RunController::lineChanged(core::SubmissionId id)
{
    const auto *line = m_submissions.find(id);
    if (line == nullptr)
        return;
    for (const auto &window : std::as_const(m_windows)) {
        if (window != nullptr && window->id() == id)
            window->showJudgement(line->judgement);
    }
    if (m_current == id) {
        const auto newlyEnded = !m_ended && core::isFinal(line->judgement.state);
        m_ended = m_ended || newlyEnded;
        m_page.showProgress({.purpose = line->purpose, .judgement = line->judgement, .ahead = m_ahead}, newlyEnded);
        if (newlyEnded)
            Q_EMIT busyChanged();
    }
    if (m_current && !m_ended)
        askForPosition();
}

void RunController::askForPosition()
{
    const auto *line = m_submissions.find(*m_current);
    if (line == nullptr || line->judgement.state != core::JudgementState::Queued || line->judgement.id.isNull() ||
        m_asking)
        return;
    m_asking = true;
    m_host.background().run(
        this, [engine = m_host.engine(), id = line->judgement.id] { return engine->store().queuePosition(id); },
        [this](const Result<std::optional<int>> &position) {
            m_asking = false;
            if (!position || !*position || !m_current || m_ahead == *position)
                return;
            m_ahead = *position;
            const auto *now = m_submissions.find(*m_current);
            if (now != nullptr)
                m_page.showProgress({.purpose = now->purpose, .judgement = now->judgement, .ahead = m_ahead}, false);
        });
}

void RunController::stop()
{
    if (m_current)
        cancel(*m_current);
}

void RunController::cancel(core::SubmissionId id)
{
    m_host.background().run(
        this, [engine = m_host.engine(), id] { return engine->submissions().cancel(id); },
        [this](const Result<bool> &cancelled) {
            if (!cancelled)
                raise(tr("It could not be stopped."), cancelled.error());
        });
}

void RunController::openDetails(core::SubmissionId id)
{
    for (const auto &window : std::as_const(m_windows)) {
        if (window != nullptr && window->id() == id) {
            window->raise();
            window->activateWindow();
            return;
        }
    }
    m_host.background().run(
        this,
        [engine = m_host.engine(), id, isOwn = !m_participant.isNull(),
         telling = m_submissions.tellingOf(core::Purpose::Submit)] { return readDetails(*engine, id, isOwn, telling); },
        [this](const Result<SubmissionDetails> &read) {
            if (!read) {
                raise(tr("The submission could not be read."), read.error());
                return;
            }
            SubmissionDetails details = *read;
            if (const auto *problem = m_problems.find(details.submission.problem))
                details.problemTitle = problem->title;
            details.languageName = details.submission.language;
            if (const auto *status = m_host.engine()->languages().find(details.submission.language)) {
                details.languageName = status->language.name;
                details.highlighting = status->language.highlighting;
            }
            auto *window = new SubmissionWindow(details, m_page.window());
            m_windows.removeIf([](const QPointer<SubmissionWindow> &known) { return known == nullptr; });
            m_windows.append(window);
            window->show();
        });
}

void RunController::fetchSource(core::SubmissionId id)
{
    m_host.background().run(
        this, [engine = m_host.engine(), id] { return engine->store().submission(id); },
        [this](const Result<core::Submission> &submission) {
            if (submission)
                Q_EMIT sourceFetched(*submission);
            else
                raise(tr("The submission could not be read."), submission.error());
        });
}

void RunController::forget()
{
    m_current.reset();
    m_ended = true;
    Q_EMIT busyChanged();
}

} // namespace assay::app
