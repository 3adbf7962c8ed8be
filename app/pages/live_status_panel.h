// SPDX-License-Identifier: GPL-3.0-or-later
// LiveStatusPanel: queue, workers, sandbox and languages of the engine, as they are now.
#pragma once

#include "core/engine.h"

#include <QCoreApplication>
#include <QScrollArea>

namespace assay::app {

class StatusSection;

class LiveStatusPanel final : public QScrollArea
{
    Q_DECLARE_TR_FUNCTIONS(LiveStatusPanel)

public:
    explicit LiveStatusPanel(QWidget *parent = nullptr);

    void showStatus(const core::EngineStatus &status);
    void showStopped();
    void showLanguages(const QList<core::LanguageStatus> &languages);

private:
    void showQueue(const core::QueueDepth &queue);
    void showWorkers(const core::EngineStatus &status);
    void showSandbox(const core::SandboxStatus &sandbox);

    StatusSection *m_queue;
    StatusSection *m_workers;
    StatusSection *m_sandbox;
    StatusSection *m_languages;
};

} // namespace assay::app
