// SPDX-License-Identifier: GPL-3.0-or-later
// SessionWizard: plans a session in four steps: people and time, problems, rules, preflight.
#pragma once

#include "app/background.h"
#include "core/model/language.h"
#include "core/sessions/session_template.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace assay::app {

class ProblemsModel;
class SessionPeoplePage;
class SessionProblemsPage;
class SessionRulesPage;
class SignLine;
class StatusSection;

class SessionWizard final : public QDialog
{
    Q_OBJECT

public:
    SessionWizard(const ProblemsModel &problems, const QList<core::LanguageStatus> &languages,
                  QWidget *parent = nullptr);

    /// For a session that is a draft already.
    void edit(const core::Session &session);
    /// What it is now, as on the pages.
    [[nodiscard]] core::SessionDraft draft() const;
    /// Of the draft that was stored; null before.
    [[nodiscard]] core::SessionId id() const { return m_id; }
    /// The draft was stored, and this is what it lacks.
    void showPreflight(const core::Session &stored, const QList<core::PreflightLine> &lines);
    void showFailure(const QString &text);
    /// Plans as the file says, once it is read; who takes part and when stays as it is.
    void openTemplate(const QString &file);
    void saveTemplate(const QString &file);
    void goTo(int page);

    enum Page : int { People, Problems, Rules, Preflight, PageCount };

Q_SIGNALS:
    /// To be stored and looked at.
    void preflightRequested();
    /// To be stored; then it can close.
    void saveRequested();
    void armRequested();

private:
    QWidget *buildPreflight();
    QWidget *buildButtons();
    void pageChanged(int page);
    void showNotice();
    void showDraft(const core::SessionDraft &draft);
    void takeTemplate(const core::SessionTemplate &plan);
    void askForTemplate(bool toSave);
    [[nodiscard]] core::Session planned() const;

    const ProblemsModel &m_known;
    SessionPeoplePage *m_people;
    SessionProblemsPage *m_problems;
    SessionRulesPage *m_rules;
    QListWidget *m_steps;
    QStackedWidget *m_pages;
    StatusSection *m_lines = nullptr;
    SignLine *m_sign = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_arm = nullptr;
    QLabel *m_told = nullptr; ///< What came of a template.
    core::SessionId m_id;
    Background m_background{1};
};

} // namespace assay::app
