// SPDX-License-Identifier: GPL-3.0-or-later
// EditorPane's files: adding, naming and removing them.
#include "app/editor/editor_pane.h"

#include "app/editor/code_editor.h"

#include <QInputDialog>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>

namespace assay::app {

namespace {

/// A relative name without "..", as the engine takes it.
bool isGoodName(const QString &name)
{
    if (name.isEmpty() || name.size() > 200 || name.startsWith(QLatin1Char('/')) || name.endsWith(QLatin1Char('/')))
        return false;
    for (const auto &part : name.split(QLatin1Char('/'))) {
        if (part.isEmpty() || part == QStringLiteral(".") || part == QStringLiteral(".."))
            return false;
    }
    return true;
}

} // namespace

QString EditorPane::freeName() const
{
    const auto *status = languageStatus();
    const auto ending = status == nullptr || status->language.extensions.isEmpty()
                            ? QStringLiteral(".txt")
                            : status->language.extensions.first();
    const auto names = fileNames();
    for (int i = 1;; ++i) {
        const auto name = i == 1 ? QStringLiteral("util") + ending : QStringLiteral("util%1%2").arg(i).arg(ending);
        if (!names.contains(name))
            return name;
    }
}

void EditorPane::replaceText(const QString &file, const QString &text)
{
    auto index = static_cast<int>(fileNames().indexOf(file));
    if (index < 0) {
        addEditor({.name = file, .text = {}});
        index = m_tabs->count() - 1;
    }
    m_tabs->setCurrentIndex(index);
    QTextCursor cursor(editorAt(index)->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    Q_EMIT edited();
}

void EditorPane::askForNewFile()
{
    addEditor({.name = freeName(), .text = {}});
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
    Q_EMIT edited();
    askForName(m_tabs->count() - 1);
}

void EditorPane::askForName(int index)
{
    if (index < 0)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Name of the file"));
    dialog->setLabelText(tr("File name:"));
    dialog->setTextValue(m_tabs->tabText(index));
    dialog->resize(360, dialog->sizeHint().height());
    auto *editor = editorAt(index);
    connect(dialog, &QInputDialog::textValueSelected, editor, [this, editor](const QString &name) {
        const auto at = m_stack->indexOf(editor);
        const auto wanted = name.trimmed();
        if (at < 0 || wanted == m_tabs->tabText(at) || !isGoodName(wanted) || fileNames().contains(wanted))
            return;
        m_tabs->setTabText(at, wanted);
        editor->setAccessibleName(tr("Source code of %1").arg(wanted));
        Q_EMIT edited();
    });
    dialog->open();
}

void EditorPane::askForLine()
{
    auto *editor = currentEditor();
    if (editor == nullptr)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("Go to line"));
    dialog->setLabelText(tr("Line (1 to %1):").arg(editor->blockCount()));
    dialog->setIntRange(1, editor->blockCount());
    dialog->setIntValue(editor->textCursor().blockNumber() + 1);
    connect(dialog, &QInputDialog::intValueSelected, editor, [editor](int line) {
        editor->goTo(line, 0);
        editor->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void EditorPane::removeFile(int index)
{
    if (m_tabs->count() < 2)
        return;
    auto *editor = m_stack->widget(index);
    m_stack->removeWidget(editor);
    m_tabs->removeTab(index);
    editor->deleteLater();
    currentChanged(m_tabs->currentIndex());
}

void EditorPane::showTabMenu(const QPoint &position)
{
    const auto index = m_tabs->tabAt(position);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Add file…"), this, &EditorPane::askForNewFile);
    if (index >= 0) {
        menu->addAction(tr("Rename…"), this, [this, index] { askForName(index); });
        auto *remove = menu->addAction(tr("Remove"), this, [this, index] { removeFile(index); });
        remove->setEnabled(m_tabs->count() > 1);
    }
    menu->popup(m_tabs->mapToGlobal(position));
}

} // namespace assay::app
