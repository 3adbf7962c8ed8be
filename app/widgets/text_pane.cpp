// SPDX-License-Identifier: GPL-3.0-or-later
// TextPane: a titled, monospaced field for input and output, with marks and white space made visible.
#include "app/widgets/text_pane.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::app {

TextPane::TextPane(const QString &title, Access access, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(title, this))
    , m_note(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_edit(new QPlainTextEdit(this))
{
    m_title->setProperty("role", QStringLiteral("section"));
    m_note->setProperty("role", QStringLiteral("muted"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setIcon(textIcon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy %1").arg(title));
    m_copy->setFocusPolicy(Qt::TabFocus);
    m_edit->setProperty("framed", true);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(title);
    m_edit->setMinimumHeight(m_edit->fontMetrics().height() * 2);
    setAccess(access);

    auto *header = new QHBoxLayout;
    header->setSpacing(8);
    header->addWidget(m_title);
    header->addWidget(m_note, 1);
    header->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(header);
    layout->addWidget(m_edit, 1);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_edit->toPlainText()); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_loading)
            Q_EMIT textEdited();
    });
}

void TextPane::setTitle(const QString &title)
{
    m_title->setText(title);
    m_edit->setAccessibleName(title);
}

void TextPane::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setToolTip(note);
}

void TextPane::setAccess(Access access)
{
    m_edit->setReadOnly(access == Access::ReadOnly);
    if (access == Access::ReadOnly)
        m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void TextPane::setBytes(const QByteArray &bytes)
{
    if (bytes == m_shown && bytes == this->bytes())
        return;
    const QScopedValueRollback loading(m_loading, true);
    m_shown = bytes;
    m_edit->setPlainText(QString::fromUtf8(bytes));
    m_marks.clear();
    applyMarks();
}

QByteArray TextPane::bytes() const
{
    return m_edit->toPlainText().toUtf8();
}

void TextPane::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void TextPane::setMarks(const QList<TextRange> &ranges, bool missing)
{
    m_marks = ranges;
    m_missing = missing;
    applyMarks();
}

void TextPane::applyMarks()
{
    const auto &theme = themeOf(palette());
    QList<QTextEdit::ExtraSelection> selections;
    for (const auto &range : std::as_const(m_marks)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_edit->document());
        const auto last = m_edit->document()->characterCount() - 1;
        selection.cursor.setPosition(qMin(static_cast<int>(range.start), last));
        selection.cursor.setPosition(qMin(static_cast<int>(range.start + range.length), last), QTextCursor::KeepAnchor);
        selection.format.setBackground(m_missing ? theme.missing : theme.differ);
        selection.format.setUnderlineStyle(m_missing ? QTextCharFormat::SingleUnderline
                                                     : QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(m_missing ? theme.pass : theme.fail);
        selections.append(selection);
    }
    m_edit->setExtraSelections(selections);
}

void TextPane::setWhitespaceVisible(bool visible)
{
    auto option = m_edit->document()->defaultTextOption();
    auto flags = option.flags();
    flags.setFlag(QTextOption::ShowTabsAndSpaces, visible);
    flags.setFlag(QTextOption::ShowLineAndParagraphSeparators, visible);
    option.setFlags(flags);
    m_edit->document()->setDefaultTextOption(option);
}

void TextPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyMarks();
}

} // namespace assay::app
