// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one program right away, its output streamed: `assayd run`.
#pragma once

#include "core/engine.h"
#include "core/model/judgement.h"

#include <functional>
#include <stop_token>
#include <string_view>

namespace assay::core {

struct LocalRunSpec {
    QString language;
    QList<SourceFile> sources;
    QString entryPoint;
    Limits limits;
    int stdinFd = -1; ///< Borrowed; -1: empty.
    std::function<void(std::string_view)> onOutput;
    std::function<void(std::string_view)> onErrorOutput;
};

struct LocalRunResult {
    CompileResult compile;
    std::optional<Verdict> verdict; ///< Why it did not end by itself with exit code 0; nothing when it did.
    QString reason;
    int exitCode = -1;
    int signal = 0;
};

/// Compiles and runs under the same sandbox and rules as a submission, beside the queue and without a trace in the
/// store. Errors: InvalidArgument (language, sources), Unsupported (language not installed), Sandbox, Cancelled.
[[nodiscard]] Result<LocalRunResult> runLocally(const EngineOptions &options, const LocalRunSpec &spec,
                                                const std::stop_token &stop);

} // namespace assay::core
