// SPDX-License-Identifier: GPL-3.0-or-later
// A package's own output validator, through the whole engine.
#include "engine_fixture.h"

#include <QTemporaryDir>

using namespace assay;
using namespace assay::core;

namespace {

/// Accepts the numbers of the answer in any order; breaks when the output says so.
constexpr const char *kOrderValidator = R"(import sys
answer = open(sys.argv[2]).read().split()
output = sys.stdin.read().split()
if output == ['break']:
    sys.exit(1)
if output == ['hang']:
    while True: pass
if '--strict' in sys.argv and output != answer or sorted(output) != sorted(answer):
    open(sys.argv[3] + 'judgemessage.txt', 'w').write('other numbers\nand more')
    sys.exit(43)
sys.exit(42)
)";

void writeValidatedPackage(const QString &folder, const QByteArray &arguments)
{
    writePackage(folder);
    writeFile(folder + QStringLiteral("/data/sample/1.in"), "3 1 2\n");
    writeFile(folder + QStringLiteral("/data/sample/1.ans"), "1 2 3\n");
    writeFile(folder + QStringLiteral("/data/secret/1.in"), "9 8\n");
    writeFile(folder + QStringLiteral("/data/secret/1.ans"), "8 9\n");
    QFile::remove(folder + QStringLiteral("/data/secret/2.in"));
    QFile::remove(folder + QStringLiteral("/data/secret/2.ans"));
    writeFile(folder + QStringLiteral("/output_validator/order.py"), kOrderValidator);
    if (!arguments.isEmpty())
        writeFile(folder + QStringLiteral("/data/test_group.yaml"), "output_validator_args: [" + arguments + "]\n");
}

} // namespace

class tst_OutputValidator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownValidator_decides_data();
    void ownValidator_decides();
};

void tst_OutputValidator::ownValidator_decides_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("reason");
    QTest::newRow("another order") << QByteArray("print(input())") << QByteArray() << QStringLiteral("AC") << QString();
    QTest::newRow("another order, with a strict validator") << QByteArray("print(input())") << QByteArray("--strict")
                                                            << QStringLiteral("WA") << QStringLiteral("other numbers");
    QTest::newRow("other numbers") << QByteArray("print(5)") << QByteArray() << QStringLiteral("WA")
                                   << QStringLiteral("other numbers");
    QTest::newRow("a program that crashes")
        << QByteArray("print(5 // 0)") << QByteArray() << QStringLiteral("RTE") << QStringLiteral("exit code 1");
    QTest::newRow("a validator that crashes")
        << QByteArray("print('break')") << QByteArray() << QStringLiteral("JE") << QStringLiteral("validator");
    QTest::newRow("a validator that hangs")
        << QByteArray("print('hang')") << QByteArray() << QStringLiteral("JE") << QStringLiteral("validator");
}

void tst_OutputValidator::ownValidator_decides()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, arguments);
    QFETCH(const QString, verdict);
    QFETCH(const QString, reason);
    QTemporaryDir folder;
    writeValidatedPackage(folder.path(), arguments);
    writeFile(folder.path() + QStringLiteral("/problem.yaml"),
              "problem_format_version: 2025-09\nname: Order\nuuid: 6d1b2a3c-1111-4222-8333-944455556667\n"
              "limits:\n  time_limit: 1.0\n  validation_time: 1\n");
    QTemporaryDir data;
    const auto engine = Engine::open(engineOptions(data.path()));
    QVERIFY2(engine, engine ? "" : engine.error().describe().c_str());
    EventLog log((*engine)->events());
    const auto package = (*engine)->problems().open(folder.path().toStdString());
    QVERIFY2(package, package ? "" : package.error().describe().c_str());
    const auto id =
        (*engine)->submissions().submit({.problem = package->problem.id,
                                         .language = QStringLiteral("python"),
                                         .sources = {{.name = QStringLiteral("solve.py"), .content = source}}});
    QVERIFY(id);
    const auto judgement = log.waitFor(*id, JudgementState::Done);
    QVERIFY(judgement && judgement->verdict);
    QCOMPARE(QString::fromUtf8(kVerdictIds.text(*judgement->verdict)), verdict);
    QVERIFY2(judgement->reason.contains(reason), qPrintable(judgement->reason));
}

QTEST_GUILESS_MAIN(tst_OutputValidator)
#include "tst_output_validator.moc"
