// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations between two sides that are functions here: what each hears, who ended first, who is stopped.
#include "core/judge/conversation.h"

#include "core/judge/feed.h"

#include <QTest>

#include <poll.h>
#include <unistd.h>

using namespace assay;
using namespace assay::core;
using sandbox::OutputListener;
using sandbox::RunOutcome;

namespace {

/// Up to the end of the input.
std::string hearAll(int input)
{
    std::string all;
    char buffer[65536];
    for (ssize_t size = 0; (size = ::read(input, buffer, sizeof buffer)) > 0;)
        all.append(buffer, static_cast<std::size_t>(size));
    return all;
}

std::string hearLine(int input)
{
    std::string line;
    for (char byte = 0; byte != '\n' && ::read(input, &byte, 1) == 1;)
        line += byte;
    return line;
}

RunOutcome exitWith(int code)
{
    RunOutcome outcome;
    outcome.exitCode = code;
    return outcome;
}

/// Sleeps until it is stopped, as a killed program ends.
RunOutcome waitForStop(const std::stop_token &stop)
{
    while (!stop.stop_requested())
        (void)::poll(nullptr, 0, 1);
    RunOutcome outcome;
    outcome.killedBy = sandbox::KilledBy::Cancel;
    outcome.signal = 9;
    return outcome;
}

} // namespace

class tst_Conversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void both_hearWhatTheOtherSays();
    void validatorRejectsFirst_stopsTheSubmission();
    void validatorAcceptsFirst_submissionGoesOn();
    void validatorClosesItsOutput_submissionHearsTheEnd();
    void submissionClosesItsOutput_validatorHearsNoEnd();
    void submissionFails_stopsTheValidator();
    void submissionFailsOnTheLastWord_validatorHasDecided();
    void stopRequest_stopsBoth();
    void feed_takesMoreThanThePipeHolds();
    void transcript_isWrittenLikeSamples();
};

void tst_Conversation::both_hearWhatTheOtherSays()
{
    const auto talk = converse(
        [](int input, const OutputListener &said, const std::stop_token &) {
            said("how ");
            said("many?\n");
            return exitWith(hearLine(input) == "three\n" ? 0 : 1);
        },
        [](int input, const OutputListener &said, const std::stop_token &) {
            const bool heard = hearLine(input) == "how many?\n";
            said("three\n");
            return exitWith(heard && hearAll(input).empty() ? 42 : 1);
        },
        {});
    QVERIFY(talk);
    QVERIFY(talk->submission && talk->submission->exitCode == 0);
    QVERIFY(talk->validator && talk->validator->exitCode == 42);
    QVERIFY(!talk->validatorEndedFirst);
    QCOMPARE(transcriptText(talk->transcript), QByteArray(">how many?\n<three\n"));
}

void tst_Conversation::validatorRejectsFirst_stopsTheSubmission()
{
    const auto talk =
        converse([](int, const OutputListener &, const std::stop_token &stop) { return waitForStop(stop); },
                 [](int, const OutputListener &, const std::stop_token &) { return exitWith(43); }, {});
    QVERIFY(talk && talk->validatorEndedFirst);
    QCOMPARE(talk->validator->exitCode, 43);
    QCOMPARE(talk->submission->killedBy, sandbox::KilledBy::Cancel);
}

void tst_Conversation::validatorAcceptsFirst_submissionGoesOn()
{
    const auto talk = converse(
        [](int input, const OutputListener &said, const std::stop_token &stop) {
            const bool atEnd = hearAll(input).empty();
            said("still here");
            return exitWith(atEnd && !stop.stop_requested() ? 7 : 0);
        },
        [](int, const OutputListener &, const std::stop_token &) { return exitWith(42); }, {});
    QVERIFY(talk && talk->validatorEndedFirst);
    QCOMPARE(talk->submission->exitCode, 7);
}

void tst_Conversation::validatorClosesItsOutput_submissionHearsTheEnd()
{
    const auto talk = converse(
        [](int input, const OutputListener &said, const std::stop_token &) {
            said(hearAll(input));
            return exitWith(0);
        },
        [](int input, const OutputListener &said, const std::stop_token &) {
            said("all that there is");
            said({});
            return exitWith(hearAll(input) == "all that there is" ? 42 : 43);
        },
        {});
    QVERIFY(talk && talk->validator);
    QCOMPARE(talk->validator->exitCode, 42);
}

void tst_Conversation::submissionClosesItsOutput_validatorHearsNoEnd()
{
    std::atomic<bool> ended = false;
    const auto talk = converse(
        [&ended](int, const OutputListener &said, const std::stop_token &) {
            said({});
            (void)::poll(nullptr, 0, 100);
            ended = true;
            return exitWith(0);
        },
        [&ended](int input, const OutputListener &, const std::stop_token &) {
            (void)hearAll(input);
            return exitWith(ended ? 42 : 43);
        },
        {});
    QVERIFY(talk && talk->validator);
    QCOMPARE(talk->validator->exitCode, 42);
}

void tst_Conversation::submissionFails_stopsTheValidator()
{
    const auto talk =
        converse([](int, const OutputListener &, const std::stop_token &) { return exitWith(1); },
                 [](int, const OutputListener &, const std::stop_token &stop) { return waitForStop(stop); }, {});
    QVERIFY(talk && !talk->validatorEndedFirst);
    QCOMPARE(talk->submission->exitCode, 1);
    QCOMPARE(talk->validator->killedBy, sandbox::KilledBy::Cancel);
}

void tst_Conversation::submissionFailsOnTheLastWord_validatorHasDecided()
{
    const auto talk = converse([](int input, const OutputListener &,
                                  const std::stop_token &) { return exitWith(hearLine(input) == "no\n" ? 1 : 0); },
                               [](int, const OutputListener &said, const std::stop_token &) {
                                   said("no\n");
                                   (void)::poll(nullptr, 0, 5); // on its way out
                                   return exitWith(43);
                               },
                               {});
    QVERIFY(talk && talk->validatorEndedFirst);
    QCOMPARE(talk->validator->exitCode, 43);
}

void tst_Conversation::stopRequest_stopsBoth()
{
    const Talker waits = [](int, const OutputListener &, const std::stop_token &stop) { return waitForStop(stop); };
    std::stop_source stop;
    stop.request_stop();
    const auto talk = converse(waits, waits, stop.get_token());
    QVERIFY(talk);
    QCOMPARE(talk->submission->killedBy, sandbox::KilledBy::Cancel);
    QCOMPARE(talk->validator->killedBy, sandbox::KilledBy::Cancel);
}

void tst_Conversation::feed_takesMoreThanThePipeHolds()
{
    auto feed = Feed::make();
    QVERIFY(feed);
    std::string sent;
    for (int i = 0; i < 3000; ++i) {
        const std::string piece(1000, static_cast<char>('a' + i % 26));
        (*feed)->append(piece);
        sent += piece;
    }
    (*feed)->finish();
    (*feed)->append("too late");
    QVERIFY(hearAll((*feed)->readEnd()) == sent);
    auto unread = Feed::make(); // and is given up with the rest unread
    QVERIFY(unread);
    (*unread)->append(sent);
}

void tst_Conversation::transcript_isWrittenLikeSamples()
{
    const std::vector<Utterance> talk{{.bySubmission = true, .text = "1 2\n3"},
                                      {.bySubmission = true, .text = "4\n"},
                                      {.bySubmission = false, .text = "no line"},
                                      {.bySubmission = true, .text = "5\n\n"}};
    QCOMPARE(transcriptText(talk), QByteArray(">1 2\n>34\n<no line\n>5\n>\n"));
    QCOMPARE(transcriptText({}), QByteArray());
}

QTEST_GUILESS_MAIN(tst_Conversation)
#include "tst_conversation.moc"
