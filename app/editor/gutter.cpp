// SPDX-License-Identifier: GPL-3.0-or-later
// Gutter: line numbers, fold arrows and error marks left of a CodeEditor.
#include "app/editor/gutter.h"

#include "app/editor/code_editor.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace assay::app {

Gutter::Gutter(CodeEditor *editor)
    : QWidget(editor)
    , m_editor(editor)
{
}

int Gutter::foldWidth() const
{
    return m_editor->fontMetrics().height() * 3 / 4;
}

int Gutter::preferredWidth() const
{
    const auto digits = qMax<qsizetype>(3, QString::number(m_editor->blockCount()).size());
    const auto metrics = m_editor->fontMetrics();
    return metrics.height() + static_cast<int>(digits) * metrics.horizontalAdvance(QLatin1Char('9')) + foldWidth() + 8;
}

QSize Gutter::sizeHint() const
{
    return {preferredWidth(), 0};
}

void Gutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setFont(m_editor->font());
    painter.fillRect(event->rect(), themeOf(palette()).base);
    auto block = m_editor->firstVisibleBlock();
    auto area = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset()).toRect();
    while (block.isValid() && area.top() <= event->rect().bottom()) {
        if (block.isVisible() && area.bottom() >= event->rect().top())
            paintLine(painter, block, QRect(0, area.top(), width(), area.height()));
        block = block.next();
        area = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset()).toRect();
    }
}

void Gutter::paintLine(QPainter &painter, const QTextBlock &block, const QRect &area) const
{
    const auto &theme = themeOf(palette());
    const auto line = block.blockNumber() + 1;
    const auto height = m_editor->fontMetrics().height();
    const auto current = m_editor->textCursor().blockNumber() == block.blockNumber();
    if (current)
        painter.fillRect(area, theme.currentLine);
    if (const auto marks = m_editor->marksAt(line); !marks.isEmpty()) {
        const auto error = marks.first().error;
        const auto side = height - 4;
        tintedIcon(error ? QStringLiteral("error") : QStringLiteral("warning"), error ? theme.fail : theme.limit)
            .paint(&painter, QRect(3, area.top() + 2, side, side));
    }
    painter.setPen(current ? theme.gutterCurrent : theme.gutter);
    painter.drawText(QRect(0, area.top(), width() - foldWidth() - 5, height), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(line));
    if (m_editor->canFold(block)) {
        const auto side = foldWidth();
        painter.save();
        const auto folded = CodeEditor::isFolded(block);
        painter.translate(width() - side / 2.0 - 3, area.top() + height / 2.0);
        painter.rotate(folded ? -90 : 0);
        tintedIcon(QStringLiteral("down"), folded ? theme.accent : theme.gutter)
            .paint(&painter, QRect(-side / 2, -side / 2, side, side));
        painter.restore();
    }
}

QTextBlock Gutter::blockAt(int y) const
{
    return m_editor->cursorForPosition(QPoint(0, y)).block();
}

void Gutter::mousePressEvent(QMouseEvent *event)
{
    const auto block = blockAt(static_cast<int>(event->position().y()));
    if (event->position().x() >= width() - foldWidth() - 4 && m_editor->canFold(block)) {
        m_editor->toggleFold(block);
        return;
    }
    m_editor->goTo(block.blockNumber() + 1, 1);
    m_editor->setFocus(Qt::MouseFocusReason);
}

bool Gutter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QStringList messages;
        for (const auto &mark : m_editor->marksAt(blockAt(help->pos().y()).blockNumber() + 1))
            messages.append(mark.message);
        if (messages.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), messages.join(QLatin1Char('\n')), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace assay::app
