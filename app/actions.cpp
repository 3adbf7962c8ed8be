// SPDX-License-Identifier: GPL-3.0-or-later
// Actions: every command of the window, its words, menu and shortcut, in one table.
#include "app/actions.h"

#include <QMainWindow>
#include <QMenu>

namespace assay::app {

namespace {

#define T(text) QT_TRANSLATE_NOOP("assay::app::Actions", text)

constexpr std::array kRows{
    ActionRow{ActionId::OpenProblem, MenuId::File, T("&Open Problem…"), T("Open a problem package"), "Ctrl+O", false},
    ActionRow{ActionId::OpenSamples, MenuId::File, T("Open &Sample Problems"),
              T("Open the problems that come with Assay"), "", false},
    ActionRow{ActionId::FindProblem, MenuId::File, T("&Find a Problem"), T("Search the list of problems"), "Ctrl+P",
              false},
    ActionRow{ActionId::ImportProblem, MenuId::File, T("&Import a Problem…"),
              T("Make a package of a problem of Polygon's or DMOJ's"), "", false},
    ActionRow{ActionId::ProblemLab, MenuId::File, T("Problem &Lab…"),
              T("Check a package, its submissions and its tests"), "Ctrl+L", true},
    ActionRow{ActionId::Settings, MenuId::File, T("Se&ttings…"), T("What holds from the next start on"), "Ctrl+,",
              true},
    ActionRow{ActionId::Quit, MenuId::File, T("&Quit"), T("Close Assay"), "Ctrl+Q", true},
    ActionRow{ActionId::Undo, MenuId::Edit, T("&Undo"), T("Undo"), "Ctrl+Z", false},
    ActionRow{ActionId::Redo, MenuId::Edit, T("&Redo"), T("Redo"), "Ctrl+Shift+Z", false},
    ActionRow{ActionId::Find, MenuId::Edit, T("&Find…"), T("Find in this file"), "Ctrl+F", true},
    ActionRow{ActionId::Replace, MenuId::Edit, T("Find and Re&place…"), T("Find and replace in this file"), "Ctrl+H",
              false},
    ActionRow{ActionId::FindNext, MenuId::Edit, T("Find &Next"), T("Go to the next match"), "F3", false},
    ActionRow{ActionId::FindPrevious, MenuId::Edit, T("Find Pre&vious"), T("Go to the previous match"), "Shift+F3",
              false},
    ActionRow{ActionId::GoToLine, MenuId::Edit, T("&Go to Line…"), T("Go to a line by its number"), "Ctrl+G", false},
    ActionRow{ActionId::ToggleComment, MenuId::Edit, T("Toggle &Comment"), T("Comment or uncomment the lines"),
              "Ctrl+/", true},
    ActionRow{ActionId::MoveUp, MenuId::Edit, T("Move Line &Up"), T("Move the lines up"), "Alt+Up", false},
    ActionRow{ActionId::MoveDown, MenuId::Edit, T("Move Line &Down"), T("Move the lines down"), "Alt+Down", false},
    ActionRow{ActionId::Duplicate, MenuId::Edit, T("Dup&licate Line"), T("Duplicate the lines"), "Ctrl+Shift+D", false},
    ActionRow{ActionId::AddFile, MenuId::Edit, T("&Add Source File…"), T("Add a file to the submission"),
              "Ctrl+Shift+A", true},
    ActionRow{ActionId::ZoomIn, MenuId::View, T("Zoom &In"), T("Larger code"), "Ctrl++", true},
    ActionRow{ActionId::ZoomOut, MenuId::View, T("Zoom &Out"), T("Smaller code"), "Ctrl+-", false},
    ActionRow{ActionId::ZoomReset, MenuId::View, T("&Reset Zoom"), T("Code in its usual size"), "Ctrl+0", false},
    ActionRow{ActionId::TabMode, MenuId::View, T("&Tab Moves Focus"), T("Tab leaves the editor instead of indenting"),
              "Ctrl+M", true},
    ActionRow{ActionId::Whitespace, MenuId::View, T("Show &White Space in Samples"),
              T("Show spaces, tabs and line ends"), "Ctrl+Shift+W", false},
    ActionRow{ActionId::Run, MenuId::Run, T("&Run"), T("Run on the samples or on your own input"), "Ctrl+Return",
              false},
    ActionRow{ActionId::Submit, MenuId::Run, T("&Submit"), T("Submit for judging against all tests"),
              "Ctrl+Shift+Return", false},
    ActionRow{ActionId::Stop, MenuId::Run, T("S&top"), T("Stop what is being judged"), "Ctrl+.", false},
    ActionRow{ActionId::Samples, MenuId::Run, T("S&amples"), T("Show the samples"), "Ctrl+Shift+'", true},
    ActionRow{ActionId::CustomInput, MenuId::Run, T("&Custom Input"), T("Type an input of your own"), "Ctrl+'", false},
    ActionRow{ActionId::NextFailing, MenuId::Run, T("&Next Failing Sample"), T("Go to the next sample that failed"),
              "F8", false},
    ActionRow{ActionId::Queue, MenuId::Run, T("&Queue…"), T("See who waits, and set the rules of the queue"), "", true},
    ActionRow{ActionId::Rejudgings, MenuId::Run, T("Re&judging…"), T("See what is being judged again"), "", false},
    ActionRow{ActionId::Sessions, MenuId::Session, T("&Sessions…"),
              T("See what goes on, what is to come and what is over"), "Ctrl+Shift+S", false},
    ActionRow{ActionId::NewSession, MenuId::Session, T("&New Session…"), T("Plan an interview"), "Ctrl+Shift+N", false},
    ActionRow{ActionId::JoinSession, MenuId::Session, T("&Join a Session…"),
              T("Take part with a code that you were given"), "Ctrl+J", true},
    ActionRow{ActionId::Operations, MenuId::Session, T("&Operations…"), T("See what takes longer, and its log"), "",
              true},
    ActionRow{ActionId::Server, MenuId::Session, T("Ser&ver…"), T("Let others come with a browser"), "", false},
    ActionRow{ActionId::CheckComputer, MenuId::Help, T("&Check This Computer…"),
              T("See what the sandbox holds, and attack it"), "", false},
    ActionRow{ActionId::SupportBundle, MenuId::Help, T("Save a &Support Bundle…"),
              T("For whoever is to help: versions, state and logs, without code and names"), "", false},
    ActionRow{ActionId::Shortcuts, MenuId::Help, T("&Keyboard Shortcuts"), T("All shortcuts"), "Ctrl+F1", false},
    ActionRow{ActionId::About, MenuId::Help, T("&About Assay"), T("Version and licence"), "", false},
};

#undef T

static_assert(kRows.size() == static_cast<std::size_t>(ActionId::Count));

} // namespace

std::span<const ActionRow> actionTable()
{
    return kRows;
}

Actions::Actions(QMainWindow *window)
    : QObject(window)
{
    for (const auto &row : kRows) {
        auto *action = new QAction(tr(row.text), this);
        action->setToolTip(tr(row.tip));
        action->setStatusTip(tr(row.tip));
        QList<QKeySequence> keys{QKeySequence::fromString(QLatin1StringView(row.shortcut), QKeySequence::PortableText)};
        // The number pad's keys are keys of their own.
        if (row.id == ActionId::Run)
            keys.append(QKeySequence(Qt::CTRL | Qt::Key_Enter));
        if (row.id == ActionId::Submit)
            keys.append(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter));
        if (row.id == ActionId::ZoomIn)
            keys.append(QKeySequence(Qt::CTRL | Qt::Key_Equal));
        if (*row.shortcut != '\0')
            action->setShortcuts(keys);
        window->addAction(action);
        m_actions[static_cast<std::size_t>(row.id)] = action;
    }
    (*this)[ActionId::TabMode]->setCheckable(true);
    (*this)[ActionId::Whitespace]->setCheckable(true);
    (*this)[ActionId::Settings]->setMenuRole(QAction::PreferencesRole);
    (*this)[ActionId::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[ActionId::About]->setMenuRole(QAction::AboutRole);
}

void Actions::fill(QMenu *menu, MenuId id) const
{
    for (const auto &row : kRows) {
        if (row.menu != id)
            continue;
        if (row.separatorBefore)
            menu->addSeparator();
        menu->addAction((*this)[row.id]);
    }
}

} // namespace assay::app
