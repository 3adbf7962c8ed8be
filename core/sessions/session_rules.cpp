// SPDX-License-Identifier: GPL-3.0-or-later
// What a session may become, when, and what it must have for that. Pure.
#include "core/sessions/session_rules.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using enum SessionState;

struct Move {
    SessionState from;
    SessionAction action;
    SessionState to;
};

constexpr std::array kMoves{
    Move{Draft, SessionAction::Arm, Scheduled},
    Move{Scheduled, SessionAction::Prepare, Preparing},
    Move{Failed, SessionAction::Prepare, Preparing},
    Move{Preparing, SessionAction::PreparationDone, Ready},
    Move{Preparing, SessionAction::PreparationFailed, Failed},
    Move{Scheduled, SessionAction::Miss, Missed},
    Move{Missed, SessionAction::Recover, Ready},
    Move{Ready, SessionAction::Start, Live},
    Move{Live, SessionAction::Pause, Paused},
    Move{Paused, SessionAction::Resume, Live},
    Move{Live, SessionAction::Close, Ended},
    Move{Paused, SessionAction::Close, Ended},
    Move{Ended, SessionAction::Review, InReview},
    Move{InReview, SessionAction::Finalize, Finalized},
    Move{Draft, SessionAction::Cancel, Cancelled},
    Move{Scheduled, SessionAction::Cancel, Cancelled},
    Move{Ready, SessionAction::Cancel, Cancelled},
    Move{Missed, SessionAction::Cancel, Cancelled},
    Move{Ended, SessionAction::Purge, Purged},
    Move{InReview, SessionAction::Purge, Purged},
    Move{Finalized, SessionAction::Purge, Purged},
    Move{Cancelled, SessionAction::Purge, Purged},
};

std::unexpected<Error> refused(std::string_view why)
{
    return fail(Errc::InvalidArgument, std::string(why));
}

Result<void> checkGuards(const Session &session, SessionAction action, Timestamp now)
{
    switch (action) {
    case SessionAction::Arm:
        if (session.rules.problems.isEmpty())
            return refused("there is no problem in it");
        if (session.closesAt && *session.closesAt <= now)
            return refused("its end has passed");
        return checkTimes(session);
    case SessionAction::Start: {
        const bool consent = std::ranges::all_of(session.participants, [](const Participant &one) {
            return one.role != ParticipantRole::Candidate || !one.joined || one.consented;
        });
        return consent || session.ownLength ? Result<void>{} : refused("somebody who joined has not agreed to it yet");
    }
    case SessionAction::Purge:
        return session.held ? refused("it is held") : Result<void>{};
    default:
        return {};
    }
}

/// Everything before the end is behind it, whatever the times say.
void endPause(Session &session, Timestamp now)
{
    if (!session.pauses.isEmpty() && !session.pauses.last().to)
        session.pauses.last().to = std::max(now, session.pauses.last().from);
}

/// Nobody has less time for having been waited for.
void begin(Session &session, Timestamp now)
{
    if (session.length) {
        session.startsAt = now;
        session.closesAt = now + *session.length;
        if (session.purgeAt)
            session.purgeAt = std::max(*session.purgeAt, *session.closesAt);
    } else {
        session.startsAt = session.startsAt.value_or(now);
    }
}

} // namespace

std::optional<SessionState> nextState(SessionState state, SessionAction action)
{
    const auto move =
        std::ranges::find_if(kMoves, [&](const Move &one) { return one.from == state && one.action == action; });
    return move == kMoves.end() ? std::nullopt : std::optional(move->to);
}

Result<Session> withAction(Session session, SessionAction action, Timestamp now)
{
    const auto next = nextState(session.state, action);
    if (!next)
        return refused("a session that is " + std::string(kSessionStateNames.text(session.state)) + " cannot " +
                       std::string(kSessionActionNames.text(action)));
    TRY(checkGuards(session, action, now));
    if (action == SessionAction::Pause)
        session.pauses.append({.from = now, .to = std::nullopt});
    if (action == SessionAction::Resume || action == SessionAction::Close)
        endPause(session, now);
    if (action == SessionAction::Prepare)
        session.failure.clear();
    if (action == SessionAction::Start)
        begin(session, now);
    if (action == SessionAction::Recover && session.length) { // from when somebody starts it
        session.startsAt.reset();
        session.closesAt.reset();
    }
    if (action == SessionAction::Close)
        session.closesAt = now;
    if ((action == SessionAction::Close || action == SessionAction::Cancel) && session.keptFor)
        session.purgeAt = now + *session.keptFor;
    session.state = *next;
    return session;
}

Result<Session> withBegun(Session session, ParticipantId id, Timestamp now)
{
    const auto self = std::ranges::find(session.participants, id, &Participant::id);
    if (self == session.participants.end())
        return fail(Errc::NotFound, id.toText());
    if (!session.ownLength)
        return refused("all begin and end with the session");
    if (session.state != Live)
        return refused("the session is " + std::string(kSessionStateNames.text(session.state)));
    if (!self->consented)
        return refused("they have not agreed to it yet");
    self->began = self->began.value_or(now);
    return session;
}

Result<void> checkTimes(const Session &session)
{
    if (session.ownLength && *session.ownLength <= Milliseconds{0})
        return refused("nobody would have any time");
    std::optional<Milliseconds> length = session.length;
    if (!length && session.startsAt && session.closesAt)
        length = *session.closesAt - *session.startsAt;
    if (session.ownLength && length && *session.ownLength > *length)
        return refused("it would end before anybody's own time does");
    if (session.startsAt && session.closesAt && *session.closesAt <= *session.startsAt)
        return refused("it would end before it begins");
    if (session.purgeAt && session.closesAt && *session.purgeAt < *session.closesAt)
        return refused("it would be purged before it ends");
    return {};
}

std::optional<SessionAction> dueAction(const Session &session, Timestamp now)
{
    const auto passed = [now](const std::optional<Timestamp> &time) { return time && *time <= now; };
    switch (session.state) {
    case Scheduled:
        if (!session.startsAt || *session.startsAt - kPreparationLead > now)
            return std::nullopt;
        return *session.startsAt + kMissedAfter < now || passed(session.closesAt) ? SessionAction::Miss
                                                                                  : SessionAction::Prepare;
    case Ready:
        return passed(session.startsAt) && checkGuards(session, SessionAction::Start, now)
                   ? std::optional(SessionAction::Start)
                   : std::nullopt;
    case Live:
        return passed(effectiveClosesAt(session, now)) ? std::optional(SessionAction::Close) : std::nullopt;
    case Ended:
    case InReview:
    case Finalized:
    case Cancelled:
        return passed(session.purgeAt) && !session.held ? std::optional(SessionAction::Purge) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace assay::core
