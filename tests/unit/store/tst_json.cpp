// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the JSON of the domain: there and back, unknown and missing keys, bytes that are no text.
#include "core/json/event_json.h"
#include "core/json/json_reader.h"
#include "core/json/judgement_json.h"
#include "core/json/session_template_json.h"
#include "core/json/submission_json.h"
#include "tests/unit/store/store_fixture.h"

#include <QJsonDocument>

#include <limits>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

/// Through the text, as it is stored and sent.
QJsonObject overText(const QJsonObject &object)
{
    return QJsonDocument::fromJson(QJsonDocument(object).toJson()).object();
}

Submission fullSubmission()
{
    Submission submission = makeEntry(Purpose::Run, ProblemId::make()).submission;
    submission.policy = CasePolicy::RunAll;
    submission.sources.append({.name = u"ü.txt"_s, .content = QByteArray("\xff\0", 2)});
    submission.inputs = {{.name = u"a"_s, .input = "1", .expected = "2"},
                         {.name = u"b"_s, .input = "1", .expected = QByteArray()},
                         {.name = u"c"_s, .input = {}, .expected = std::nullopt}};
    submission.cpuLimit = Milliseconds{1500};
    submission.memoryLimit = Bytes{std::numeric_limits<std::int64_t>::max()};
    submission.label = u"a \"label\"\n"_s;
    return submission;
}

Judgement fullJudgement()
{
    Judgement judgement = makeEntry().judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::WallTimeLimitExceeded;
    judgement.score = 33.25;
    judgement.attempt = 3;
    judgement.priority = Priority::High;
    judgement.lastFailure = u"the helper died"_s;
    judgement.lostGraders = 1;
    judgement.grader = u"local"_s;
    judgement.compile =
        CompileResult{.ok = true, .cached = true, .duration = Milliseconds{77}, .output = u"warning: ü"_s};
    judgement.cases = {makeCase(0), makeCase(1, Verdict::RunTimeError)};
    judgement.cases[1].signal = 11;
    judgement.cases[1].exitCode = -1;
    judgement.cases[1].errorOutput = "\xc3\x28";
    judgement.cases[1].outputCut = true;
    judgement.cases[1].secret = true;
    judgement.cases[1].killedBy = u"memory"_s;
    judgement.cases[1].outOfMemory = true;
    judgement.cases[1].firstCpu = Microseconds{2'500'001};
    judgement.cases[1].cpuSource = judgement.cases[1].memorySource = u"cgroup v2"_s;
    judgement.compile->killedBy = u"cpu"_s;
    judgement.current = false;
    judgement.rejudging = RejudgingId::make();
    judgement.problem = ProblemId::make();
    judgement.limits = {{.name = u"cpu_ms"_s, .value = 2000, .mechanism = u"cgroup v2"_s},
                        {.name = u"memory_bytes"_s, .value = 1LL << 40, .mechanism = u"polling"_s}};
    judgement.reason = u"why"_s;
    judgement.sandboxTier = u"partial"_s;
    judgement.toolchain = u"g++"_s;
    judgement.started = Timestamp{Milliseconds{1'700'000'000'001}};
    judgement.ended = Timestamp{Milliseconds{1'700'000'000'999}};
    return judgement;
}

template <typename T>
std::string detailOf(const Result<T> &result)
{
    return result ? std::string("no error") : result.error().detail;
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void submission_thereAndBack_isEqual();
    void submission_outline_keepsNamesAndSizesOnly();
    void judgement_thereAndBack_isEqual();
    void event_ofEachType_comesBackEqual();
    void keys_followTheConvention();
    void template_thereAndBack_isEqual();
    void template_broken_saysWhere();
    void unknownKey_isIgnored();
    void missingKey_isErrorWithItsPath();
    void wrongValue_isErrorWithItsPath_data();
    void wrongValue_isErrorWithItsPath();
    void bytes_thereAndBack_areEqual_data();
    void bytes_thereAndBack_areEqual();
    void bytes_neitherTextNorBase64_areRefused();
    void time_text_hasMillisecondsAndZone();
    void time_withOtherOffset_isConverted();
    void time_withoutZone_isRefused();
};

void TestJson::submission_thereAndBack_isEqual()
{
    const Submission submission = fullSubmission();
    QVERIFY(expect(submissionFromJson(overText(toJson(submission)))) == submission);
    const Submission bare = makeEntry().submission; // no problem, no limits
    QVERIFY(expect(submissionFromJson(overText(toJson(bare)))) == bare);
}

void TestJson::submission_outline_keepsNamesAndSizesOnly()
{
    const Submission submission = fullSubmission();
    const QJsonObject outline = overText(outlineToJson(submission));
    QVERIFY(!QJsonDocument(outline).toJson().contains("int main"));
    QCOMPARE(outline.value("sources"_L1).toArray().at(0).toObject().value("size_bytes"_L1).toInt(), 14);
    const Submission back = expect(submissionFromOutline(outline));
    QVERIFY(back == outlineOf(submission));
    QCOMPARE(back.sources.at(1).name, u"ü.txt"_s);
    QVERIFY(back.sources.at(0).content.isEmpty());
    QVERIFY(back.inputs.at(1).expected.has_value());
    QVERIFY(!back.inputs.at(2).expected.has_value());
}

void TestJson::judgement_thereAndBack_isEqual()
{
    const Judgement judgement = fullJudgement();
    QVERIFY(expect(judgementFromJson(overText(toJson(judgement)))) == judgement);
    const Judgement fresh = makeEntry().judgement;
    QVERIFY(expect(judgementFromJson(overText(toJson(fresh)))) == fresh);
}

namespace {

Session fullSession()
{
    const Timestamp time{Milliseconds{1'800'000'000'123}};
    return {
        .id = SessionId::make(),
        .title = u"Kim, \"backend\""_s,
        .state = SessionState::Paused,
        .created = time,
        .startsAt = time + Milliseconds{1},
        .closesAt = time + Milliseconds{2},
        .purgeAt = std::nullopt,
        .held = true,
        .pauses = {{.from = time, .to = time}, {.from = time, .to = std::nullopt}},
        .failure = u"why"_s,
        .rules = {.problems = {ProblemId::make()}, .languages = {u"cpp"_s, u"python"_s}, .feedback = Feedback::Hidden},
        .participants = {{.id = ParticipantId::make(),
                          .name = u"Kim"_s,
                          .role = ParticipantRole::Candidate,
                          .joined = time,
                          .consented = std::nullopt}}};
}

Operation fullOperation()
{
    return {.id = OperationId::make(),
            .type = OperationType::PurgeSession,
            .session = SessionId::make(),
            .subject = u"two-sum.zip"_s,
            .result = u"prb"_s,
            .state = OperationState::Failed,
            .step = 2,
            .steps = 3,
            .doing = u"removing"_s,
            .failure = u"why"_s,
            .created = Timestamp{Milliseconds{7}},
            .started = Timestamp{Milliseconds{8}},
            .ended = std::nullopt};
}

} // namespace

void TestJson::event_ofEachType_comesBackEqual()
{
    for (const auto &[type, name] : kEventTypeNames.rows()) {
        EventData data = fullJudgement();
        if (type == EventType::ProblemAdded)
            data = ProblemAdded{.id = ProblemId::make(), .shortName = u"a"_s, .title = u"A"_s, .contentHash = u"f"_s};
        if (type == EventType::SubmissionCreated)
            data = outlineOf(fullSubmission());
        if (type == EventType::CaseDone)
            data = CaseDone{.judgement = JudgementId::make(), .submission = SubmissionId::make(), .run = makeCase(3)};
        if (type == EventType::QueueChanged)
            data = QueueRules{.run = {.atOnce = 2, .maxWaiting = 3, .perSecond = 0.5, .paused = true}};
        if (type == EventType::SessionUpdated)
            data = fullSession();
        if (type == EventType::OperationUpdated)
            data = fullOperation();
        if (type == EventType::DocumentEdited)
            data = DocumentEdit{.document = DocumentId::make(),
                                .session = SessionId::make(),
                                .participant = ParticipantId::make(),
                                .problem = ProblemId::make(),
                                .language = u"cpp"_s,
                                .version = 3,
                                .client = u"one"_s,
                                .change = {{.length = 4, .kept = true, .inserted = {}},
                                           {.length = 2, .kept = false, .inserted = u"a\n\U0001F600"_s},
                                           {.length = 1, .kept = false, .inserted = {}}},
                                .time = Timestamp{Milliseconds{7}}};
        if (type == EventType::WebhookFailed)
            data = WebhookDelivery{.id = DeliveryId::make(),
                                   .webhook = WebhookId::make(),
                                   .seq = 7,
                                   .type = EventType::JudgementDone,
                                   .state = DeliveryState::Dead,
                                   .attempts = 10,
                                   .status = 500,
                                   .error = u"é"_s,
                                   .created = Timestamp{Milliseconds{1}},
                                   .nextAttempt = Timestamp{Milliseconds{2}},
                                   .ended = Timestamp{Milliseconds{3}}};
        if (type == EventType::OperationLogged)
            data =
                OperationLog{.operation = OperationId::make(),
                             .first = 3,
                             .lines = {{.time = Timestamp{Milliseconds{5}}, .level = LogLevel::Error, .text = u"é"_s}}};
        const Event event{.seq = 4'000'000'000'000, .time = Timestamp{Milliseconds{1}}, .type = type, .data = data};
        const auto back = eventFromJson(overText(toJson(event)));
        QVERIFY2(back.has_value(), detailOf(back).c_str());
        QVERIFY2(*back == event, name.data());
    }
}

void TestJson::template_thereAndBack_isEqual()
{
    const SessionTemplate plan{.title = u"Café"_s,
                               .length = Milliseconds{5'400'000},
                               .keptFor = std::nullopt,
                               .languages = {u"cpp"_s},
                               .feedback = Feedback::AfterClose,
                               .problems = {{.shortName = u"a"_s, .contentHash = u"f0"_s}}};
    QVERIFY(expect(sessionTemplateFromJson(toJsonText(plan))) == plan);
    QVERIFY(toJsonText(plan).endsWith("}\n"));
}

void TestJson::template_broken_saysWhere()
{
    const QByteArray good = toJsonText({});
    QCOMPARE(errorOf(sessionTemplateFromJson("")), Errc::InvalidData);
    QCOMPARE(errorOf(sessionTemplateFromJson("[]")), Errc::InvalidData);
    QCOMPARE(errorOf(sessionTemplateFromJson(QByteArray(good).replace("session-template", "something"))),
             Errc::InvalidData);
    QCOMPARE(errorOf(sessionTemplateFromJson(QByteArray(good).replace("\"version\": 1", "\"version\": 2"))),
             Errc::Unsupported);
    const auto wrong = sessionTemplateFromJson(QByteArray(good).replace("verdict-only", "sometimes"));
    QVERIFY(!wrong && wrong.error().detail.contains("feedback"));
    QCOMPARE(errorOf(sessionTemplateFromJson(QByteArray(2'000'000, ' '))), Errc::TooLarge);
    const auto longest = expect(
        sessionTemplateFromJson(QByteArray(good).replace("\"length_minutes\": null", "\"length_minutes\": 1e300")));
    QVERIFY(longest.length == std::chrono::days(365));
}

void TestJson::keys_followTheConvention()
{
    const QByteArray text = QJsonDocument(toJson(makeCase(0))).toJson(QJsonDocument::Compact);
    QCOMPARE(
        text,
        "{\"cpu_source\":\"\",\"cpu_us\":1234,\"error_output\":\"\",\"exit_code\":0,\"first_cpu_us\":null,\"killed_"
        "by\":\"\","
        "\"memory_bytes\":3456789,\"memory_source\":\"\",\"name\":\"sample/0\",\"ordinal\":0,\"out_of_memory\":false,"
        "\"output\":\"42\\n\",\"output_cut\":false,\"reason\":\"\",\"score\":null,\"secret\":false,"
        "\"signal\":0,"
        "\"state\":\"done\",\"verdict\":\"AC\",\"wall_us\":2345}");
}

void TestJson::unknownKey_isIgnored()
{
    QJsonObject object = toJson(fullJudgement());
    object.insert("of_a_later_version"_L1, 1);
    QVERIFY(judgementFromJson(object).has_value());
}

void TestJson::missingKey_isErrorWithItsPath()
{
    // What came with later versions, and what an older log does not have.
    const QStringList later{u"cpu_source"_s,    u"current"_s,      u"first_cpu_us"_s, u"groups"_s,
                            u"killed_by"_s,     u"limits"_s,       u"max_score"_s,    u"memory_source"_s,
                            u"out_of_memory"_s, u"problem_id"_s,   u"rejudging_id"_s, u"score"_s,
                            u"priority"_s,      u"last_failure"_s, u"lost_graders"_s, u"participant_id"_s};
    const auto checkAll = [&later](const QJsonObject &object, auto parse) {
        for (const auto &key : object.keys()) {
            QJsonObject without = object;
            without.remove(key);
            const auto parsed = parse(without);
            if (later.contains(key) && parsed.has_value())
                continue;
            QVERIFY2(!parsed.has_value(), qPrintable(key));
            QCOMPARE(parsed.error().code, Errc::InvalidData);
            QCOMPARE(QString::fromStdString(parsed.error().detail), QString(u"in."_s + key + u": missing"_s));
        }
    };
    checkAll(toJson(fullJudgement()), [](const QJsonObject &object) { return judgementFromJson(object, u"in"_s); });
    checkAll(toJson(makeCase(0)), [](const QJsonObject &object) { return caseRunFromJson(object, u"in"_s); });
    checkAll(toJson(fullSubmission()), [](const QJsonObject &object) { return submissionFromJson(object, u"in"_s); });
    checkAll(outlineToJson(fullSubmission()),
             [](const QJsonObject &object) { return submissionFromOutline(object, u"in"_s); });

    QJsonObject judgement = toJson(fullJudgement());
    QJsonArray cases = judgement.value("cases"_L1).toArray();
    QJsonObject second = cases.at(1).toObject();
    second.remove("cpu_us"_L1);
    cases.replace(1, second);
    judgement.insert("cases"_L1, cases);
    QCOMPARE(detailOf(judgementFromJson(judgement)), "cases[1].cpu_us: missing");
}

void TestJson::wrongValue_isErrorWithItsPath_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("detail");
    QTest::newRow("text for a number") << u"cpu_us"_s << QJsonValue(u"1"_s) << u"cpu_us: not a number"_s;
    QTest::newRow("a fraction") << u"cpu_us"_s << QJsonValue(1.5) << u"cpu_us: not a whole number"_s;
    QTest::newRow("beyond any integer") << u"cpu_us"_s << QJsonValue(1e300) << u"cpu_us: not a whole number"_s;
    QTest::newRow("too large for an int") << u"ordinal"_s << QJsonValue(qint64{1} << 40) << u"ordinal: out of range"_s;
    QTest::newRow("number for a text") << u"name"_s << QJsonValue(1) << u"name: not a string"_s;
    QTest::newRow("number for a truth") << u"secret"_s << QJsonValue(1) << u"secret: not true or false"_s;
    QTest::newRow("unknown state") << u"state"_s << QJsonValue(u"gone"_s) << u"state: not a known value"_s;
    QTest::newRow("unknown verdict") << u"verdict"_s << QJsonValue(u"XX"_s) << u"verdict: not a known value"_s;
    QTest::newRow("null for a text") << u"reason"_s << QJsonValue() << u"reason: not a string"_s;
}

void TestJson::wrongValue_isErrorWithItsPath()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, detail);
    QJsonObject object = toJson(makeCase(0));
    object.insert(key, value);
    QCOMPARE(QString::fromStdString(detailOf(caseRunFromJson(object))), detail);
}

void TestJson::bytes_thereAndBack_areEqual_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("asText");
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("text") << QByteArray("a ü \xf0\x9f\x98\x80\n") << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << true;
    QTest::newRow("carriage returns") << QByteArray("a\r\nb\r") << true;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfint") << false;
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << false;
    QTest::newRow("half a character") << QByteArray("a\xc3") << false;
    QTest::newRow("surrogate in UTF-8") << QByteArray("\xed\xa0\x80") << false;
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all.append(static_cast<char>(i));
    QTest::newRow("every byte") << all << false;
}

void TestJson::bytes_thereAndBack_areEqual()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, asText);
    const QJsonObject object = overText({{"bytes"_L1, bytesToJson(bytes)}});
    QCOMPARE(object.value("bytes"_L1).isString(), asText);
    QCOMPARE(expect(bytesFromJson(object.value("bytes"_L1))), bytes);
}

void TestJson::bytes_neitherTextNorBase64_areRefused()
{
    QCOMPARE(errorOf(bytesFromJson(QJsonValue(1))), Errc::InvalidData);
    QCOMPARE(errorOf(bytesFromJson(QJsonObject{})), Errc::InvalidData);
    QCOMPARE(errorOf(bytesFromJson(QJsonObject{{"base64"_L1, u"not base64!"_s}})), Errc::InvalidData);
}

void TestJson::time_text_hasMillisecondsAndZone()
{
    QCOMPARE(timeToText(Timestamp{Milliseconds{0}}), u"1970-01-01T00:00:00.000Z"_s);
    QCOMPARE(timeToText(Timestamp{Milliseconds{1'700'000'000'120}}), u"2023-11-14T22:13:20.120Z"_s);
    QVERIFY(expect(timeFromText(u"2023-11-14T22:13:20.120Z"_s)) == Timestamp{Milliseconds{1'700'000'000'120}});
}

void TestJson::time_withOtherOffset_isConverted()
{
    QVERIFY(expect(timeFromText(u"2023-11-14T23:13:20.120+01:00"_s)) == Timestamp{Milliseconds{1'700'000'000'120}});
}

void TestJson::time_withoutZone_isRefused()
{
    QCOMPARE(errorOf(timeFromText(u"2023-11-14T22:13:20.120"_s)), Errc::InvalidData);
    QCOMPARE(errorOf(timeFromText(u"yesterday"_s)), Errc::InvalidData);
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
