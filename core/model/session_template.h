// SPDX-License-Identifier: GPL-3.0-or-later
// SessionTemplate: a plan without people and dates, as a file that can be kept, compared and passed on.
#pragma once

#include "core/model/session.h"

namespace assay::core {

/// A problem as a template names it: by what it holds, and by its name for when that has changed.
struct TemplateProblem {
    QString shortName;
    QString contentHash;

    bool operator==(const TemplateProblem &) const = default;
};

struct SessionTemplate {
    QString title;
    std::optional<Milliseconds> length;
    std::optional<Milliseconds> ownLength;
    std::optional<Milliseconds> keptFor;
    QStringList languages;
    Feedback feedback = Feedback::VerdictOnly;
    QList<TemplateProblem> problems;

    bool operator==(const SessionTemplate &) const = default;
};

} // namespace assay::core
