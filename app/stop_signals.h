// SPDX-License-Identifier: GPL-3.0-or-later
// StopSignals: SIGTERM and SIGINT as signals of Qt's.
#pragma once

#include "base/unique_fd.h"

#include <QObject>

class QSocketNotifier;

namespace assay::app {

/// One at a time in a process. While it lives, neither signal ends the program by itself.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    UniqueFd m_read;
    UniqueFd m_write;
};

} // namespace assay::app
