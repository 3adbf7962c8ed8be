// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a submission: whole, or as an outline without the contents of its files.
#pragma once

#include "base/result.h"
#include "core/model/submission.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const Submission &submission);
/// Errors: InvalidData with the path of the field.
[[nodiscard]] Result<Submission> submissionFromJson(const QJsonObject &object, const QString &path = {});

/// What events carry: sources and inputs by name and size (`size_bytes`, `expected_bytes`) in place of contents.
[[nodiscard]] QJsonObject outlineToJson(const Submission &submission);
/// The contents come back empty; an expected output that existed comes back empty too.
[[nodiscard]] Result<Submission> submissionFromOutline(const QJsonObject &object, const QString &path = {});
/// What submissionFromOutline(outlineToJson(submission)) gives.
[[nodiscard]] Submission outlineOf(Submission submission);
/// SHA-256, hexadecimal, of all that was handed in, whenever that was and whatever it is called here.
[[nodiscard]] QString contentHash(Submission submission);

} // namespace assay::core
