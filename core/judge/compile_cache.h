// SPDX-License-Identifier: GPL-3.0-or-later
// CompileCache: what compilers made, kept on disk for the same sources under the same toolchain.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "base/units.h"
#include "core/judge/pending_file.h"
#include "core/model/judgement.h"
#include "sandbox/container.h"

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace assay::core {

struct CompileCacheOptions {
    std::filesystem::path folder; ///< Made if missing, closed to other users: it holds candidates' programs.
    Bytes most = 1_GiB;
    int mostEntries = 10'000;
    Bytes largestEntry = 128_MiB; ///< What is larger is compiled anew each time.
};

/// What a compile came to. One that made something has files, one that was refused has a verdict.
struct CompileEntry {
    CompileResult result;
    std::optional<Verdict> verdict;
    QString reason;
};

/// A file that a compiler made. The path is absolute inside the container.
struct MadeFile {
    sandbox::BoxFile file;
    UniqueFd content;
};

/// An entry as it is found: its files are parts of `contents`, as Container::putFiles takes them.
struct CachedCompile {
    CompileEntry entry; ///< `result.cached` is set.
    std::vector<sandbox::BoxFile> files;
    UniqueFd contents;
};

/// Thread-safe, also between several engines on one folder. Its files are never seen inside a container as files: they
/// are copied into the one whose sources they belong to.
class CompileCache
{
public:
    /// Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<CompileCache>> open(const CompileCacheOptions &options);
    /// Finishes writing what was kept.
    ~CompileCache();
    CompileCache(const CompileCache &) = delete;
    CompileCache &operator=(const CompileCache &) = delete;

    /// What is kept under that key (compileKey), whole and unchanged since it was written; a damaged entry is removed.
    [[nodiscard]] std::optional<CachedCompile> find(const QByteArray &key);
    /// Copies it before it returns; it can be found a little later, once it is durable.
    /// Errors: TooLarge, QueueFull when the disk does not keep up, Io.
    [[nodiscard]] Result<void> keep(const QByteArray &key, const CompileEntry &entry,
                                    const std::vector<MadeFile> &files);
    /// What is not kept by `keep`.
    [[nodiscard]] Bytes largestEntry() const { return m_options.largestEntry; }
    /// Removes every entry.
    void clear();
    /// Returns when all that was kept so far can be found and the bounds are held.
    void waitUntilWritten();

private:
    struct Unwritten {
        PendingFile file;
        std::filesystem::path path;
        Bytes size;
    };

    explicit CompileCache(const CompileCacheOptions &options);
    [[nodiscard]] std::filesystem::path pathOf(const QByteArray &key) const;
    void writeInBackground(const std::stop_token &stop);
    void write(Unwritten &unwritten);
    /// Removes what was not used for longest until the bounds hold with some room, and what crashes left.
    void trim();

    CompileCacheOptions m_options;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Unwritten> m_unwritten;
    bool m_writing = false;
    std::optional<Bytes> m_total; ///< As far as this engine knows; nothing before the first trim. Writer thread only.
    int m_entries = 0;
    int m_untilTrim = 0;
    std::jthread m_writer;
};

} // namespace assay::core
