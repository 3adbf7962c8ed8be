// SPDX-License-Identifier: GPL-3.0-or-later
// HeaderStore: the folder of precompiled headers, which containers see.
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "core/judge/known_answers.h"

#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QString>

#include <filesystem>
#include <string>

namespace assay::core {

using namespace assay::literals;

/// A header that was precompiled, and where it came from.
struct MadeHeader {
    std::string name; ///< As sources include it: "bits/stdc++.h".
    std::string realPath; ///< Of the header itself, on the host as in containers.
    QMap<QString, FileStamp> dependencies; ///< All files that it includes, itself among them, as they were before.
    int content = -1; ///< The precompiled file; borrowed.
};

/// <folder>/<key>/<name>.gch, with a link <name> to the real header beside it: a source that includes the header a second
/// time, or too late for the precompiled one, gets the real one. Several engines may use one folder.
class HeaderStore
{
public:
    /// Makes the folder; anybody may read in it, for a container's user is nobody whom the host knows. Errors: Io.
    [[nodiscard]] static Result<HeaderStore> open(const std::filesystem::path &folder);

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }
    /// Whether there is one that was made from the headers as they are now.
    [[nodiscard]] bool isCurrent(const QByteArray &key) const;
    /// Puts it in the place of what is there; there is no moment at which half of it can be seen. Errors: Io.
    [[nodiscard]] Result<void> put(const QByteArray &key, const MadeHeader &made) const;
    /// Notes that it is in use.
    void touch(const QByteArray &key) const;
    void remove(const QByteArray &key) const;
    /// Removes what none of `wanted` names until the rest is below `most`, longest unused first, and whatever was not used
    /// for a month.
    void removeStale(const QSet<QByteArray> &wanted, Bytes most = 2_GiB) const;

private:
    explicit HeaderStore(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }
    [[nodiscard]] std::filesystem::path pathOf(const QByteArray &key) const { return m_folder / key.toStdString(); }

    std::filesystem::path m_folder;
};

} // namespace assay::core
