// SPDX-License-Identifier: GPL-3.0-or-later
// DraftKeeper: writes what is being typed to disk, at most half a second behind the typing.
#include "app/drafts/draft_keeper.h"

#include <QTimer>

namespace assay::app {

namespace {

/// Not restarted by further typing, so that nobody's steady typing puts the write off.
constexpr std::chrono::milliseconds kDelay{450};

} // namespace

DraftKeeper::DraftKeeper(const QString &folder, std::function<SourceDraft()> source, std::function<InputDraft()> input,
                         QObject *parent)
    : QObject(parent)
    , m_store(folder)
    , m_source(std::move(source))
    , m_input(std::move(input))
    , m_timer(new QTimer(this))
    , m_background(1)
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(kDelay);
    connect(m_timer, &QTimer::timeout, this, &DraftKeeper::flush);
}

DraftKeeper::~DraftKeeper() = default;

void DraftKeeper::setPlace(const QString &problem, const QString &language)
{
    flush();
    m_problem = problem;
    m_language = language;
}

void DraftKeeper::clearPlace()
{
    setPlace({}, {});
}

void DraftKeeper::begin()
{
    if (!m_problem.isEmpty() && !m_timer->isActive())
        m_timer->start();
}

void DraftKeeper::sourceEdited()
{
    m_sourceDirty = true;
    begin();
}

void DraftKeeper::inputEdited()
{
    m_inputDirty = true;
    begin();
}

void DraftKeeper::flush()
{
    m_timer->stop();
    const auto source = std::exchange(m_sourceDirty, false);
    const auto input = std::exchange(m_inputDirty, false);
    if (m_problem.isEmpty())
        return;
    if (source && !m_language.isEmpty()) {
        m_background.run(
            this,
            [store = m_store, problem = m_problem, language = m_language, draft = m_source()] {
                return store.saveSource(problem, language, draft);
            },
            [this](const Result<void> &result) { report(result); });
    }
    if (input) {
        m_background.run(
            this, [store = m_store, problem = m_problem, draft = m_input()] { return store.saveInput(problem, draft); },
            [this](const Result<void> &result) { report(result); });
    }
}

void DraftKeeper::load(const QString &problem, const QString &language, std::function<void(LoadedDraft)> done)
{
    m_background.run(
        this,
        [store = m_store, problem, language] {
            return LoadedDraft{.source = store.loadSource(problem, language), .input = store.loadInput(problem)};
        },
        std::move(done));
}

void DraftKeeper::report(const Result<void> &result)
{
    if (!result)
        Q_EMIT failed(result.error());
}

} // namespace assay::app
