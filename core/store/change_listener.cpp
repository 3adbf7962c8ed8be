// SPDX-License-Identifier: GPL-3.0-or-later
// ChangeListener: hears when another engine has written to a shared database.
#include "core/store/change_listener.h"

#include "core/json/text.h"
#include "core/log_categories.h"

#include <QTimer>

namespace assay::core {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{1000};

} // namespace

ChangeListener::ChangeListener(DatabaseAddress address, EngineId own, std::function<void()> onChange)
    : m_address(std::move(address))
    , m_own(own)
    , m_onChange(std::move(onChange))
{
    start();
}

ChangeListener::~ChangeListener()
{
    quit();
    wait();
}

Result<std::unique_ptr<Database>> ChangeListener::connectAndListen()
{
    auto database = TRY(Database::open(m_address, Database::Access::ReadOnly));
    TRY(database->listen([this](const QString &engine) {
        if (engine != textOf(m_own))
            m_onChange();
    }));
    return database;
}

void ChangeListener::run()
{
    std::unique_ptr<Database> database;
    bool complained = false;
    const auto look = [&] {
        if (!database || !database->isConnected()) {
            auto connected = connectAndListen();
            if (!connected && !complained)
                qCWarning(lcStore, "listening: %s", connected.error().describe().c_str());
            complained = !connected;
            database = connected ? std::move(*connected) : nullptr;
        }
        m_onChange();
    };
    QTimer timer;
    timer.callOnTimeout(look);
    timer.start(kBetweenLooks);
    look();
    exec();
}

} // namespace assay::core
