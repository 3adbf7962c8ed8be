// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of templates of sessions: the file that people keep.
#pragma once

#include "base/result.h"
#include "core/model/session_template.h"

#include <QByteArray>

namespace assay::core {

/// Indented JSON, one value a line, ending with a line feed.
[[nodiscard]] QByteArray toJsonText(const SessionTemplate &plan);
/// Errors: InvalidData, with the place; TooLarge over a mebibyte.
[[nodiscard]] Result<SessionTemplate> sessionTemplateFromJson(const QByteArray &text);

} // namespace assay::core
