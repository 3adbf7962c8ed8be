// SPDX-License-Identifier: GPL-3.0-or-later
// FindBar: find and replace in the editor that it is given.
#include "app/editor/find_bar.h"

#include "app/editor/code_editor.h"
#include "app/theme/icons.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace assay::app {

namespace {

constexpr int kMostMatches = 10'000;

QToolButton *toggle(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_delay(new QTimer(this))
{
    setProperty("role", QStringLiteral("bar"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setVerticalSpacing(5);
    layout->setColumnStretch(0, 1);
    buildFindRow(layout);
    buildReplaceRow(layout);
    m_delay->setSingleShot(true);
    m_delay->setInterval(120);
    connect(m_delay, &QTimer::timeout, this, [this] { search(); });
    hide();
}

void FindBar::buildFindRow(QGridLayout *layout)
{
    m_find = new QLineEdit(this);
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(textIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_find->installEventFilter(this);
    m_case = toggle(QStringLiteral("Aa"), tr("Match case"), this);
    m_regex = toggle(QStringLiteral(".*"), tr("Regular expression"), this);
    m_count = new QLabel(this);
    m_count->setProperty("role", QStringLiteral("muted"));
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("9999 of 9999")));
    auto *previous = new QToolButton(this);
    previous->setIcon(textIcon(QStringLiteral("up")));
    previous->setToolTip(tr("Previous (Shift+F3)"));
    previous->setAccessibleName(tr("Previous match"));
    auto *next = new QToolButton(this);
    next->setIcon(textIcon(QStringLiteral("down")));
    next->setToolTip(tr("Next (F3)"));
    next->setAccessibleName(tr("Next match"));
    auto *close = new QToolButton(this);
    close->setIcon(textIcon(QStringLiteral("close")));
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close the find bar"));

    layout->addWidget(m_find, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(3);
    for (auto *widget : std::initializer_list<QWidget *>{m_case, m_regex, m_count, previous, next, close})
        row->addWidget(widget);
    layout->addLayout(row, 0, 1);
    connect(m_find, &QLineEdit::textChanged, m_delay, [this] { m_delay->start(); });
    for (auto *button : {m_case, m_regex})
        connect(button, &QToolButton::toggled, this, [this] { search(); });
    connect(previous, &QToolButton::clicked, this, [this] { findPrevious(); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(); });
    connect(close, &QToolButton::clicked, this, [this] { closeBar(); });
}

void FindBar::buildReplaceRow(QGridLayout *layout)
{
    m_replace = new QLineEdit(this);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_replace->addAction(textIcon(QStringLiteral("replace")), QLineEdit::LeadingPosition);
    m_replace->installEventFilter(this);
    m_replaceRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_replaceRow);
    row->setContentsMargins(0, 0, 0, 0);
    auto *one = new QPushButton(tr("Replace"), m_replaceRow);
    auto *all = new QPushButton(tr("Replace all"), m_replaceRow);
    row->addWidget(one);
    row->addWidget(all);
    row->addStretch();
    layout->addWidget(m_replace, 1, 0);
    layout->addWidget(m_replaceRow, 1, 1);
    connect(one, &QPushButton::clicked, this, [this] { replaceOne(); });
    connect(all, &QPushButton::clicked, this, [this] { replaceAll(); });
}

void FindBar::setEditor(CodeEditor *editor)
{
    if (m_editor != nullptr) {
        m_editor->setMatches({}, {});
        disconnect(m_editor, &QPlainTextEdit::textChanged, this, nullptr);
    }
    m_editor = editor;
    m_matches.clear();
    if (m_editor != nullptr) {
        connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
            if (isVisible())
                m_delay->start();
        });
        if (isVisible())
            search();
    }
}

void FindBar::open(Mode mode)
{
    if (m_editor == nullptr)
        return;
    const auto selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_find->setText(selected);
    m_replace->setVisible(mode == Mode::Replace);
    m_replaceRow->setVisible(mode == Mode::Replace);
    show();
    search();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void FindBar::closeBar()
{
    hide();
    if (m_editor != nullptr) {
        m_editor->setMatches({}, {});
        m_editor->setFocus(Qt::OtherFocusReason);
    }
}

QRegularExpression FindBar::pattern() const
{
    const auto text = m_regex->isChecked() ? m_find->text() : QRegularExpression::escape(m_find->text());
    const auto options =
        m_case->isChecked() ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(text, options | QRegularExpression::UseUnicodePropertiesOption);
}

void FindBar::search()
{
    m_delay->stop();
    m_matches.clear();
    const auto wanted = pattern();
    if (m_editor != nullptr && !m_find->text().isEmpty() && wanted.isValid()) {
        for (auto block = m_editor->document()->firstBlock(); block.isValid(); block = block.next()) {
            auto found = wanted.globalMatch(block.text());
            while (found.hasNext() && m_matches.size() < kMostMatches) {
                const auto match = found.next();
                if (match.capturedLength() == 0)
                    continue;
                QTextCursor cursor(block);
                cursor.setPosition(block.position() + static_cast<int>(match.capturedStart()));
                cursor.setPosition(block.position() + static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
                m_matches.append(cursor);
            }
        }
    }
    showCount();
}

int FindBar::currentIndex() const
{
    return m_editor == nullptr ? -1 : static_cast<int>(m_matches.indexOf(m_editor->textCursor()));
}

void FindBar::showCount()
{
    const auto current = currentIndex();
    if (m_find->text().isEmpty())
        m_count->clear();
    else if (!pattern().isValid())
        m_count->setText(tr("Not a valid expression"));
    else if (m_matches.isEmpty())
        m_count->setText(tr("No results"));
    else if (current >= 0)
        m_count->setText(tr("%1 of %2", "current match of all matches").arg(current + 1).arg(m_matches.size()));
    else
        m_count->setText(tr("%n result(s)", "of a search", static_cast<int>(m_matches.size())));
    if (m_editor != nullptr)
        m_editor->setMatches(m_matches, current >= 0 ? m_matches.at(current) : QTextCursor());
}

void FindBar::select(int index)
{
    m_editor->setTextCursor(m_matches.at(index));
    m_editor->centerCursor();
    showCount();
}

void FindBar::step(int direction)
{
    if (m_editor == nullptr)
        return;
    if (!isVisible() && m_find->text().isEmpty()) {
        open(Mode::Find);
        return;
    }
    search();
    if (m_matches.isEmpty())
        return;
    const auto caret = m_editor->textCursor();
    const auto size = static_cast<int>(m_matches.size());
    int index = 0;
    if (direction > 0) {
        while (index < size && m_matches.at(index).selectionStart() < caret.selectionEnd())
            ++index;
        index %= size;
    } else {
        index = size - 1;
        while (index >= 0 && m_matches.at(index).selectionEnd() > caret.selectionStart())
            --index;
        index = index < 0 ? size - 1 : index;
    }
    select(index);
}

void FindBar::findNext()
{
    step(1);
}

void FindBar::findPrevious()
{
    step(-1);
}

QString FindBar::replacementFor(const QTextCursor &match) const
{
    auto text = m_replace->text();
    if (!m_regex->isChecked())
        return text;
    const auto line = match.document()->findBlock(match.selectionStart());
    const auto found = pattern().match(line.text(), match.selectionStart() - line.position());
    for (int i = found.lastCapturedIndex(); i >= 0; --i)
        text.replace(QStringLiteral("\\%1").arg(i), found.captured(i));
    return text;
}

void FindBar::replaceOne()
{
    search();
    if (currentIndex() >= 0) {
        auto cursor = m_editor->textCursor();
        cursor.insertText(replacementFor(cursor));
        m_editor->setTextCursor(cursor);
    }
    step(1);
}

void FindBar::replaceAll()
{
    search();
    if (m_matches.isEmpty())
        return;
    QStringList texts;
    for (const auto &match : std::as_const(m_matches))
        texts.append(replacementFor(match));
    const auto replaced = static_cast<int>(m_matches.size());
    QTextCursor edit(m_editor->document());
    edit.beginEditBlock();
    for (auto i = m_matches.size() - 1; i >= 0; --i)
        m_matches[i].insertText(texts.at(i));
    edit.endEditBlock();
    search();
    m_count->setText(tr("%n replaced", "by replace all", replaced));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const auto enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape) {
            closeBar();
            return true;
        }
        if (enter && key->modifiers() == Qt::NoModifier) {
            watched == m_replace ? replaceOne() : findNext();
            return true;
        }
        if (enter && key->modifiers() == Qt::ShiftModifier) {
            findPrevious();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace assay::app
