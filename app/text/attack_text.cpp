// SPDX-License-Identifier: GPL-3.0-or-later
// Words for attacks on the sandbox: how one ended, how all did, and the report to copy.
#include "app/text/attack_text.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace assay::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Attacks)
};

QString mechanismLine(const core::SandboxMechanism &mechanism)
{
    const QString line =
        QStringLiteral("  %1 %2: %3")
            .arg(mechanism.available ? QStringLiteral("[x]") : QStringLiteral("[ ]"), mechanism.name, mechanism.detail);
    return mechanism.fix.isEmpty() ? line : line + QStringLiteral("\n      ") + mechanism.fix;
}

QString rowLine(const core::AttackRow &row)
{
    const QString line = QStringLiteral("%1  %2  %3  (%4)")
                             .arg(lookOf(row.judgement.state).text.leftJustified(14), row.id.leftJustified(34),
                                  attackOutcomeText(row.judgement), row.tries);
    return row.judgement.state == core::AttackState::Contained ? line
                                                               : line + QStringLiteral("\n    ") + row.judgement.detail;
}

} // namespace

Look lookOf(core::AttackState state)
{
    switch (state) {
    case core::AttackState::Contained:
        return {.text = Words::tr("Contained"), .glyph = Glyph::Check, .tone = Tone::Pass};
    case core::AttackState::NotContained:
        return {.text = Words::tr("Not contained"), .glyph = Glyph::Cross, .tone = Tone::Fail};
    case core::AttackState::Skipped:
        return {.text = Words::tr("Skipped"), .glyph = Glyph::Dash, .tone = Tone::Quiet};
    }
    return {};
}

QString attackOutcomeText(const core::AttackJudgement &judgement)
{
    switch (judgement.end) {
    case core::AttackEnd::Verdict:
        break;
    case core::AttackEnd::InVain:
        return Words::tr("Its attempts were refused");
    case core::AttackEnd::Refused:
        return Words::tr("The submission was turned away");
    case core::AttackEnd::Escaped:
        return Words::tr("It got through");
    case core::AttackEnd::Told:
        return Words::tr("It read what it must not");
    case core::AttackEnd::Late:
        return Words::tr("It was stopped too late");
    case core::AttackEnd::Silent:
        return Words::tr("It ended as if nothing had stopped it");
    case core::AttackEnd::Broken:
        return Words::tr("The sandbox broke");
    case core::AttackEnd::Skipped:
        return judgement.detail;
    }
    const QString verdict = judgement.verdict ? lookOf(*judgement.verdict).text : QString();
    return judgement.violation.isEmpty()
               ? verdict
               : Words::tr("%1: %2", "verdict, forbidden system call").arg(verdict, judgement.violation);
}

QString attackSummaryText(const core::AttackSummary &summary)
{
    QStringList sentences;
    if (summary.notContained > 0)
        sentences.append(Words::tr("%n attack(s) got through.", "after a check", summary.notContained));
    else
        sentences.append(Words::tr("All %n attack(s) were contained.", "after a check", summary.contained));
    if (summary.skipped > 0)
        sentences.append(
            Words::tr("%n were skipped: their language is not installed.", "after a check", summary.skipped));
    if (summary.traces.isEmpty())
        sentences.append(Words::tr("Nothing was left on this computer."));
    else
        sentences.append(Words::tr("%n thing(s) were left on this computer: %1", "after a check",
                                   static_cast<int>(summary.traces.size()))
                             .arg(summary.traces.join(QStringLiteral(", "))));
    return sentences.join(u' ');
}

QString reportText(const AttackReport &report)
{
    QStringList lines{
        Words::tr("Assay %1 on %2, Linux %3")
            .arg(QCoreApplication::applicationVersion(), QSysInfo::prettyProductName(), QSysInfo::kernelVersion()),
        Words::tr("Sandbox: %1").arg(report.tier)};
    if (!report.sandbox.reason.isEmpty())
        lines.append(QStringLiteral("  ") + report.sandbox.reason);
    for (const auto &mechanism : report.sandbox.mechanisms)
        lines.append(mechanismLine(mechanism));
    if (report.summary)
        lines.append({QString(), attackSummaryText(*report.summary)});
    if (!report.rows.isEmpty())
        lines.append(QString());
    for (const auto &row : report.rows)
        lines.append(rowLine(row));
    return lines.join(u'\n') + u'\n';
}

} // namespace assay::app
