// SPDX-License-Identifier: GPL-3.0-or-later
// SamplesModel: the problem's samples and the person's own ones, with what the last run made of each.
#pragma once

#include "app/drafts/draft.h"
#include "core/model/candidate_view.h"
#include "core/model/submission.h"

#include <QAbstractListModel>

#include <optional>

namespace assay::app {

struct SampleEntry {
    QString name;  ///< "sample/1", "own/1": as the case of a judgement is called.
    QString title; ///< For people.
    bool own = false;
    bool judged = true; ///< There is an expected output.
    bool checked = true;
    QByteArray input;
    QByteArray expected;
    std::optional<core::CandidateCase> result;
};

class SamplesModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit SamplesModel(QObject *parent = nullptr);

    /// Another problem: rows are removed and inserted.
    void setProblem(const QList<core::Sample> &samples, const InputDraft &draft);
    [[nodiscard]] const SampleEntry &at(int row) const { return m_entries.at(row); }
    /// Puts the own samples and check marks into `draft`.
    void store(InputDraft &draft) const;
    /// What "Run" runs: the checked ones.
    [[nodiscard]] QList<core::RunInput> inputs() const;

    int addOwn(const QByteArray &input, const QByteArray &expected);
    void remove(int row);
    void setInput(int row, const QByteArray &input);
    void setExpected(int row, const QByteArray &expected);
    void setJudged(int row, bool judged);
    void clearResults();
    /// Takes the cases that have one of the names here.
    void takeResults(const QList<core::CandidateCase> &cases);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// Something that a draft keeps has changed.
    void edited();

private:
    [[nodiscard]] QString freeName() const;
    void changed(int row);

    QList<SampleEntry> m_entries;
};

} // namespace assay::app
