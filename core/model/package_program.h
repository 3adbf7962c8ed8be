// SPDX-License-Identifier: GPL-3.0-or-later
// PackageProgram: a program that comes with a problem package: validator, grader, visualizer.
#pragma once

#include "base/enum_table.h"

#include <QString>

#include <filesystem>
#include <vector>

namespace assay::core {

/// How a program of a package is started.
enum class ProgramKind : std::uint8_t {
    Source,        ///< Compiled and run as its language is.
    BuildScript,   ///< It brings `build` or `run`, POSIX shell scripts.
    Checktestdata, ///< A grammar for the tool of that name (.ctd). Input validators only.
    Viva,          ///< A pattern for the tool of that name (.viva). Input validators only.
};

inline constexpr auto kProgramKindNames = makeEnumTable<ProgramKind>({
    {ProgramKind::Source, "source"},
    {ProgramKind::BuildScript, "build-script"},
    {ProgramKind::Checktestdata, "checktestdata"},
    {ProgramKind::Viva, "viva"},
});
static_assert(kProgramKindNames.isComplete(ProgramKind::Viva));

/// Source: problem package format, "Programs".
struct PackageProgram {
    QString name; ///< Base name of its file, or its folder's name: what flags for one of several validators name.
    ProgramKind kind = ProgramKind::Source;
    std::vector<std::filesystem::path> files; ///< Absolute, one or several.
    std::filesystem::path root; ///< What file names are relative to.

    bool operator==(const PackageProgram &) const = default;
};

} // namespace assay::core
