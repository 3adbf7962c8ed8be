// SPDX-License-Identifier: GPL-3.0-or-later
// StopSignals: SIGTERM and SIGINT as signals of Qt's.
#include "app/stop_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace assay::app {

namespace {

std::atomic<int> writeEnd = -1; // All that a handler may use.

void onSignal(int /*number*/)
{
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
    errno = saved;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT})
        ::sigaction(number, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals then end the program, as they would without us
    m_read = UniqueFd(ends[0]);
    m_write = UniqueFd(ends[1]);
    auto *notifier = new QSocketNotifier(m_read.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(m_read.get(), &byte, 1) == 1)
            Q_EMIT stopRequested();
    });
    writeEnd = m_write.get();
    setHandler(onSignal);
}

StopSignals::~StopSignals()
{
    if (m_write.get() < 0)
        return;
    setHandler(SIG_DFL);
    writeEnd = -1;
}

} // namespace assay::app
