// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of documents and their edits.
#pragma once

#include "base/result.h"
#include "core/model/document.h"

#include <QJsonArray>
#include <QJsonObject>

namespace assay::core {

/// As CodeMirror writes a ChangeSet: 5 keeps so many, [3] deletes so many, [3, "a", "b"] puts the lines in their place.
[[nodiscard]] QJsonArray changeToJson(const TextChange &change);
/// Errors: InvalidData.
[[nodiscard]] Result<TextChange> changeFromJson(const QJsonArray &array, const QString &path = {});

[[nodiscard]] QJsonObject toJson(const Document &document);
[[nodiscard]] QJsonObject toJson(const DocumentEdit &edit);
/// Errors of all: InvalidData with the path of the field.
[[nodiscard]] Result<DocumentEdit> documentEditFromJson(const QJsonObject &object, const QString &path = {});
/// {"client", "changes"}
[[nodiscard]] Result<DocumentEditDraft> editDraftFromJson(const QJsonObject &object, const QString &path = {});

} // namespace assay::core
