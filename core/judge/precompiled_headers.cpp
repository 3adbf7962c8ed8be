// SPDX-License-Identifier: GPL-3.0-or-later
// PrecompiledHeaders: which compiles can take a precompiled header, and making those that are missing.
#include "core/judge/precompiled_headers.h"

#include "core/log_categories.h"

#include <algorithm>

namespace assay::core {

namespace {

bool isUsedBy(const QString &header, const QList<SourceFile> &sources)
{
    const QByteArray name = header.toUtf8();
    return std::ranges::any_of(sources, [&name](const SourceFile &source) { return source.content.contains(name); });
}

} // namespace

PrecompiledHeaders::PrecompiledHeaders(const HeaderTools &tools, HeaderStore store, int coldUses)
    : m_tools(tools)
    , m_store(std::move(store))
    , m_coldUses(coldUses)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

PrecompiledHeaders::~PrecompiledHeaders()
{
    m_thread.request_stop();
}

void PrecompiledHeaders::prepare(const Language &language)
{
    if (!language.precompiledHeader)
        return;
    const std::scoped_lock lock(m_mutex);
    m_queue.push_back(language);
    m_changed.notify_all();
}

std::vector<std::string> PrecompiledHeaders::argumentsFor(const Language &language, const QString &fingerprint,
                                                          const QList<SourceFile> &sources)
{
    if (!language.precompiledHeader || !isUsedBy(language.precompiledHeader->header, sources))
        return {};
    const QByteArray key = headerKey(language, fingerprint);
    const std::scoped_lock lock(m_mutex);
    Known &known = m_known[key];
    if (known.state == State::Missing && known.coldUses == 0 && m_store.isCurrent(key))
        known.state = State::Ready;
    if (known.state == State::Ready)
        return headerArguments(*language.precompiledHeader, key);
    if (known.state == State::Missing && m_coldUses >= 0 && known.coldUses++ >= m_coldUses) {
        known.state = State::Wanted;
        m_queue.push_back(language);
        m_changed.notify_all();
    }
    return {};
}

QStringList PrecompiledHeaders::problems() const
{
    const std::scoped_lock lock(m_mutex);
    return m_problems;
}

void PrecompiledHeaders::waitUntilIdle(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return m_queue.empty() && !m_working; });
}

void PrecompiledHeaders::work(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_queue.empty(); }) && !stop.stop_requested()) {
        const Language language = std::move(m_queue.front());
        m_queue.pop_front();
        m_working = true;
        lock.unlock();
        prepareNow(language, stop);
        lock.lock();
        m_working = false;
        m_changed.notify_all();
    }
}

void PrecompiledHeaders::prepareNow(const Language &language, const std::stop_token &stop)
{
    const auto toolchain = m_tools.toolchains.of(language);
    if (!toolchain)
        return; // told where it is asked for
    const QByteArray key = headerKey(language, toolchain->fingerprint);
    const auto provided = provide(language, key, stop);
    if (!provided && provided.error().code == Errc::Cancelled)
        return;
    QSet<QByteArray> wanted;
    {
        const std::scoped_lock lock(m_mutex);
        m_known[key].state = provided ? State::Ready : State::Failed;
        if (!provided) {
            const std::string problem = provided.error().describe();
            qCWarning(lcJudge, "no precompiled header: %s", problem.c_str());
            m_problems.append(QStringLiteral("precompiled header: ") + QString::fromStdString(problem));
        }
        for (const auto &[known, state] : m_known)
            wanted.insert(known);
    }
    m_store.removeStale(wanted);
}

/// There, and seen to be of use.
Result<void> PrecompiledHeaders::provide(const Language &language, const QByteArray &key, const std::stop_token &stop)
{
    if (m_store.isCurrent(key)) {
        if (checkHeader(m_tools.bench, language, key, stop)) {
            m_store.touch(key);
            return {};
        }
        m_store.remove(key); // damaged, or made by a compiler that only looks the same
    }
    TRY(makeHeader(m_tools.bench, language, m_store, key, stop));
    return checkHeader(m_tools.bench, language, key, stop);
}

bool mentionsHeader(std::string_view compilerOutput, const PrecompiledHeader &header)
{
    return compilerOutput.contains(header.header.toStdString()) || compilerOutput.contains(sandbox::kWarmFolder);
}

} // namespace assay::core
