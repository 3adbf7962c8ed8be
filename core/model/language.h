// SPDX-License-Identifier: GPL-3.0-or-later
// Language: a programming language as its data file describes it and as this host has it.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::core {

/// How a language's run-time uses memory, which decides how its limit can be enforced and measured.
enum class MemoryModel : std::uint8_t {
    Native, ///< What it touches is what it needs.
    Managed ///< A garbage-collected run-time that reserves far more address space than it touches.
};

/// How the place where a program starts is found among several files.
enum class EntryRule : std::uint8_t {
    File,         ///< The only file, the one named main, or the first.
    JavaMainClass ///< The class with `static void main`, in its package.
};

/// How several runs of one program may share the start of its run-time.
enum class WarmStartRule : std::uint8_t {
    Never,
    ForkAtScript ///< Its interpreter is forked where it first opens `{entry}`. See sandbox/warm_start.h.
};

inline constexpr auto kMemoryModelNames =
    makeEnumTable<MemoryModel>({{MemoryModel::Native, "native"}, {MemoryModel::Managed, "managed"}});
inline constexpr auto kEntryRuleNames =
    makeEnumTable<EntryRule>({{EntryRule::File, "file"}, {EntryRule::JavaMainClass, "java-main-class"}});
inline constexpr auto kWarmStartRuleNames =
    makeEnumTable<WarmStartRule>({{WarmStartRule::Never, "never"}, {WarmStartRule::ForkAtScript, "fork-at-script"}});

/// What of the host decides what a language's sources become, besides the programs of its command lines.
struct ToolchainParts {
    QStringList files; ///< Absolute, or relative to the folder of the first program, after its links.
    QList<QStringList>
        questions; ///< Commands that print the path of a program or file: {"g++", "-print-prog-name=as"}.

    bool operator==(const ToolchainParts &) const = default;
};

/// A header that takes so long to read that it is compiled once, for all who include it first. In its commands `{source}`
/// stands for a file that only includes it, `{header}` for its real path, `{output}` for where the result goes, `{folder}`
/// for the folder in which compilers find the result, `{file}` for the result there, `{use}` for the words of `use`.
struct PrecompiledHeader {
    QString header; ///< As sources include it: "bits/stdc++.h".
    QStringList list; ///< Prints a rule for make that names all files that {source} comes to include.
    QStringList make; ///< With the very flags of compiling: else the compiler takes no notice of the result.
    QStringList use; ///< What goes behind the compiler's name for it to look into {folder} first.
    QStringList check; ///< Compiles {source} and prints `proof` if that took the precompiled header.
    QString proof;

    bool operator==(const PrecompiledHeader &) const = default;
};

/// A mistake of a compiler that some more words on its command line get around: it is run again with them when it
/// failed and said so. What it says without them is kept when that fails as well.
struct CompileAgain {
    QString saying; ///< What its output has then.
    QStringList words; ///< Behind the compiler's name.

    bool operator==(const CompileAgain &) const = default;
};

/// A program or file of a toolchain.
struct ToolchainPart {
    QString path; ///< Without links.
    QString sha256; ///< Hexadecimal.

    bool operator==(const ToolchainPart &) const = default;
};

/// What compiles and runs a language on a host. Two with the same fingerprint make the same of the same sources.
struct Toolchain {
    QString version; ///< All that the version command said.
    QString fingerprint; ///< SHA-256, hexadecimal, over the version and all parts.
    QList<ToolchainPart> parts;

    bool operator==(const Toolchain &) const = default;
};

/// One entry of resources/languages/. In command lines `{sources}` stands for all source files that the compiler
/// takes, `{entry}` for the file that is started, `{entry_stem}` for its path below /box/src without the extension,
/// `{entry_class}` for its class, `{memory_mib}` for the memory limit.
/// Sources lie below /box/src, which is the compiler's work folder; what it makes goes to /box/out.
struct Language {
    QString id; ///< "cpp"; the problem package format's ids where it has one.
    QStringList aliases; ///< Other ids that mean the same: "python3".
    QString name; ///< "C++ 23 (GNU)".
    QStringList extensions; ///< With the dot, most usual first; a file's language is found by these.
    QString
        shebang; ///< Regular expression: a file of these extensions is this language only if its first line matches.
    QString defaultFileName; ///< "main.cpp".
    EntryRule entryRule = EntryRule::File;
    QStringList compile; ///< Empty: nothing is compiled.
    QStringList run;
    std::optional<PrecompiledHeader> precompiledHeader;
    std::optional<CompileAgain> compileAgain;
    QStringList versionCommand;
    ToolchainParts toolchain;
    QStringList environment; ///< "NAME=value", on top of the sandbox's minimal one.
    QString compileFilter; ///< Name of a file under resources/seccomp/.
    QString runFilter;
    MemoryModel memoryModel = MemoryModel::Native;
    WarmStartRule warmStart = WarmStartRule::Never;
    double timeFactor = 1; ///< Multiplies a problem's time limit, unless the problem says otherwise.
    Bytes memoryOverhead; ///< Added to a problem's memory limit for the run-time itself.
    QString highlighting; ///< KSyntaxHighlighting definition name.
    QString installHint; ///< "apt install g++".
    QString starter; ///< What the editor opens with.

    bool operator==(const Language &) const = default;
};

/// A language with what was found of it on this host.
struct LanguageStatus {
    Language language;
    bool available = false;
    QString version; ///< First line of what the version command said; empty until it was asked.
    QString missingProgram; ///< What is missing when it is not available.
    std::optional<Toolchain> toolchain; ///< Nothing until it was looked at.

    bool operator==(const LanguageStatus &) const = default;
};

} // namespace assay::core
