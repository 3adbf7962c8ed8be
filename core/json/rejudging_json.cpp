// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of rejudgings.
#include "core/json/rejudging_json.h"

#include "core/json/json_values.h"
#include "core/json/judgement_json.h"
#include "core/json/submission_json.h"
#include "core/json/text.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::core {

QJsonObject toJson(const Rejudging &rejudging)
{
    QJsonArray submissions;
    for (const RejudgedSubmission &one : rejudging.submissions)
        submissions.append(QJsonObject{{"submission"_L1, outlineToJson(one.submission)},
                                       {"before"_L1, toJson(one.before)},
                                       {"after"_L1, toJson(one.after)},
                                       {"changed"_L1, one.isChanged()}});
    return {
        {"id"_L1, textOf(rejudging.id)},
        {"reason"_L1, rejudging.reason},
        {"state"_L1, textOf(kRejudgingStateNames, rejudging.state)},
        {"created"_L1, timeToText(rejudging.created)},
        {"ended"_L1, timeToJson(rejudging.ended)},
        {"finished"_L1, rejudging.isFinished()},
        {"submissions"_L1, submissions},
    };
}

} // namespace assay::core
