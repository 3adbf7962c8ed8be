// SPDX-License-Identifier: GPL-3.0-or-later
// ApiContext: what operations of the API work with.
#pragma once

#include "core/engine.h"
#include "server/api/tickets.h"

#include <QThreadPool>

#include <atomic>

namespace assay::server {

class EventHub;

/// One per server. Operations run on threads of the pool; everything here may be used from there.
struct ApiContext {
    core::Engine &engine;
    EventHub &events;
    QThreadPool &pool;
    Tickets &tickets;
    std::atomic<bool> draining = false;
    std::atomic<std::int64_t> requests = 0;
};

} // namespace assay::server
