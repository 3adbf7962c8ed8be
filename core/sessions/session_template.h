// SPDX-License-Identifier: GPL-3.0-or-later
// What a template says of a draft, and a draft of a template, with the problems that are here.
#pragma once

#include "core/model/session_template.h"
#include "core/sessions/session_service.h"

#include <filesystem>

namespace assay::core {

/// Errors: Io; those of sessionTemplateFromJson in core/json/session_template_json.h.
[[nodiscard]] Result<SessionTemplate> readTemplate(const std::filesystem::path &path);
/// As a whole or not at all. Errors: Io.
[[nodiscard]] Result<void> writeTemplate(const std::filesystem::path &path, const SessionTemplate &plan);

/// Of what a draft says but people and dates. Problems that are not among `records` are left out.
[[nodiscard]] SessionTemplate templateOf(const SessionDraft &draft, const QList<ProblemRecord> &records);

struct DraftFromTemplate {
    SessionDraft draft;
    QStringList missing; ///< Short names of problems that are not listed here.
    QStringList changed; ///< Of those that are, with another content.
};
[[nodiscard]] DraftFromTemplate draftOf(const SessionTemplate &plan, const QList<ProblemRecord> &records);

} // namespace assay::core
