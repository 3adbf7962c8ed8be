// SPDX-License-Identifier: GPL-3.0-or-later
// Loads the words of the user's language.
#pragma once

class QCoreApplication;

namespace assay::app {

/// The user's language when we have it, else English (whose file holds the plural forms).
void installTranslations(QCoreApplication &application);

} // namespace assay::app
