// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of testlib's as validators of the problem package format.
#pragma once

#include "core/importers/imported_problem.h"
#include "core/problems/package_draft.h"
#include "core/problems/package_tree.h"

namespace assay::core {

enum class TestlibRole : std::uint8_t { Checker, Interactor, InputValidator };

/// The program's sources into that folder, with a file of ours that puts arguments and exit codes as the format has them.
/// Source: testlib.h, registerTestlibCmd, registerInteraction, resultExitCode; problem package format, "Output validator".
void addTestlibProgram(PackageDraft &draft, const std::string &folder, const TestlibProgram &program, TestlibRole role);

/// The program at that path of the source, with the headers beside it and those of `resources`. Findings: an error when
/// it is not there, is not C++, has no testlib.h to compile with, or gives points of its own.
[[nodiscard]] std::optional<TestlibProgram> findTestlibProgram(const PackageTree &tree, const std::string &path,
                                                               const std::vector<std::string> &resources,
                                                               PackageFindings &findings);

} // namespace assay::core
