// SPDX-License-Identifier: GPL-3.0-or-later
// Where a submission's files lie in a container, and the command lines that compile and start it. Pure.
#include "core/judge/program_files.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace assay::core {

namespace {

bool isSource(const Language &language, const QList<SourceFile> &sources, const QString &name)
{
    if (sources.size() == 1) // whatever it is called: the language was said
        return true;
    return std::ranges::any_of(language.extensions,
                               [&name](const QString &extension) { return name.endsWith(extension); });
}

bool declaresMain(const SourceFile &file)
{
    static const QRegularExpression pattern(QStringLiteral("\\bstatic\\s+(?:\\w+\\s+)*void\\s+main\\b"));
    return pattern.match(QString::fromUtf8(file.content)).hasMatch();
}

/// Without comments, strings and character literals, so that a brace or a word in them misleads nobody.
QString bareJava(const QByteArray &source)
{
    static const QRegularExpression noise(
        QStringLiteral("/\\*.*?\\*/|//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'"),
        QRegularExpression::DotMatchesEverythingOption);
    return QString::fromUtf8(source).remove(noise);
}

const SourceFile *findSource(const QList<SourceFile> &sources, const QString &name)
{
    const auto found = std::ranges::find(sources, name, &SourceFile::name);
    return found == sources.end() ? nullptr : &*found;
}

/// Of the file name's last extension, with its dot.
qsizetype suffixLength(const QString &name)
{
    const QString suffix = QFileInfo(name).suffix();
    return suffix.isEmpty() ? 0 : suffix.size() + 1;
}

/// What the words in braces of command lines stand for.
struct CommandWords {
    QStringList sources;
    QString entry;
    QString entryStem;
    QString entryClass;
    QString memoryMib;
};

std::vector<std::string> expand(const QStringList &command, const CommandWords &words)
{
    std::vector<std::string> result;
    for (const QString &word : command) {
        if (word == QLatin1StringView("{sources}")) {
            for (const auto &source : words.sources)
                result.push_back(source.toStdString());
            continue;
        }
        QString text = word;
        text.replace(QLatin1StringView("{entry}"), words.entry);
        text.replace(QLatin1StringView("{entry_stem}"), words.entryStem);
        text.replace(QLatin1StringView("{entry_class}"), words.entryClass);
        text.replace(QLatin1StringView("{memory_mib}"), words.memoryMib);
        result.push_back(text.toStdString());
    }
    return result;
}

} // namespace

std::string sourcePath(const SourceFile &file)
{
    return "/box/src/" + file.name.toStdString();
}

Result<QString> entryFile(const Language &language, const QList<SourceFile> &sources, const QString &entryPoint)
{
    if (!entryPoint.isEmpty()) {
        if (findSource(sources, entryPoint) == nullptr)
            return fail(Errc::InvalidArgument, "entry point " + entryPoint.toStdString() + " is not among the files");
        return entryPoint;
    }
    QList<const SourceFile *> candidates;
    for (const auto &source : sources) {
        if (isSource(language, sources, source.name))
            candidates.append(&source);
    }
    if (candidates.isEmpty())
        return fail(Errc::InvalidArgument, "no file of the submission ends in " +
                                               language.extensions.join(QStringLiteral(", ")).toStdString());
    for (const auto *candidate : candidates) {
        const QString base = QFileInfo(candidate->name).completeBaseName();
        if (base.compare(QLatin1StringView("main"), Qt::CaseInsensitive) == 0 || base == QLatin1StringView("__main__"))
            return candidate->name;
    }
    if (language.entryRule == EntryRule::JavaMainClass) {
        const auto found = std::ranges::find_if(candidates, [](const SourceFile *file) { return declaresMain(*file); });
        if (found != candidates.end())
            return (*found)->name;
    }
    return candidates.first()->name;
}

QString javaMainClass(const SourceFile &file)
{
    static const QRegularExpression mainPattern(QStringLiteral("\\bvoid\\s+main\\s*\\("));
    static const QRegularExpression classPattern(QStringLiteral("\\b(?:class|enum|record|interface)\\s+(\\w+)"));
    static const QRegularExpression packagePattern(QStringLiteral("^\\s*package\\s+([\\w.]+)\\s*;"),
                                                   QRegularExpression::MultilineOption);
    const QString text = bareJava(file.content);
    QString name = QFileInfo(file.name).completeBaseName();
    // The outermost type that is open where main stands: types before it that were closed again do not count.
    const qsizetype mainAt = text.indexOf(mainPattern);
    QStringList open;
    QList<int> depths;
    int depth = 0;
    auto types = classPattern.globalMatch(text);
    qsizetype position = 0;
    const auto advance = [&](qsizetype end) {
        for (; position < end; ++position) {
            depth += text[position] == QLatin1Char('{') ? 1 : text[position] == QLatin1Char('}') ? -1 : 0;
            while (!depths.isEmpty() && text[position] == QLatin1Char('}') && depth <= depths.last()) {
                depths.removeLast();
                open.removeLast();
            }
        }
    };
    while (mainAt >= 0 && types.hasNext()) {
        const auto type = types.next();
        if (type.capturedStart() > mainAt)
            break;
        advance(type.capturedStart());
        open.append(type.captured(1));
        depths.append(depth);
    }
    advance(mainAt);
    if (!open.isEmpty())
        name = open.join(QLatin1Char('$'));
    if (const auto package = packagePattern.match(text); package.hasMatch())
        name.prepend(package.captured(1) + QLatin1Char('.'));
    return name;
}

Result<ProgramCommands> programCommands(const Language &language, const QList<SourceFile> &sources,
                                        const QString &entryPoint, Bytes memoryLimit)
{
    const QString entryName = TRY(entryFile(language, sources, entryPoint));
    const SourceFile *entrySource = findSource(sources, entryName);
    CommandWords words{.sources = {},
                       .entry = QString::fromStdString(sourcePath(*entrySource)),
                       .entryStem = entryName.left(entryName.size() - suffixLength(entryName)),
                       .entryClass =
                           language.entryRule == EntryRule::JavaMainClass ? javaMainClass(*entrySource) : QString(),
                       .memoryMib = QString::number(memoryLimit.count / (1_MiB).count)};
    for (const auto &source : sources) {
        if (isSource(language, sources, source.name))
            words.sources.append(QString::fromStdString(sourcePath(source)));
    }
    ProgramCommands commands{.compile = expand(language.compile, words),
                             .run = expand(language.run, words),
                             .entryPoint = words.entryClass.isEmpty() ? entryName : words.entryClass};
    if (language.warmStart == WarmStartRule::ForkAtScript) {
        const auto script = std::ranges::find(commands.run, words.entry.toStdString());
        if (script != commands.run.end())
            commands.scriptArgument = static_cast<std::size_t>(script - commands.run.begin());
    }
    return commands;
}

} // namespace assay::core
