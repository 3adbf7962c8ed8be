// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a language's data file.
#include "core/json/language_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace assay::core {

namespace {

QStringList stringList(const QJsonObject &object, QLatin1StringView key)
{
    QStringList list;
    for (const auto &value : object.value(key).toArray())
        list.append(value.toString());
    return list;
}

ToolchainParts toolchainParts(const QJsonObject &object)
{
    using namespace Qt::StringLiterals;
    ToolchainParts parts{.files = stringList(object, "files"_L1), .questions = {}};
    for (const auto &value : object.value("ask"_L1).toArray()) {
        QStringList command;
        for (const auto &word : value.toArray())
            command.append(word.toString());
        if (!command.isEmpty())
            parts.questions.append(command);
    }
    return parts;
}

/// Nothing when there is none; one that lacks a part is an error of the caller's to tell.
std::optional<PrecompiledHeader> precompiledHeader(const QJsonObject &object)
{
    using namespace Qt::StringLiterals;
    if (object.isEmpty())
        return std::nullopt;
    return PrecompiledHeader{.header = object.value("header"_L1).toString(),
                             .list = stringList(object, "list"_L1),
                             .make = stringList(object, "make"_L1),
                             .use = stringList(object, "use"_L1),
                             .check = stringList(object, "check"_L1),
                             .proof = object.value("proof"_L1).toString()};
}

bool isWhole(const PrecompiledHeader &header)
{
    return !header.header.isEmpty() && !header.list.isEmpty() && !header.make.isEmpty() && !header.use.isEmpty() &&
           !header.check.isEmpty() && !header.proof.isEmpty();
}

/// Nothing when there is none; one that lacks a part is an error of the caller's to tell.
std::optional<CompileAgain> compileAgain(const QJsonObject &object)
{
    using namespace Qt::StringLiterals;
    if (object.isEmpty())
        return std::nullopt;
    return CompileAgain{.saying = object.value("saying"_L1).toString(), .words = stringList(object, "words"_L1)};
}

template <typename Table>
auto enumValue(const Table &table, const QJsonObject &object, QLatin1StringView key)
{
    const auto text = object.value(key).toString().toStdString();
    return table.value(text.empty() ? table.rows().front().second : std::string_view(text));
}

} // namespace

Result<Language> languageFromJson(const QByteArray &text)
{
    using namespace Qt::StringLiterals;
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError)
        return fail(Errc::InvalidData, error.errorString().toStdString() + " at byte " + std::to_string(error.offset));
    for (const auto key : {"id"_L1, "name"_L1, "extensions"_L1, "default_file_name"_L1, "run"_L1, "run_filter"_L1}) {
        if (object.value(key).toString().isEmpty() && object.value(key).toArray().isEmpty())
            return fail(Errc::InvalidData,
                        std::string(key.data(), static_cast<std::size_t>(key.size())) + " is missing");
    }
    const auto memoryModel = enumValue(kMemoryModelNames, object, "memory_model"_L1);
    const auto entryRule = enumValue(kEntryRuleNames, object, "entry_rule"_L1);
    const auto warmStart = enumValue(kWarmStartRuleNames, object, "warm_start"_L1);
    if (!memoryModel || !entryRule || !warmStart)
        return fail(Errc::InvalidData, "memory_model, entry_rule or warm_start has an unknown value");
    const auto precompiled = precompiledHeader(object.value("precompiled_header"_L1).toObject());
    if (precompiled && !isWhole(*precompiled))
        return fail(Errc::InvalidData, "precompiled_header lacks one of header, list, make, use, check, proof");
    const auto again = compileAgain(object.value("compile_again"_L1).toObject());
    if (again && (again->saying.isEmpty() || again->words.isEmpty()))
        return fail(Errc::InvalidData, "compile_again lacks one of saying, words");
    return Language{
        .id = object.value("id"_L1).toString(),
        .aliases = stringList(object, "aliases"_L1),
        .name = object.value("name"_L1).toString(),
        .extensions = stringList(object, "extensions"_L1),
        .shebang = object.value("shebang"_L1).toString(),
        .defaultFileName = object.value("default_file_name"_L1).toString(),
        .entryRule = *entryRule,
        .compile = stringList(object, "compile"_L1),
        .run = stringList(object, "run"_L1),
        .precompiledHeader = precompiled,
        .compileAgain = again,
        .versionCommand = stringList(object, "version"_L1),
        .toolchain = toolchainParts(object.value("toolchain"_L1).toObject()),
        .environment = stringList(object, "environment"_L1),
        .compileFilter = object.value("compile_filter"_L1).toString(),
        .runFilter = object.value("run_filter"_L1).toString(),
        .memoryModel = *memoryModel,
        .warmStart = *warmStart,
        .timeFactor = object.value("time_factor"_L1).toDouble(1),
        .memoryOverhead = 1_MiB * object.value("memory_overhead_mib"_L1).toInteger(0),
        .highlighting = object.value("highlighting"_L1).toString(),
        .installHint = object.value("install_hint"_L1).toString(),
        .starter = object.value("starter"_L1).toString(),
    };
}

} // namespace assay::core
