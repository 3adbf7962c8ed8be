// SPDX-License-Identifier: GPL-3.0-or-later
// DraftStore: drafts as plain files under <data>/drafts, each written whole or not at all.
#pragma once

#include "app/drafts/draft.h"
#include "base/result.h"

#include <optional>

namespace assay::app {

/// Holds no state of its own; calls for one problem must not overlap.
class DraftStore
{
public:
    explicit DraftStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    /// `problem` and `language` name folders: letters, digits, '-', '_' and '.' only.
    [[nodiscard]] Result<void> saveSource(const QString &problem, const QString &language,
                                          const SourceDraft &draft) const;
    /// Nothing when none was saved.
    [[nodiscard]] std::optional<SourceDraft> loadSource(const QString &problem, const QString &language) const;
    [[nodiscard]] Result<void> saveInput(const QString &problem, const InputDraft &draft) const;
    [[nodiscard]] InputDraft loadInput(const QString &problem) const;

private:
    QString m_folder;
};

} // namespace assay::app
