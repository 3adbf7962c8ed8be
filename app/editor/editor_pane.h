// SPDX-License-Identifier: GPL-3.0-or-later
// EditorPane: the files of one submission in tabs, with language choice, find bar and status line.
#pragma once

#include "app/drafts/draft.h"
#include "app/editor/diagnostics.h"
#include "core/model/language.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace assay::app {

class CodeEditor;
class FindBar;

class EditorPane : public QWidget
{
    Q_OBJECT

public:
    explicit EditorPane(QWidget *parent = nullptr);

    /// Those that this host lacks are listed, but cannot be chosen.
    void setLanguages(const QList<core::LanguageStatus> &languages);
    /// Does not emit languageChosen.
    void setLanguage(const QString &id);
    [[nodiscard]] QString language() const;
    [[nodiscard]] const core::LanguageStatus *languageStatus() const;

    void setDraft(const SourceDraft &draft);
    [[nodiscard]] SourceDraft draft() const;
    [[nodiscard]] QStringList fileNames() const;
    /// Puts the text into the file of that name, which is added if missing. One step of undo.
    void replaceText(const QString &file, const QString &text);

    [[nodiscard]] CodeEditor *currentEditor() const;
    [[nodiscard]] FindBar *findBar() const { return m_findBar; }
    void setDiagnostics(const QList<Diagnostic> &diagnostics);
    void goTo(const QString &file, int line, int column);
    void setZoom(int percent);
    [[nodiscard]] int zoom() const { return m_zoom; }
    void setTabMovesFocus(bool moves);
    /// Asks for a line number in a small field, without stopping anything.
    void askForLine();
    void askForNewFile();

Q_SIGNALS:
    void languageChosen(const QString &id);
    void edited();
    void zoomChanged(int percent);

private:
    void buildTop(class QVBoxLayout *layout);
    void buildStatus(QVBoxLayout *layout);
    void addEditor(const DraftFile &file);
    void removeFile(int index);
    void askForName(int index);
    void showTabMenu(const QPoint &position);
    void currentChanged(int index);
    void updateStatus();
    void configure(CodeEditor *editor) const;
    [[nodiscard]] CodeEditor *editorAt(int index) const;
    [[nodiscard]] QString freeName() const;

    QComboBox *m_language = nullptr;
    QTabBar *m_tabs = nullptr;
    QToolButton *m_add = nullptr;
    QStackedWidget *m_stack = nullptr;
    FindBar *m_findBar = nullptr;
    QLabel *m_position = nullptr;
    QLabel *m_selection = nullptr;
    QLabel *m_tabMode = nullptr;
    QLabel *m_indent = nullptr;
    QLabel *m_zoomLabel = nullptr;
    QList<core::LanguageStatus> m_languages;
    QList<Diagnostic> m_diagnostics;
    int m_zoom = 100;
    bool m_tabMovesFocus = false;
    bool m_loading = false;
};

} // namespace assay::app
