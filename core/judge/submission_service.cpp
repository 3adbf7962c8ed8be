// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionService: the one door through which every run and submission comes in.
#include "core/judge/submission_service.h"

#include "core/json/submission_json.h"
#include "core/judge/draft_check.h"
#include "core/judge/language_table.h"
#include "core/problems/problem_library.h"
#include "core/secrets/secrets.h"

#include <format>

namespace assay::core {

SubmissionService::SubmissionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages,
                                     const Clock &clock, GraderCheck graders)
    : m_store(store)
    , m_problems(problems)
    , m_languages(languages)
    , m_clock(clock)
    , m_graders(std::move(graders))
    , m_rates(clock)
{
}

Result<SubmissionId> SubmissionService::submit(const SubmissionDraft &draft)
{
    Limits limits;
    if (!draft.problem.isNull())
        limits = TRY(m_problems.find(draft.problem))->limits;
    const LanguageStatus *language = m_languages.find(draft.language);
    TRY(checkDraft(draft, language, limits.code));
    if (!draft.participant.isNull())
        TRY(checkSessionRules(draft, language->language.id));
    if (m_graders)
        TRY(m_graders());
    const double perSecond = TRY(m_store.queueRules()).of(draft.purpose).perSecond;
    if (const auto wait = m_rates.take(draft.participant, draft.purpose, perSecond))
        return fail(Errc::RateLimited,
                    std::format("at most {:g} a second: try again in {} ms", perSecond, wait->count()));

    const Submission submission{
        .id = SubmissionId::make(),
        .participant = draft.participant,
        .problem = draft.problem,
        .language = language->language.id, // the draft may have named it by an alias
        .sources = draft.sources,
        .entryPoint = draft.entryPoint,
        .purpose = draft.purpose,
        .policy = draft.policy,
        .inputs = draft.inputs,
        .cpuLimit = draft.cpuLimit,
        .memoryLimit = draft.memoryLimit,
        .label = draft.label,
        .created = m_clock.now(),
    };
    Judgement judgement;
    judgement.id = JudgementId::make();
    judgement.submission = submission.id;
    judgement.queued = submission.created;
    judgement.priority = draft.priority;
    Admission admission{.supersedes = draft.supersede,
                        .inLiveSession = !draft.participant.isNull(),
                        .requestKey = {},
                        .requestHash = {}};
    if (!draft.requestKey.isEmpty()) {
        admission.requestKey = secretHash("assay request", draft.requestKey);
        admission.requestHash = contentHash(submission);
    }
    return m_store.addSubmission(submission, judgement, admission);
}

/// Whether the session is live is asked where the submission is stored.
Result<void> SubmissionService::checkSessionRules(const SubmissionDraft &draft, const QString &language) const
{
    const auto rules = m_store.rulesOfSession(draft.participant);
    if (!rules)
        return fail(Errc::Permission, "there is no such session any more");
    if (!rules->languages.isEmpty() && !rules->languages.contains(language))
        return fail(Errc::Permission, language.toStdString() + " is not allowed in this session");
    const bool free = draft.problem.isNull() && draft.purpose == Purpose::Run;
    if (!free && !rules->problems.contains(draft.problem))
        return fail(Errc::Permission, "the problem is not one of this session");
    return {};
}

Result<bool> SubmissionService::cancel(SubmissionId id)
{
    return m_store.cancelJudgement(TRY(m_store.currentJudgement(id)).id);
}

} // namespace assay::core
