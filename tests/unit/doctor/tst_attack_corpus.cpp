// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of the attacks: what it says, what it may not say, and that the shipped one holds.
#include "core/doctor/attack_corpus.h"
#include "core/json/attack_json.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

class tst_AttackCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manifest_isRead();
    void manifest_wrong_isRefused_data();
    void manifest_wrong_isRefused();
    void shippedCorpus_coversWhatItMust();
    void names_chooseCases();
};

void tst_AttackCorpus::manifest_isRead()
{
    const auto entries = attackEntriesFromJson(R"({"shared": {"c": "attack.h"}, "attacks": [
        {"id": "a", "kind": "leave", "language": "c", "files": ["x/a.c", {"file": "k.b64", "as": "d/k"}],
         "filters": ["native", "managed"], "tries": "this", "allowed": ["SV"], "limits": {"cpu_ms": 5},
         "cases": [{"input": "one"}, {"input": "two", "tries": "that", "allowed": ["contained", "TLE"],
                    "violations": ["socket"], "never": ["root:"], "limits": {"memory_mib": 3}}]}]})");
    QVERIFY2(entries, entries ? "" : entries.error().detail.c_str());
    QCOMPARE(entries->size(), 2);
    const Attack &attack = entries->at(1).attack;
    QCOMPARE(attack.kind, AttackKind::Leave);
    QCOMPARE(attack.filter, QStringLiteral("managed"));
    QCOMPARE(attack.cases.size(), 2);
    const AttackCase &first = attack.cases.at(0);
    QCOMPARE(first.id, QStringLiteral("a/one @managed"));
    QCOMPARE(first.tries, QStringLiteral("this"));
    QVERIFY(first.expected.verdicts == QList{Verdict::SecurityViolation} && !first.expected.contained);
    QVERIFY(first.limits.cpu == 5ms && !first.limits.memory);
    const AttackCase &second = attack.cases.at(1);
    QVERIFY(second.expected.verdicts == QList{Verdict::TimeLimitExceeded} && second.expected.contained);
    QVERIFY(second.limits.memory == 3_MiB && !second.limits.cpu);
    QCOMPARE(second.expected.never, QStringList{QStringLiteral("root:")});
    const auto &files = entries->at(0).files;
    QCOMPARE(files.size(), 3);
    QVERIFY(files.at(0).name == QStringLiteral("a.c") && !files.at(0).isBase64);
    QVERIFY(files.at(1).name == QStringLiteral("d/k") && files.at(1).isBase64);
    QCOMPARE(files.at(2).name, QStringLiteral("attack.h"));
}

void tst_AttackCorpus::manifest_wrong_isRefused_data()
{
    QTest::addColumn<QByteArray>("attack");
    QTest::addColumn<QString>("where");
    const QByteArray good = R"("id": "a", "language": "c", "files": ["a.c"], "tries": "t")";
    QTest::newRow("an outcome that is no end") << good + R"(, "allowed": ["AC"])" << QStringLiteral("not an outcome");
    QTest::newRow("a judging error") << good + R"(, "allowed": ["JE"])" << QStringLiteral("not an outcome");
    QTest::newRow("nothing allowed") << good << QStringLiteral("allowed: missing");
    QTest::newRow("a misspelt key") << good + R"(, "allowed": ["SV"], "limit": {})" << QStringLiteral("unknown key");
    QTest::newRow("a misspelt limit") << good + R"(, "allowed": ["SV"], "limits": {"cpu": 1})"
                                      << QStringLiteral("limits: unknown key cpu");
    QTest::newRow("a misspelt key of a case")
        << good + R"(, "allowed": ["SV"], "cases": [{"inptu": "x"}])" << QStringLiteral("cases[0]: unknown key inptu");
    QTest::newRow("no files") << QByteArray(R"("id": "a", "language": "c", "tries": "t", "allowed": ["SV"])")
                              << QStringLiteral("files: missing");
    QTest::newRow("a kind that is none") << good + R"(, "allowed": ["SV"], "kind": "walk")"
                                         << QStringLiteral("attacks[0]");
}

void tst_AttackCorpus::manifest_wrong_isRefused()
{
    QFETCH(QByteArray, attack);
    QFETCH(QString, where);
    const auto entries = attackEntriesFromJson("{\"attacks\": [{" + attack + "}]}");
    QVERIFY(!entries && entries.error().code == Errc::InvalidData);
    QVERIFY2(QString::fromStdString(entries.error().detail).contains(where), entries.error().detail.c_str());
}

void tst_AttackCorpus::shippedCorpus_coversWhatItMust()
{
    const auto attacks = loadAttacks(ASSAY_SOURCE_DIR "/tests/sandbox_programs");
    QVERIFY2(attacks, attacks ? "" : attacks.error().detail.c_str());
    QVERIFY(attacks->size() >= 60);
    QSet<QString> languages;
    QSet<AttackKind> kinds;
    QStringList ids;
    for (const auto &attack : *attacks) {
        languages.insert(attack.language);
        kinds.insert(attack.kind);
        for (const auto &attackCase : attack.cases) {
            ids.append(attackCase.id);
            QVERIFY2(!attackCase.expected.refused || attackCase.expected.verdicts.isEmpty(), qPrintable(attackCase.id));
        }
    }
    QVERIFY(languages.contains(QSet{QStringLiteral("c"), QStringLiteral("cpp"), QStringLiteral("python"),
                                    QStringLiteral("java"), QStringLiteral("javascript")}));
    QCOMPARE(kinds.size(), static_cast<qsizetype>(kAttackKindNames.rows().size()));
    for (const char *part :
         {"socket",   "ptrace",      "fork",      "threads", "memfd", "shm",     "page_tables", "inodes", "lock",
          "io_uring", "userfaultfd", "keyctl",    "x32",     "int80", "daemons", "kill_all",    "clock",  "include",
          "incbin",   "templates",   "processor", "hooks",   "leave", "beside",  "stderr"})
        QVERIFY2(!ids.filter(QLatin1StringView(part)).isEmpty(), part);
}

void tst_AttackCorpus::names_chooseCases()
{
    const auto attacks = loadAttacks(ASSAY_SOURCE_DIR "/tests/sandbox_programs");
    QVERIFY(attacks);
    const auto chosen = attacksNamed(*attacks, QStringLiteral("signals/kill_"));
    QCOMPARE(chosen.size(), 1);
    QVERIFY(chosen.first().cases.size() >= 3);
    QVERIFY(attacksNamed(*attacks, QStringLiteral("no such attack")).isEmpty());
}

QTEST_GUILESS_MAIN(tst_AttackCorpus)
#include "tst_attack_corpus.moc"
