// SPDX-License-Identifier: GPL-3.0-or-later
// Test of the default output validator against what another one said of random pairs.
#include "core/judge/default_checker.h"
#include "core/problems/compare_flags.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace assay::core;
using namespace Qt::StringLiterals;

class TestCheckerPairs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compareOutput_thePairsOfATable_isWhatAnotherValidatorSays();
};

void TestCheckerPairs::compareOutput_thePairsOfATable_isWhatAnotherValidatorSays()
{
    QFile file(QStringLiteral(ASSAY_SOURCE_DIR) + "/tests/data/checker/pairs.jsonl"_L1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    int accepted = 0;
    int rejected = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QJsonArray row = QJsonDocument::fromJson(line).array();
        QCOMPARE(row.size(), 4);
        const QStringList flags = row[0].toString().split(u' ', Qt::SkipEmptyParts);
        const auto options = parseCompareFlags(flags, RepeatedTolerance::LastWins, {}, {});
        QVERIFY2(options, line.constData());
        const QByteArray answer = row[1].toString().toUtf8();
        const QByteArray output = row[2].toString().toUtf8();
        const bool wanted = row[3].toBool();
        QVERIFY2(compareOutput(std::span(output), std::span(answer), *options).accepted == wanted, line.constData());
        ++(wanted ? accepted : rejected);
    }
    QVERIFY(accepted > 2000 && rejected > 2000);
}

QTEST_APPLESS_MAIN(TestCheckerPairs)
#include "tst_checker_pairs.moc"
