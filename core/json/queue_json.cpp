// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the queue's rules.
#include "core/json/queue_json.h"

#include "core/json/json_reader.h"

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

QJsonObject laneToJson(const LaneRules &lane)
{
    return {
        {"at_once"_L1, lane.atOnce},
        {"max_waiting"_L1, lane.maxWaiting},
        {"per_second"_L1, lane.perSecond},
        {"paused"_L1, lane.paused},
    };
}

Result<LaneRules> laneFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(LaneRules{
        .atOnce = in.smallInteger("at_once"_L1),
        .maxWaiting = in.smallInteger("max_waiting"_L1),
        .perSecond = in.number("per_second"_L1),
        .paused = in.boolean("paused"_L1),
    });
}

} // namespace

QJsonObject toJson(const QueueRules &rules)
{
    return {{"run"_L1, laneToJson(rules.run)}, {"submit"_L1, laneToJson(rules.submit)}};
}

Result<QueueRules> queueRulesFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(QueueRules{
        .run = in.object("run"_L1, laneFromJson),
        .submit = in.object("submit"_L1, laneFromJson),
    });
}

} // namespace assay::core
