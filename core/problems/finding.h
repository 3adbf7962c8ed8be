// SPDX-License-Identifier: GPL-3.0-or-later
// Finding: something that a look at a problem package brought up; and the list that a reader fills as it goes on.
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace assay::core {

enum class Severity : std::uint8_t { Warning, Error };

struct [[nodiscard]] Finding {
    Severity severity = Severity::Warning;
    QString file; ///< Relative to the package: "problem.yaml".
    QString key;  ///< "limits.time_limit"; may be empty.
    QString message;

    bool operator==(const Finding &) const = default;

    /// "problem.yaml: limits.time_limit: must be …"
    [[nodiscard]] std::string describe() const;
};

/// A value that was read from a package, or the error that stands in its place.
template <typename T>
using Checked = std::expected<T, Finding>;

/// An error about a file (and a key in it).
[[nodiscard]] std::unexpected<Finding> broken(std::string_view file, std::string_view key, std::string_view message);

/// Collects, so that a reader can go on after what it could not read. Keeps the first few hundred.
class PackageFindings
{
public:
    void add(Finding finding);
    void warn(std::string_view file, const QString &key, const QString &message);
    void error(std::string_view file, const QString &key, const QString &message);

    /// The value; nothing when it could not be read, which is added to the list.
    template <typename T>
    std::optional<T> keep(Checked<T> value)
    {
        if (value)
            return std::move(*value);
        add(std::move(value).error());
        return std::nullopt;
    }
    /// Puts the value in its place, which stays as it is when there is none.
    template <typename T>
    void keep(Checked<T> value, T &into)
    {
        if (value)
            into = std::move(*value);
        else
            add(std::move(value).error());
    }
    void keep(Checked<void> value)
    {
        if (!value)
            add(std::move(value).error());
    }

    [[nodiscard]] bool hasErrors() const { return m_errors > 0; }
    /// Errors before warnings, each in the order in which they were found.
    [[nodiscard]] QList<Finding> list() const;

private:
    QList<Finding> m_list;
    int m_errors = 0;
    bool m_full = false;
};

/// One line for each of the errors in the list, the first few. There must be one.
[[nodiscard]] Error packageError(const QList<Finding> &findings);

} // namespace assay::core
