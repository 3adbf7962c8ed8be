// SPDX-License-Identifier: GPL-3.0-or-later
// Decides which pictures a statement may show.
#include "core/problems/statement_picture.h"

#include <QStringList>

#include <array>
#include <system_error>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// A statement is shown about this many pixels wide.
constexpr int kPageWidth = 700;

constexpr std::array<QLatin1StringView, 5> kExtensions = {""_L1, ".png"_L1, ".jpg"_L1, ".jpeg"_L1, ".svg"_L1};

bool isShowable(const QString &name)
{
    for (const auto extension : kExtensions) {
        if (!extension.isEmpty() && name.endsWith(extension, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isFileInside(const fs::path &folder, const QString &name)
{
    std::error_code error;
    const fs::path home = fs::canonical(folder, error);
    if (error)
        return false;
    const fs::path file = fs::canonical(home / name.toStdString(), error);
    return !error && fs::is_regular_file(file, error) && file.string().starts_with(home.string() + "/");
}

} // namespace

QString localPicture(const QString &source, const fs::path &folder)
{
    // ':' would make an address of it, and no package may use it in a name.
    static const QString forbidden = u":\\%?#\"<>|*"_s;
    for (const QChar c : source) {
        if (forbidden.contains(c) || c < u' ')
            return {};
    }
    if (source.isEmpty() || source.startsWith(u'/') || source.split(u'/').contains(".."_L1))
        return {};
    for (const auto extension : kExtensions) {
        const QString name = source + extension;
        if (isShowable(name) && isFileInside(folder, name))
            return name;
    }
    return {};
}

QString pictureHtml(const QString &source, const QString &alt, const fs::path &folder, int widthPercent)
{
    const QString name = localPicture(source, folder);
    if (name.isEmpty())
        return alt.toHtmlEscaped();
    const QString width = widthPercent > 0 ? u" width=\"%1\""_s.arg(widthPercent * kPageWidth / 100) : QString();
    return "<img src=\""_L1 + name.toHtmlEscaped() + "\" alt=\""_L1 + alt.toHtmlEscaped() + u'"' + width + u'>';
}

} // namespace assay::core
