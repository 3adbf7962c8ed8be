// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of assayd about accounts, tokens and the audit log. They open the store alone: no engine may be at work in it.
#include "server/assayd/account_commands.h"

#include "core/accounts/account_service.h"
#include "core/json/account_json.h"
#include "core/json/json_values.h"
#include "server/assayd/console.h"
#include "server/assayd/data_folder.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace assay::server {

namespace {

/// What the commands work on.
struct Desk {
    core::EventBus bus;
    SystemClock clock;
    std::unique_ptr<core::Store> store;
    std::optional<core::AccountService> accounts;
    const AccountArguments &arguments;

    [[nodiscard]] bool json() const { return arguments.format == OutputFormat::Json; }
    [[nodiscard]] Result<core::Account> account() const
    {
        return store->accountNamed(QString::fromStdString(arguments.name))
            .transform([](const core::AccountLogIn &found) { return found.account; });
    }
};

void print(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
}

std::string timeText(Timestamp time)
{
    return core::timeToText(time).toStdString();
}

std::string roleText(const core::Account &account)
{
    return core::textOf(core::kAccountRoleNames, account.role).toStdString();
}

void tellPassword(const Desk &desk, const core::Account &account, const QString &password)
{
    if (desk.json())
        return print(core::toJsonLine(account, password));
    printLine(std::format("{} ({})", account.name.toStdString(), roleText(account)));
    printLine("password: " + password.toStdString());
    printLine("It is not shown again. `assayd account reset-password` makes another one.");
}

Result<void> addAccount(Desk &desk)
{
    const auto role = core::kAccountRoleNames.value(desk.arguments.role).value_or(core::AccountRole::Observer);
    const auto made = TRY(desk.accounts->create(QString::fromStdString(desk.arguments.name), role));
    tellPassword(desk, made.account, made.password);
    return {};
}

Result<void> resetPassword(Desk &desk)
{
    const core::Account account = TRY(desk.account());
    tellPassword(desk, account, TRY(desk.accounts->resetPassword(account.id)));
    return {};
}

Result<void> setRole(Desk &desk)
{
    const auto role = core::kAccountRoleNames.value(desk.arguments.role).value_or(core::AccountRole::Observer);
    TRY(desk.accounts->setRole(TRY(desk.account()).id, role));
    return {};
}

Result<void> disable(Desk &desk)
{
    TRY(desk.accounts->setDisabled(TRY(desk.account()).id, true));
    return {};
}

Result<void> enable(Desk &desk)
{
    TRY(desk.accounts->setDisabled(TRY(desk.account()).id, false));
    return {};
}

Result<void> listAccounts(Desk &desk)
{
    const auto accounts = TRY(desk.store->accounts());
    if (accounts.isEmpty() && !desk.json())
        printLine("There are no accounts. `assayd account add NAME` makes one.");
    for (const core::Account &account : accounts) {
        if (desk.json())
            print(core::toJsonLine(account));
        else
            printLine(std::format("{}  {}{}", leftAligned(account.name.toStdString(), 30), roleText(account),
                                  account.disabled ? ", disabled" : ""));
    }
    return {};
}

Result<void> issueToken(Desk &desk)
{
    const core::Account account = TRY(desk.account());
    const QString asked = QString::fromStdString(desk.arguments.scopes).replace(u',', u' ');
    const core::Scopes scopes = asked.isEmpty() ? core::scopesOf(account.role) : TRY(core::scopesFromText(asked));
    const auto issued = TRY(desk.accounts->issue({.account = account.id,
                                                  .scopes = scopes,
                                                  .lifetime = std::chrono::days(desk.arguments.days),
                                                  .label = QString::fromStdString(desk.arguments.label)}));
    if (desk.json()) {
        print(core::toJsonLine(issued.token, issued.secret));
        return {};
    }
    printLine(issued.secret.toStdString());
    printError("it is not shown again; it is good until " + timeText(issued.token.expires) + " for " +
               core::scopesToText(issued.token.scopes).toStdString());
    return {};
}

Result<void> listTokens(Desk &desk)
{
    for (const core::Token &token : TRY(desk.store->tokensOf(TRY(desk.account()).id))) {
        if (desk.json()) {
            print(core::toJsonLine(token));
            continue;
        }
        const bool good = !token.revoked && token.expires > desk.clock.now();
        printLine(std::format("{}  {}  {}  {}  {}", token.id.toText(),
                              leftAligned(core::textOf(core::kTokenKindNames, token.kind).toStdString(), 7),
                              good ? "good until " + timeText(token.expires) : "good for nothing any more",
                              token.label.toStdString(), core::scopesToText(token.scopes).toStdString()));
    }
    return {};
}

Result<void> revokeToken(Desk &desk)
{
    if (!TRY(desk.accounts->revoke(TRY(core::TokenId::fromText(desk.arguments.token)))))
        return fail(Errc::NotFound, "no token of that id is good for anything");
    return {};
}

Result<void> listAudit(Desk &desk)
{
    const auto accounts = TRY(desk.store->accounts());
    const auto nameOf = [&accounts](const std::optional<core::AccountId> &id) -> std::string {
        if (!id)
            return "-";
        const auto found = std::ranges::find(accounts, *id, &core::Account::id);
        return found == accounts.end() ? id->toText() : found->name.toStdString();
    };
    for (const core::AuditEntry &entry : TRY(desk.store->audit(desk.arguments.limit))) {
        if (desk.json())
            print(core::toJsonLine(entry));
        else
            printLine(std::format("{}  {}  {}  {}", timeText(entry.time), leftAligned(nameOf(entry.actor), 20),
                                  leftAligned(core::textOf(core::kAuditActionNames, entry.action).toStdString(), 17),
                                  entry.object.toStdString()));
    }
    return {};
}

struct Command {
    const char *group;
    const char *name; ///< Empty: the group itself.
    Result<void> (*run)(Desk &);
};

constexpr Command kCommands[] = {
    {"account", "add", addAccount},   {"account", "list", listAccounts},
    {"account", "set-role", setRole}, {"account", "reset-password", resetPassword},
    {"account", "disable", disable},  {"account", "enable", enable},
    {"token", "issue", issueToken},   {"token", "list", listTokens},
    {"token", "revoke", revokeToken}, {"audit", "", listAudit},
};

void addPlace(CLI::App &command, AccountArguments &arguments)
{
    command.add_option("--data", arguments.dataFolder, "Data folder (default: data.folder)");
    command.add_option("--database", arguments.database, "PostgreSQL database instead of the data folder's own file")
        ->envname("ASSAY_DATABASE");
    command.add_flag_callback("--json", [&arguments] { arguments.format = OutputFormat::Json; }, "Print JSON lines");
}

CLI::App *addNamed(CLI::App &group, const char *name, const char *what, AccountArguments &arguments)
{
    CLI::App *command = group.add_subcommand(name, what);
    command->add_option("name", arguments.name, "Name of the account")->required();
    return command;
}

} // namespace

void addAccountCommands(CLI::App &app, AccountArguments &arguments)
{
    const auto roles = CLI::IsMember({"host", "interviewer", "observer"});
    auto *account = app.add_subcommand("account", "Who may use this engine from elsewhere");
    account->require_subcommand(1);
    account->fallthrough();
    addPlace(*account, arguments);
    addNamed(*account, "add", "Make an account; its password is made too, and shown once", arguments)
        ->add_option("--role", arguments.role, "host (everything), interviewer or observer (default: host)")
        ->check(roles);
    account->add_subcommand("list", "Show all accounts");
    addNamed(*account, "set-role", "What it may do from now on", arguments)
        ->add_option("role", arguments.role, "host, interviewer or observer")
        ->required()
        ->check(roles);
    addNamed(*account, "reset-password", "Make another password; ends all that it is logged in with", arguments);
    addNamed(*account, "disable", "Let nobody in by it any more", arguments);
    addNamed(*account, "enable", "Let it in again", arguments);

    auto *token = app.add_subcommand("token", "What programs show who they are by");
    token->require_subcommand(1);
    token->fallthrough();
    addPlace(*token, arguments);
    auto *issue = addNamed(*token, "issue", "Make a token of an account, and show it once", arguments);
    issue->add_option("--scopes", arguments.scopes,
                      "What it is for: \"submissions:write,engine:read\" (default: everything)");
    issue->add_option("--days", arguments.days, "For so long it is good (default: 90)")->check(CLI::Range(1, 366));
    issue->add_option("--label", arguments.label, "What it is called in lists");
    addNamed(*token, "list", "Show an account's tokens", arguments);
    token->add_subcommand("revoke", "Make a token good for nothing")
        ->add_option("token", arguments.token, "Its id, as `assayd token list` shows it")
        ->required();

    auto *audit = app.add_subcommand("audit", "Show who did, and opened, what others may ask about later");
    addPlace(*audit, arguments);
    audit->add_option("--limit", arguments.limit, "So many of the newest (default: 100)")->check(CLI::Range(1, 100000));
}

bool isAccountCommand(const CLI::App &app)
{
    return app.got_subcommand("account") || app.got_subcommand("token") || app.got_subcommand("audit");
}

int accountCommand(const CLI::App &app, const AccountArguments &arguments, const core::Settings &settings)
{
    const auto folder = dataFolderOf(arguments.dataFolder, settings);
    if (!folder)
        return reportError(folder.error());
    Desk desk{.bus = {}, .clock = {}, .store = nullptr, .accounts = {}, .arguments = arguments};
    auto store =
        core::Store::open({.folder = *folder, .database = QString::fromStdString(arguments.database), .queueRules = {}},
                          desk.bus, desk.clock);
    if (!store)
        return reportError(store.error());
    desk.store = std::move(*store);
    desk.accounts.emplace(*desk.store, desk.clock);
    for (const Command &command : kCommands) {
        if (!app.got_subcommand(command.group) ||
            (*command.name != '\0' && !app.get_subcommand(command.group)->got_subcommand(command.name)))
            continue;
        const Result<void> done = command.run(desk);
        return done ? ExitJudged : reportError(done.error());
    }
    return ExitUsage;
}

} // namespace assay::server
