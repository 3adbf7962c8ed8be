// SPDX-License-Identifier: GPL-3.0-or-later
// LogFile: what happened, as lines of JSON, a file a day.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "core/logs/log_record.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace assay::core {

struct LogFileOptions {
    std::filesystem::path folder; ///< Made if missing, for its owner alone. Holds assay.jsonl and older ones.
    int days = 14; ///< For so long older ones are kept.
    std::int64_t maxBytes = 20 * 1024 * 1024; ///< A file that is as large is put away before its day is over.
};

/// Thread-safe. What is put away is called assay-2026-11-26.1.jsonl.gz: the day on which it began (UTC), and the how
/// many-eth of that day.
class LogFile
{
public:
    /// Puts away what an earlier process left of another day, and removes what is too old. Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<LogFile>> open(const LogFileOptions &options, const Clock &clock);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// What cannot be written is lost: nobody waits for a log.
    void write(const LogRecord &record);
    /// Until what was put away is compressed.
    void waitForCompression();

private:
    LogFile(const LogFileOptions &options, const Clock &clock);
    [[nodiscard]] Result<void> openCurrent();
    void putAway();
    void removeOld() const;
    [[nodiscard]] std::filesystem::path current() const { return m_options.folder / "assay.jsonl"; }
    [[nodiscard]] std::filesystem::path freeName(const std::string &day) const;

    LogFileOptions m_options;
    const Clock &m_clock;
    std::mutex m_mutex;
    UniqueFd m_file;
    std::string m_day; ///< On which the current one began: "2026-11-26".
    std::int64_t m_size = 0;
    std::jthread m_compressing;
};

} // namespace assay::core
