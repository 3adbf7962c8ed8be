// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: what is being judged and what waits, as lists show it.
#pragma once

#include "core/model/queue.h"

#include <QAbstractTableModel>
#include <QHash>

namespace assay::app {

class QueueModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { State, Lane, Since, Id, Problem, Language, Wait, ColumnCount };

    explicit QueueModel(QObject *parent = nullptr);

    /// Rows that stay keep their place on screen; `now` is what "since" counts from.
    void update(const QList<core::QueueEntry> &entries);
    [[nodiscard]] const core::QueueEntry &at(int row) const { return m_entries.at(row); }
    void setProblemTitle(core::ProblemId id, const QString &title);
    void setLanguageName(const QString &id, const QString &name);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const core::QueueEntry &entry, Column column) const;

    QList<core::QueueEntry> m_entries;
    QHash<QString, QString> m_problemTitles;
    QHash<QString, QString> m_languageNames;
};

} // namespace assay::app
