// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that says what of a valid package is not judged yet.
#include "core/problems/package_check.h"

#include "core/problems/message_text.h"

#include <array>
#include <utility>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

struct FeatureRow {
    PackageFeature feature;
    bool judged;
    std::string_view text; ///< Before "not judged yet".
};

constexpr std::array<FeatureRow, 11> kFeatures = {{
    {PackageFeature::Scoring, false, "scoring problems are"},
    {PackageFeature::Interactive, false, "interactive problems are"},
    {PackageFeature::MultiPass, false, "multi-pass problems are"},
    {PackageFeature::SubmitAnswer, false, "submit-answer problems are"},
    {PackageFeature::CustomOutputValidator, true, "a custom output validator is"},
    {PackageFeature::StaticValidator, false, "a static validator is"},
    {PackageFeature::IncludedCode, false, "code that is included with submissions is"},
    {PackageFeature::CustomGrader, false, "a custom grader is"},
    {PackageFeature::GraderFlags, false, "a grader that accepts in spite of a failed case is"},
    {PackageFeature::CaseArguments, false, "a test case with command-line arguments is"},
    {PackageFeature::CaseFiles, false, "a test case with files of its own is"},
}};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kFeatures.size(); ++i) {
        if (static_cast<std::size_t>(kFeatures[i].feature) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder() && kFeatures.back().feature == PackageFeature::CaseFiles);

constexpr std::array<std::pair<std::string_view, PackageFeature>, 4> kTypes = {{
    {"interactive", PackageFeature::Interactive},
    {"multi-pass", PackageFeature::MultiPass},
    {"scoring", PackageFeature::Scoring},
    {"submit-answer", PackageFeature::SubmitAnswer},
}};

constexpr std::array<std::pair<std::string_view, PackageFeature>, 3> kFolders = {{
    {"static_validator", PackageFeature::StaticValidator},
    {"include", PackageFeature::IncludedCode},
    {"graders", PackageFeature::CustomGrader},
}};

bool isLegacy(const ProblemYaml &yaml)
{
    return yaml.format == PackageFormat::Legacy || yaml.format == PackageFormat::LegacyIcpc;
}

/// The folder with the package's validators, "" when it has none. Drafts used either name.
std::string_view validatorFolder(const PackageTree &tree)
{
    for (const std::string_view folder : {"output_validator", "output_validators"}) {
        if (!tree.below(folder).empty())
            return folder;
    }
    return {};
}

void warnOfUnusedValidator(const PackageTree &tree, const ProblemYaml &yaml, QList<Finding> &findings)
{
    // problemtools goes by the key and leaves the folder alone.
    if (!isLegacy(yaml) || yaml.validation == "custom"_L1 || validatorFolder(tree).empty())
        return;
    findings.append({.severity = Severity::Warning,
                     .file = u"output_validators"_s,
                     .key = {},
                     .message = u"is not used: problem.yaml does not say \"validation: custom\""_s});
}

} // namespace

bool isJudged(PackageFeature feature)
{
    return kFeatures[static_cast<std::size_t>(feature)].judged;
}

Result<void> requireFeature(PackageFeature feature, std::string_view place)
{
    if (isJudged(feature))
        return {};
    return fail(Errc::Unsupported, std::string{place} + ": " +
                                       std::string{kFeatures[static_cast<std::size_t>(feature)].text} +
                                       " not judged yet");
}

Result<std::optional<PackageProgram>> ownValidator(const PackageTree &tree, const ProblemYaml &yaml)
{
    const std::string_view folder = validatorFolder(tree);
    if (isLegacy(yaml) && yaml.validation != "custom"_L1)
        return std::nullopt;
    if (folder.empty()) {
        if (isLegacy(yaml))
            return invalidPackage("problem.yaml: validation", "is custom, but there is no output validator");
        return std::nullopt;
    }
    // A folder below is one program of several files, as all files directly in a 2025-09 folder are; of several
    // programs the first is used, as problemtools does.
    PackageProgram program{.name = {}, .files = {}, .root = tree.root() / folder};
    const auto files = tree.below(folder);
    const std::string_view first = std::string_view{files.front().path}.substr(folder.size() + 1);
    if (const auto slash = first.find('/'); slash != std::string_view::npos)
        program.root /= first.substr(0, slash);
    for (const PackageFile &file : files) {
        const std::filesystem::path path = tree.root() / file.path;
        if (path.string().starts_with(program.root.string() + "/"))
            program.files.push_back(path);
    }
    program.name = QString::fromStdString(program.root.stem().string());
    return program;
}

Result<void> checkPackage(const PackageTree &tree, const ProblemYaml &yaml, QList<Finding> &findings)
{
    const bool fromValidation = !yaml.validation.isEmpty() && yaml.validation != "default"_L1;
    for (const auto &[type, feature] : kTypes) {
        if (yaml.types.contains(QLatin1StringView{type}))
            TRY(requireFeature(feature, fromValidation ? "problem.yaml: validation" : "problem.yaml: type"));
    }
    const bool own = TRY(ownValidator(tree, yaml)).has_value();
    if (own)
        TRY(requireFeature(PackageFeature::CustomOutputValidator,
                           fromValidation ? "problem.yaml: validation" : "output_validator/"));
    warnOfUnusedValidator(tree, yaml, findings);
    for (const auto &[folder, feature] : kFolders) {
        if (!tree.below(folder).empty())
            TRY(requireFeature(feature, std::string{folder} + "/"));
    }
    return {};
}

} // namespace assay::core
