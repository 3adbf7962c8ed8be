// SPDX-License-Identifier: GPL-3.0-or-later
// Toolchains: what compiles and runs each language here, told apart by a fingerprint.
#pragma once

#include "core/judge/known_answers.h"
#include "core/model/language.h"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>

namespace assay::core {

/// Thread-safe. A toolchain is looked at when it is first asked for, and again when one of its files has changed.
class Toolchains
{
public:
    /// `cacheFile` keeps hashes and answers for the next engine; an empty path keeps nothing.
    explicit Toolchains(std::filesystem::path cacheFile = {});
    ~Toolchains();

    /// Costs a few `stat` calls when it is known; else it hashes programs of dozens of megabytes, for up to a second.
    /// Errors: Io, Unsupported when the programs cannot be read or asked.
    [[nodiscard]] Result<Toolchain> of(const Language &language);
    /// Looks at all of them and saves. For a thread in the background.
    void lookAtAll(const QList<LanguageStatus> &languages, const std::stop_token &stop);
    /// Keeps what is new for the next engine. That it cannot is only logged: the next one looks for itself.
    void save();

private:
    struct Known;

    [[nodiscard]] Known &known(const QString &id);
    [[nodiscard]] Result<Toolchain> lookAt(const Language &language, Known &entry);

    KnownAnswers m_answers;
    std::mutex m_mutex;
    std::map<QString, std::unique_ptr<Known>> m_known; ///< By language id.
};

/// As a judgement keeps it: "g++ (Debian 14.2.0-19) 14.2.0, sha256:9f86d0…".
[[nodiscard]] QString toolchainText(const Toolchain &toolchain);

} // namespace assay::core
