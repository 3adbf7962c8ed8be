// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemOperations: what takes long about problems: taking a package in, and verifying one.
#pragma once

#include "core/operations/operation_service.h"
#include "core/operations/package_verifier.h"
#include "core/problems/problem_library.h"

#include <condition_variable>
#include <mutex>

namespace assay::core {

/// Thread-safe.
class ProblemOperations
{
public:
    using Verify = std::function<Result<VerifiedPackage>(const std::filesystem::path &, const VerifierListener &,
                                                         const std::stop_token &)>;

    /// All are borrowed. What is taken in lies below `uploads` until it is read; what an earlier engine left there is removed.
    /// An empty `verify`: nothing is verified here.
    ProblemOperations(Store &store, ProblemLibrary &problems, OperationService &operations, const Clock &clock,
                      std::filesystem::path uploads, Verify verify);

    /// Takes in an archive of that name: a problem package, or what an importer knows. The operation's result is the problem's
    /// id. Errors: InvalidArgument for a name that is no archive's, or one that is being taken in; Io, Store.
    [[nodiscard]] Result<OperationId> import(const QString &name, const QByteArray &content);
    /// Errors: NotFound, InvalidPackage when its package has changed or gone, Unsupported where nothing is verified, Store.
    [[nodiscard]] Result<OperationId> verify(ProblemId id);
    using Progress = std::function<void(int done, int submissions, const QString &doing)>;
    /// The same as a part of what `run` does, one at a time for the whole engine. Errors: Cancelled; those of the verifier.
    [[nodiscard]] Result<void> verifyIn(OperationRun &run, ProblemId id, const std::stop_token &stop,
                                        const Progress &progress = {});
    [[nodiscard]] bool canVerify() const { return static_cast<bool>(m_verify); }
    /// Goes on with what was interrupted. Errors: why it cannot.
    [[nodiscard]] Result<void> resume(const Operation &interrupted);

private:
    [[nodiscard]] Result<void> takeIn(OperationRun &run, const std::filesystem::path &archive);
    [[nodiscard]] Result<PackageRead> openAny(OperationRun &run, const std::filesystem::path &archive);

    Store &m_store;
    ProblemLibrary &m_problems;
    OperationService &m_operations;
    const Clock &m_clock;
    std::filesystem::path m_uploads;
    Verify m_verify;
    std::mutex m_mutex;
    std::condition_variable_any m_free;
    bool m_verifying = false; ///< Two at once would take each other's time.
};

} // namespace assay::core
