// SPDX-License-Identifier: GPL-3.0-or-later
// JuryModel: the submissions of a problem's authors, and what has become of each.
#pragma once

#include "app/text/verdict_text.h"
#include "core/lab/verification.h"

#include <QAbstractTableModel>

namespace assay::app {

struct JuryLine {
    core::JurySubmission submission;
    std::optional<core::JuryResult> result; ///< Nothing: it waits, or is being judged.
    std::optional<core::LabProgress> progress; ///< While it is being judged.
};

class JuryModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { State, Name, Language, Expected, Outcome, Time, Memory, ColumnCount };
    /// bool: this row is something to look at (not as expected, or skipped).
    static constexpr int kNotableRole = Qt::UserRole + 100;

    explicit JuryModel(QObject *parent = nullptr);

    /// All of them wait.
    void reset(const QList<core::JurySubmission> &submissions);
    void setResult(const core::JuryResult &result);
    void setProgress(const core::LabProgress &progress);
    [[nodiscard]] const QList<JuryLine> &lines() const { return m_lines; }
    /// -1 when there is none of that name.
    [[nodiscard]] int rowOf(const QString &name) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString display(const JuryLine &line, Column column);
    void changed(int row);

    QList<JuryLine> m_lines;
};

} // namespace assay::app
