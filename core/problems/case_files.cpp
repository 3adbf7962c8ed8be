// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one test case from its files and from the settings in force.
#include "core/problems/case_files.h"

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestText = 1_MiB;

/// The text of a file, without the line end behind it.
QString textOf(const CaseFiles &files, std::string_view extension, PackageFindings &findings)
{
    const auto content = findings.keep(checkedContent(*files.at(extension), kLargestText));
    QString text = QString::fromUtf8(content.value_or(QByteArray{}));
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    return text;
}

void warnOfOlderFile(const CaseFiles &files, std::string_view extension, const Problem &problem,
                     PackageFindings &findings)
{
    if (problem.format == PackageFormat::Version2025)
        findings.warn(files.at(extension)->path, {}, u"is a file of older versions; it belongs into the .yaml file"_s);
}

/// Which files stand for the same thing. Source: 2025-09, "Displaying test cases", "Downloading test cases".
void checkShownFiles(const std::string &path, const CaseFiles &files, PackageFindings &findings)
{
    const auto oneOf = [&](std::initializer_list<std::string_view> extensions) {
        int count = 0;
        for (const auto extension : extensions)
            count += files.contains(extension) ? 1 : 0;
        if (count > 1)
            findings.warn(path, {}, u"has several files that are shown instead of the same one"_s);
    };
    oneOf({".in.statement", ".interaction"});
    oneOf({".out", ".ans.statement", ".interaction"});
    oneOf({".out", ".ans.download"});
}

} // namespace

std::filesystem::path fileOf(const CaseFiles &files, std::string_view extension)
{
    const auto file = files.find(extension);
    return file == files.end() ? std::filesystem::path{} : file->second->resolved;
}

DataSettings caseSettings(const CaseFiles &files, const DataSettings &above, const Problem &problem,
                          SettingsReader &reader, PackageFindings &findings)
{
    DataSettings settings = above;
    if (files.contains(".args")) {
        warnOfOlderFile(files, ".args", problem, findings);
        settings.arguments = textOf(files, ".args", findings).simplified().split(u' ', Qt::SkipEmptyParts);
    }
    if (files.contains(".hint")) {
        warnOfOlderFile(files, ".hint", problem, findings);
        settings.hint = textOf(files, ".hint", findings);
    }
    if (files.contains(".desc")) {
        warnOfOlderFile(files, ".desc", problem, findings);
        settings.description = textOf(files, ".desc", findings);
    }
    const auto file = files.find(".yaml");
    if (file == files.end())
        return settings;
    if (isLegacy(problem.format)) {
        findings.warn(file->second->path, {}, u"is ignored: the format has no such file"_s);
        return settings;
    }
    const auto yaml = findings.keep(readYaml(*file->second));
    return yaml ? reader.ofCase(*yaml, settings) : settings;
}

TestCase readCase(const std::string &path, const CaseFiles &files, const DataSettings &settings, const Problem &problem,
                  PackageFindings &findings)
{
    TestCase result;
    result.name = QString::fromStdString(path.substr(sizeof "data/" - 1));
    result.input = fileOf(files, ".in");
    result.answer = fileOf(files, ".ans");
    result.arguments = settings.arguments;
    result.compare = settings.compare;
    if (!problem.outputValidators.isEmpty())
        result.validatorFlags = settings.validatorFlags;
    result.inputValidatorFlags = settings.inputValidatorFlags;
    result.inputVisualizerArguments = settings.inputVisualizerArguments;
    result.outputVisualizerArguments = settings.outputVisualizerArguments;
    result.fullFeedback = settings.fullFeedback;
    result.hint = settings.hint;
    result.description = settings.description;
    result.shownInput = fileOf(files, ".in.statement");
    result.shownAnswer = fileOf(files, ".ans.statement");
    result.interaction = fileOf(files, ".interaction");
    result.downloadInput = fileOf(files, ".in.download");
    result.downloadAnswer = fileOf(files, ".ans.download");
    result.exampleOutput = fileOf(files, ".out");
    if (result.shownAnswer.empty())
        result.shownAnswer = result.exampleOutput;
    if (result.downloadAnswer.empty())
        result.downloadAnswer = result.exampleOutput;
    checkShownFiles(path, files, findings);
    for (const std::string_view extension : {".png", ".jpg", ".jpeg", ".svg"}) {
        const auto picture = fileOf(files, extension);
        if (result.illustration.empty())
            result.illustration = picture;
        else if (!picture.empty())
            findings.warn(files.at(extension)->path, {}, u"is ignored: the test case has an illustration already"_s);
    }
    return result;
}

} // namespace assay::core
