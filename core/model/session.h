// SPDX-License-Identifier: GPL-3.0-or-later
// Session: an interview from draft to purge, with its participants and rules.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "core/model/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::core {

enum class SessionState : std::uint8_t {
    Draft,
    Scheduled, ///< Armed; waits for its time.
    Preparing,
    Failed,    ///< Could not be prepared; may be tried again.
    Missed,    ///< Its time passed while no engine ran.
    Ready,     ///< Prepared; waits for its start.
    Live,
    Paused,
    Ended,     ///< Input has stopped.
    InReview,
    Finalized,
    Cancelled,
    Purged,    ///< Everything of it is gone but a receipt.
};

inline constexpr auto kSessionStateNames = makeEnumTable<SessionState>({
    {SessionState::Draft, "draft"},
    {SessionState::Scheduled, "scheduled"},
    {SessionState::Preparing, "preparing"},
    {SessionState::Failed, "failed"},
    {SessionState::Missed, "missed"},
    {SessionState::Ready, "ready"},
    {SessionState::Live, "live"},
    {SessionState::Paused, "paused"},
    {SessionState::Ended, "ended"},
    {SessionState::InReview, "in_review"},
    {SessionState::Finalized, "finalized"},
    {SessionState::Cancelled, "cancelled"},
    {SessionState::Purged, "purged"},
});
static_assert(kSessionStateNames.isComplete(SessionState::Purged));

/// What moves a session from one state to the next.
enum class SessionAction : std::uint8_t {
    Arm,
    Prepare,
    PreparationDone,
    PreparationFailed,
    Miss,
    Recover, ///< A missed one takes place after all.
    Start,
    Pause,
    Resume,
    Close,
    Review,
    Finalize,
    Cancel,
    Purge,
};

inline constexpr auto kSessionActionNames = makeEnumTable<SessionAction>({
    {SessionAction::Arm, "arm"},
    {SessionAction::Prepare, "prepare"},
    {SessionAction::PreparationDone, "preparation-done"},
    {SessionAction::PreparationFailed, "preparation-failed"},
    {SessionAction::Miss, "miss"},
    {SessionAction::Recover, "recover"},
    {SessionAction::Start, "start"},
    {SessionAction::Pause, "pause"},
    {SessionAction::Resume, "resume"},
    {SessionAction::Close, "close"},
    {SessionAction::Review, "review"},
    {SessionAction::Finalize, "finalize"},
    {SessionAction::Cancel, "cancel"},
    {SessionAction::Purge, "purge"},
});
static_assert(kSessionActionNames.isComplete(SessionAction::Purge));

enum class ParticipantRole : std::uint8_t { Host, Interviewer, Observer, Candidate };

inline constexpr auto kParticipantRoleNames = makeEnumTable<ParticipantRole>({
    {ParticipantRole::Host, "host"},
    {ParticipantRole::Interviewer, "interviewer"},
    {ParticipantRole::Observer, "observer"},
    {ParticipantRole::Candidate, "candidate"},
});
static_assert(kParticipantRoleNames.isComplete(ParticipantRole::Candidate));

/// How much candidates are told of hidden tests.
enum class Feedback : std::uint8_t { Full, VerdictOnly, AfterClose, Hidden };

inline constexpr auto kFeedbackNames = makeEnumTable<Feedback>({
    {Feedback::Full, "full"},
    {Feedback::VerdictOnly, "verdict-only"},
    {Feedback::AfterClose, "after-close"},
    {Feedback::Hidden, "hidden"},
});
static_assert(kFeedbackNames.isComplete(Feedback::Hidden));

struct SessionRules {
    QList<ProblemId> problems; ///< Versions: a session keeps what it was armed with.
    QStringList languages;     ///< Empty: all that are installed.
    Feedback feedback = Feedback::VerdictOnly;

    bool operator==(const SessionRules &) const = default;
};

/// Session time stands still meanwhile.
struct SessionPause {
    Timestamp from{};
    std::optional<Timestamp> to; ///< Nothing: it lasts.

    bool operator==(const SessionPause &) const = default;
};

struct Participant {
    ParticipantId id;
    QString name;
    ParticipantRole role = ParticipantRole::Candidate;
    int extraPercent = 0; ///< More time than the others have, of the time between start and end.
    std::optional<Timestamp> joined;
    std::optional<Timestamp> consented;
    std::optional<Timestamp> began; ///< Their own time, where each has one.

    bool operator==(const Participant &) const = default;
};

struct Session {
    SessionId id;
    QString title;
    SessionState state = SessionState::Draft;
    Timestamp created{};
    std::optional<Timestamp> startsAt; ///< Nothing: when somebody starts it.
    std::optional<Timestamp> closesAt; ///< As planned; pauses come on top. Nothing: when somebody closes it.
    std::optional<Timestamp> purgeAt;
    std::optional<Milliseconds>
        length; ///< From when it really starts: sets the end then. Nothing: the end is as planned.
    /// Take-home: so much time for each candidate, from when they begin, as far as it lies before the session's end. Nothing:
    /// all begin and end with the session.
    std::optional<Milliseconds> ownLength;
    std::optional<Milliseconds> keptFor; ///< From when it really ends: sets the purge then.
    bool held = false; ///< Not purged, whatever the time is.
    QList<SessionPause> pauses;
    QString failure; ///< Why it could not be prepared.
    SessionRules rules;
    QList<Participant> participants;

    bool operator==(const Session &) const = default;
};

/// Whether their time has begun, as far as that is theirs to begin: in a live session they may work then.
[[nodiscard]] bool mayWork(const Session &session, const Participant &participant);
/// The end for that participant, with extra time and all pauses up to now; nothing when the session has none. Of one who has
/// not begun their own time, the last moment there is.
[[nodiscard]] std::optional<Timestamp> closesFor(const Session &session, const Participant &participant, Timestamp now);
/// The end for whoever has longest.
[[nodiscard]] std::optional<Timestamp> effectiveClosesAt(const Session &session, Timestamp now);

/// What is left of a purged session.
struct PurgeReceipt {
    SessionId session;
    Timestamp purged{};
    int participants = 0;
    int submissions = 0;
    int events = 0;
    int blobs = 0;

    bool operator==(const PurgeReceipt &) const = default;
};

} // namespace assay::core
