// SPDX-License-Identifier: GPL-3.0-or-later
// A session service over a real store with a clock that the test sets.
#pragma once

#include "core/judge/language_table.h"
#include "core/problems/problem_library.h"
#include "core/sessions/session_service.h"
#include "tests/unit/store/store_fixture.h"

#include <atomic>

namespace assay::core::test {

inline const std::filesystem::path kResources = std::filesystem::path(ASSAY_SOURCE_DIR) / "resources";

struct ServiceFixture {
    StoreFixture files;
    LanguageTable languages = expect(LanguageTable::load(kResources / "languages"));
    std::unique_ptr<Store> store;
    std::unique_ptr<ProblemLibrary> problems;
    std::unique_ptr<SessionService> service;
    std::unique_ptr<OperationService> operations; ///< Uses the service: goes first.
    ProblemId problem;
    std::atomic<int> forgotten = 0;
    Result<void> judging;
    std::function<Result<void>(ProblemId, OperationRun &, const std::stop_token &)> verify; ///< From the next open on.

    ServiceFixture() { open(); }
    void open()
    {
        operations.reset();
        service.reset();
        problems.reset();
        store.reset();
        store = files.open();
        problems = std::make_unique<ProblemLibrary>(*store);
        problem = expect(problems->open(kResources / "problems" / "warmup")).problem.id;
        operations = std::make_unique<OperationService>(*store, files.clock);
        const QList<Operation> interrupted = expect(operations->recover(LostWhen::AtStart));
        service = std::make_unique<SessionService>(*store, *problems, languages, files.clock, *operations,
                                                   SessionHooks{.forget = [this] { ++forgotten; },
                                                                .canJudge = [this] { return judging; },
                                                                .warmUp = {},
                                                                .verify = verify});
        for (const Operation &operation : interrupted) {
            if (const auto resumed = service->resume(operation); !resumed)
                expect(operations->giveUp(operation.id, QString::fromStdString(resumed.error().describe())));
        }
    }
    [[nodiscard]] SessionDraft draft() const
    {
        const Timestamp now = files.clock.time;
        return {.title = QStringLiteral("Interview with Kim Nordqvist"),
                .startsAt = now + std::chrono::seconds(3),
                .closesAt = now + std::chrono::seconds(8),
                .purgeAt = now + std::chrono::seconds(10),
                .rules = {.problems = {problem}, .languages = {QStringLiteral("python")}}};
    }
    [[nodiscard]] SessionState stateOf(SessionId id) const { return expect(store->session(id)).state; }
    void waitForPreparation(SessionId id) const { QTRY_VERIFY(stateOf(id) != SessionState::Preparing); }

    /// A judged submission of that participant.
    SubmissionId submit(ParticipantId who, const QByteArray &source) const
    {
        Entry entry = makeEntry(Purpose::Submit, problem);
        entry.submission.participant = who;
        entry.submission.sources.first().content = source;
        expect(store->addSubmission(entry.submission, entry.judgement));
        ClaimedTask task = claim(*store);
        CaseRun run = makeCase(0);
        run.output = source.repeated(40); // over what a row holds
        expect(store->recordCase(task.judgement.id, run, task.epoch));
        task.judgement.cases = {run};
        task.judgement.state = JudgementState::Done;
        task.judgement.verdict = Verdict::Accepted;
        task.judgement.started = task.judgement.ended = files.clock.time;
        expect(store->finishJudgement(task.judgement, task.epoch));
        return entry.submission.id;
    }
};

} // namespace assay::core::test
