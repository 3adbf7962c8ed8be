// SPDX-License-Identifier: GPL-3.0-or-later
// LanguageTable: the languages of resources/languages/, and which of them this host has.
#pragma once

#include "base/result.h"
#include "core/model/language.h"
#include "core/model/submission.h"

#include <QList>

#include <filesystem>
#include <optional>

namespace assay::core {

/// Immutable after load.
class LanguageTable
{
public:
    /// Reads every *.json in `folder` and looks for each language's programs.
    /// Errors: InvalidData naming file and key, Io.
    [[nodiscard]] static Result<LanguageTable> load(const std::filesystem::path &folder);

    [[nodiscard]] const QList<LanguageStatus> &all() const { return m_languages; }
    /// By id; nothing when there is none.
    [[nodiscard]] const LanguageStatus *find(const QString &id) const;
    /// As find. Errors: InvalidArgument for an unknown language, Unsupported for one that is not installed here.
    [[nodiscard]] Result<const LanguageStatus *> require(const QString &id) const;
    /// The language that claims this file name's extension; an available one is preferred.
    [[nodiscard]] const LanguageStatus *forFileName(const QString &fileName) const;
    /// As forFileName, but a first line that names another language of that extension ("#!/usr/bin/python2") counts.
    [[nodiscard]] const LanguageStatus *forSource(const SourceFile &source) const;
    /// The first line of each available language's version command: runs them, takes up to a second.
    [[nodiscard]] QList<LanguageStatus> probeVersions() const;

private:
    QList<LanguageStatus> m_languages;
};

} // namespace assay::core
