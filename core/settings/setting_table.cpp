// SPDX-License-Identifier: GPL-3.0-or-later
// Every setting of Assay, in one table: what it is called, may be, is without being set, and does.
#include "core/settings/setting_table.h"

#include "core/model/queue.h"

#include <QDir>
#include <QStringList>

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

constexpr std::array kTable{
    SettingRow{.id = SettingId::DataFolder,
               .key = "data.folder",
               .kind = SettingKind::Folder,
               .fallback = "",
               .what = "Where everything is kept"},
    SettingRow{.id = SettingId::LeastFreeMib,
               .key = "data.least_free_mib",
               .kind = SettingKind::WholeNumber,
               .fallback = "500",
               .least = 0,
               .most = 1048576,
               .what = "So many MiB are kept free where the data is: nothing more is taken in before the disk is full"},
    SettingRow{.id = SettingId::LeastTier,
               .key = "sandbox.least_tier",
               .kind = SettingKind::Choice,
               .fallback = "partial",
               .choices = "reduced partial full",
               .what = "A sandbox that holds less runs no programs"},
    SettingRow{.id = SettingId::TimeFactor,
               .key = "judging.time_factor",
               .kind = SettingKind::Number,
               .fallback = "1",
               .least = 0.01,
               .most = 1000,
               .what = "Multiplies every time limit, for a computer slower than the one the limits are made for"},
    SettingRow{.id = SettingId::WarmUp,
               .key = "judging.warm_up",
               .kind = SettingKind::YesNo,
               .fallback = "yes",
               .what = "Compile slow headers ahead, when the program starts and when a session is prepared"},
    SettingRow{.id = SettingId::VerifyProblems,
               .key = "sessions.verify_problems",
               .kind = SettingKind::YesNo,
               .fallback = "yes",
               .what = "A session that is prepared has its problems verified that nobody has verified yet"},
    SettingRow{
        .id = SettingId::RunAtOnce,
        .key = "queue.run_at_once",
        .kind = SettingKind::WholeNumber,
        .fallback = "0",
        .least = 0,
        .most = kMostAtOnce,
        .what =
            "So many runs are judged at once by each engine, until the host sets other rules; 0: as its cores allow"},
    SettingRow{.id = SettingId::RunWaiting,
               .key = "queue.run_waiting",
               .kind = SettingKind::WholeNumber,
               .fallback = "100",
               .least = 0,
               .most = 100000,
               .what = "So many runs may wait, until the host sets other rules; 0: any number"},
    SettingRow{
        .id = SettingId::RunPerSecond,
        .key = "queue.run_per_second",
        .kind = SettingKind::Number,
        .fallback = "10",
        .least = 0,
        .most = 1000,
        .what = "So many runs a second each participant may hand in, until the host sets other rules; 0: any number"},
    SettingRow{.id = SettingId::SubmitAtOnce,
               .key = "queue.submit_at_once",
               .kind = SettingKind::WholeNumber,
               .fallback = "0",
               .least = 0,
               .most = kMostAtOnce,
               .what = "So many submissions are judged at once by each engine, until the host sets other rules; 0: as "
                       "its cores allow"},
    SettingRow{.id = SettingId::SubmitWaiting,
               .key = "queue.submit_waiting",
               .kind = SettingKind::WholeNumber,
               .fallback = "100",
               .least = 0,
               .most = 100000,
               .what = "So many submissions may wait, until the host sets other rules; 0: any number"},
    SettingRow{.id = SettingId::SubmitPerSecond,
               .key = "queue.submit_per_second",
               .kind = SettingKind::Number,
               .fallback = "5",
               .least = 0,
               .most = 1000,
               .what = "So many submissions a second each participant may hand in, until the host sets other rules; 0: "
                       "any number"},
    SettingRow{.id = SettingId::EventDays,
               .key = "events.days",
               .kind = SettingKind::WholeNumber,
               .fallback = "30",
               .least = 1,
               .most = 3650,
               .what =
                   "For so many days the log of events can be read again from; what they were about is kept longer"},
    SettingRow{
        .id = SettingId::EngineLease,
        .key = "engines.lease",
        .kind = SettingKind::WholeNumber,
        .fallback = "15",
        .least = 1,
        .most = 3600,
        .what = "Where engines share a database: what one has is given to others when it was not heard of for so many "
                "seconds"},
    SettingRow{.id = SettingId::LogLevel,
               .key = "log.level",
               .kind = SettingKind::Choice,
               .fallback = "info",
               .choices = "debug info warning critical",
               .what = "What is less is not logged"},
    SettingRow{.id = SettingId::LogOnTerminal,
               .key = "log.terminal",
               .kind = SettingKind::Choice,
               .fallback = "warning",
               .choices = "debug info warning critical",
               .what = "What is less is not shown on the terminal"},
    SettingRow{.id = SettingId::LogDays,
               .key = "log.days",
               .kind = SettingKind::WholeNumber,
               .fallback = "14",
               .least = 1,
               .most = 365,
               .what = "For so many days logs are kept"},
    SettingRow{.id = SettingId::LogMaxMib,
               .key = "log.max_mib",
               .kind = SettingKind::WholeNumber,
               .fallback = "20",
               .least = 1,
               .most = 1000,
               .what = "A log of so many MiB is put away before its day is over"},
};
static_assert(kTable.size() == static_cast<std::size_t>(SettingId::Count));

QStringList choicesOf(const SettingRow &row)
{
    return QString::fromLatin1(row.choices).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QString numberText(double number)
{
    return QString::number(number, 'g', 12);
}

std::optional<QString> normalizedNumber(const SettingRow &row, const QString &value)
{
    bool understood = false;
    const double number = value.toDouble(&understood); // of the C locale, whatever the user's is
    const bool whole = row.kind == SettingKind::WholeNumber;
    if (!understood || !(number >= row.least && number <= row.most) || (whole && value.toInt(&understood) != number) ||
        !understood)
        return std::nullopt;
    return numberText(number);
}

std::optional<QString> normalizedYesNo(const QString &value)
{
    const QString text = value.toLower();
    if (text == QStringLiteral("yes") || text == QStringLiteral("true") || text == QStringLiteral("1"))
        return QStringLiteral("yes");
    if (text == QStringLiteral("no") || text == QStringLiteral("false") || text == QStringLiteral("0"))
        return QStringLiteral("no");
    return std::nullopt;
}

} // namespace

std::span<const SettingRow> settingTable()
{
    return kTable;
}

const SettingRow &settingRow(SettingId id)
{
    return *std::ranges::find(kTable, id, &SettingRow::id);
}

const SettingRow *findSetting(const QString &key)
{
    const auto found =
        std::ranges::find_if(kTable, [&key](const SettingRow &row) { return key == QLatin1StringView(row.key); });
    return found == kTable.end() ? nullptr : &*found;
}

QString environmentName(const SettingRow &row)
{
    return QStringLiteral("ASSAY_") +
           QString::fromLatin1(row.key).toUpper().replace(QLatin1Char('.'), QLatin1Char('_'));
}

QString allowedText(const SettingRow &row)
{
    switch (row.kind) {
    case SettingKind::WholeNumber:
        return QStringLiteral("a whole number from %1 to %2").arg(numberText(row.least), numberText(row.most));
    case SettingKind::Number:
        return QStringLiteral("a number from %1 to %2").arg(numberText(row.least), numberText(row.most));
    case SettingKind::YesNo:
        return QStringLiteral("yes or no");
    case SettingKind::Choice:
        return QStringLiteral("one of ") + choicesOf(row).join(QStringLiteral(", "));
    case SettingKind::Folder:
        return QStringLiteral("a folder by its whole path");
    }
    return {};
}

std::optional<QString> normalized(const SettingRow &row, const QString &value)
{
    const QString text = value.trimmed();
    switch (row.kind) {
    case SettingKind::WholeNumber:
    case SettingKind::Number:
        return normalizedNumber(row, text);
    case SettingKind::YesNo:
        return normalizedYesNo(text);
    case SettingKind::Choice:
        return choicesOf(row).contains(text) ? std::optional(text) : std::nullopt;
    case SettingKind::Folder:
        return text.isEmpty() || QDir::isAbsolutePath(text) ? std::optional(text) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace assay::core
