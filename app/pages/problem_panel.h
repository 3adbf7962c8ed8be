// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemPanel: the list of problems with its search, and the statement of the chosen one.
#pragma once

#include "app/pages/statement_view.h"
#include "core/model/ids.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace assay::app {

class ProblemsModel;

class ProblemPanel : public QWidget
{
    Q_OBJECT

public:
    /// The model is borrowed.
    explicit ProblemPanel(ProblemsModel &problems, QWidget *parent = nullptr);

    void showPage(const StatementPage &page, const QString &language);
    void clearPage();
    /// Marks the problem in the list without emitting problemChosen.
    void select(core::ProblemId id);
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }
    [[nodiscard]] StatementView *statement() const { return m_statement; }
    void focusSearch();
    /// Nothing is taken off the list here.
    void setListFixed();

Q_SIGNALS:
    void problemChosen(assay::core::ProblemId id);
    void statementLanguageChosen(const QString &language);
    void openRequested();
    void practiceRequested();
    void removeRequested(assay::core::ProblemId id);

private:
    QWidget *buildList();
    QWidget *buildStatement();
    void updateEmpty();
    void showMenu(const QPoint &position);
    [[nodiscard]] core::ProblemId idAt(const QModelIndex &index) const;

    ProblemsModel &m_problems;
    QSortFilterProxyModel *m_filter = nullptr;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    QStackedWidget *m_listStack = nullptr;
    QWidget *m_emptyList = nullptr;
    QWidget *m_nothingFound = nullptr;
    StatementView *m_statement = nullptr;
    QComboBox *m_language = nullptr;
    QStackedWidget *m_statementStack = nullptr;
    QSplitter *m_splitter = nullptr;
    bool m_selecting = false;
};

} // namespace assay::app
