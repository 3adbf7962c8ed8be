// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemLibrary: the problems that are open in this engine, from their packages.
#pragma once

#include "core/model/candidate_view.h"
#include "core/problems/package_reader.h"
#include "core/store/store.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace assay::core {

/// Thread-safe. A Problem once handed out does not change.
class ProblemLibrary
{
public:
    /// Archives are unpacked below `unpacked`; what lies there and belongs to no problem of the store is removed. With no
    /// such folder archives are refused.
    explicit ProblemLibrary(Store &store, const std::filesystem::path &unpacked = {});

    /// Reads the package at `path`, a folder or an archive, remembers it in the store and returns it with its stored id.
    /// Errors: those of readPackage and of unpackArchive.
    [[nodiscard]] Result<PackageRead> open(const std::filesystem::path &path);
    /// The problem with that id, read again from its package when it is not in memory. Errors: NotFound, and
    /// InvalidPackage when its folder has changed or gone since (the content hash is compared).
    /// Shared: judge threads may still use a problem that the list has dropped.
    [[nodiscard]] Result<std::shared_ptr<const Problem>> find(ProblemId id);
    /// What is judged from now on has that CPU time limit: an inferred one for good, any other until the engine ends.
    /// Errors: those of find, Store.
    [[nodiscard]] Result<std::shared_ptr<const Problem>> setTimeLimit(ProblemId id, Milliseconds limit,
                                                                      TimeLimitSource source);
    /// Every remembered problem, by title.
    [[nodiscard]] Result<QList<ProblemRecord>> list() const;
    [[nodiscard]] Result<void> remove(ProblemId id);
    /// What a candidate sees of it, with the samples' contents. Errors: those of find, Io.
    [[nodiscard]] Result<CandidateProblem> candidateProblem(ProblemId id);
    /// The statement in that language, else in English, else any, as HTML (see statementHtml).
    [[nodiscard]] Result<QString> statement(ProblemId id, const QString &language);
    /// The statement as a PDF, where it is one: in that language, else in English, else any. Errors: NotFound, TooLarge over
    /// 32 MiB, Io.
    [[nodiscard]] Result<QByteArray> statementPdf(ProblemId id, const QString &language);
    /// A picture that this statement shows: a PNG, a JPEG or an SVG drawing. Errors: NotFound for any other name, TooLarge over
    /// 16 MiB, Io.
    [[nodiscard]] Result<QByteArray> picture(ProblemId id, const QString &language, const QString &name);

private:
    void removeUnused() const;
    [[nodiscard]] Result<PackageRead> read(const std::filesystem::path &path) const;
    [[nodiscard]] std::shared_ptr<const Problem> inMemory(ProblemId id); ///< Null when it is not.
    std::shared_ptr<const Problem> keep(ProblemId id, Problem problem);
    [[nodiscard]] Result<ProblemRecord> recordOf(ProblemId id) const; ///< Errors: NotFound, Store.

    Store &m_store;
    std::filesystem::path m_unpacked;
    std::mutex m_mutex;
    std::unordered_map<ProblemId, std::shared_ptr<const Problem>> m_problems;
};

} // namespace assay::core
