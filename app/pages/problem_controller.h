// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemController: opens packages, shows the chosen problem and keeps its drafts.
#pragma once

#include "app/drafts/draft_keeper.h"
#include "app/pages/statement_view.h"
#include "app/widgets/message_bar.h"
#include "core/model/language.h"
#include "core/model/submission.h"
#include "core/problems/package_reader.h"
#include "core/store/store.h"

#include <QObject>

#include <filesystem>

class QSettings;

namespace assay::app {

class EngineHost;
class ProblemsModel;
class SolvePage;

class ProblemController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; `settings` keeps what was chosen last.
    ProblemController(EngineHost &host, SolvePage &page, ProblemsModel &problems, QSettings &settings,
                      const QString &draftFolder, QObject *parent = nullptr);

    /// Only these are shown: a session's. Before `start`.
    void restrictTo(const core::SessionRules &rules) { m_rules = rules; }
    /// After the engine opened: languages, list, and the problem of the last time.
    void start();
    enum class ThenChoose : std::uint8_t {
        Always,           ///< The first of them is shown.
        IfNothingIsChosen ///< Only when there is none of the last time.
    };
    /// Reads those packages and lists them.
    void open(const std::vector<std::filesystem::path> &folders, ThenChoose thenChoose = ThenChoose::Always);
    void choose(core::ProblemId id);
    void chooseLanguage(const QString &id);
    void remove(core::ProblemId id);
    /// Shows the submission's problem and language and puts its sources into the editor; undo brings back what
    /// stood there.
    void restoreSource(const core::Submission &submission);
    /// The problem with that content has that limit from now on, as the submissions of its authors take. Nothing when it
    /// is not listed.
    void takeTimeLimit(const QString &contentHash, Milliseconds limit);
    /// So for what came of verifying it.
    void takeVerification(const QString &contentHash, const core::ProblemVerification &verification);
    [[nodiscard]] std::optional<core::ProblemId> current() const { return m_current; }
    struct Place {
        core::ProblemId problem;
        QString language;
    };
    /// What the text in the editor belongs to; nothing while another one is being opened.
    [[nodiscard]] const std::optional<Place> &place() const { return m_place; }
    void flushDrafts() { m_drafts->flush(); }

Q_SIGNALS:
    void messageRaised(const assay::app::Message &message);
    void currentChanged();
    void listChanged();

private:
    struct OpenOutcome {
        QString folder;
        Result<core::PackageRead> read;
    };

    void packagesOpened(const std::vector<OpenOutcome> &outcomes, ThenChoose thenChoose);
    void refreshList(std::optional<core::ProblemId> candidate, ThenChoose thenChoose = ThenChoose::IfNothingIsChosen);
    /// What was edited in a language is opened in it again.
    void rememberLanguage();
    void leavePlace();
    void chooseLast();
    void loadStatement(const QString &statementLanguage);
    void pageLoaded(StatementPage page, const QString &statementLanguage);
    void loadDraft(bool withInput);
    void showSource(const std::optional<SourceDraft> &draft);
    void applyPendingSource();
    [[nodiscard]] QString keyOf(core::ProblemId id) const;
    [[nodiscard]] QString initialLanguage(const QString &key) const;

    EngineHost &m_host;
    SolvePage &m_page;
    ProblemsModel &m_problems;
    QSettings &m_settings;
    std::optional<core::SessionRules> m_rules; ///< Nothing: everything is shown.
    std::optional<core::ProblemId> m_current;
    std::optional<Place> m_place;
    StatementPage m_shown;
    std::optional<core::Submission> m_pendingSource;
    DraftKeeper *m_drafts;
};

} // namespace assay::app
