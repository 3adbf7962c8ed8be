// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemController: opens packages, shows the chosen problem and keeps its drafts.
#include "app/pages/problem_controller.h"

#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/pages/problem_panel.h"
#include "app/pages/solve_page.h"
#include "app/text/error_text.h"
#include "app/text/format_text.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QSettings>

namespace assay::app {

namespace {

/// What the page needs of a problem. Runs in the background.
StatementPage readPage(core::Engine &engine, core::ProblemId id, const QString &language)
{
    StatementPage page;
    page.problem.id = id;
    auto problem = engine.problems().candidateProblem(id);
    if (!problem) {
        page.error = errorWithDetails(problem.error());
        return page;
    }
    page.problem = std::move(*problem);
    if (auto html = engine.problems().statement(id, language))
        page.html = std::move(*html);
    else
        page.error = errorText(html.error());
    if (const auto full = engine.problems().find(id)) {
        for (const auto &statement : (*full)->statements) {
            if (page.folder.isEmpty() || statement.language == language)
                page.folder = QString::fromStdString(statement.file.parent_path().string());
        }
    }
    return page;
}

/// Of the listed problem with that content, when there is one.
Result<std::optional<core::ProblemRecord>> setLimit(core::Engine &engine, const QString &contentHash,
                                                    Milliseconds limit)
{
    for (const core::ProblemRecord &record : TRY(engine.problems().list())) {
        if (record.contentHash != contentHash)
            continue;
        TRY(engine.problems().setTimeLimit(record.id, limit, core::TimeLimitSource::Inferred));
        return record;
    }
    return std::nullopt;
}

} // namespace

ProblemController::ProblemController(EngineHost &host, SolvePage &page, ProblemsModel &problems, QSettings &settings,
                                     const QString &draftFolder, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_page(page)
    , m_problems(problems)
    , m_settings(settings)
    , m_drafts(new DraftKeeper(
          draftFolder, [this] { return m_page.editor()->draft(); }, [this] { return m_page.input(); }, this))
{
    connect(m_page.problemPanel(), &ProblemPanel::problemChosen, this, &ProblemController::choose);
    connect(m_page.problemPanel(), &ProblemPanel::removeRequested, this, &ProblemController::remove);
    connect(m_page.problemPanel(), &ProblemPanel::statementLanguageChosen, this, &ProblemController::loadStatement);
    connect(m_page.editor(), &EditorPane::languageChosen, this, &ProblemController::chooseLanguage);
    connect(&m_page, &SolvePage::sourceEdited, m_drafts, &DraftKeeper::sourceEdited);
    connect(&m_page, &SolvePage::sourceEdited, this, &ProblemController::rememberLanguage);
    connect(&m_page, &SolvePage::inputEdited, m_drafts, &DraftKeeper::inputEdited);
    connect(m_drafts, &DraftKeeper::failed, this, [this](const Error &error) {
        Q_EMIT messageRaised({.kind = Message::Kind::Error,
                              .text = tr("Your draft could not be saved. %1").arg(errorText(error)),
                              .details = errorDetails(error)});
    });
}

void ProblemController::start()
{
    QList<core::LanguageStatus> languages = m_host.engine()->languages().all();
    QString language = QStringLiteral("cpp");
    if (m_rules && !m_rules->languages.isEmpty()) {
        languages.removeIf([this](const auto &status) { return !m_rules->languages.contains(status.language.id); });
        language = m_rules->languages.first();
    }
    m_page.editor()->setLanguages(languages);
    m_page.editor()->setLanguage(m_settings.value(QStringLiteral("language"), language).toString());
    refreshList(std::nullopt);
}

void ProblemController::open(const std::vector<std::filesystem::path> &folders, ThenChoose thenChoose)
{
    if (m_host.engine() == nullptr || folders.empty())
        return;
    m_host.background().run(
        this,
        [engine = m_host.engine(), folders] {
            std::vector<OpenOutcome> outcomes;
            for (const auto &folder : folders)
                outcomes.push_back(
                    {.folder = QString::fromStdString(folder.string()), .read = engine->problems().open(folder)});
            return outcomes;
        },
        [this, thenChoose](const std::vector<OpenOutcome> &outcomes) { packagesOpened(outcomes, thenChoose); });
}

void ProblemController::takeTimeLimit(const QString &contentHash, Milliseconds limit)
{
    m_host.background().run(
        this, [engine = m_host.engine(), contentHash, limit] { return setLimit(*engine, contentHash, limit); },
        [this, limit](const Result<std::optional<core::ProblemRecord>> &record) {
            if (!record)
                Q_EMIT messageRaised({.kind = Message::Kind::Error,
                                      .text = tr("The time limit could not be kept. %1").arg(errorText(record.error())),
                                      .details = errorDetails(record.error())});
            if (!record || !*record)
                return;
            Q_EMIT messageRaised(
                {.kind = Message::Kind::Information,
                 .text = tr("%1 has a time limit of %2 now, as the submissions of its authors take.", "title, limit")
                             .arg((*record)->title, limitText(limit)),
                 .details = {}});
            if (m_current == (*record)->id)
                loadStatement(m_settings.value(QStringLiteral("statementLanguage"), QStringLiteral("en")).toString());
        });
}

void ProblemController::takeVerification(const QString &contentHash, const core::ProblemVerification &verification)
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), contentHash, verification]() -> Result<void> {
            for (const core::ProblemRecord &record : TRY(engine->problems().list())) {
                if (record.contentHash == contentHash)
                    TRY(engine->store().setVerification(record.id, verification));
            }
            return {};
        },
        [this](const Result<void> &kept) {
            if (!kept)
                Q_EMIT messageRaised({.kind = Message::Kind::Error,
                                      .text = errorText(kept.error()),
                                      .details = errorDetails(kept.error())});
        });
}

void ProblemController::packagesOpened(const std::vector<OpenOutcome> &outcomes, ThenChoose thenChoose)
{
    std::optional<core::ProblemId> first;
    QStringList failures;
    QStringList findings;
    int opened = 0;
    for (const auto &[folder, read] : outcomes) {
        if (!read) {
            failures.append(tr("%1: %2 %3", "folder, what happened, details")
                                .arg(folder, errorText(read.error()), errorDetails(read.error())));
            continue;
        }
        ++opened;
        if (!first)
            first = read->problem.id;
        for (const auto &finding : read->findings)
            findings.append(tr("%1, %2 (%3): %4", "problem, file, key, message")
                                .arg(read->problem.shortName, finding.file, finding.key, finding.message));
    }
    if (!failures.isEmpty()) {
        Q_EMIT messageRaised(
            {.kind = Message::Kind::Error,
             .text = tr("%n problem package(s) could not be opened.", "", static_cast<int>(failures.size())),
             .details = (failures + findings).join(QLatin1Char('\n'))});
    } else if (!findings.isEmpty()) {
        Q_EMIT messageRaised(
            {.kind = Message::Kind::Warning,
             .text = tr("Opened, with %n thing(s) to know about the package.", "", static_cast<int>(findings.size())),
             .details = findings.join(QLatin1Char('\n'))});
    }
    if (opened > 0)
        refreshList(first, thenChoose);
}

void ProblemController::refreshList(std::optional<core::ProblemId> candidate, ThenChoose thenChoose)
{
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->problems().list(); },
        [this, candidate, thenChoose](const Result<QList<core::ProblemRecord>> &list) {
            if (!list) {
                Q_EMIT messageRaised({.kind = Message::Kind::Error,
                                      .text = errorText(list.error()),
                                      .details = errorDetails(list.error())});
                return;
            }
            auto shown = *list;
            if (m_rules)
                shown.removeIf([this](const auto &record) { return !m_rules->problems.contains(record.id); });
            m_problems.update(shown);
            Q_EMIT listChanged();
            if (candidate && thenChoose == ThenChoose::Always)
                choose(*candidate);
            if (!m_current)
                chooseLast();
            if (!m_current && candidate)
                choose(*candidate);
        });
}

void ProblemController::chooseLast()
{
    const auto last = m_settings.value(QStringLiteral("problem")).toString();
    if (m_rules && last.isEmpty() && m_problems.rowCount() > 0)
        choose(m_problems.at(0).id);
    for (int row = 0; row < m_problems.rowCount(); ++row) {
        if (QString::fromStdString(m_problems.at(row).id.toText()) == last)
            choose(m_problems.at(row).id);
    }
}

QString ProblemController::keyOf(core::ProblemId id) const
{
    const auto *record = m_problems.find(id);
    if (record == nullptr)
        return {};
    // By name and place rather than by content: a mended typo must not take anybody's code away.
    QString name;
    for (const auto ch : record->shortName)
        name += ch.isLetterOrNumber() && ch.unicode() < 128 ? ch : QLatin1Char('_');
    const auto place = QByteArray::fromStdString(record->root.string());
    return name + QLatin1Char('-') +
           QString::fromLatin1(QCryptographicHash::hash(place, QCryptographicHash::Sha1).toHex().first(8));
}

QString ProblemController::initialLanguage(const QString &key) const
{
    if (m_pendingSource)
        return m_pendingSource->language;
    return m_settings.value(QStringLiteral("languages/") + key, m_page.editor()->language()).toString();
}

void ProblemController::choose(core::ProblemId id)
{
    if (m_host.engine() == nullptr || m_current == id)
        return;
    leavePlace();
    m_current = id;
    m_settings.setValue(QStringLiteral("problem"), QString::fromStdString(id.toText()));
    m_page.problemPanel()->select(id);
    loadStatement(m_settings.value(QStringLiteral("statementLanguage"), QStringLiteral("en")).toString());
    Q_EMIT currentChanged();
}

void ProblemController::loadStatement(const QString &statementLanguage)
{
    if (!m_current)
        return;
    m_settings.setValue(QStringLiteral("statementLanguage"), statementLanguage);
    m_host.background().run(
        this,
        [engine = m_host.engine(), id = *m_current, statementLanguage] {
            return readPage(*engine, id, statementLanguage);
        },
        [this, statementLanguage](StatementPage page) { pageLoaded(std::move(page), statementLanguage); });
}

void ProblemController::pageLoaded(StatementPage page, const QString &statementLanguage)
{
    if (m_current != page.problem.id)
        return;
    if (page.problem.title.isEmpty()) { // The package has changed or gone since.
        Q_EMIT messageRaised({.kind = Message::Kind::Error,
                              .text = tr("The package of this problem has changed or gone. Open it again."),
                              .details = page.error});
        m_current.reset();
        m_page.problemPanel()->clearPage();
        m_page.showEditor(false);
        Q_EMIT currentChanged();
        return;
    }
    const auto newProblem = m_shown.problem.id != page.problem.id;
    m_shown = std::move(page);
    m_page.problemPanel()->showPage(m_shown, statementLanguage);
    if (!newProblem)
        return;
    m_page.editor()->setLanguage(initialLanguage(keyOf(m_shown.problem.id)));
    loadDraft(true);
}

void ProblemController::loadDraft(bool withInput)
{
    const auto id = m_shown.problem.id;
    const auto language = m_page.editor()->language();
    const auto key = keyOf(id);
    m_drafts->load(key, language, [this, id, key, language, withInput](const LoadedDraft &loaded) {
        if (m_current != id || m_page.editor()->language() != language)
            return;
        if (withInput)
            m_page.setInput(m_shown.problem, loaded.input);
        m_page.showEditor(true); // before its content: a tab bar that is hidden does not lay its tabs out
        showSource(loaded.source);
        // Whoever walks through the list with the arrow keys stays there.
        if (!m_page.problemPanel()->isAncestorOf(QApplication::focusWidget()))
            m_page.editor()->setFocus(Qt::OtherFocusReason);
        m_drafts->setPlace(key, language);
        m_place = {.problem = id, .language = language};
        applyPendingSource();
        Q_EMIT currentChanged();
    });
}

void ProblemController::leavePlace()
{
    m_drafts->clearPlace();
    m_place.reset();
}

void ProblemController::rememberLanguage()
{
    if (m_current && m_shown.problem.id == *m_current)
        m_settings.setValue(QStringLiteral("languages/") + keyOf(*m_current), m_page.editor()->language());
}

void ProblemController::showSource(const std::optional<SourceDraft> &draft)
{
    if (draft) {
        m_page.editor()->setDraft(*draft);
        return;
    }
    const auto *status = m_page.editor()->languageStatus();
    SourceDraft fresh;
    if (status != nullptr)
        fresh.files.append({.name = status->language.defaultFileName, .text = status->language.starter});
    else
        fresh.files.append({.name = QStringLiteral("main.txt"), .text = {}});
    m_page.editor()->setDraft(fresh);
}

void ProblemController::chooseLanguage(const QString &id)
{
    m_settings.setValue(QStringLiteral("language"), id);
    if (!m_current)
        return;
    const auto key = keyOf(*m_current);
    m_settings.setValue(QStringLiteral("languages/") + key, id);
    leavePlace();
    m_page.editor()->setLanguage(id);
    loadDraft(false);
}

void ProblemController::remove(core::ProblemId id)
{
    if (m_current == id) {
        leavePlace();
        m_current.reset();
        m_shown = {};
        m_page.problemPanel()->clearPage();
        m_page.showEditor(false);
        Q_EMIT currentChanged();
    }
    m_host.background().run(
        this, [engine = m_host.engine(), id] { return engine->problems().remove(id); },
        [this](const Result<void> &removed) {
            if (!removed)
                Q_EMIT messageRaised({.kind = Message::Kind::Error,
                                      .text = errorText(removed.error()),
                                      .details = errorDetails(removed.error())});
            refreshList(std::nullopt);
        });
}

void ProblemController::restoreSource(const core::Submission &submission)
{
    m_pendingSource = submission;
    if (m_current != submission.problem && m_problems.rowOf(submission.problem) >= 0)
        choose(submission.problem);
    else if (m_page.editor()->language() != submission.language)
        chooseLanguage(submission.language);
    else
        applyPendingSource();
}

void ProblemController::applyPendingSource()
{
    if (!m_pendingSource)
        return;
    const auto submission = std::exchange(m_pendingSource, std::nullopt);
    for (const auto &source : submission->sources)
        m_page.editor()->replaceText(source.name, QString::fromUtf8(source.content));
    m_page.editor()->setFocus(Qt::OtherFocusReason);
}

} // namespace assay::app
