// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics: what has happened since the server began, and what is now, in OpenMetrics 1.0.
#include "server/api/metrics.h"

#include <algorithm>

namespace assay::server {

namespace {

QByteArray seconds(std::int64_t milliseconds)
{
    return QByteArray::number(static_cast<double>(milliseconds) / 1000, 'g', 12);
}

void appendFamily(QByteArray &text, const QByteArray &name, const char *type, const char *help)
{
    text += "# TYPE " + name + ' ' + type + "\n# HELP " + name + ' ' + help + '\n';
}

} // namespace

void appendFigure(QByteArray &text, const char *name, const char *type, const char *help, std::int64_t value)
{
    const QByteArray family = QByteArray("assay_") + name;
    appendFamily(text, family, type, help);
    text += family + (qstrcmp(type, "counter") == 0 ? "_total " : " ") + QByteArray::number(qint64{value}) + '\n';
}

void Histogram::add(Milliseconds value)
{
    const auto bound = std::ranges::lower_bound(kBounds, value.count());
    ++m_counts.at(static_cast<std::size_t>(bound - kBounds.begin()));
    m_sum += value;
}

void Histogram::appendTo(QByteArray &text, const char *name, const char *help) const
{
    const QByteArray family = QByteArray("assay_") + name + "_seconds";
    appendFamily(text, family, "histogram", help);
    text += "# UNIT " + family + " seconds\n";
    std::int64_t upTo = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        upTo += m_counts.at(i);
        const QByteArray bound = i < kBounds.size() ? seconds(kBounds.at(i)) : QByteArray("+Inf");
        text += family + "_bucket{le=\"" + bound + "\"} " + QByteArray::number(qint64{upTo}) + '\n';
    }
    text +=
        family + "_count " + QByteArray::number(qint64{upTo}) + '\n' + family + "_sum " + seconds(m_sum.count()) + '\n';
}

Metrics::Metrics(core::EventBus &bus)
    : m_subscription(bus.subscribe([this](const core::Event &event) { hear(event); }))
{
    for (const auto &[verdict, id] : core::kVerdictIds.rows())
        m_verdicts[verdict] = 0;
}

Metrics::~Metrics()
{
    m_subscription.cancel();
}

void Metrics::hear(const core::Event &event)
{
    const auto *judgement = std::get_if<core::Judgement>(&event.data);
    if (judgement == nullptr)
        return;
    const std::scoped_lock lock(m_mutex);
    if (event.type == core::EventType::JudgementStarted) {
        ++m_leases;
        if (judgement->started)
            m_waits.add(std::max(Milliseconds{0}, *judgement->started - judgement->queued));
    } else if (event.type == core::EventType::JudgementCancelled) {
        ++m_cancelled;
    } else if (event.type == core::EventType::JudgementUpdated && judgement->state == core::JudgementState::Queued) {
        ++m_requeued;
    } else if (event.type == core::EventType::JudgementDone && judgement->verdict) {
        ++m_verdicts[*judgement->verdict];
        if (judgement->started && judgement->ended)
            m_runs.add(std::max(Milliseconds{0}, *judgement->ended - *judgement->started));
    }
}

void Metrics::countReplay()
{
    const std::scoped_lock lock(m_mutex);
    ++m_replays;
}

void Metrics::countReset()
{
    const std::scoped_lock lock(m_mutex);
    ++m_resets;
}

void Metrics::appendTo(QByteArray &text) const
{
    const std::scoped_lock lock(m_mutex);
    m_waits.appendTo(text, "queue_wait", "From being queued to being begun.");
    m_runs.appendTo(text, "judging", "From being begun to the verdict.");
    appendFamily(text, "assay_judgements", "counter", "Judgements that were done, by verdict.");
    for (const auto &[verdict, count] : m_verdicts)
        text += "assay_judgements_total{verdict=\"" + QByteArray(core::kVerdictIds.text(verdict).data()) + "\"} " +
                QByteArray::number(qint64{count}) + '\n';
    appendFigure(text, "judgements_cancelled", "counter", "Judgements that were cancelled.", m_cancelled);
    appendFigure(text, "leases", "counter", "Judgements that a grader took.", m_leases);
    appendFigure(text, "leases_requeued", "counter", "Of those, what went back to the queue.", m_requeued);
    appendFigure(text, "event_replays", "counter", "Clients that began with events of the past.", m_replays);
    appendFigure(text, "event_resets", "counter", "Clients that came too late for the log.", m_resets);
}

} // namespace assay::server
