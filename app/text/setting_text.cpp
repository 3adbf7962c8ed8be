// SPDX-License-Identifier: GPL-3.0-or-later
// The words for settings, in the one place where the desktop has them.
#include "app/text/setting_text.h"

#include <QCoreApplication>

namespace assay::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SettingText)
};

} // namespace

QString settingName(core::SettingId id)
{
    switch (id) {
    case core::SettingId::DataFolder:
        return Words::tr("Data folder");
    case core::SettingId::LeastFreeMib:
        return Words::tr("Kept free (MiB)");
    case core::SettingId::LeastTier:
        return Words::tr("Least sandbox");
    case core::SettingId::TimeFactor:
        return Words::tr("Time factor");
    case core::SettingId::WarmUp:
        return Words::tr("Warm up");
    case core::SettingId::VerifyProblems:
        return Words::tr("Verify problems");
    case core::SettingId::RunAtOnce:
        return Words::tr("Runs at once");
    case core::SettingId::RunWaiting:
        return Words::tr("Runs that may wait");
    case core::SettingId::RunPerSecond:
        return Words::tr("Runs a second");
    case core::SettingId::SubmitAtOnce:
        return Words::tr("Submissions at once");
    case core::SettingId::SubmitWaiting:
        return Words::tr("Submissions that may wait");
    case core::SettingId::SubmitPerSecond:
        return Words::tr("Submissions a second");
    case core::SettingId::EventDays:
        return Words::tr("Days of events");
    case core::SettingId::EngineLease:
        return Words::tr("Lease (seconds)");
    case core::SettingId::LogLevel:
        return Words::tr("Logged");
    case core::SettingId::LogOnTerminal:
        return Words::tr("On the terminal");
    case core::SettingId::LogDays:
        return Words::tr("Days of logs");
    case core::SettingId::LogMaxMib:
        return Words::tr("Size of a log (MiB)");
    case core::SettingId::Count:
        break;
    }
    return {};
}

QString settingMeaning(core::SettingId id)
{
    switch (id) {
    case core::SettingId::DataFolder:
        return Words::tr("Where everything is kept, by its whole path.");
    case core::SettingId::LeastFreeMib:
        return Words::tr("Nothing more is taken in when less than this is free where the data is.");
    case core::SettingId::LeastTier:
        return Words::tr("A sandbox that holds less runs no programs.");
    case core::SettingId::TimeFactor:
        return Words::tr("Multiplies every time limit, for a computer slower than the one the limits are made for.");
    case core::SettingId::WarmUp:
        return Words::tr("Compile slow headers ahead, when the program starts and when a session is prepared.");
    case core::SettingId::VerifyProblems:
        return Words::tr("When a session is prepared, its problems are verified that nobody has verified yet.");
    case core::SettingId::RunAtOnce:
    case core::SettingId::SubmitAtOnce:
        return Words::tr("By each engine, until the queue's page sets other rules; 0: as its cores allow.");
    case core::SettingId::RunWaiting:
    case core::SettingId::SubmitWaiting:
        return Words::tr("More are refused, until the queue's page sets other rules; 0: any number.");
    case core::SettingId::RunPerSecond:
    case core::SettingId::SubmitPerSecond:
        return Words::tr("By each participant, until the queue's page sets other rules; 0: any number.");
    case core::SettingId::EventDays:
        return Words::tr(
            "For so many days it can be read again what happened when. Submissions and results are kept longer.");
    case core::SettingId::EngineLease:
        return Words::tr(
            "Where engines share a database: what one of them has is given to others when it was not heard "
            "of for so long.");
    case core::SettingId::LogLevel:
        return Words::tr("What matters less is not logged.");
    case core::SettingId::LogOnTerminal:
        return Words::tr("What matters less is not shown on the terminal from which the program was started.");
    case core::SettingId::LogDays:
        return Words::tr("For so many days logs are kept.");
    case core::SettingId::LogMaxMib:
        return Words::tr("A larger one is put away before its day is over.");
    case core::SettingId::Count:
        break;
    }
    return {};
}

QString choiceText(core::SettingId id, const QString &choice)
{
    if (id == core::SettingId::LeastTier)
        return choice == QStringLiteral("full")      ? Words::tr("full: everything is enforced")
               : choice == QStringLiteral("partial") ? Words::tr("partial: without control groups")
                                                     : Words::tr("reduced: without namespaces");
    if (choice == QStringLiteral("debug"))
        return Words::tr("everything");
    if (choice == QStringLiteral("info"))
        return Words::tr("what happens, and more");
    if (choice == QStringLiteral("warning"))
        return Words::tr("warnings, and more");
    return Words::tr("failures only");
}

} // namespace assay::app
