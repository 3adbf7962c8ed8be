// SPDX-License-Identifier: GPL-3.0-or-later
// What `assayd serve --dev` puts into its store, to try the API with.
#include "server/assayd/dev_seed.h"

namespace assay::server {

namespace {

const QString kAccount = QStringLiteral("developer");

Result<core::AccountId> developer(core::Engine &engine)
{
    const auto known = engine.store().accountNamed(kAccount);
    if (known)
        return known->account.id;
    if (known.error().code != Errc::NotFound)
        return std::unexpected(known.error());
    return TRY(engine.accounts().create(kAccount, core::AccountRole::Host)).account.id;
}

Result<QList<core::ProblemId>> sampleProblems(core::Engine &engine, const std::filesystem::path &folder)
{
    QList<core::ProblemId> ids;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.is_directory())
            ids.append(TRY(engine.problems().open(entry.path())).problem.id);
    }
    return ids;
}

} // namespace

Result<DevSeed> seedForDevelopment(core::Engine &engine, const std::filesystem::path &problems)
{
    DevSeed seed;
    const core::AccountId account = TRY(developer(engine));
    seed.account = kAccount;
    seed.password = TRY(engine.accounts().resetPassword(account));
    seed.token = TRY(engine.accounts().issue({.account = account,
                                              .scopes = core::Scopes::all(),
                                              .lifetime = std::chrono::hours(24),
                                              .label = QStringLiteral("--dev")}))
                     .secret;
    core::SessionDraft draft{.title = QStringLiteral("Development"), .participants = {}};
    draft.participants = {{.id = {}, .name = QStringLiteral("Kim")}};
    draft.length = std::chrono::hours(2);
    draft.rules = {
        .problems = TRY(sampleProblems(engine, problems)), .languages = {}, .feedback = core::Feedback::Full};
    seed.session = TRY(engine.sessions().create(draft));
    const core::Session session = TRY(engine.store().session(seed.session));
    seed.code = TRY(engine.sessions().makeCode(seed.session, session.participants.first().id));
    TRY(engine.sessions().act(seed.session, core::SessionAction::Arm));
    TRY(engine.sessions().act(seed.session, core::SessionAction::Prepare));
    return seed;
}

} // namespace assay::server
