// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of what candidates see, outwards: of types that cannot hold a hidden test.
#pragma once

#include "core/model/candidate_event.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const CandidateCase &run);
[[nodiscard]] QJsonObject toJson(const CandidateJudgement &judgement);
[[nodiscard]] QJsonObject toJson(const CandidateSubmission &submission);
[[nodiscard]] QJsonObject toJson(const CandidateSession &session);
[[nodiscard]] QJsonObject toJson(const CandidateCaseDone &done);
[[nodiscard]] QJsonObject toJson(const CandidateEvent &event);

} // namespace assay::core
