// SPDX-License-Identifier: GPL-3.0-or-later
// CasesModel: the test cases of one judgement.
#pragma once

#include "core/model/candidate_view.h"

#include <QAbstractTableModel>

namespace assay::app {

class CasesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Number, Name, Result, Cpu, Wall, Memory, Reason, ColumnCount };

    explicit CasesModel(QObject *parent = nullptr);

    /// Inserts, updates or removes at the end until the rows are `cases`.
    void update(const QList<core::CandidateCase> &cases);
    [[nodiscard]] const core::CandidateCase &at(int row) const { return m_cases.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<core::CandidateCase> m_cases;
};

} // namespace assay::app
