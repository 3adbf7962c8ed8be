// SPDX-License-Identifier: GPL-3.0-or-later
// PrecompiledHeaders: which compiles can take a precompiled header, and making those that are missing.
#pragma once

#include "core/judge/header_maker.h"
#include "core/judge/toolchain.h"
#include "core/model/submission.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace assay::core {

/// What it works with; all of it outlives it.
struct HeaderTools {
    HeaderBench bench;
    Toolchains &toolchains;
};

/// Thread-safe. Nobody waits for a header: until it is there, compilers read the real one.
class PrecompiledHeaders
{
public:
    /// `coldUses`: how many compiles that could have used a missing header are let go before it is made; -1: it is never
    /// made, only used when it is there.
    PrecompiledHeaders(const HeaderTools &tools, HeaderStore store, int coldUses);
    /// Gives up what is being made.
    ~PrecompiledHeaders();
    PrecompiledHeaders(const PrecompiledHeaders &) = delete;
    PrecompiledHeaders &operator=(const PrecompiledHeaders &) = delete;

    /// Makes and checks the language's header in the background, without being asked for it by a compile.
    void prepare(const Language &language);
    /// What to put behind the compiler's name for these sources. Empty: nothing, or not yet.
    [[nodiscard]] std::vector<std::string> argumentsFor(const Language &language, const QString &fingerprint,
                                                        const QList<SourceFile> &sources);
    /// What could not be made, and why.
    [[nodiscard]] QStringList problems() const;
    /// Returns when nothing is being made, or a stop is requested.
    void waitUntilIdle(const std::stop_token &stop = {});

private:
    enum class State : std::uint8_t { Missing, Wanted, Ready, Failed };
    struct Known {
        State state = State::Missing;
        int coldUses = 0;
    };

    void work(const std::stop_token &stop);
    void prepareNow(const Language &language, const std::stop_token &stop);
    [[nodiscard]] Result<void> provide(const Language &language, const QByteArray &key, const std::stop_token &stop);

    HeaderTools m_tools;
    HeaderStore m_store;
    int m_coldUses;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<QByteArray, Known> m_known; ///< By key.
    std::deque<Language> m_queue;
    bool m_working = false;
    QStringList m_problems;
    std::jthread m_thread;
};

/// Whether a compile's output may be another than without the precompiled header: it tells where in the header it was.
[[nodiscard]] bool mentionsHeader(std::string_view compilerOutput, const PrecompiledHeader &header);

} // namespace assay::core
