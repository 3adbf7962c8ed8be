// SPDX-License-Identifier: GPL-3.0-or-later
// A submission and the program that judges it, run side by side, each reading what the other writes.
#include "core/judge/conversation.h"

#include "core/judge/feed.h"
#include "core/judge/validator_exit.h"

#include <chrono>
#include <future>

namespace assay::core {

namespace {

using namespace std::chrono_literals;
using sandbox::RunOutcome;

/// Of the texts in a transcript, together.
constexpr qsizetype kMostKept = 64 * 1024;
/// A validator that has said its last word may still be about to end, when the submission already failed for it.
constexpr auto kLastMoment = 50ms;

class Talk
{
public:
    static Result<std::unique_ptr<Talk>> make()
    {
        std::unique_ptr<Talk> talk(new Talk);
        talk->m_toSubmission = TRY(Feed::make());
        talk->m_toValidator = TRY(Feed::make());
        return talk;
    }

    Conversation run(const Talker &submission, const Talker &validator, const std::stop_token &stop)
    {
        const std::stop_callback onStop(stop, [this] {
            m_stopSubmission.request_stop();
            m_stopValidator.request_stop();
        });
        std::future<Result<RunOutcome>> validated =
            std::async(std::launch::async, [&] { return runValidator(validator); });
        auto submitted = submission(
            m_toSubmission->readEnd(), [this](std::string_view text) { say(true, *m_toValidator, text); },
            m_stopSubmission.get_token());
        endSubmission(submitted, validated);
        auto judged = validated.get();
        return {.submission = std::move(submitted),
                .validator = std::move(judged),
                .validatorEndedFirst = m_validatorEndedFirst,
                .transcript = std::move(m_transcript)};
    }

private:
    Result<RunOutcome> runValidator(const Talker &validator)
    {
        auto judged = validator(
            m_toValidator->readEnd(), [this](std::string_view text) { say(false, *m_toSubmission, text); },
            m_stopValidator.get_token());
        {
            const std::scoped_lock lock(m_mutex);
            m_validatorEndedFirst = !m_submissionEnded;
        }
        if (!judged || judged->exitCode != kValidatorAccepts)
            m_stopSubmission.request_stop(); // it can change nothing any more
        m_toSubmission->finish();
        return judged;
    }

    void endSubmission(const Result<RunOutcome> &submitted, const std::future<Result<RunOutcome>> &validated)
    {
        const bool failed = !submitted || !submitted->succeeded();
        if (failed)
            (void)validated.wait_for(kLastMoment);
        {
            const std::scoped_lock lock(m_mutex);
            m_submissionEnded = true;
        }
        m_toValidator->finish();
        if (failed && validated.wait_for(kLastMoment) != std::future_status::ready)
            m_stopValidator.request_stop();
    }

    void say(bool bySubmission, Feed &to, std::string_view text)
    {
        if (text.empty()) { // it has closed its output
            if (!bySubmission)
                to.finish();
            return;
        }
        {
            const std::scoped_lock lock(m_mutex);
            const auto room = kMostKept - m_kept;
            const auto size = std::min(room, static_cast<qsizetype>(text.size()));
            if (size > 0)
                m_transcript.push_back(
                    {.bySubmission = bySubmission,
                     .at = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - m_begun),
                     .text = QByteArray(text.data(), size)});
            m_kept += size;
        }
        to.append(text);
    }

    const std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    std::unique_ptr<Feed> m_toSubmission;
    std::unique_ptr<Feed> m_toValidator;
    std::stop_source m_stopSubmission;
    std::stop_source m_stopValidator;
    std::mutex m_mutex;
    bool m_submissionEnded = false;
    bool m_validatorEndedFirst = false;
    qsizetype m_kept = 0;
    std::vector<Utterance> m_transcript;
};

} // namespace

Result<Conversation> converse(const Talker &submission, const Talker &validator, const std::stop_token &stop)
{
    const std::unique_ptr<Talk> talk = TRY(Talk::make());
    return talk->run(submission, validator, stop);
}

QByteArray transcriptText(const std::vector<Utterance> &transcript)
{
    QByteArray text;
    const Utterance *before = nullptr;
    for (const auto &utterance : transcript) {
        const char mark = utterance.bySubmission ? '>' : '<';
        if (before != nullptr && before->bySubmission != utterance.bySubmission && !text.endsWith('\n'))
            text += '\n'; // somebody was interrupted
        for (const char byte : utterance.text) {
            if (text.isEmpty() || text.endsWith('\n'))
                text += mark;
            text += byte;
        }
        before = &utterance;
    }
    return text;
}

} // namespace assay::core
