// SPDX-License-Identifier: GPL-3.0-or-later
// DataFolder: the files below data/ as a tree, and by the test cases that they belong to.
#pragma once

#include "core/problems/package_tree.h"

#include <map>

namespace assay::core {

struct DataFolder {
    std::map<std::string, DataFolder, std::less<>> folders;
    std::map<std::string, const PackageFile *, std::less<>> files;

    /// What lies below data/. The tree must outlive it.
    [[nodiscard]] static DataFolder of(const PackageTree &tree);
};

struct CaseName {
    std::string_view base;
    std::string_view extension; ///< Empty: no file of a test case has such a name.
};

/// "1.in.statement" is "1" and ".in.statement".
[[nodiscard]] CaseName splitCaseName(std::string_view name);

[[nodiscard]] bool isGroupFile(std::string_view name);

/// The files of one test case, by extension.
using CaseFiles = std::map<std::string_view, const PackageFile *>;

/// Those of the folder by base name; files that belong to none are told.
[[nodiscard]] std::map<std::string, CaseFiles, std::less<>> casesIn(const DataFolder &folder,
                                                                    PackageFindings &findings);

} // namespace assay::core
