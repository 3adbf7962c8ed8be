// SPDX-License-Identifier: GPL-3.0-or-later
// DataFolder: the files below data/ as a tree, and by the test cases that they belong to.
#include "core/problems/data_folder.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Longest first, so that "1.in.statement" is not taken for a case "1.in" with an unknown ending.
constexpr std::array<std::string_view, 17> kCaseExtensions = {
    ".in.statement", ".ans.statement", ".in.download", ".ans.download", ".interaction", ".in",
    ".ans",          ".out",           ".yaml",        ".hint",         ".desc",        ".png",
    ".jpg",          ".jpeg",          ".svg",         ".args",         ".files"};

} // namespace

DataFolder DataFolder::of(const PackageTree &tree)
{
    DataFolder data;
    for (const PackageFile &file : tree.below("data")) {
        DataFolder *folder = &data;
        std::string_view rest = std::string_view{file.path}.substr(sizeof "data/" - 1);
        for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
            folder = &folder->folders[std::string{rest.substr(0, slash)}];
            rest.remove_prefix(slash + 1);
        }
        folder->files.emplace(rest, &file);
    }
    return data;
}

CaseName splitCaseName(std::string_view name)
{
    for (const auto extension : kCaseExtensions) {
        if (name.size() > extension.size() && name.ends_with(extension))
            return {.base = name.substr(0, name.size() - extension.size()), .extension = extension};
    }
    return {.base = name, .extension = {}};
}

bool isGroupFile(std::string_view name)
{
    return name == "testdata.yaml" || name == "test_group.yaml";
}

std::map<std::string, CaseFiles, std::less<>> casesIn(const DataFolder &folder, PackageFindings &findings)
{
    std::map<std::string, CaseFiles, std::less<>> cases;
    for (const auto &[name, file] : folder.files) {
        if (isGroupFile(name))
            continue;
        const CaseName split = splitCaseName(name);
        if (!split.extension.empty())
            cases[std::string{split.base}][split.extension] = file;
        else if (!name.starts_with("README"))
            findings.warn(file->path, {}, u"belongs to no test case and is ignored"_s);
    }
    return cases;
}

} // namespace assay::core
