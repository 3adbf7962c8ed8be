// SPDX-License-Identifier: GPL-3.0-or-later
// CasesModel: the test cases of one judgement, as a candidate or as a host sees them.
#pragma once

#include "app/text/verdict_text.h"

#include <QAbstractTableModel>

namespace assay::app {

struct CaseLine {
    int ordinal = 0;
    QString name; ///< Empty: hidden.
    Look look;
    bool done = false; ///< Else there are no figures.
    Microseconds cpu{0};
    Microseconds wall{0};
    Bytes memory;
    QString reason;

    bool operator==(const CaseLine &) const = default;
};

class CasesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Number, Name, Result, Cpu, Wall, Memory, Reason, ColumnCount };

    explicit CasesModel(QObject *parent = nullptr);

    /// Inserts, updates or removes at the end until the rows are `cases`.
    void update(const QList<core::CandidateCase> &cases);
    /// For the host: with the names of hidden cases, and why they ended as they did.
    void update(const QList<core::CaseRun> &cases);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void setLines(const QList<CaseLine> &lines);

    QList<CaseLine> m_cases;
};

} // namespace assay::app
