// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a language's data file.
#pragma once

#include "base/result.h"
#include "core/model/language.h"

#include <QByteArray>

namespace assay::core {

/// Errors: InvalidData naming the key.
[[nodiscard]] Result<Language> languageFromJson(const QByteArray &text);

} // namespace assay::core
