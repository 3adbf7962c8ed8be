// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts survive: every byte, every file, within a second of being typed.
#include "app/drafts/draft_keeper.h"
#include "tests/gui/gui_fixture.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace assay::app;

class TestDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void source_savedAndLoaded_isTheSame();
    void source_fileRemoved_leavesNothingBehind();
    void source_ofTwoLanguages_isKeptApart();
    void input_savedAndLoaded_keepsEveryByte();
    void loading_withoutADraft_givesNothing();
    void keeper_steadyTyping_isOnDiskWithinASecond();
    void keeper_otherPlace_writesTheOldOneFirst();
};

void TestDrafts::source_savedAndLoaded_isTheSame()
{
    const QTemporaryDir folder;
    const DraftStore store(folder.path());
    const SourceDraft draft{
        .files = {{.name = QStringLiteral("main.cpp"), .text = QStringLiteral("int main() {}\n  \n\n"), .caret = 5},
                  {.name = QStringLiteral("util/ä b.h"), .text = QStringLiteral("// ü\t\n"), .caret = 0}},
        .active = 1};
    QVERIFY(store.saveSource(QStringLiteral("p"), QStringLiteral("cpp"), draft).has_value());
    QCOMPARE(store.loadSource(QStringLiteral("p"), QStringLiteral("cpp")).value(), draft);
}

void TestDrafts::source_fileRemoved_leavesNothingBehind()
{
    const QTemporaryDir folder;
    const DraftStore store(folder.path());
    SourceDraft draft{.files = {{.name = QStringLiteral("a"), .text = QStringLiteral("1")},
                                {.name = QStringLiteral("b"), .text = QStringLiteral("2")}}};
    QVERIFY(store.saveSource(QStringLiteral("p"), QStringLiteral("cpp"), draft).has_value());
    draft.files.removeFirst();
    QVERIFY(store.saveSource(QStringLiteral("p"), QStringLiteral("cpp"), draft).has_value());
    QCOMPARE(store.loadSource(QStringLiteral("p"), QStringLiteral("cpp")).value(), draft);
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("p/source/cpp/1"))));
}

void TestDrafts::source_ofTwoLanguages_isKeptApart()
{
    const QTemporaryDir folder;
    const DraftStore store(folder.path());
    const SourceDraft cpp{.files = {{.name = QStringLiteral("main.cpp"), .text = QStringLiteral("c")}}};
    const SourceDraft python{.files = {{.name = QStringLiteral("main.py"), .text = QStringLiteral("p")}}};
    QVERIFY(store.saveSource(QStringLiteral("p"), QStringLiteral("cpp"), cpp).has_value());
    QVERIFY(store.saveSource(QStringLiteral("p"), QStringLiteral("python3"), python).has_value());
    QCOMPARE(store.loadSource(QStringLiteral("p"), QStringLiteral("cpp")).value(), cpp);
    QCOMPARE(store.loadSource(QStringLiteral("p"), QStringLiteral("python3")).value(), python);
}

void TestDrafts::input_savedAndLoaded_keepsEveryByte()
{
    const QTemporaryDir folder;
    const DraftStore store(folder.path());
    const InputDraft draft{.samples = {{.name = QStringLiteral("own/1"),
                                        .input = QByteArray("  1\r\n\n\0x", 8),
                                        .expected = " \n",
                                        .judged = false,
                                        .checked = false}},
                           .unchecked = {QStringLiteral("sample/2")},
                           .customInput = "\n\n5 "};
    QVERIFY(store.saveInput(QStringLiteral("p"), draft).has_value());
    QCOMPARE(store.loadInput(QStringLiteral("p")), draft);
}

void TestDrafts::loading_withoutADraft_givesNothing()
{
    const QTemporaryDir folder;
    const DraftStore store(folder.path());
    QVERIFY(!store.loadSource(QStringLiteral("p"), QStringLiteral("cpp")).has_value());
    QCOMPARE(store.loadInput(QStringLiteral("p")), InputDraft{});
}

void TestDrafts::keeper_steadyTyping_isOnDiskWithinASecond()
{
    const QTemporaryDir folder;
    SourceDraft typed{.files = {{.name = QStringLiteral("main.py"), .text = {}}}};
    DraftKeeper keeper(folder.path(), [&typed] { return typed; }, [] { return InputDraft{}; });
    keeper.setPlace(QStringLiteral("p"), QStringLiteral("python3"));
    const DraftStore store(folder.path());
    QElapsedTimer clock;
    clock.start();
    // Keys every 50 ms that never pause: a timer that each key restarted would not fire.
    const auto saved = QTest::qWaitFor(
        [&] {
            typed.files[0].text += QLatin1Char('x');
            keeper.sourceEdited();
            return store.loadSource(QStringLiteral("p"), QStringLiteral("python3")).has_value();
        },
        1000);
    QVERIFY2(saved, "nothing was written while typing went on");
    QVERIFY(clock.elapsed() <= 1000);
}

void TestDrafts::keeper_otherPlace_writesTheOldOneFirst()
{
    const QTemporaryDir folder;
    SourceDraft typed{.files = {{.name = QStringLiteral("main.py"), .text = QStringLiteral("first")}}};
    {
        DraftKeeper keeper(folder.path(), [&typed] { return typed; }, [] { return InputDraft{}; });
        keeper.setPlace(QStringLiteral("one"), QStringLiteral("python3"));
        keeper.sourceEdited();
        keeper.setPlace(QStringLiteral("two"), QStringLiteral("python3"));
        typed.files[0].text = QStringLiteral("second");
        keeper.sourceEdited();
        keeper.flush();
    } // Waits for what is being written.
    const DraftStore store(folder.path());
    QCOMPARE(store.loadSource(QStringLiteral("one"), QStringLiteral("python3"))->files.first().text,
             QStringLiteral("first"));
    QCOMPARE(store.loadSource(QStringLiteral("two"), QStringLiteral("python3"))->files.first().text,
             QStringLiteral("second"));
}

ASSAY_GUI_TEST_MAIN(TestDrafts)
#include "tst_drafts.moc"
