// SPDX-License-Identifier: GPL-3.0-or-later
// Store: everything the engine keeps. Reads on the caller's thread, writes through one writer thread.
#pragma once

#include "base/clock.h"
#include "core/events/event_bus.h"
#include "core/model/account.h"
#include "core/model/event.h"
#include "core/model/queue.h"
#include "core/model/rejudging.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace assay::core {

struct StoreOptions {
    std::filesystem::path folder; ///< Made if missing. Holds assay.sqlite and blobs/ where no other database is named.
    QString
        database; ///< A PostgreSQL database that engines share: see DatabaseAddress::ofUrl. Empty: SQLite in the folder.
    Milliseconds leaseTime{15'000}; ///< What an engine has is taken from it when it has not been heard of for so long.
    QueueRules queueRules; ///< Until others are set.
};

/// What came of running all submissions of a problem's authors, and its validators over its test data.
struct ProblemVerification {
    Timestamp when{};
    QStringList failingLanguages; ///< Of submissions that did not get what their authors expect. Ids, each once.
    bool dataAsMeant = true; ///< No validator contradicts the test data.

    bool operator==(const ProblemVerification &) const = default;
};

/// A problem version that was opened once, as lists show it.
struct ProblemRecord {
    ProblemId id;
    QString shortName;
    QString title;
    QString contentHash;
    std::filesystem::path root;
    Timestamp opened{};
    std::optional<Milliseconds>
        inferredTimeLimit; ///< Where its package gives none, and its submissions were run for one.
    std::optional<ProblemVerification> verification; ///< The last one; nothing: nobody has verified it here.

    bool operator==(const ProblemRecord &) const = default;
};

/// A line of a submission list: the submission without its sources and inputs, with its current judgement, whose
/// cases are there without their outputs.
struct SubmissionRow {
    Submission submission;
    Judgement judgement;

    bool operator==(const SubmissionRow &) const = default;
};

/// What else happens, or must hold, when a submission is stored.
struct Admission {
    bool supersedes = false; ///< Older ones of the same participant, problem and purpose that still wait are cancelled.
    bool inLiveSession = false; ///< Its participant's session must be live.
    QString requestKey; ///< Hash; empty: none. What came with the same one is the same submission,
    QString requestHash; ///< when this hash of what was in it is the same, too.
};

struct SubmissionFilter {
    std::optional<ProblemId> problem;
    std::optional<ParticipantId> participant;
    std::optional<Purpose> purpose;
    int limit = 1000;
};

/// A judgement that a worker has claimed, and the submission to judge.
struct ClaimedTask {
    Submission submission;
    Judgement judgement; ///< State Leased, `grader` set.
    std::int64_t epoch = 0; ///< Rises with every claim of the same judgement; a write with an older one is refused.
};

/// What is to be sent now, where, and what it is signed with.
struct DueDelivery {
    WebhookDelivery delivery;
    QString url;
    QString secret;
};

struct QueueDepth {
    int waitingRun = 0;
    int waitingSubmit = 0;
    int active = 0; ///< Leased to finalizing.

    bool operator==(const QueueDepth &) const = default;
};

/// When it is looked for what an engine had and did not finish.
enum class LostWhen {
    AtStart, ///< Of this engine: whatever it had, it has no longer. Before anything else.
    LeaseRanOut, ///< Of others.
};

/// An account with what is kept of its password.
struct AccountLogIn {
    Account account;
    QString passwordHash;
};

/// What of an account is to be another.
struct AccountChange {
    std::optional<bool> disabled;
    std::optional<AccountRole> role;
    std::optional<QString> passwordHash;
};

/// A token with what is kept of its secret.
struct HashedToken {
    Token token;
    QString hash;
};

struct TokenRevocation {
    TokenId id;
    bool family = false; ///< All that follow from the same log-in; `id` is theirs.
};

using SessionChange = std::function<Result<Session>(const Session &)>;
using JoinChange = std::function<Result<Session>(const Session &, ParticipantId)>;

/// Somebody who came into a session, and as whom.
struct Joined {
    Session session;
    ParticipantId participant;
};

/// All calls may come from any thread but that of a bus listener. A write returns once it is durable (fsync done) and
/// its events, in `seq` order over all writers, have been handed to the bus. Every state change and its events are one
/// transaction. Events carry a submission without the contents of its files (see core/json/submission_json.h).
class Store
{
public:
    /// Needs a QCoreApplication (Qt loads the SQLite driver as a plugin). Errors: Store (with what SQLite said),
    /// InvalidArgument when another engine holds the folder or for a bad URL, Unsupported for a database of a newer schema,
    /// InvalidData for one that is not ours, Io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const StoreOptions &options, EventBus &bus,
                                                             const Clock &clock);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Whether other engines may work on the same database.
    [[nodiscard]] bool isShared() const;
    [[nodiscard]] EngineId engine() const;

    // Problems
    /// Remembers this problem version; the same content hash gives the id that it already has (root updated).
    [[nodiscard]] Result<ProblemId> addProblem(const Problem &problem);
    /// Takes it off the list; submissions to it stay.
    [[nodiscard]] Result<void> removeProblem(ProblemId id);
    [[nodiscard]] Result<QList<ProblemRecord>> problems() const;
    /// Kept for that version of the problem. Errors: NotFound.
    [[nodiscard]] Result<void> setInferredTimeLimit(ProblemId id, Milliseconds limit);
    [[nodiscard]] Result<void> setVerification(ProblemId id, const ProblemVerification &verification);

    // Submissions
    /// Stores the submission and its first judgement (state Queued) and publishes submission.created and
    /// judgement.queued, and judgement.cancelled of each that it supersedes. Errors: QueueFull when as many wait in its
    /// lane as its rules allow; Permission when its participant's session is not live, or there is none; InvalidArgument for a
    /// request's key with something else in it. Returns its id, or that of an earlier one with the same request's key: then
    /// nothing is stored.
    [[nodiscard]] Result<SubmissionId> addSubmission(const Submission &submission, const Judgement &judgement,
                                                     const Admission &admission = {});
    [[nodiscard]] Result<Submission> submission(SubmissionId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QList<SubmissionRow>> submissions(const SubmissionFilter &filter) const; ///< Newest first.
    [[nodiscard]] Result<Judgement> judgement(JudgementId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<Judgement> currentJudgement(SubmissionId id) const; ///< Errors: NotFound.

    /// All of them, oldest first, without their cases; one of them is current.
    [[nodiscard]] Result<QList<Judgement>> judgements(SubmissionId id) const;

    // Rejudgings
    /// Queues a new judgement for each of its submissions, behind everything that somebody waits for and past the bound
    /// on waiting; publishes judgement.queued of each. Errors: InvalidArgument for none at all, a run, a submission that is
    /// not judged yet or in another open rejudging; NotFound. On an error nothing is stored.
    [[nodiscard]] Result<void> addRejudging(const RejudgingDraft &draft);
    [[nodiscard]] Result<Rejudging> rejudging(RejudgingId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QList<Rejudging>> rejudgings() const; ///< Newest first, without their submissions.
    /// Its usable judgements become the current ones, all at once; publishes judgement.done of each. What ended as a judging
    /// error or was cancelled stays as it was. Errors: InvalidArgument when it is not open, or not finished; NotFound.
    [[nodiscard]] Result<void> applyRejudging(RejudgingId id);
    /// Cancels what of it is not finished; its judgements are kept, and never count. Errors: InvalidArgument when it is
    /// not open; NotFound.
    [[nodiscard]] Result<void> discardRejudging(RejudgingId id);

    // Sessions
    /// Publishes session.updated.
    [[nodiscard]] Result<void> addSession(const Session &session);
    [[nodiscard]] Result<Session> session(SessionId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QList<Session>> sessions() const; ///< Newest first.
    /// What `change` makes of the session as it is now, in one transaction; publishes session.updated when that is
    /// another. Errors: NotFound, those of `change`: then nothing happens.
    [[nodiscard]] Result<Session> changeSession(SessionId id, const SessionChange &change);
    /// Publishes its present state once more. Errors: NotFound.
    [[nodiscard]] Result<void> tellSession(SessionId id);
    /// A code (its hash) by which that participant comes in, once; an earlier one is no longer good. Errors: NotFound.
    [[nodiscard]] Result<void> setJoinCode(SessionId session, ParticipantId participant, const QString &hash);
    /// Uses the code up and stores what `join` makes of its session; publishes session.updated. Errors: NotFound for a
    /// code that is not good; those of `join`: then it is still good.
    [[nodiscard]] Result<Joined> redeemJoinCode(const QString &hash, const JoinChange &join);
    /// Removes all that its participants did, in the database and beside it, and all that the session says of people; what
    /// is left is a receipt. `mayBe` refuses. The last event of the session is one of its being purged.
    [[nodiscard]] Result<PurgeReceipt> purgeSession(SessionId id, const SessionChange &mayBe);
    [[nodiscard]] Result<std::optional<PurgeReceipt>> receipt(SessionId id) const;
    [[nodiscard]] Result<SessionId> sessionOf(ParticipantId participant) const; ///< Errors: NotFound.
    /// Of the session that the participant takes part in. Errors: NotFound.
    [[nodiscard]] Result<SessionRules> rulesOfSession(ParticipantId participant) const;
    /// Does what a purge had not come to when the process ended.
    [[nodiscard]] Result<void> removeDoomedBlobs();

    // Documents
    /// The one that the participant has for that problem and language; a new one, empty, where there is none. Errors: NotFound for
    /// no such participant; Permission for a new one in a session that is not live.
    [[nodiscard]] Result<Document> openDocument(ParticipantId participant, ProblemId problem, const QString &language);
    /// All of them or none, if it is at that version; publishes document.edited of each. Errors: InvalidArgument for a change
    /// that does not fit or makes it too long, Permission when its session is not live, NotFound.
    [[nodiscard]] Result<EditOutcome> editDocument(DocumentId id, int version, const QList<DocumentEditDraft> &edits);
    [[nodiscard]] Result<Document> document(DocumentId id) const; ///< Errors: NotFound.
    /// Of the session or one participant of it, what changed last first.
    [[nodiscard]] Result<QList<Document>> documents(SessionId session, std::optional<ParticipantId> participant) const;
    /// Those behind that version, oldest first. Errors: NotFound.
    [[nodiscard]] Result<QList<DocumentEdit>> documentEdits(DocumentId id, int after, int limit) const;

    // Operations
    /// Stores it, and publishes operation.updated; or gives the one that this engine has open already, of that type and
    /// session. Errors: Cancelled when another engine has.
    [[nodiscard]] Result<Operation> openOperation(const Operation &operation);
    /// Publishes operation.updated when something is another. Errors: Cancelled when it has ended, NotFound.
    [[nodiscard]] Result<void> updateOperation(const Operation &operation);
    /// Publishes operation.log. Errors: NotFound.
    [[nodiscard]] Result<void> appendToOperation(OperationId id, const QList<OperationLine> &lines);
    [[nodiscard]] Result<Operation> operation(OperationId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QList<Operation>> operations(int limit) const; ///< Newest first.
    [[nodiscard]] Result<OperationLog> operationLog(OperationId id, int first) const; ///< Errors: NotFound.
    /// Those that ended before, with their logs. Returns how many.
    [[nodiscard]] Result<int> forgetOperations(Timestamp endedBefore);

    // Accounts; each change stands in the audit log, in the same transaction
    /// Errors: InvalidArgument when the name is taken.
    [[nodiscard]] Result<void> addAccount(const Account &account, const QString &passwordHash, const AuditEntry &audit);
    [[nodiscard]] Result<QList<Account>> accounts() const; ///< By name.
    [[nodiscard]] Result<Account> account(AccountId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<AccountLogIn> accountNamed(const QString &name) const; ///< Errors: NotFound.
    /// Its tokens are revoked, whatever it is that changes. Errors: NotFound; InvalidArgument when nobody would be left who may do
    /// everything.
    [[nodiscard]] Result<Account> changeAccount(AccountId id, const AccountChange &change, const AuditEntry &audit);
    [[nodiscard]] Result<void> addTokens(const QList<HashedToken> &tokens, const AuditEntry &audit);
    [[nodiscard]] Result<Bearer> bearer(const QString &hash) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QList<Token>> tokensOf(AccountId account) const; ///< Newest first.
    /// Revokes the one, stores the others. When it was revoked already: revokes its whole family instead, and returns false.
    [[nodiscard]] Result<bool> replaceToken(const Token &used, const QList<HashedToken> &tokens);
    /// Returns how many were still good.
    [[nodiscard]] Result<int> revokeTokens(const TokenRevocation &which, const AuditEntry &audit);
    [[nodiscard]] Result<int> forgetTokens(Timestamp expiredBefore);
    [[nodiscard]] Result<void> appendAudit(const AuditEntry &entry);
    [[nodiscard]] Result<QList<AuditEntry>> audit(int limit) const; ///< Newest first.
    [[nodiscard]] Result<int> forgetAudit(Timestamp before);

    // Webhooks; who added and removed them stands in the audit log
    /// It is told of events from now on.
    [[nodiscard]] Result<void> addWebhook(const Webhook &webhook, const QString &secret, const AuditEntry &audit);
    [[nodiscard]] Result<QList<Webhook>> webhooks() const; ///< Oldest first.
    /// With its deliveries. Errors: NotFound.
    [[nodiscard]] Result<void> removeWebhook(WebhookId id, const AuditEntry &audit);
    [[nodiscard]] Result<QList<WebhookDelivery>> deliveries(WebhookId id, int limit) const; ///< Newest first.
    /// The oldest that it was not told of, when its time has come by `now`: this engine has the webhook then for so long. Nothing
    /// while another engine has it. Where engines share a database, its clock counts.
    [[nodiscard]] Result<std::optional<DueDelivery>> takeDelivery(WebhookId id, Timestamp now, Milliseconds holdFor);
    /// Publishes webhook.failed when it is given up. Errors: NotFound.
    [[nodiscard]] Result<void> endAttempt(DeliveryId id, const DeliveryAttempt &attempt);
    /// What ended, once more, before all others. Errors: NotFound; InvalidArgument while it is pending.
    [[nodiscard]] Result<void> redeliver(WebhookId webhook, DeliveryId id);
    [[nodiscard]] Result<int> forgetDeliveries(Timestamp endedBefore);

    // The queue
    /// The queued judgement of that lane whose turn it is becomes Leased by `grader`; nothing when none waits, or the
    /// lane is paused. Participants take turns, whatever each of them has waiting. Publishes judgement.started.
    [[nodiscard]] Result<std::optional<ClaimedTask>> claimNext(Purpose lane, const QString &grader);
    /// Waits until something may be waiting in that lane, `wait` passed or `wakeAll` was called.
    void waitForWork(Purpose lane, Milliseconds wait);
    void wakeAll();
    /// How many are in front of this one in its lane; 0 is next, nothing when it is not queued.
    [[nodiscard]] Result<std::optional<int>> queuePosition(JudgementId id) const;
    [[nodiscard]] Result<QueueStanding> queueStanding(SubmissionId id) const; ///< Errors: NotFound.
    [[nodiscard]] Result<QueueDepth> queueDepth() const;
    /// What is being judged, then what waits, lane by lane, next first; without estimates.
    [[nodiscard]] Result<QList<QueueEntry>> queueEntries(int limitPerLane) const;
    /// How long the judgements of the lane took that ended last, newest first.
    [[nodiscard]] Result<QList<Milliseconds>> judgingDurations(Purpose lane, int limit) const;
    [[nodiscard]] Result<QueueRules> queueRules() const;
    /// Publishes queue.changed. One call at a time.
    [[nodiscard]] Result<void> setQueueRules(const QueueRules &rules);

    // Progress of a claimed judgement. Errors: Cancelled when `epoch` is no longer the judgement's (fenced off,
    // cancelled): the worker then stops.
    /// Stores state, compile result, verdict and so on (not the cases) and publishes the event that fits the state:
    /// judgement.updated, judgement.done or judgement.cancelled. Done and Cancelled end the lease.
    [[nodiscard]] Result<void> updateJudgement(const Judgement &judgement, std::int64_t epoch);
    /// Stores one finished case and publishes case.done.
    [[nodiscard]] Result<void> recordCase(JudgementId judgement, const CaseRun &run, std::int64_t epoch);
    /// The last write of a judging: all cases that are not stored yet (skipped ones), the final state, one event.
    [[nodiscard]] Result<void> finishJudgement(const Judgement &judgement, std::int64_t epoch);
    /// Puts it back to its place in the queue, attempt + 1, its cases forgotten; nobody gets it before `pause` has passed.
    /// Publishes judgement.updated.
    [[nodiscard]] Result<Judgement> giveBack(const Judgement &judgement, std::int64_t epoch, const QString &cause,
                                             Milliseconds pause);
    /// From any state but a final one to Cancelled. Returns false when it was final already. Errors: NotFound.
    [[nodiscard]] Result<bool> cancelJudgement(JudgementId id);
    // Leases: of judgements and operations, where engines share a database
    /// Everything that this engine has stays its own for another leaseTime.
    [[nodiscard]] Result<void> renewLeases();
    /// Goes back to Queued, attempt + 1, its cases forgotten; publishes judgement.updated. What did not survive several graders
    /// ends as a judging error instead: it may be what killed them. Returns how many.
    [[nodiscard]] Result<int> requeueLost(LostWhen when);
    /// Are this engine's now. Nothing else of them changes.
    [[nodiscard]] Result<QList<Operation>> adoptLostOperations(LostWhen when);

    // Events
    /// Errors: NotFound when events behind `seq` are no longer kept: whoever asks reads the present state instead, and goes on
    /// from lastSeq.
    [[nodiscard]] Result<QList<Event>> eventsAfter(std::int64_t seq, int limit) const;
    /// Deletes what is older, but the newest event of all, and the blobs that only those referred to. Returns how many.
    /// Other writes come in between.
    [[nodiscard]] Result<int> forgetEvents(Timestamp before);
    [[nodiscard]] Result<std::int64_t> lastSeq() const;

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace assay::core
