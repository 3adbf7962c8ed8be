// SPDX-License-Identifier: GPL-3.0-or-later
// Actions: every command of the window, its words, menu and shortcut, in one table.
#pragma once

#include <QAction>
#include <QObject>

#include <array>
#include <span>

class QMainWindow;
class QMenu;

namespace assay::app {

enum class ActionId : std::uint8_t {
    OpenProblem,
    OpenSamples,
    FindProblem,
    ImportProblem,
    ProblemLab,
    Settings,
    Quit,
    Undo,
    Redo,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    GoToLine,
    ToggleComment,
    MoveUp,
    MoveDown,
    Duplicate,
    AddFile,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    TabMode,
    Whitespace,
    Run,
    Submit,
    Stop,
    Samples,
    CustomInput,
    NextFailing,
    Queue,
    Rejudgings,
    Sessions,
    NewSession,
    JoinSession,
    Operations,
    Server,
    CheckComputer,
    SupportBundle,
    Shortcuts,
    About,
    Count,
};

enum class MenuId : std::uint8_t { File, Edit, View, Run, Session, Help };

struct ActionRow {
    ActionId id;
    MenuId menu;
    const char *text;
    const char *tip;
    const char *shortcut; ///< Portable text; empty: none.
    bool separatorBefore;
};

[[nodiscard]] std::span<const ActionRow> actionTable();

class Actions final : public QObject
{
    Q_OBJECT

public:
    /// Makes all actions and puts them on `window`, so that their shortcuts work there.
    explicit Actions(QMainWindow *window);

    [[nodiscard]] QAction *operator[](ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    /// Adds those of that menu, in the table's order.
    void fill(QMenu *menu, MenuId id) const;

private:
    std::array<QAction *, static_cast<std::size_t>(ActionId::Count)> m_actions{};
};

} // namespace assay::app
