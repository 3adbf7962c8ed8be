// SPDX-License-Identifier: GPL-3.0-or-later
// The words for an Error, in the one place where the desktop has them.
#include "app/text/error_text.h"

#include <QCoreApplication>

#include <cerrno>

namespace assay::app {

QString errorText(const Error &error)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ErrorText", text); };
    switch (error.code) {
    case Errc::Io:
        if (error.sysErrno == ENOSPC)
            return tr("The disk is nearly full: nothing more is taken in before there is room.");
        return tr("A file or folder could not be read or written.");
    case Errc::NotFound:
        return tr("It is no longer there.");
    case Errc::InvalidArgument:
        return tr("This cannot be done as it stands.");
    case Errc::InvalidPackage:
        return tr("This problem package cannot be used.");
    case Errc::InvalidData:
        return tr("Stored data could not be understood.");
    case Errc::Unsupported:
        return tr("This is not available on this computer.");
    case Errc::Permission:
        return tr("The system does not permit this.");
    case Errc::TooLarge:
        return tr("This is larger than the limit allows.");
    case Errc::QueueFull:
        return tr("Too much is waiting already. Try again in a moment.");
    case Errc::RateLimited:
        return tr("That was too much in too short a time. Try again in a second.");
    case Errc::Cancelled:
        return tr("It was stopped.");
    case Errc::Timeout:
        return tr("It took too long and was given up.");
    case Errc::Sandbox:
        return tr("The sandbox could not be set up. The live status says what is missing.");
    case Errc::TierTooLow:
        return tr("The sandbox of this computer does not hold well enough to run this. The live status says what is "
                  "missing.");
    case Errc::Store:
        return tr("The database in the data folder could not be used.");
    case Errc::Internal:
        return tr("Assay made a mistake. Please report it with the details.");
    }
    return {};
}

QString errorDetails(const Error &error)
{
    return QString::fromStdString(error.describe());
}

QString errorWithDetails(const Error &error)
{
    const QString details = errorDetails(error);
    return details.isEmpty() ? errorText(error) : errorText(error) + QLatin1Char('\n') + details;
}

} // namespace assay::app
