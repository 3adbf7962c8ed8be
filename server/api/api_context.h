// SPDX-License-Identifier: GPL-3.0-or-later
// ApiContext: what operations of the API work with.
#pragma once

#include "core/engine.h"
#include "server/api/tickets.h"
#include "server/http/http_message.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

namespace assay::server {

class EventHub;
class Metrics;
class WebhookSender;

/// One per server. Operations run on threads of the pool; everything here may be used from there.
struct ApiContext {
    core::Engine &engine;
    EventHub &events;
    QThreadPool &pool;
    Tickets &tickets;
    WebhookSender &webhooks;
    Metrics &metrics;
    /// As if it had come over a connection of its own. On the server's thread, and so is the response.
    std::function<void(HttpRequest, std::function<void(HttpResponse)>)> handle;
    bool dev = false; ///< There is help for whoever writes a client.
    std::atomic<bool> draining = false;
    std::atomic<std::int64_t> requests = 0;
    std::atomic<std::int64_t> sockets = 0; ///< That are open.
};

} // namespace assay::server
