// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of assayd about accounts, tokens and the audit log.
#pragma once

#include "server/assayd/commands.h"

#include <CLI/CLI.hpp>

namespace assay::server {

struct AccountArguments {
    std::string dataFolder;
    std::string database;
    std::string name; ///< Of an account.
    std::string role = "host";
    std::string scopes; ///< With blanks or commas between; empty: all that the account has.
    std::string label;
    std::string token; ///< Id of one.
    int days = 90;
    int limit = 100;
    OutputFormat format = OutputFormat::Text;
};

/// `assayd account`, `token` and `audit`.
void addAccountCommands(CLI::App &app, AccountArguments &arguments);
/// Whether one of them was asked for.
[[nodiscard]] bool isAccountCommand(const CLI::App &app);
[[nodiscard]] int accountCommand(const CLI::App &app, const AccountArguments &arguments,
                                 const core::Settings &settings);

} // namespace assay::server
