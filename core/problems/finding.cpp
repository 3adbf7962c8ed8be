// SPDX-License-Identifier: GPL-3.0-or-later
// Finding: something that a look at a problem package brought up; and the list that a reader fills as it goes on.
#include "core/problems/finding.h"

#include <algorithm>

namespace assay::core {

namespace {

// A package of ten thousand broken files has one fault, not ten thousand.
constexpr qsizetype kMostFindings = 300;
constexpr int kMostLines = 20;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace

std::string Finding::describe() const
{
    std::string line;
    for (const QString &part : {file, key}) {
        if (!part.isEmpty())
            line += part.toStdString() + ": ";
    }
    return line + message.toStdString();
}

std::unexpected<Finding> broken(std::string_view file, std::string_view key, std::string_view message)
{
    return std::unexpected(
        Finding{.severity = Severity::Error, .file = text(file), .key = text(key), .message = text(message)});
}

void PackageFindings::add(Finding finding)
{
    m_errors += finding.severity == Severity::Error ? 1 : 0;
    if (m_list.size() < kMostFindings) {
        m_list.append(std::move(finding));
        return;
    }
    if (finding.severity == Severity::Warning || m_full)
        return;
    // The first error must be seen even when warnings have filled the list.
    m_full = true;
    m_list.append(std::move(finding));
}

void PackageFindings::warn(std::string_view file, const QString &key, const QString &message)
{
    add({.severity = Severity::Warning, .file = text(file), .key = key, .message = message});
}

void PackageFindings::error(std::string_view file, const QString &key, const QString &message)
{
    add({.severity = Severity::Error, .file = text(file), .key = key, .message = message});
}

QList<Finding> PackageFindings::list() const
{
    QList<Finding> sorted = m_list;
    std::ranges::stable_partition(sorted, [](const Finding &one) { return one.severity == Severity::Error; });
    return sorted;
}

Error packageError(const QList<Finding> &findings)
{
    std::string lines;
    int count = 0;
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Error || ++count > kMostLines)
            continue;
        lines += (lines.empty() ? "" : "\n") + finding.describe();
    }
    if (count > kMostLines)
        lines += "\nand " + std::to_string(count - kMostLines) + " more";
    return {.code = Errc::InvalidPackage, .detail = std::move(lines)};
}

} // namespace assay::core
