// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiling a header in a container of its own, and seeing that the compiler takes it.
#include "core/judge/header_maker.h"

#include <QCryptographicHash>

#include <algorithm>

namespace assay::core {

namespace {

using sandbox::Container;
using sandbox::RunOutcome;

/// Raised when headers are made or kept in another way.
constexpr const char *kFormat = "assay header 1";

constexpr const char *kSource = "/box/src/header.cpp";
constexpr const char *kOutput = "/box/out/header.gch";

/// bits/stdc++.h with debugging information takes 190 MiB.
constexpr sandbox::ScratchSizes kScratch{.box = 1024_MiB, .work = 256_MiB, .inodes = 4096};
constexpr sandbox::RunLimits kLimits{.cpu = std::chrono::minutes{3},
                                     .wall = std::chrono::minutes{20}, // it gives way to everything else
                                     .memory = 2048_MiB,
                                     .output = 1_MiB,
                                     .errorOutput = 64_KiB,
                                     .fileSize = 768_MiB,
                                     .stack = 256_MiB,
                                     .processes = 64,
                                     .openFiles = 1024};

std::string folderOf(const QByteArray &key)
{
    return std::string(sandbox::kWarmFolder) + '/' + key.toStdString();
}

constexpr std::size_t kShownOutput = 300;

struct Words {
    std::string source;
    std::string header;
    std::string output;
    std::string folder;
    std::string file;
    std::vector<std::string> use;
};

std::string expanded(const QString &word, const Words &words)
{
    QString text = word;
    for (const auto &[name, value] :
         {std::pair("{source}", words.source), std::pair("{header}", words.header), std::pair("{output}", words.output),
          std::pair("{folder}", words.folder), std::pair("{file}", words.file)})
        text.replace(QLatin1StringView(name), QString::fromStdString(value));
    return text.toStdString();
}

std::vector<std::string> expanded(const QStringList &command, const Words &words)
{
    std::vector<std::string> result;
    for (const auto &word : command) {
        if (word == QLatin1StringView("{use}"))
            result.insert(result.end(), words.use.begin(), words.use.end());
        else
            result.push_back(expanded(word, words));
    }
    return result;
}

/// A container with a source that includes the header, ready to compile in the background.
Result<std::unique_ptr<Container>> headerContainer(const HeaderBench &bench, const Language &language)
{
    auto container = TRY(bench.sandbox.createContainer(kScratch));
    const std::string source = "#include <" + language.precompiledHeader->header.toStdString() + ">\n";
    TRY(container->putFile(kSource, source, sandbox::FileMode::Data));
    TRY(container->putFile("/box/out/.assay", "", sandbox::FileMode::Data));
    TRY(container->prepare(sandbox::Stage::Build, TRY(bench.policies.find(language.compileFilter)),
                           sandbox::Priority::Background));
    return container;
}

sandbox::RunSpec compilerRun(const HeaderBench &bench, const Language &language, const QStringList &command,
                             const Words &words)
{
    sandbox::RunSpec spec{
        .argv = expanded(command, words),
        .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8"},
        .workFolder = "/box/src",
        .limits = kLimits,
        .requiredTier = bench.requiredTier};
    for (const auto &variable : language.environment)
        spec.environment.push_back(variable.toStdString());
    return spec;
}

/// Errors: Unsupported with what the compiler said.
Result<RunOutcome> runCompiler(Container &container, const Language &language, const sandbox::RunSpec &spec,
                               const std::stop_token &stop)
{
    RunOutcome outcome = TRY(container.run(spec, stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while precompiling a header");
    if (!outcome.succeeded())
        return fail(Errc::Unsupported, spec.argv.front() + " does not precompile " +
                                           language.precompiledHeader->header.toStdString() + ": " +
                                           outcome.errorOutput.substr(0, kShownOutput));
    return outcome;
}

/// The files of a make rule, without its target and the source itself.
QMap<QString, FileStamp> filesOfRule(const std::string &rule)
{
    QString text = QString::fromStdString(rule);
    text.replace(QLatin1StringView("\\\n"), QLatin1StringView(" "));
    QMap<QString, FileStamp> files;
    for (const auto &word : text.section(QLatin1Char(':'), 1).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString file = word.trimmed();
        if (!file.isEmpty() && file != QLatin1StringView(kSource))
            files.insert(file, stampOf(file));
    }
    return files;
}

} // namespace

QByteArray headerKey(const Language &language, const QString &fingerprint)
{
    const PrecompiledHeader &header = *language.precompiledHeader;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString &text) {
        const QByteArray bytes = text.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':' + bytes);
    };
    add(QString::fromLatin1(kFormat));
    add(fingerprint);
    add(header.header);
    for (const auto *list : {&header.list, &header.make, &language.environment}) {
        add(QString::number(list->size()));
        std::ranges::for_each(*list, add);
    }
    // Short: gcc replaces the path of a system header by its real path where that is shorter, and then finds no
    // precompiled header beside it (-fcanonical-system-headers).
    constexpr qsizetype kShort = 8;
    return hash.result().first(kShort).toHex();
}

std::vector<std::string> headerArguments(const PrecompiledHeader &header, const QByteArray &key)
{
    return expanded(header.use, {.folder = folderOf(key)});
}

Result<void> makeHeader(const HeaderBench &bench, const Language &language, const HeaderStore &store,
                        const QByteArray &key, const std::stop_token &stop)
{
    const PrecompiledHeader &header = *language.precompiledHeader;
    const auto container = TRY(headerContainer(bench, language));
    Words words{.source = kSource, .output = kOutput};
    const RunOutcome rule =
        TRY(runCompiler(*container, language, compilerRun(bench, language, header.list, words), stop));
    MadeHeader made{.name = header.header.toStdString(), .dependencies = filesOfRule(rule.output)};
    for (const auto &path : made.dependencies.keys()) {
        if (path.endsWith(QLatin1Char('/') + header.header))
            made.realPath = words.header = path.toStdString();
    }
    if (made.realPath.empty())
        return fail(Errc::Unsupported, "the compiler does not say where " + made.name + " is");
    TRY(runCompiler(*container, language, compilerRun(bench, language, header.make, words), stop));
    const UniqueFd content = TRY(container->openFile(kOutput));
    made.content = content.get();
    return store.put(key, made);
}

Result<void> checkHeader(const HeaderBench &bench, const Language &language, const QByteArray &key,
                         const std::stop_token &stop)
{
    const PrecompiledHeader &header = *language.precompiledHeader;
    const Words words{.source = kSource,
                      .folder = folderOf(key),
                      .file = folderOf(key) + '/' + header.header.toStdString() + ".gch",
                      .use = headerArguments(header, key)};
    const auto container = TRY(headerContainer(bench, language));
    const RunOutcome outcome =
        TRY(runCompiler(*container, language, compilerRun(bench, language, header.check, words), stop));
    const std::string proof = expanded(header.proof, words);
    if (!outcome.output.contains(proof) && !outcome.errorOutput.contains(proof))
        return fail(Errc::Unsupported, "the compiler does not use the precompiled " + header.header.toStdString() +
                                           ": " + (outcome.output + outcome.errorOutput).substr(0, kShownOutput));
    return {};
}

} // namespace assay::core
