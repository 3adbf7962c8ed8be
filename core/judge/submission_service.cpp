// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionService: the one door through which every run and submission comes in.
#include "core/judge/submission_service.h"

#include "core/judge/draft_check.h"
#include "core/judge/language_table.h"
#include "core/problems/problem_library.h"

namespace assay::core {

SubmissionService::SubmissionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages,
                                     const Clock &clock)
    : m_store(store)
    , m_problems(problems)
    , m_languages(languages)
    , m_clock(clock)
{
}

Result<SubmissionId> SubmissionService::submit(const SubmissionDraft &draft)
{
    Limits limits;
    if (!draft.problem.isNull())
        limits = TRY(m_problems.find(draft.problem))->limits;
    const LanguageStatus *language = m_languages.find(draft.language);
    TRY(checkDraft(draft, language, limits.code));

    const Submission submission{
        .id = SubmissionId::make(),
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
    TRY(m_store.addSubmission(submission, judgement));
    return submission.id;
}

Result<bool> SubmissionService::cancel(SubmissionId id)
{
    return m_store.cancelJudgement(TRY(m_store.currentJudgement(id)).id);
}

} // namespace assay::core
