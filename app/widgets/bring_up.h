// SPDX-License-Identifier: GPL-3.0-or-later
// A window that was asked for, before all others.
#pragma once

#include <QWidget>

namespace assay::app {

inline void bringUp(QWidget &window)
{
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace assay::app
