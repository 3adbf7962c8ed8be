// SPDX-License-Identifier: GPL-3.0-or-later
// The pages on which a session is planned: people and time, problems, rules. Each shows and gives its part of a draft.
#pragma once

#include "core/model/language.h"
#include "core/sessions/session_service.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QListWidget;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QTableWidget;
class QTextBrowser;

namespace assay::app {

class ProblemsModel;

class SessionPeoplePage final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionPeoplePage(QWidget *parent = nullptr);

    void show(const core::SessionDraft &draft);
    /// Whoever has no name is left out.
    void fill(core::SessionDraft &draft) const;

private:
    QWidget *buildTime();
    QWidget *buildPeople();
    void addPerson(const core::ParticipantDraft &person);

    QLineEdit *m_title;
    QRadioButton *m_byHand = nullptr;
    QRadioButton *m_atTime = nullptr;
    QDateTimeEdit *m_start = nullptr;
    QSpinBox *m_minutes = nullptr;
    QSpinBox *m_ownMinutes = nullptr; ///< Of each candidate.
    QComboBox *m_keep = nullptr;
    QTableWidget *m_people = nullptr;
    QPushButton *m_remove = nullptr;
};

class SessionProblemsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionProblemsPage(const ProblemsModel &problems, QWidget *parent = nullptr);

    void show(const core::SessionDraft &draft);
    void fill(core::SessionDraft &draft) const;

private:
    const ProblemsModel &m_problems;
    QListWidget *m_list;
};

class SessionRulesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionRulesPage(const QList<core::LanguageStatus> &languages, QWidget *parent = nullptr);

    void show(const core::SessionDraft &draft);
    void fill(core::SessionDraft &draft) const;
    [[nodiscard]] QStringList languageNames() const; ///< Empty: all.
    /// What a candidate will read.
    void setNotice(const QString &html);

Q_SIGNALS:
    void changed();

private:
    QCheckBox *m_all;
    QListWidget *m_languages;
    QComboBox *m_feedback;
    QTextBrowser *m_notice;
};

} // namespace assay::app
