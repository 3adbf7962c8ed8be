// SPDX-License-Identifier: GPL-3.0-or-later
// LogOutput: where the messages of all categories go: a file, the terminal.
#pragma once

#include "core/logs/log_file.h"

#include <QByteArray>
#include <QString>
#include <QtLogging>

#include <memory>

namespace assay::core {

enum class LogColour : std::uint8_t { AsTheTerminal, Never };

struct LogOutputOptions {
    std::unique_ptr<LogFile> file; ///< Null: none.
    QtMsgType least = QtInfoMsg; ///< What is less is not written anywhere.
    QtMsgType leastOnTerminal = QtWarningMsg;
    LogColour colour = LogColour::AsTheTerminal;
};

/// "10:42:31 warning engine: the message", with `colour` in that of its level.
[[nodiscard]] QByteArray toTerminalLine(const LogRecord &record, bool colour);
/// Errors: InvalidArgument, naming what it may be.
[[nodiscard]] Result<QtMsgType> logLevelFrom(const QString &text);

/// One per process. While it is there, Qt's messages go where it says.
class LogOutput
{
public:
    explicit LogOutput(LogOutputOptions options);
    ~LogOutput();
    LogOutput(const LogOutput &) = delete;
    LogOutput &operator=(const LogOutput &) = delete;

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);
    void take(QtMsgType type, const LogRecord &record) const;

    LogOutputOptions m_options;
    bool m_colour;
    QtMessageHandler m_before;
};

} // namespace assay::core
