// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what participants type: changes of a text, documents and their edits in the store, who hears of them.
#include "core/json/document_json.h"
#include "core/sessions/candidate_feed.h"
#include "tests/unit/store/store_fixture.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <set>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

TextChange change(const char *json)
{
    return expect(changeFromJson(QJsonDocument::fromJson(json).array()));
}

struct DocumentFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    Session session;
    ParticipantId kim = ParticipantId::make();
    ParticipantId lou = ParticipantId::make();
    ProblemId problem = ProblemId::make();

    DocumentFixture()
    {
        session.id = SessionId::make();
        session.title = u"Interview"_s;
        session.state = SessionState::Live;
        session.created = files.clock.time;
        session.closesAt = files.clock.time + std::chrono::hours(1);
        session.participants = {{.id = kim, .name = u"Kim"_s}, {.id = lou, .name = u"Lou"_s}};
        expect(store->addSession(session));
    }
    Document open(ParticipantId who) { return expect(store->openDocument(who, problem, u"python"_s)); }
    EditOutcome edit(const Document &document, int version, const char *json)
    {
        return expect(store->editDocument(document.id, version, {{.client = u"one"_s, .change = change(json)}}));
    }
};

} // namespace

class TestDocuments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changeBetween_makesTheOneOfTheOther_data();
    void changeBetween_makesTheOneOfTheOther();
    void applied_isWhatTheChangeSays_data();
    void applied_isWhatTheChangeSays();
    void changeFromJson_noChange_isRefused_data();
    void changeFromJson_noChange_isRefused();
    void changeJson_randomChanges_comeBackTheSame();
    void openDocument_twice_isTheSame();
    void editDocument_olderVersion_changesNothing();
    void editDocument_severalWriters_eachVersionOnce();
    void editDocument_sessionNotLive_isRefused();
    void feed_editsOfOthers_areNotHeard();
    void purge_leavesNothing();
};

void TestDocuments::applied_isWhatTheChangeSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("result"); // null: it does not fit
    QTest::newRow("insert into nothing") << u""_s << QByteArray(R"([[0,"a"]])") << u"a"_s;
    QTest::newRow("lines") << u"xy"_s << QByteArray(R"([1,[0,"a","b",""],1])") << u"xa\nb\ny"_s;
    QTest::newRow("delete") << u"abc"_s << QByteArray("[1,[1],1]") << u"ac"_s;
    QTest::newRow("replace all") << u"abc"_s << QByteArray(R"([[3,"z"]])") << u"z"_s;
    QTest::newRow("nothing") << u"abc"_s << QByteArray("[3]") << u"abc"_s;
    QTest::newRow("surrogates count two") << u"a\U0001F600b"_s << QByteArray("[1,[2],1]") << u"ab"_s;
    QTest::newRow("of a shorter text") << u"abc"_s << QByteArray("[2]") << QString();
    QTest::newRow("of a longer text") << u"abc"_s << QByteArray("[4]") << QString();
    QTest::newRow("deletes too much") << u"abc"_s << QByteArray("[1,[3]]") << QString();
}

void TestDocuments::applied_isWhatTheChangeSays()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, json);
    QFETCH(const QString, result);
    const auto after = applied(text, change(json.constData()));
    QCOMPARE(after.has_value(), !result.isNull());
    if (after)
        QCOMPARE(*after, result);
}

void TestDocuments::changeFromJson_noChange_isRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"[-1]", "[1.5]", "[1e300]", "[[]]", R"(["a"])", R"([["a"]])", "[[1,2]]", "[null]", "[[-1]]", "[{}]"})
        QTest::newRow(json) << QByteArray(json);
}

void TestDocuments::changeFromJson_noChange_isRefused()
{
    QFETCH(const QByteArray, json);
    const auto read = changeFromJson(QJsonDocument::fromJson(json).array());
    QVERIFY(!read);
    QCOMPARE(read.error().code, Errc::InvalidData);
}

void TestDocuments::changeJson_randomChanges_comeBackTheSame()
{
    QRandomGenerator random(7);
    QString text = u"begin"_s;
    for (int i = 0; i < 2000; ++i) {
        TextChange made;
        for (qsizetype left = text.size(); left > 0;) {
            const qsizetype length = random.bounded(qsizetype{1}, left + 1);
            const bool kept = random.bounded(2) == 0;
            made.append(
                {.length = length, .kept = kept, .inserted = kept ? QString() : u"é\n"_s.repeated(random.bounded(3))});
            left -= length;
        }
        if (text.size() < 20)
            made.append({.length = 0, .kept = false, .inserted = u"new\n"_s});
        const auto read = expect(changeFromJson(changeToJson(made)));
        QCOMPARE(expect(applied(text, read)), expect(applied(text, made)));
        text = expect(applied(text, made));
    }
}

void TestDocuments::openDocument_twice_isTheSame()
{
    DocumentFixture fixture;
    const Document document = fixture.open(fixture.kim);
    QCOMPARE(fixture.edit(document, 0, R"([[0,"a"]])").version, 1);
    const Document again = fixture.open(fixture.kim);
    QCOMPARE(again.id, document.id);
    QCOMPARE(again.text, u"a"_s);
    QVERIFY(fixture.open(fixture.lou).id != document.id);
    QCOMPARE(expect(fixture.store->documents(fixture.session.id, std::nullopt)).size(), 2);
    QCOMPARE(expect(fixture.store->documents(fixture.session.id, fixture.lou)).size(), 1);
}

void TestDocuments::editDocument_olderVersion_changesNothing()
{
    DocumentFixture fixture;
    const Document document = fixture.open(fixture.kim);
    QVERIFY(fixture.edit(document, 0, R"([[0,"abc"]])").taken);
    const auto before = expect(fixture.store->lastSeq());
    const EditOutcome late = fixture.edit(document, 0, R"([[0,"x"]])");
    QVERIFY(!late.taken);
    QCOMPARE(late.version, 1);
    // Of several, one that does not fit leaves nothing of the others.
    const auto wrong = fixture.store->editDocument(
        document.id, 1, {{.client = {}, .change = change("[3,[0,\"d\"]]")}, {.client = {}, .change = change("[9]")}});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, Errc::InvalidArgument);
    QCOMPARE(expect(fixture.store->document(document.id)).text, u"abc"_s);
    QCOMPARE(expect(fixture.store->lastSeq()), before);
    QCOMPARE(expect(fixture.store->documentEdits(document.id, 0, 10)).size(), 1);
}

void TestDocuments::editDocument_severalWriters_eachVersionOnce()
{
    DocumentFixture fixture;
    const Document document = fixture.open(fixture.kim);
    constexpr int kEach = 25;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 4; ++writer) {
            writers.emplace_back([&] {
                for (int done = 0; done < kEach;) {
                    const Document now = expect(fixture.store->document(document.id));
                    const TextChange one{{.length = now.text.size(), .kept = true, .inserted = {}},
                                         {.length = 0, .kept = false, .inserted = u"x"_s}};
                    done +=
                        expect(fixture.store->editDocument(document.id, now.version, {{.client = {}, .change = one}}))
                            .taken;
                }
            });
        }
    }
    const Document after = expect(fixture.store->document(document.id));
    QCOMPARE(after.version, 4 * kEach);
    QCOMPARE(after.text, u"x"_s.repeated(4 * kEach));
    QString replayed;
    int version = 0;
    for (const DocumentEdit &edit : expect(fixture.store->documentEdits(document.id, 0, 1000))) {
        QCOMPARE(edit.version, ++version);
        replayed = expect(applied(replayed, edit.change));
    }
    QCOMPARE(replayed, after.text);
}

void TestDocuments::editDocument_sessionNotLive_isRefused()
{
    DocumentFixture fixture;
    const Document document = fixture.open(fixture.kim);
    expect(fixture.store->changeSession(fixture.session.id, [](Session session) {
        session.state = SessionState::Paused;
        return Result<Session>(session);
    }));
    const auto refused =
        fixture.store->editDocument(document.id, 0, {{.client = {}, .change = change(R"([[0,"a"]])")}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::Permission);
    QCOMPARE(fixture.open(fixture.kim).id, document.id); // it may be read
    QCOMPARE(fixture.store->openDocument(fixture.lou, fixture.problem, u"python"_s).error().code, Errc::Permission);
}

void TestDocuments::feed_editsOfOthers_areNotHeard()
{
    DocumentFixture fixture;
    (void)fixture.edit(fixture.open(fixture.kim), 0, R"([[0,"own"]])");
    (void)fixture.edit(fixture.open(fixture.lou), 0, R"([[0,"another's"]])");
    CandidateFeed feed(*fixture.store, fixture.session.id, fixture.kim);
    QList<DocumentEdit> heard;
    for (const Event &event : expect(fixture.store->eventsAfter(0, 100))) {
        if (const auto told = expect(feed.project(event)); told && std::holds_alternative<DocumentEdit>(told->data))
            heard.append(std::get<DocumentEdit>(told->data));
    }
    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first().participant, fixture.kim);
    QCOMPARE(heard.first().change.first().inserted, u"own"_s);
}

void TestDocuments::purge_leavesNothing()
{
    DocumentFixture fixture;
    const Document document = fixture.open(fixture.kim);
    (void)fixture.edit(document, 0, R"([[0,"own"]])");
    (void)expect(fixture.store->purgeSession(fixture.session.id,
                                             [](const Session &session) { return Result<Session>(session); }));
    QCOMPARE(fixture.store->document(document.id).error().code, Errc::NotFound);
    QVERIFY(expect(fixture.store->documents(fixture.session.id, std::nullopt)).isEmpty());
    for (const Event &event : expect(fixture.store->eventsAfter(0, 100)))
        QVERIFY(!std::holds_alternative<DocumentEdit>(event.data));
}

void TestDocuments::changeBetween_makesTheOneOfTheOther_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("the same") << u"abc"_s << u"abc"_s;
    QTest::newRow("from nothing") << u""_s << u"abc"_s;
    QTest::newRow("to nothing") << u"abc"_s << u""_s;
    QTest::newRow("a letter more") << u"aa"_s << u"aaa"_s;
    QTest::newRow("a letter less") << u"aaa"_s << u"aa"_s;
    QTest::newRow("in the middle") << u"print(1)\n"_s << u"print(21)\n"_s;
    QTest::newRow("both ends") << u"abc"_s << u"xbz"_s;
    QTest::newRow("another sign of the same half") << u"a😀b"_s << u"a😁b"_s;
    QTest::newRow("another sign with the same end") << u"a\U0001F600b"_s << u"a\U0001FA00b"_s;
    QTest::newRow("a sign twice") << u"😀"_s << u"😀😀"_s;
}

void TestDocuments::changeBetween_makesTheOneOfTheOther()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const TextChange change = changeBetween(before, after);
    QCOMPARE(change.isEmpty(), before == after);
    if (change.isEmpty())
        return;
    QCOMPARE(expect(applied(before, change)), after);
    qsizetype at = 0;
    for (const TextPart &part : change) { // no character is cut in two
        QVERIFY(at == 0 || !before.at(at - 1).isHighSurrogate());
        QVERIFY(part.inserted.isEmpty() ||
                (!part.inserted.front().isLowSurrogate() && !part.inserted.back().isHighSurrogate()));
        at += part.length;
    }
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
