// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog that has something to read, and nothing to decide.
#pragma once

#include <QString>

class QWidget;

namespace assay::app {

/// Opens it; it goes when it is closed.
void openHtmlDialog(QWidget *parent, const QString &title, const QString &html);

} // namespace assay::app
