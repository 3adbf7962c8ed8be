// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateLobby: where a candidate waits for the session, or begins a time of their own.
#pragma once

#include "core/model/session.h"

#include <QWidget>

class QPushButton;

namespace assay::app {

class EmptyState;

class CandidateLobby final : public QWidget
{
    Q_OBJECT

public:
    explicit CandidateLobby(QWidget *parent = nullptr);

    void show(const core::Session &session, const core::Participant &candidate);

Q_SIGNALS:
    void beginRequested();

private:
    EmptyState *m_text;
    QPushButton *m_begin;
};

} // namespace assay::app
