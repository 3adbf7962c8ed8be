// SPDX-License-Identifier: GPL-3.0-or-later
// When a session ends, for whom.
#include "core/model/session.h"

#include <algorithm>

namespace assay::core {

namespace {

/// Of no length without a start or an end.
Milliseconds extraTime(const Session &session, const Participant &participant)
{
    if (!session.startsAt || !session.closesAt)
        return Milliseconds{0};
    return (*session.closesAt - *session.startsAt) * participant.extraPercent / 100;
}

Milliseconds pausedTime(const Session &session, Timestamp now)
{
    Milliseconds sum{0};
    for (const SessionPause &pause : session.pauses)
        sum += std::max(pause.to.value_or(now), pause.from) - pause.from;
    return sum;
}

} // namespace

std::optional<Timestamp> closesFor(const Session &session, const Participant &participant, Timestamp now)
{
    if (!session.closesAt)
        return std::nullopt;
    return *session.closesAt + pausedTime(session, now) + extraTime(session, participant);
}

std::optional<Timestamp> effectiveClosesAt(const Session &session, Timestamp now)
{
    std::optional<Timestamp> end = closesFor(session, Participant{}, now);
    for (const Participant &participant : session.participants)
        end = std::max(end, closesFor(session, participant, now));
    return end;
}

} // namespace assay::core
