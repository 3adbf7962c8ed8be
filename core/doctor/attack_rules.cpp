// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what came of an attack is what had to come of it. Pure.
#include "core/doctor/attack_rules.h"

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kShownLine = 300;

/// The first line that begins with `word`; empty when there is none.
QString lineThatBeginsWith(const QByteArray &output, QByteArrayView word)
{
    for (const auto &line : output.split('\n')) {
        if (line.startsWith(word))
            return QString::fromUtf8(line.first(std::min(line.size(), kShownLine)));
    }
    return {};
}

QString lastLine(const QByteArray &output)
{
    const auto lines = output.trimmed().split('\n');
    return QString::fromUtf8(lines.last().first(std::min(lines.last().size(), kShownLine)));
}

AttackJudgement notContained(AttackEnd end, QString detail)
{
    return {.state = AttackState::NotContained, .end = end, .detail = std::move(detail)};
}

AttackJudgement contained(AttackEnd end, QString detail)
{
    return {.state = AttackState::Contained, .end = end, .detail = std::move(detail)};
}

AttackJudgement judgeVerdict(const AttackExpectation &expected, const AttackObservation &observed)
{
    AttackJudgement judgement{.state = AttackState::NotContained,
                              .end = AttackEnd::Verdict,
                              .verdict = observed.verdict,
                              .violation = observed.violation,
                              .detail = observed.reason.isEmpty() ? lastLine(observed.output) : observed.reason};
    if (!expected.verdicts.contains(*observed.verdict))
        judgement.detail.prepend(u"not an expected end: "_s);
    else if (observed.verdict == Verdict::SecurityViolation && !expected.violations.isEmpty() &&
             !expected.violations.contains(observed.violation))
        judgement.detail = u"stopped for another call than "_s + expected.violations.join(u", "_s);
    else
        judgement.state = AttackState::Contained;
    return judgement;
}

AttackJudgement judgeOwnEnd(const AttackExpectation &expected, const AttackObservation &observed)
{
    const QString said = lineThatBeginsWith(observed.output, "CONTAINED");
    if (said.isEmpty())
        return notContained(AttackEnd::Silent, u"it ended without saying that it was refused"_s);
    if (!expected.contained)
        return notContained(AttackEnd::Silent, u"it was to be stopped, and ended by itself: "_s + said);
    return contained(AttackEnd::InVain, said);
}

} // namespace

QString outcomeCode(const AttackJudgement &judgement)
{
    if (!judgement.verdict)
        return QString::fromUtf8(kAttackEndNames.text(judgement.end));
    const QString id = QString::fromUtf8(kVerdictIds.text(*judgement.verdict));
    return judgement.violation.isEmpty() ? id : id + u' ' + judgement.violation;
}

AttackJudgement judgeAttack(const AttackExpectation &expected, const AttackObservation &observed)
{
    if (const QString said = lineThatBeginsWith(observed.output, "ESCAPED"); !said.isEmpty())
        return notContained(AttackEnd::Escaped, said);
    if (observed.exitCode == kEscapedExitCode)
        return notContained(AttackEnd::Escaped, u"exit code 99"_s);
    for (const auto &secret : expected.never) {
        if (observed.output.contains(secret.toUtf8()))
            return notContained(AttackEnd::Told, u"its output holds "_s + secret);
    }
    if (observed.refused)
        return expected.refused ? contained(AttackEnd::Refused, observed.reason)
                                : notContained(AttackEnd::Refused, u"not an expected refusal: "_s + observed.reason);
    // A limit that is enforced late is not enforced: twice the limit and two seconds are for a busy machine.
    if (observed.wallLimit > Milliseconds{0} && observed.wall > 2 * observed.wallLimit + Milliseconds{2000})
        return notContained(
            AttackEnd::Late,
            u"it ran for %1 ms, the limit was %2 ms"_s.arg(observed.wall.count()).arg(observed.wallLimit.count()));
    return observed.verdict ? judgeVerdict(expected, observed) : judgeOwnEnd(expected, observed);
}

} // namespace assay::core
