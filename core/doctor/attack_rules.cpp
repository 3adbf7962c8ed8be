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

AttackJudgement notContained(QString outcome, QString detail)
{
    return {.state = AttackState::NotContained, .outcome = std::move(outcome), .detail = std::move(detail)};
}

QString outcomeOf(const AttackObservation &observed)
{
    const QString id = QString::fromUtf8(kVerdictIds.text(*observed.verdict));
    return observed.verdict == Verdict::SecurityViolation ? id + u' ' + observed.violation : id;
}

AttackJudgement judgeVerdict(const AttackExpectation &expected, const AttackObservation &observed)
{
    const QString outcome = outcomeOf(observed);
    const QString reason = observed.reason.isEmpty() ? lastLine(observed.output) : observed.reason;
    if (!expected.verdicts.contains(*observed.verdict))
        return notContained(outcome, u"not an expected end: "_s + reason);
    if (observed.verdict == Verdict::SecurityViolation && !expected.violations.isEmpty() &&
        !expected.violations.contains(observed.violation))
        return notContained(outcome, u"stopped for another call than "_s + expected.violations.join(u", "_s));
    return {.state = AttackState::Contained, .outcome = outcome, .detail = reason};
}

AttackJudgement judgeOwnEnd(const AttackExpectation &expected, const AttackObservation &observed)
{
    const QString said = lineThatBeginsWith(observed.output, "CONTAINED");
    if (said.isEmpty())
        return notContained(u"OK"_s, u"it ended without saying that it was refused"_s);
    if (!expected.contained)
        return notContained(u"OK"_s, u"it was to be stopped, and ended by itself: "_s + said);
    return {.state = AttackState::Contained, .outcome = u"in vain"_s, .detail = said};
}

} // namespace

AttackJudgement judgeAttack(const AttackExpectation &expected, const AttackObservation &observed)
{
    if (const QString said = lineThatBeginsWith(observed.output, "ESCAPED"); !said.isEmpty())
        return notContained(u"ESCAPED"_s, said);
    if (observed.exitCode == kEscapedExitCode)
        return notContained(u"ESCAPED"_s, u"exit code 99"_s);
    for (const auto &secret : expected.never) {
        if (observed.output.contains(secret.toUtf8()))
            return notContained(u"told"_s, u"its output holds "_s + secret);
    }
    if (observed.refused) {
        if (!expected.refused)
            return notContained(u"refused"_s, u"not an expected refusal: "_s + observed.reason);
        return {.state = AttackState::Contained, .outcome = u"refused"_s, .detail = observed.reason};
    }
    // A limit that is enforced late is not enforced: twice the limit and two seconds are for a busy machine.
    if (observed.wallLimit > Milliseconds{0} && observed.wall > 2 * observed.wallLimit + Milliseconds{2000})
        return notContained(
            u"late"_s,
            u"it ran for %1 ms, the limit was %2 ms"_s.arg(observed.wall.count()).arg(observed.wallLimit.count()));
    return observed.verdict ? judgeVerdict(expected, observed) : judgeOwnEnd(expected, observed);
}

} // namespace assay::core
