// SPDX-License-Identifier: GPL-3.0-or-later
// DraftKeeper: writes what is being typed to disk, at most half a second behind the typing.
#pragma once

#include "app/background.h"
#include "app/drafts/draft_store.h"

#include <QObject>

#include <functional>

class QTimer;

namespace assay::app {

struct LoadedDraft {
    std::optional<SourceDraft> source; ///< Nothing: start with the language's starter.
    InputDraft input;
};

class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    /// `source` and `input` give what is on screen; they are asked only while a place is set.
    DraftKeeper(const QString &folder, std::function<SourceDraft()> source, std::function<InputDraft()> input,
                QObject *parent = nullptr);
    ~DraftKeeper() override;

    /// Where what is typed from now on belongs. Writes what is still unwritten of the place before.
    void setPlace(const QString &problem, const QString &language);
    /// Nothing is kept until the next setPlace.
    void clearPlace();
    void sourceEdited();
    void inputEdited();
    /// Hands what is unwritten to the writing thread.
    void flush();
    /// After every write that was handed over before.
    void load(const QString &problem, const QString &language, std::function<void(LoadedDraft)> done);

Q_SIGNALS:
    void failed(const assay::Error &error);

private:
    void begin();
    void report(const Result<void> &result);

    DraftStore m_store;
    std::function<SourceDraft()> m_source;
    std::function<InputDraft()> m_input;
    QTimer *m_timer;
    QString m_problem;
    QString m_language;
    bool m_sourceDirty = false;
    bool m_inputDirty = false;
    Background m_background; ///< One thread: writes and reads in their order. Its destructor waits for them.
};

} // namespace assay::app
