// SPDX-License-Identifier: GPL-3.0-or-later
// Every setting of Assay, in one table: what it is called, may be, is without being set, and does.
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <span>

namespace assay::core {

enum class SettingKind : std::uint8_t { WholeNumber, Number, YesNo, Choice, Folder };

enum class SettingId : std::uint8_t {
    DataFolder,
    LeastFreeMib,
    LeastTier,
    TimeFactor,
    WarmUp,
    VerifyProblems,
    RunAtOnce,
    RunWaiting,
    RunPerSecond,
    SubmitAtOnce,
    SubmitWaiting,
    SubmitPerSecond,
    EventDays,
    EngineLease,
    LogLevel,
    LogOnTerminal,
    LogDays,
    LogMaxMib,
    Count,
};

struct SettingRow {
    SettingId id;
    const char *key; ///< "judging.time_factor"; in the environment ASSAY_JUDGING_TIME_FACTOR.
    SettingKind kind;
    const char *fallback; ///< When it is not set. An empty folder: the usual one.
    double least = 0; ///< Of numbers.
    double most = 0;
    const char *choices = ""; ///< "debug info warning": separated by spaces.
    const char *what = ""; ///< In English, for people.
};

[[nodiscard]] std::span<const SettingRow> settingTable();
[[nodiscard]] const SettingRow &settingRow(SettingId id);
/// Null when there is none of that key.
[[nodiscard]] const SettingRow *findSetting(const QString &key);
/// "ASSAY_JUDGING_TIME_FACTOR".
[[nodiscard]] QString environmentName(const SettingRow &row);
/// "a whole number from 1 to 365", "one of debug, info, warning".
[[nodiscard]] QString allowedText(const SettingRow &row);
/// As it is kept: numbers without spare digits, yes and no. Nothing when it is not allowed.
[[nodiscard]] std::optional<QString> normalized(const SettingRow &row, const QString &value);

} // namespace assay::core
