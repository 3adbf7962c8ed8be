// SPDX-License-Identifier: GPL-3.0-or-later
// EditorPane: the files of one submission in tabs, with language choice, find bar and status line.
#include "app/editor/editor_pane.h"

#include "app/editor/code_editor.h"
#include "app/editor/find_bar.h"
#include "app/theme/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

/// Go is written with tabs; everything else that we know with spaces.
IndentStyle indentStyleOf(const QString &language)
{
    return {.tabs = language == QStringLiteral("go"), .width = 4};
}

QFrame *line(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("role", QStringLiteral("line"));
    frame->setFixedHeight(1);
    return frame;
}

} // namespace

EditorPane::EditorPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildTop(layout);
    layout->addWidget(line(this));
    m_findBar = new FindBar(this);
    layout->addWidget(m_findBar);
    m_stack = new QStackedWidget(this);
    layout->addWidget(m_stack, 1);
    layout->addWidget(line(this));
    buildStatus(layout);
    setMinimumWidth(300);
}

void EditorPane::buildTop(QVBoxLayout *layout)
{
    m_language = new QComboBox(this);
    m_language->setAccessibleName(tr("Language"));
    m_language->setToolTip(tr("Language of the submission"));
    m_language->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_tabs = new QTabBar(this);
    m_tabs->setAccessibleName(tr("Source files"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setMovable(true);
    m_tabs->setContextMenuPolicy(Qt::CustomContextMenu);
    m_add = new QToolButton(this);
    m_add->setIcon(textIcon(QStringLiteral("add")));
    m_add->setToolTip(tr("Add a source file"));
    m_add->setAccessibleName(tr("Add a source file"));

    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 5, 8, 0);
    row->setSpacing(6);
    row->addWidget(m_tabs, 0, Qt::AlignBottom);
    row->addWidget(m_add, 0, Qt::AlignVCenter);
    row->addStretch(1);
    row->addWidget(m_language, 0, Qt::AlignVCenter);
    row->setStretchFactor(m_tabs, 10);
    layout->addLayout(row);

    connect(m_language, &QComboBox::activated, this, [this] { Q_EMIT languageChosen(language()); });
    connect(m_add, &QToolButton::clicked, this, &EditorPane::askForNewFile);
    connect(m_tabs, &QTabBar::currentChanged, this, &EditorPane::currentChanged);
    connect(m_tabs, &QTabBar::tabBarDoubleClicked, this, &EditorPane::askForName);
    connect(m_tabs, &QTabBar::customContextMenuRequested, this, &EditorPane::showTabMenu);
    connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) {
        auto *moved = m_stack->widget(from);
        m_stack->removeWidget(moved);
        m_stack->insertWidget(to, moved);
        m_stack->setCurrentIndex(m_tabs->currentIndex());
        Q_EMIT edited();
    });
}

void EditorPane::buildStatus(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 3, 10, 3);
    row->setSpacing(16);
    for (auto *label : {&m_position, &m_selection, &m_tabMode, &m_indent, &m_zoomLabel}) {
        *label = new QLabel(this);
        (*label)->setProperty("role", QStringLiteral("muted"));
    }
    m_tabMode->setText(tr("Tab moves focus (Ctrl+M)"));
    m_tabMode->hide();
    row->addWidget(m_position);
    row->addWidget(m_selection);
    row->addStretch(1);
    row->addWidget(m_tabMode);
    row->addWidget(m_indent);
    row->addWidget(m_zoomLabel);
    layout->addLayout(row);
}

void EditorPane::setLanguages(const QList<core::LanguageStatus> &languages)
{
    const auto chosen = language();
    m_languages = languages;
    m_language->clear();
    for (const auto &status : languages) {
        m_language->addItem(status.available ? status.language.name
                                             : tr("%1 (not installed)").arg(status.language.name),
                            status.language.id);
        const auto index = m_language->count() - 1;
        m_language->setItemData(index, status.available ? status.version : status.language.installHint,
                                Qt::ToolTipRole);
        if (auto *model = qobject_cast<QStandardItemModel *>(m_language->model());
            model != nullptr && !status.available)
            model->item(index)->setEnabled(false);
    }
    setLanguage(chosen);
}

void EditorPane::setLanguage(const QString &id)
{
    if (const auto index = m_language->findData(id); index >= 0)
        m_language->setCurrentIndex(index);
    for (int i = 0; i < m_stack->count(); ++i)
        configure(editorAt(i));
    updateStatus();
}

QString EditorPane::language() const
{
    return m_language->currentData().toString();
}

const core::LanguageStatus *EditorPane::languageStatus() const
{
    const auto found =
        std::ranges::find(m_languages, language(), [](const auto &status) { return status.language.id; });
    return found == m_languages.end() ? nullptr : &*found;
}

void EditorPane::configure(CodeEditor *editor) const
{
    const auto *status = languageStatus();
    editor->setHighlighting(status == nullptr ? QString() : status->language.highlighting);
    editor->setIndentStyle(indentStyleOf(language()));
    editor->setTabMovesFocus(m_tabMovesFocus);
    editor->setZoom(m_zoom);
}

void EditorPane::setDraft(const SourceDraft &draft)
{
    const QScopedValueRollback loading(m_loading, true);
    m_findBar->setEditor(nullptr);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    while (m_stack->count() > 0) {
        auto *editor = m_stack->widget(0);
        m_stack->removeWidget(editor);
        editor->deleteLater();
    }
    m_diagnostics.clear();
    for (const auto &file : draft.files)
        addEditor(file);
    m_tabs->setCurrentIndex(draft.active);
    currentChanged(m_tabs->currentIndex());
}

void EditorPane::addEditor(const DraftFile &file)
{
    auto *editor = new CodeEditor(m_stack);
    configure(editor);
    editor->setPlainText(file.text);
    auto cursor = editor->textCursor();
    cursor.setPosition(qBound(0, file.caret, editor->document()->characterCount() - 1));
    editor->setTextCursor(cursor);
    editor->document()->setModified(false);
    editor->setAccessibleName(tr("Source code of %1").arg(file.name));
    m_stack->addWidget(editor);
    m_tabs->addTab(file.name);
    connect(editor, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_loading)
            Q_EMIT edited();
    });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        updateStatus();
        if (!m_loading)
            Q_EMIT edited();
    });
    connect(editor, &QPlainTextEdit::selectionChanged, this, &EditorPane::updateStatus);
    connect(editor, &CodeEditor::zoomRequested, this, [this](int steps) { setZoom(m_zoom + 10 * steps); });
}

SourceDraft EditorPane::draft() const
{
    SourceDraft draft;
    for (int i = 0; i < m_tabs->count(); ++i) {
        const auto *editor = editorAt(i);
        draft.files.append(
            {.name = m_tabs->tabText(i), .text = editor->toPlainText(), .caret = editor->textCursor().position()});
    }
    draft.active = qMax(0, m_tabs->currentIndex());
    return draft;
}

QStringList EditorPane::fileNames() const
{
    QStringList names;
    for (int i = 0; i < m_tabs->count(); ++i)
        names.append(m_tabs->tabText(i));
    return names;
}

CodeEditor *EditorPane::editorAt(int index) const
{
    return qobject_cast<CodeEditor *>(m_stack->widget(index));
}

CodeEditor *EditorPane::currentEditor() const
{
    return editorAt(m_tabs->currentIndex());
}

void EditorPane::currentChanged(int index)
{
    if (index < 0 || index >= m_stack->count())
        return;
    m_stack->setCurrentIndex(index);
    m_findBar->setEditor(currentEditor());
    setFocusProxy(currentEditor());
    updateStatus();
    if (!m_loading)
        Q_EMIT edited();
}

void EditorPane::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    m_diagnostics = diagnostics;
    for (int i = 0; i < m_tabs->count(); ++i) {
        QList<EditorMark> marks;
        for (const auto &diagnostic : diagnostics) {
            if (diagnostic.file == m_tabs->tabText(i) && !diagnostic.message.isEmpty())
                marks.append({.line = diagnostic.line, .error = diagnostic.error, .message = diagnostic.message});
        }
        editorAt(i)->setMarks(marks);
    }
}

void EditorPane::goTo(const QString &file, int line, int column)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabText(i) != file)
            continue;
        m_tabs->setCurrentIndex(i);
        currentEditor()->goTo(line, column);
        currentEditor()->setFocus(Qt::OtherFocusReason);
        return;
    }
}

void EditorPane::setZoom(int percent)
{
    m_zoom = qBound(50, percent, 300);
    for (int i = 0; i < m_stack->count(); ++i)
        editorAt(i)->setZoom(m_zoom);
    updateStatus();
    Q_EMIT zoomChanged(m_zoom);
}

void EditorPane::setTabMovesFocus(bool moves)
{
    m_tabMovesFocus = moves;
    for (int i = 0; i < m_stack->count(); ++i)
        editorAt(i)->setTabMovesFocus(moves);
    m_tabMode->setVisible(moves);
}

void EditorPane::updateStatus()
{
    const auto *editor = currentEditor();
    if (editor == nullptr)
        return;
    const auto cursor = editor->textCursor();
    const auto style = indentStyleOf(language());
    const auto text = cursor.block().text();
    const auto column =
        columnAfter(QStringView(text).first(qMin<qsizetype>(cursor.positionInBlock(), text.size())), style.width) + 1;
    m_position->setText(tr("Ln %1, Col %2", "line and column of the caret").arg(cursor.blockNumber() + 1).arg(column));
    const auto selected = cursor.selectionEnd() - cursor.selectionStart();
    m_selection->setText(selected > 0 ? tr("%n character(s) selected", "", selected) : QString());
    m_indent->setText(style.tabs ? tr("Tabs") : tr("Spaces: %1").arg(style.width));
    m_zoomLabel->setText(tr("%1 %", "zoom").arg(m_zoom));
}

} // namespace assay::app
