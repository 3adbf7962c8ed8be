// SPDX-License-Identifier: GPL-3.0-or-later
// FindBar: find and replace in the editor that it is given.
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>
#include <QTextCursor>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QTimer;

namespace assay::app {

class CodeEditor;

class FindBar final : public QWidget
{
    Q_DECLARE_TR_FUNCTIONS(FindBar)

public:
    enum class Mode : std::uint8_t { Find, Replace };

    explicit FindBar(QWidget *parent = nullptr);

    /// The editor that is searched from now on; the bar does not own it.
    void setEditor(CodeEditor *editor);
    /// Shows the bar with the selected text as what is looked for.
    void open(Mode mode);
    void findNext();
    void findPrevious();
    [[nodiscard]] int matchCount() const { return static_cast<int>(m_matches.size()); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFindRow(class QGridLayout *layout);
    void buildReplaceRow(QGridLayout *layout);
    void closeBar();
    void search();
    void select(int index);
    void step(int direction);
    void replaceOne();
    void replaceAll();
    [[nodiscard]] QRegularExpression pattern() const;
    [[nodiscard]] int currentIndex() const;
    [[nodiscard]] QString replacementFor(const QTextCursor &match) const;
    void showCount();

    QPointer<CodeEditor> m_editor;
    QLineEdit *m_find = nullptr;
    QLineEdit *m_replace = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_regex = nullptr;
    QLabel *m_count = nullptr;
    QWidget *m_replaceRow = nullptr;
    QTimer *m_delay = nullptr;
    QList<QTextCursor> m_matches;
};

} // namespace assay::app
