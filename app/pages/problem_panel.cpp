// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemPanel: the list of problems with its search, and the statement of the chosen one.
#include "app/pages/problem_panel.h"

#include "app/models/problems_model.h"
#include "app/theme/icons.h"
#include "app/widgets/delegates.h"
#include "app/widgets/empty_state.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace assay::app {

ProblemPanel::ProblemPanel(ProblemsModel &problems, QWidget *parent)
    : QWidget(parent)
    , m_problems(problems)
{
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(buildStatement());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({210, 600});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    updateEmpty();
}

QWidget *ProblemPanel::buildList()
{
    auto *box = new QWidget(this);
    m_search = new QLineEdit(box);
    m_search->setPlaceholderText(tr("Search problems"));
    m_search->setAccessibleName(tr("Search problems"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(textIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);

    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(&m_problems);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list = new QListView(box);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setUniformItemSizes(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);

    auto *empty =
        new EmptyState(QStringLiteral("flask"), tr("No problems yet"),
                       tr("Open a problem package, drop its folder here, or start with the sample problems."), box);
    auto *samples = empty->addButton(tr("Open the sample problems"));
    auto *open = empty->addButton(tr("Open a package…"));
    m_emptyList = empty;
    m_nothingFound = new EmptyState(QStringLiteral("search"), tr("No problem matches"), tr("Try other words."), box);
    m_listStack = new QStackedWidget(box);
    for (auto *page : std::initializer_list<QWidget *>{m_list, m_emptyList, m_nothingFound})
        m_listStack->addWidget(page);

    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(8, 7, 8, 7);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_listStack, 1);

    connect(samples, &QPushButton::clicked, this, &ProblemPanel::practiceRequested);
    connect(open, &QPushButton::clicked, this, &ProblemPanel::openRequested);
    connect(m_search, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, [this] { updateEmpty(); });
    connect(m_search, &QLineEdit::textChanged, this, [this] { updateEmpty(); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_selecting && index.isValid())
            Q_EMIT problemChosen(idAt(index));
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, &ProblemPanel::showMenu);
    return box;
}

QWidget *ProblemPanel::buildStatement()
{
    auto *page = new QWidget(this);
    m_statement = new StatementView(page);
    m_language = new QComboBox(page);
    m_language->setAccessibleName(tr("Language of the statement"));
    m_language->hide();
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addStretch(1);
    row->addWidget(m_language);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_statement, 1);
    connect(m_language, &QComboBox::activated, this,
            [this] { Q_EMIT statementLanguageChosen(m_language->currentData().toString()); });

    m_statementStack = new QStackedWidget(this);
    m_statementStack->addWidget(new EmptyState(QStringLiteral("details"), tr("No problem chosen"),
                                               tr("The statement of the problem that you choose appears here."),
                                               m_statementStack));
    m_statementStack->addWidget(page);
    return m_statementStack;
}

core::ProblemId ProblemPanel::idAt(const QModelIndex &index) const
{
    return m_problems.at(m_filter->mapToSource(index).row()).id;
}

void ProblemPanel::updateEmpty()
{
    // With nothing to read yet the whole column explains how to begin.
    m_statementStack->setVisible(m_problems.rowCount() > 0);
    if (m_problems.rowCount() == 0)
        m_listStack->setCurrentWidget(m_emptyList);
    else
        m_listStack->setCurrentWidget(m_filter->rowCount() == 0 ? m_nothingFound : m_list);
}

void ProblemPanel::showPage(const StatementPage &page, const QString &language)
{
    m_language->clear();
    for (const auto &code : page.problem.statementLanguages) {
        const auto name = QLocale(code).nativeLanguageName();
        m_language->addItem(name.isEmpty() ? code : name, code);
    }
    m_language->setCurrentIndex(qMax(0, m_language->findData(language)));
    m_language->setVisible(m_language->count() > 1);
    m_statement->showPage(page);
    m_statementStack->setCurrentIndex(1);
}

void ProblemPanel::clearPage()
{
    m_statementStack->setCurrentIndex(0);
}

void ProblemPanel::select(core::ProblemId id)
{
    const QScopedValueRollback selecting(m_selecting, true);
    const auto row = m_problems.rowOf(id);
    if (row < 0)
        return;
    auto index = m_filter->mapFromSource(m_problems.index(row));
    if (!index.isValid()) { // Hidden by the search: whoever opens a problem wants to see it.
        m_search->clear();
        index = m_filter->mapFromSource(m_problems.index(row));
    }
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void ProblemPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ProblemPanel::setListFixed()
{
    m_list->setContextMenuPolicy(Qt::NoContextMenu);
}

void ProblemPanel::showMenu(const QPoint &position)
{
    const auto index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    const auto id = idAt(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Remove from the list"), this, [this, id] { Q_EMIT removeRequested(id); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

} // namespace assay::app
