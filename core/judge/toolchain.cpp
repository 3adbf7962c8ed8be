// SPDX-License-Identifier: GPL-3.0-or-later
// Toolchains: what compiles and runs each language here, told apart by a fingerprint.
#include "core/judge/toolchain.h"

#include "core/log_categories.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>

namespace assay::core {

namespace {

/// Raised when the fingerprint is made in another way.
constexpr const char *kFormat = "assay toolchain 1";

/// Where compilers look for programs that they name without a folder ("as").
constexpr const char *kProgramFolders[] = {"/usr/local/bin/", "/usr/bin/", "/bin/"};

/// The programs that the language's commands start, without the submission's own.
QStringList programsOf(const Language &language)
{
    QStringList programs;
    for (const auto *command : {&language.compile, &language.run, &language.versionCommand}) {
        if (!command->isEmpty() && !command->first().startsWith(QLatin1StringView("/box/")) &&
            !programs.contains(command->first()))
            programs.append(command->first());
    }
    return programs;
}

/// Nothing that exists: empty.
QString resolved(const QString &name, const QString &folder)
{
    if (name.startsWith(QLatin1Char('/')))
        return QFileInfo(name).canonicalFilePath();
    if (!folder.isEmpty())
        return QFileInfo(folder + QLatin1Char('/') + name).canonicalFilePath();
    for (const char *place : kProgramFolders) {
        if (const QString path = QFileInfo(QString::fromLatin1(place) + name).canonicalFilePath(); !path.isEmpty())
            return path;
    }
    return {};
}

QString fingerprintOf(const Toolchain &toolchain)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &text) {
        hash.addData(QByteArray::number(text.size()) + ':');
        hash.addData(text);
    };
    add(kFormat);
    add(toolchain.version.toUtf8());
    for (const auto &part : toolchain.parts) {
        add(part.path.toUtf8());
        add(part.sha256.toLatin1());
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

struct Toolchains::Known {
    std::mutex mutex; ///< Held while it is looked at: the second who asks waits for the first.
    std::optional<Toolchain> toolchain;
    QList<std::pair<QString, FileStamp>> stamps; ///< Of the commands' programs (which may be links) and all parts.

    [[nodiscard]] bool isCurrent() const
    {
        return toolchain &&
               std::ranges::all_of(stamps, [](const auto &stamp) { return stampOf(stamp.first) == stamp.second; });
    }
};

Toolchains::Toolchains(std::filesystem::path cacheFile)
    : m_answers(std::move(cacheFile))
{
}

Toolchains::~Toolchains() = default;

Toolchains::Known &Toolchains::known(const QString &id)
{
    const std::scoped_lock lock(m_mutex);
    auto &slot = m_known[id];
    if (!slot)
        slot = std::make_unique<Known>();
    return *slot;
}

Result<Toolchain> Toolchains::of(const Language &language)
{
    Known &entry = known(language.id);
    const std::scoped_lock lock(entry.mutex);
    if (entry.isCurrent())
        return *entry.toolchain;
    entry.toolchain.reset();
    entry.stamps.clear();
    entry.toolchain = TRY(lookAt(language, entry));
    return *entry.toolchain;
}

Result<Toolchain> Toolchains::lookAt(const Language &language, Known &entry)
{
    // Stamps are of before: what changes while it is looked at is looked at again the next time.
    const QStringList programs = programsOf(language);
    QStringList paths;
    for (const auto &program : programs) {
        entry.stamps.append({program, stampOf(program)});
        paths.append(resolved(program, {}));
    }
    if (paths.isEmpty() || paths.contains(QString()))
        return fail(Errc::Unsupported, language.id.toStdString() + ": its programs are not here");
    const QString folder = QFileInfo(paths.first()).path();
    for (const auto &file : language.toolchain.files)
        paths.append(resolved(file, folder));
    for (const auto &question : language.toolchain.questions)
        paths.append(resolved(QString::fromUtf8(TRY(m_answers.answerTo(question))), {}));

    Toolchain toolchain;
    if (!language.versionCommand.isEmpty())
        toolchain.version = QString::fromUtf8(TRY(m_answers.answerTo(language.versionCommand)));
    for (const auto &path : paths) {
        const auto sameAs = [&path](const ToolchainPart &part) { return part.path == path; };
        if (path.isEmpty() || std::ranges::any_of(toolchain.parts, sameAs))
            continue;
        entry.stamps.append({path, stampOf(path)});
        toolchain.parts.append({.path = path, .sha256 = QString::fromLatin1(TRY(m_answers.hashOf(path)))});
    }
    toolchain.fingerprint = fingerprintOf(toolchain);
    return toolchain;
}

void Toolchains::lookAtAll(const QList<LanguageStatus> &languages, const std::stop_token &stop)
{
    for (const auto &status : languages) {
        if (stop.stop_requested())
            break;
        if (!status.available)
            continue;
        if (const auto toolchain = of(status.language); !toolchain)
            qCWarning(lcJudge, "toolchain of %s: %s", qPrintable(status.language.id),
                      toolchain.error().describe().c_str());
    }
    save();
}

void Toolchains::save()
{
    if (const auto saved = m_answers.save(); !saved)
        qCWarning(lcJudge, "keeping the toolchains' hashes: %s", saved.error().describe().c_str());
}

QString toolchainText(const Toolchain &toolchain)
{
    const QString version = toolchain.version.section(QLatin1Char('\n'), 0, 0).trimmed();
    const QString hash = QLatin1StringView("sha256:") + toolchain.fingerprint;
    return version.isEmpty() ? hash : version + QLatin1StringView(", ") + hash;
}

} // namespace assay::core
