// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts of what is written in sessions: apart from one's own, and gone when their session is purged.
#pragma once

#include "base/result.h"
#include "core/model/session.h"

#include <QString>

namespace assay::app {

/// Below the folder of all drafts.
[[nodiscard]] QString draftFolderOf(const QString &drafts, core::SessionId session, core::ParticipantId participant);
/// Removes those of sessions that are purged, or not among `sessions`. Returns how many.
int removeDraftsOfPurged(const QString &drafts, const QList<core::Session> &sessions);
/// Writes every source file of a participant's drafts to `target`/problem/language/. Returns how many. Errors: Io.
[[nodiscard]] Result<int> copyDrafts(const QString &folder, const QString &target);

} // namespace assay::app
