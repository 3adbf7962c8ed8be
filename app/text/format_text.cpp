// SPDX-License-Identifier: GPL-3.0-or-later
// Times, sizes and dates as people read them, in the user's locale.
#include "app/text/format_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace assay::app {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(FormatText)
};

QDateTime toDateTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

/// Without trailing zeros, at most `decimals` digits behind the point.
QString shortNumber(double value, int decimals)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    auto text = locale.toString(value, 'f', decimals);
    const auto point = locale.decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(locale.zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

} // namespace

QString numberText(double number)
{
    return QLocale().toString(number, 'g', 10);
}

QString durationText(Microseconds duration)
{
    const auto us = static_cast<double>(duration.count());
    if (us < 9'950)
        return Words::tr("%1 ms").arg(shortNumber(us / 1'000, 1));
    if (us < 999'500)
        return Words::tr("%1 ms").arg(shortNumber(us / 1'000, 0));
    if (us < 9'995'000)
        return Words::tr("%1 s").arg(shortNumber(us / 1'000'000, 2));
    return Words::tr("%1 s").arg(shortNumber(us / 1'000'000, 1));
}

QString limitText(Milliseconds limit)
{
    return Words::tr("%1 s").arg(shortNumber(static_cast<double>(limit.count()) / 1'000, 3));
}

QString sizeText(Bytes size)
{
    if (size.count == 0) // The kernel could not tell, or the program never ran.
        return Words::tr("–", "no figure");
    if (size.count > 0 && size.count < 1024 * 1024 / 10)
        return Words::tr("%1 KiB").arg(size.toKiB());
    const auto mib = size.toMiB();
    return Words::tr("%1 MiB").arg(shortNumber(mib, mib < 99.95 ? 1 : 0));
}

QString whenText(Timestamp time)
{
    const auto local = toDateTime(time);
    if (local.date() == QDate::currentDate())
        return QLocale().toString(local.time(), QStringLiteral("HH:mm:ss"));
    return QLocale().toString(local, QStringLiteral("d MMM, HH:mm"));
}

QString exactTimeText(Timestamp time)
{
    return QLocale().toString(toDateTime(time), QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

} // namespace assay::app
