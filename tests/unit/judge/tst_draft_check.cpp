// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of which drafts are taken in and which file names are safe.
#include "core/judge/draft_check.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace assay::literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Bytes kLimit = 100_B;

LanguageStatus cpp(bool available = true)
{
    LanguageStatus status;
    status.language.id = u"cpp"_s;
    status.available = available;
    status.missingProgram = available ? QString() : u"/usr/bin/g++"_s;
    return status;
}

SubmissionDraft submitDraft()
{
    SubmissionDraft draft;
    draft.problem = ProblemId::make();
    draft.language = u"cpp"_s;
    draft.sources = {{.name = u"main.cpp"_s, .content = "int main() {}"}};
    return draft;
}

SubmissionDraft runDraft()
{
    SubmissionDraft draft = submitDraft();
    draft.problem = {};
    draft.purpose = Purpose::Run;
    draft.inputs = {{.name = u"custom"_s, .input = {}, .expected = std::nullopt}};
    return draft;
}

std::optional<Errc> errorOf(const SubmissionDraft &draft)
{
    const LanguageStatus language = cpp();
    const auto checked = checkDraft(draft, &language, kLimit);
    return checked ? std::nullopt : std::optional(checked.error().code);
}

} // namespace

class TestDraftCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileName_data();
    void fileName();
    void draft_complete_isTaken();
    void draft_broken_isInvalid_data();
    void draft_broken_isInvalid();
    void names_thatCollide_areInvalid_data();
    void names_thatCollide_areInvalid();
    void sources_atCodeLimit_areTakenAndOneByteMoreNot();
    void language_unknown_isInvalid();
    void language_notInstalled_isUnsupportedAndNamesWhatIsMissing();
};

void TestDraftCheck::fileName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"main.cpp"_s << true;
    QTest::newRow("in folders") << u"util/list/a.h"_s << true;
    QTest::newRow("with a space") << u"my file.py"_s << true;
    QTest::newRow("not ASCII") << u"übung/テスト.py"_s << true;
    QTest::newRow("beyond the basic plane") << u"\U0001F600.py"_s << true;
    QTest::newRow("hidden") << u".config"_s << true;
    QTest::newRow("three dots") << u"..."_s << true;
    QTest::newRow("dash inside") << u"a-b.cpp"_s << true;
    QTest::newRow("255 bytes") << QString(255, u'a') << true;
    QTest::newRow("256 bytes in a component") << QString(256, u'a') << false;
    QTest::newRow("more than 512 bytes in all") << QString(u"a/"_s.repeated(256) + u'b') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("absolute") << u"/etc/passwd"_s << false;
    QTest::newRow("upwards") << u"../main.cpp"_s << false;
    QTest::newRow("upwards inside") << u"a/../../b"_s << false;
    QTest::newRow("upwards at the end") << u"a/.."_s << false;
    QTest::newRow("here") << u"./main.cpp"_s << false;
    QTest::newRow("doubled slash") << u"a//b"_s << false;
    QTest::newRow("a folder") << u"a/"_s << false;
    QTest::newRow("NUL") << QString::fromUtf8("a\0b", 3) << false;
    QTest::newRow("line break") << u"a\nb"_s << false;
    QTest::newRow("escape sequence") << u"a\x1b[31m"_s << false;
    QTest::newRow("mark that reorders text") << u"a\u202etxt.cpp"_s << false;
    QTest::newRow("half a surrogate pair") << QString(QChar(0xd800)) << false;
    QTest::newRow("backslash") << u"a\\b"_s << false;
    QTest::newRow("like an option") << u"-fplugin=x.so"_s << false;
    QTest::newRow("like an option in a folder") << u"a/-o"_s << false;
    QTest::newRow("like a response file") << u"@args"_s << false;
}

void TestDraftCheck::fileName()
{
    QFETCH(const QString, name);
    QFETCH(const bool, good);
    const auto checked = checkFileName(name);
    QCOMPARE(checked.has_value(), good);
    if (!good)
        QCOMPARE(checked.error().code, Errc::InvalidArgument);
    SubmissionDraft draft = submitDraft();
    draft.sources = {{.name = name, .content = {}}};
    QCOMPARE(!errorOf(draft).has_value(), good); // and the draft's check asks for it
}

void TestDraftCheck::draft_complete_isTaken()
{
    QVERIFY(!errorOf(submitDraft()));
    QVERIFY(!errorOf(runDraft()));
    SubmissionDraft onSamples = runDraft();
    onSamples.problem = ProblemId::make();
    onSamples.inputs.clear();
    onSamples.cpuLimit = Milliseconds{1};
    onSamples.memoryLimit = 1_B;
    QVERIFY(!errorOf(onSamples));
}

void TestDraftCheck::draft_broken_isInvalid_data()
{
    QTest::addColumn<SubmissionDraft>("draft");
    const auto row = [](const char *name, SubmissionDraft draft, auto breakIt) {
        breakIt(draft);
        QTest::newRow(name) << draft;
    };
    row("no sources", submitDraft(), [](SubmissionDraft &draft) { draft.sources.clear(); });
    row("too many files", submitDraft(), [](SubmissionDraft &draft) {
        for (int i = 0; i < 1000; ++i)
            draft.sources.append({.name = QString::number(i), .content = {}});
    });
    row("submission without a problem", submitDraft(), [](SubmissionDraft &draft) { draft.problem = {}; });
    row("submission with inputs", submitDraft(), [](SubmissionDraft &draft) { draft.inputs = runDraft().inputs; });
    row("submission with its own time", submitDraft(),
        [](SubmissionDraft &draft) { draft.cpuLimit = Milliseconds{1}; });
    row("submission with its own memory", submitDraft(), [](SubmissionDraft &draft) { draft.memoryLimit = 1_MiB; });
    row("run on nothing", runDraft(), [](SubmissionDraft &draft) { draft.inputs.clear(); });
    row("run for no time", runDraft(), [](SubmissionDraft &draft) { draft.cpuLimit = Milliseconds{0}; });
    row("run in no memory", runDraft(), [](SubmissionDraft &draft) { draft.memoryLimit = Bytes{-1}; });
    row("input without a name", runDraft(), [](SubmissionDraft &draft) { draft.inputs.first().name.clear(); });
    row("entry point with a line break", submitDraft(), [](SubmissionDraft &draft) { draft.entryPoint = u"a\nb"_s; });
    row("label that is endless", submitDraft(), [](SubmissionDraft &draft) { draft.label = QString(256, u'x'); });
}

void TestDraftCheck::draft_broken_isInvalid()
{
    QFETCH(const SubmissionDraft, draft);
    QCOMPARE(errorOf(draft), Errc::InvalidArgument);
}

void TestDraftCheck::names_thatCollide_areInvalid_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("the same") << u"a.h"_s << u"a.h"_s;
    QTest::newRow("but for case") << u"List.h"_s << u"list.H"_s;
    QTest::newRow("but for how an accent is written") << u"\u00fc.h"_s << u"u\u0308.h"_s;
    QTest::newRow("a file and a folder") << u"a"_s << u"a/b.h"_s;
    QTest::newRow("a file and a folder further down") << u"x/A"_s << u"X/a/b.h"_s;
}

void TestDraftCheck::names_thatCollide_areInvalid()
{
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    for (const auto &[one, other] : {std::pair(first, second), std::pair(second, first)}) {
        SubmissionDraft draft = submitDraft();
        draft.sources.append({.name = one, .content = {}});
        QVERIFY(!errorOf(draft));
        draft.sources.append({.name = other, .content = {}});
        QCOMPARE(errorOf(draft), Errc::InvalidArgument);
    }
}

void TestDraftCheck::sources_atCodeLimit_areTakenAndOneByteMoreNot()
{
    SubmissionDraft draft = submitDraft();
    draft.sources = {{.name = u"a"_s, .content = QByteArray(60, 'x')},
                     {.name = u"b"_s, .content = QByteArray(40, 'x')}};
    QVERIFY(!errorOf(draft));
    draft.sources[1].content.append('x');
    QCOMPARE(errorOf(draft), Errc::TooLarge);
}

void TestDraftCheck::language_unknown_isInvalid()
{
    const auto checked = checkDraft(submitDraft(), nullptr, kLimit);
    QCOMPARE(checked.error().code, Errc::InvalidArgument);
}

void TestDraftCheck::language_notInstalled_isUnsupportedAndNamesWhatIsMissing()
{
    const LanguageStatus language = cpp(false);
    const auto checked = checkDraft(submitDraft(), &language, kLimit);
    QCOMPARE(checked.error().code, Errc::Unsupported);
    QVERIFY(checked.error().detail.contains("/usr/bin/g++"));
}

QTEST_GUILESS_MAIN(TestDraftCheck)
#include "tst_draft_check.moc"
