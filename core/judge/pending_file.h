// SPDX-License-Identifier: GPL-3.0-or-later
// PendingFile: a file that appears under its name when it is whole, or not at all.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <QByteArray>

#include <filesystem>
#include <string>

namespace assay::core {

/// Names of files under way begin so. One that a crash left is told by its age.
inline constexpr const char *kPendingPrefix = ".pending-";

/// Removed when it goes without `commit`.
class PendingFile
{
public:
    /// An empty file of mode 0600 in `folder`, which must exist. Errors: Io.
    [[nodiscard]] static Result<PendingFile> create(const std::filesystem::path &folder);
    PendingFile(PendingFile &&other) noexcept;
    PendingFile &operator=(PendingFile &&other) noexcept;
    PendingFile(const PendingFile &) = delete;
    PendingFile &operator=(const PendingFile &) = delete;
    ~PendingFile();

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    /// Durable, and in the place of what was called `path` (same file system) once it returns. Errors: Io.
    [[nodiscard]] Result<void> commit(const std::filesystem::path &path);

private:
    PendingFile(UniqueFd fd, std::string name)
        : m_fd(std::move(fd))
        , m_name(std::move(name))
    {
    }
    void remove();

    UniqueFd m_fd;
    std::string m_name; ///< Empty: not ours to remove any more.
};

} // namespace assay::core
