// SPDX-License-Identifier: GPL-3.0-or-later
// QueueService: who waits, how long, and the rules that the host sets while the engine runs.
#include "core/queue/queue_service.h"

#include "core/log_categories.h"
#include "core/queue/wait_estimate.h"

#include <cmath>
#include <string>

namespace assay::core {

namespace {

constexpr int kRemembered = 100; ///< So many of the newest judgements say how long one takes.
constexpr Microseconds kExperienceKept = std::chrono::milliseconds(250);
constexpr int kMostWaiting = 1'000'000;
constexpr double kMostPerSecond = 1'000'000;

Result<void> checkRange(Purpose lane, std::string_view what, double value, double most)
{
    if (std::isfinite(value) && value >= 0 && value <= most)
        return {};
    return fail(Errc::InvalidArgument, std::string(kPurposeNames.text(lane)) + ": " + std::string(what) +
                                           " must be from 0 to " + std::to_string(static_cast<std::int64_t>(most)) +
                                           ", not " + std::to_string(value));
}

} // namespace

QueueService::QueueService(Store &store, EventBus &events, LaneGates &gates, const Clock &clock, QueueRules own)
    : m_store(store)
    , m_gates(gates)
    , m_clock(clock)
    , m_own(own)
    , m_changes(events.subscribe([this](const Event &event) {
        if (const auto *rules = std::get_if<QueueRules>(&event.data))
            openGates(*rules);
    }))
{
}

Result<void> QueueService::start()
{
    openGates(TRY(rules()));
    return {};
}

Result<QueueRules> QueueService::rules() const
{
    return m_store.queueRules();
}

Result<void> QueueService::setRules(const QueueRules &rules)
{
    const std::scoped_lock lock(m_changing);
    return enforce(rules);
}

Result<void> QueueService::enforce(const QueueRules &rules)
{
    for (const auto &[lane, name] : kPurposeNames.rows()) {
        const LaneRules &of = rules.of(lane);
        TRY(checkRange(lane, "how many are judged at once", of.atOnce, kMostAtOnce));
        TRY(checkRange(lane, "how many may wait", of.maxWaiting, kMostWaiting));
        TRY(checkRange(lane, "how many a second", of.perSecond, kMostPerSecond));
    }
    return m_store.setQueueRules(rules);
}

Result<void> QueueService::setPaused(Purpose lane, bool paused)
{
    const std::scoped_lock lock(m_changing);
    QueueRules changed = TRY(rules());
    if (changed.of(lane).paused == paused)
        return {};
    changed.of(lane).paused = paused;
    qCInfo(lcEngine, "the lane '%s' %s", kPurposeNames.text(lane).data(), paused ? "is paused" : "goes on");
    return enforce(changed);
}

Result<std::optional<QueuePlace>> QueueService::placeOf(SubmissionId id) const
{
    const QueueStanding standing = TRY(m_store.queueStanding(id));
    if (!standing.position)
        return std::nullopt;
    QueuePlace place{.position = *standing.position, .wait = std::nullopt};
    if (!TRY(rules()).of(standing.lane).paused) // else nobody knows for how long
        place.wait = waitAt(standing.lane, place.position, TRY(recentExperience(standing.lane)));
    return place;
}

Result<QueueService::Experience> QueueService::recentExperience(Purpose lane) const
{
    const std::scoped_lock lock(m_knowing);
    const auto known = m_known.find(lane);
    if (known != m_known.end() && m_clock.monotonic() < known->second.until)
        return known->second.experience;
    Experience fresh = TRY(experience(lane, TRY(m_store.queueEntries(0))));
    m_known[lane] = {.experience = fresh, .until = m_clock.monotonic() + kExperienceKept};
    return fresh;
}

Result<QList<QueueEntry>> QueueService::entries(int limitPerLane) const
{
    QList<QueueEntry> entries = TRY(m_store.queueEntries(limitPerLane));
    const QueueRules now = TRY(rules());
    for (const auto &[lane, name] : kPurposeNames.rows()) {
        if (now.of(lane).paused)
            continue; // nobody knows for how long
        const Experience known = TRY(experience(lane, entries));
        for (QueueEntry &entry : entries) {
            if (entry.position && entry.submission.purpose == lane)
                entry.wait = waitAt(lane, *entry.position, known);
        }
    }
    return entries;
}

Result<QueueService::Experience> QueueService::experience(Purpose lane, const QList<QueueEntry> &entries) const
{
    Experience known{.durations = TRY(m_store.judgingDurations(lane, kRemembered)), .busyFor = {}};
    for (const QueueEntry &entry : entries) {
        if (!entry.position && entry.submission.purpose == lane && entry.judgement.started)
            known.busyFor.append(std::max(Milliseconds{0}, m_clock.now() - *entry.judgement.started));
    }
    return known;
}

std::optional<WaitEstimate> QueueService::waitAt(Purpose lane, int position, const Experience &experience) const
{
    return estimateWait(position, atOnce(lane), experience.durations, experience.busyFor);
}

void QueueService::openGates(const QueueRules &rules)
{
    for (const auto &[lane, name] : kPurposeNames.rows())
        m_gates.open(lane, rules.of(lane).atOnce > 0 ? rules.of(lane).atOnce : m_own.of(lane).atOnce);
}

} // namespace assay::core
