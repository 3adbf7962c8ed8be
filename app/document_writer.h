// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentWriter: hands on what a candidate types at this computer, so that hosts see it as it is typed.
#pragma once

#include "app/background.h"
#include "app/drafts/draft.h"
#include "core/model/document.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <map>

namespace assay {
struct Error;
}

namespace assay::app {

class EngineHost;

/// Nothing waits for it. What cannot be stored now, as while the session is paused, goes with what is typed next.
class DocumentWriter final : public QObject
{
    Q_OBJECT

public:
    DocumentWriter(EngineHost &host, core::ParticipantId participant, QObject *parent);
    ~DocumentWriter() override;

    /// That is how it stands now in the editor. Several files go one after the other, each under its name.
    void wrote(core::ProblemId problem, const QString &language, const SourceDraft &draft);
    /// What has not been handed on yet is, and nobody waits for that: it is the last.
    void finish();

Q_SIGNALS:
    /// Once: what is typed is not recorded.
    void failed(const assay::Error &error);

private:
    struct Written {
        core::ProblemId problem;
        QString language;
        QString text;
    };

    void sendNext();
    void sent(const QString &key, const Written &written, const Result<core::Document> &stored);

    EngineHost &m_host;
    core::ParticipantId m_participant;
    QTimer m_timer;
    std::map<QString, Written> m_pending; ///< By problem and language, as the next.
    bool m_sending = false;
    bool m_told = false;
    QHash<QString, core::Document> m_documents; ///< As they are stored.
    Background m_background{1}; ///< One after the other. Its destructor waits for them.
};

} // namespace assay::app
