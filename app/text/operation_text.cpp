// SPDX-License-Identifier: GPL-3.0-or-later
// The words for operations, in the one place where the desktop has them.
#include "app/text/operation_text.h"

#include "app/text/format_text.h"

#include <QCoreApplication>

namespace assay::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OperationText)
};

} // namespace

Look lookOf(core::OperationState state)
{
    switch (state) {
    case core::OperationState::Pending:
        return {.text = Words::tr("Waiting"), .glyph = Glyph::Dots, .tone = Tone::Quiet};
    case core::OperationState::Running:
        return {.text = Words::tr("Under way"), .glyph = Glyph::Ring, .tone = Tone::Active};
    case core::OperationState::Completed:
        return {.text = Words::tr("Done"), .glyph = Glyph::Check, .tone = Tone::Pass};
    case core::OperationState::Failed:
        return {.text = Words::tr("Failed"), .glyph = Glyph::Cross, .tone = Tone::Fail};
    case core::OperationState::Cancelled:
        return {.text = Words::tr("Cancelled"), .glyph = Glyph::Dash, .tone = Tone::Quiet};
    }
    return {};
}

QString typeText(core::OperationType type)
{
    switch (type) {
    case core::OperationType::PrepareSession:
        return Words::tr("Prepare a session");
    case core::OperationType::PurgeSession:
        return Words::tr("Purge a session");
    case core::OperationType::Backup:
        return Words::tr("Back up");
    case core::OperationType::ImportProblem:
        return Words::tr("Take in a problem");
    case core::OperationType::VerifyProblem:
        return Words::tr("Verify a problem");
    case core::OperationType::Rejudge:
        return Words::tr("Judge again");
    }
    return {};
}

QString lineText(const core::OperationLine &line)
{
    const QString sign = line.level == core::LogLevel::Error     ? QStringLiteral("✗ ")
                         : line.level == core::LogLevel::Warning ? QStringLiteral("! ")
                                                                 : QString();
    return whenText(line.time) + QStringLiteral("  ") + sign + line.text;
}

} // namespace assay::app
