// SPDX-License-Identifier: GPL-3.0-or-later
// When a session ends, for whom.
#include "core/model/session.h"

#include <algorithm>

namespace assay::core {

namespace {

/// Of no length without a start or an end, or where each has a time of their own.
Milliseconds extraTime(const Session &session, const Participant &participant)
{
    if (!session.startsAt || !session.closesAt || session.ownLength)
        return Milliseconds{0};
    return (*session.closesAt - *session.startsAt) * participant.extraPercent / 100;
}

/// What of it lies behind `since`.
Milliseconds pausedTime(const Session &session, Timestamp now, Timestamp since = {})
{
    Milliseconds sum{0};
    for (const SessionPause &pause : session.pauses) {
        const Timestamp from = std::max(pause.from, since);
        sum += std::max(pause.to.value_or(now), from) - from;
    }
    return sum;
}

} // namespace

bool mayWork(const Session &session, const Participant &participant)
{
    return !session.ownLength || participant.began || participant.role != ParticipantRole::Candidate;
}

std::optional<Timestamp> closesFor(const Session &session, const Participant &participant, Timestamp now)
{
    std::optional<Timestamp> end;
    if (session.closesAt)
        end = *session.closesAt + pausedTime(session, now) + extraTime(session, participant);
    if (!session.ownLength || !participant.began)
        return end;
    const Timestamp own = *participant.began + *session.ownLength * (100 + participant.extraPercent) / 100 +
                          pausedTime(session, now, *participant.began);
    return end ? std::min(*end, own) : own;
}

std::optional<Timestamp> effectiveClosesAt(const Session &session, Timestamp now)
{
    std::optional<Timestamp> end = closesFor(session, Participant{}, now);
    if (!end) // whoever's own time is over, others may still begin
        return end;
    for (const Participant &participant : session.participants)
        end = std::max(end, closesFor(session, participant, now));
    return end;
}

} // namespace assay::core
