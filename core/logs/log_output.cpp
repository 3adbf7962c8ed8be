// SPDX-License-Identifier: GPL-3.0-or-later
// LogOutput: where the messages of all categories go: a file, the terminal.
#include "core/logs/log_output.h"

#include <QDateTime>

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace assay::core {

namespace {

std::atomic<LogOutput *> g_output = nullptr; // what a message handler is told is a function, without anything else

struct Level {
    QtMsgType type;
    const char *name;
    const char *colour; ///< ANSI.
};

/// From least to most.
constexpr std::array kLevels{Level{QtDebugMsg, "debug", "\033[2m"}, Level{QtInfoMsg, "info", "\033[36m"},
                             Level{QtWarningMsg, "warning", "\033[33m"}, Level{QtCriticalMsg, "critical", "\033[31m"},
                             Level{QtFatalMsg, "fatal", "\033[1;31m"}};

std::size_t rankOf(QtMsgType type)
{
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        if (kLevels.at(i).type == type)
            return i;
    }
    return 0;
}

bool wantsColour(LogColour colour)
{
    return colour == LogColour::AsTheTerminal && ::isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

} // namespace

QByteArray toTerminalLine(const LogRecord &record, bool colour)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(record.time.time_since_epoch().count());
    QString category = record.category;
    if (category.startsWith(QStringLiteral("assay.")))
        category = category.mid(6);
    QByteArray level = record.level.toUtf8();
    for (const Level &one : kLevels) {
        if (colour && record.level == QLatin1StringView(one.name))
            level = one.colour + level + "\033[0m";
    }
    return local.toString(QStringLiteral("HH:mm:ss ")).toUtf8() + level + ' ' + category.toUtf8() + ": " +
           record.message.toUtf8() + '\n';
}

Result<QtMsgType> logLevelFrom(const QString &text)
{
    for (const Level &one : kLevels) {
        if (text == QLatin1StringView(one.name))
            return one.type;
    }
    return fail(Errc::InvalidArgument, "a level is debug, info, warning or critical, not " + text.toStdString());
}

LogOutput::LogOutput(LogOutputOptions options)
    : m_options(std::move(options))
    , m_colour(wantsColour(m_options.colour))
    , m_before(qInstallMessageHandler(&LogOutput::handle))
{
    g_output = this;
}

LogOutput::~LogOutput()
{
    qInstallMessageHandler(m_before);
    g_output = nullptr;
}

void LogOutput::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (LogOutput *output = g_output)
        output->take(type, {.time = SystemClock().now(),
                            .level = QString::fromLatin1(kLevels.at(rankOf(type)).name),
                            .category = QString::fromUtf8(context.category),
                            .message = message});
}

void LogOutput::take(QtMsgType type, const LogRecord &record) const
{
    if (rankOf(type) < rankOf(m_options.least))
        return;
    if (m_options.file)
        m_options.file->write(record);
    if (rankOf(type) >= rankOf(m_options.leastOnTerminal)) {
        const QByteArray line = toTerminalLine(record, m_colour);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    }
}

} // namespace assay::core
