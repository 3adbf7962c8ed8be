// SPDX-License-Identifier: GPL-3.0-or-later
// The words for settings, in the one place where the desktop has them.
#pragma once

#include "core/settings/setting_table.h"

#include <QString>

namespace assay::app {

[[nodiscard]] QString settingName(core::SettingId id);
[[nodiscard]] QString settingMeaning(core::SettingId id);
[[nodiscard]] QString choiceText(core::SettingId id, const QString &choice);

} // namespace assay::app
