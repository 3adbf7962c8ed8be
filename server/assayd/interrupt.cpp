// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM as a stop request.
#include "server/assayd/interrupt.h"

#include "server/assayd/exit_code.h"

#include <csignal>
#include <thread>

#include <unistd.h>

namespace assay::server {

std::stop_token stopOnSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    ::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of the write, after which there is still to be cleared up
    // Blocked everywhere (threads inherit it), and waited for in one place, where any code may be called.
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::stop_source source;
    std::thread([signals, source]() mutable {
        int signal = 0;
        ::sigwait(&signals, &signal);
        source.request_stop();
        ::sigwait(&signals, &signal);
        ::_exit(ExitInterrupted);
    }).detach();
    return source.get_token();
}

} // namespace assay::server
