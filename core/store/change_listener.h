// SPDX-License-Identifier: GPL-3.0-or-later
// ChangeListener: hears when another engine has written to a shared database.
#pragma once

#include "core/model/ids.h"
#include "core/store/database.h"

#include <QThread>

#include <functional>

namespace assay::core {

/// A thread with a connection of its own on which PostgreSQL says so (LISTEN). As notices can be missed, and a connection
/// lost, `onChange` is called every second anyway.
class ChangeListener final : private QThread
{
public:
    /// `onChange` is called on the listener's thread.
    ChangeListener(DatabaseAddress address, EngineId own, std::function<void()> onChange);
    ~ChangeListener() override;

private:
    void run() override;
    [[nodiscard]] Result<std::unique_ptr<Database>> connectAndListen();

    DatabaseAddress m_address;
    EngineId m_own;
    std::function<void()> m_onChange;
};

} // namespace assay::core
