// SPDX-License-Identifier: GPL-3.0-or-later
// KnownAnswers: hashes of programs and what they said, kept for as long as their files stay the same.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <filesystem>
#include <mutex>

namespace assay::core {

/// A file as it was: device, inode, size, times of modification and of change (which nobody can set back).
/// Empty: it is not there.
using FileStamp = QByteArray;

/// Links are followed.
[[nodiscard]] FileStamp stampOf(const QString &path);

/// Thread-safe. Hashing a compiler takes a tenth of a second, asking Java for its version three: neither is done twice.
class KnownAnswers
{
public:
    /// What an earlier engine kept in `file`; a file that is missing or damaged is an empty one. An empty path: nothing
    /// is kept beyond this object.
    explicit KnownAnswers(std::filesystem::path file);

    /// SHA-256 of a file, hexadecimal. Errors: Io.
    [[nodiscard]] Result<QByteArray> hashOf(const QString &path);
    /// What a trusted program of the host prints. Errors: Unsupported when it fails or is silent.
    [[nodiscard]] Result<QByteArray> answerTo(const QStringList &command);
    /// Writes what is new. A failure costs time at the next start, nothing else. Errors: Io.
    [[nodiscard]] Result<void> save();

private:
    [[nodiscard]] QByteArray find(const QByteArray &key) const;
    void insert(const QByteArray &key, const QByteArray &value);

    std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    QMap<QByteArray, QByteArray> m_answers;
    bool m_changed = false;
};

} // namespace assay::core
