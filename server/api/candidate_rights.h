// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate may see and do through the API.
#pragma once

#include "core/model/candidate_event.h"
#include "core/store/store.h"

namespace assay::server {

/// Those of their session, once it is live. Errors: Store.
[[nodiscard]] Result<QList<core::ProblemId>> problemsOfCandidate(core::Store &store, core::ParticipantId candidate);
/// A submission of theirs. Errors: NotFound for anybody else's, Store, Io.
[[nodiscard]] Result<core::Submission> submissionOfCandidate(core::Store &store, core::ParticipantId candidate,
                                                             core::SubmissionId id);
/// What they are told of it at present. Errors: Store.
[[nodiscard]] Result<core::Telling> tellingOf(core::Store &store, const core::Submission &submission);

} // namespace assay::server
