// SPDX-License-Identifier: GPL-3.0-or-later
// TextPane: a titled, monospaced field for input and output, with marks and white space made visible.
#pragma once

#include "app/widgets/text_difference.h"

#include <QPlainTextEdit>
#include <QWidget>

class QLabel;
class QToolButton;

namespace assay::app {

class TextPane : public QWidget
{
    Q_OBJECT

public:
    enum class Access : std::uint8_t { ReadOnly, ReadWrite };

    TextPane(const QString &title, Access access, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// A few words right of the title: "line 3 differs".
    void setNote(const QString &note);
    void setAccess(Access access);
    /// Keeps caret and scroll position when the text is the same.
    void setBytes(const QByteArray &bytes);
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] QString text() const { return m_edit->toPlainText(); }
    void setPlaceholder(const QString &text);
    void setMarks(const QList<TextRange> &ranges, bool missing);
    void setWhitespaceVisible(bool visible);
    [[nodiscard]] QPlainTextEdit *edit() const { return m_edit; }

Q_SIGNALS:
    /// By the person, not by setBytes.
    void textEdited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyMarks();

    QLabel *m_title;
    QLabel *m_note;
    QToolButton *m_copy;
    QPlainTextEdit *m_edit;
    QByteArray m_shown;
    QList<TextRange> m_marks;
    bool m_missing = false;
    bool m_loading = false;
};

} // namespace assay::app
