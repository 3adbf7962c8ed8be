// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of an event and of what events carry.
#pragma once

#include "base/result.h"
#include "core/model/event.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const ProblemAdded &problem);
[[nodiscard]] QJsonObject toJson(const CaseDone &done);
/// A submission goes in as its outline (see submission_json.h): an event never carries sources.
[[nodiscard]] QJsonObject toJson(const EventData &data);
/// {"seq", "time", "type", "data"}
[[nodiscard]] QJsonObject toJson(const Event &event);

/// Errors of all: InvalidData with the path of the field.
[[nodiscard]] Result<ProblemAdded> problemAddedFromJson(const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<CaseDone> caseDoneFromJson(const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<EventData> eventDataFromJson(EventType type, const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<Event> eventFromJson(const QJsonObject &object, const QString &path = {});

} // namespace assay::core
