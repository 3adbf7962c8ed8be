// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of the data files, the shipped ones and broken ones.
#include "core/judge/language_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::core;

namespace {

const std::filesystem::path kShipped = ASSAY_SOURCE_DIR "/resources/languages";

} // namespace

class tst_LanguageTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shipped_languages_load();
    void shipped_policies_exist();
    void find_alias_givesTheLanguage();
    void forFileName_extension_givesTheLanguage_data();
    void forFileName_extension_givesTheLanguage();
    void forSource_shebang_decides();
    void missingProgram_isNamed();
    void require_unknownOrMissing_isTold();
    void broken_file_isRefusedByName_data();
    void broken_file_isRefusedByName();
};

void tst_LanguageTable::shipped_languages_load()
{
    const auto table = LanguageTable::load(kShipped);
    QVERIFY2(table, table ? "" : table.error().describe().c_str());
    for (const char *id : {"c", "cpp", "python", "javascript", "java"})
        QVERIFY2(table->find(QString::fromLatin1(id)) != nullptr, id);
    for (const auto &status : table->all())
        QVERIFY2(!status.language.installHint.isEmpty(), qPrintable(status.language.id));
}

void tst_LanguageTable::shipped_policies_exist()
{
    const auto table = LanguageTable::load(kShipped);
    for (const auto &status : table->all()) {
        for (const auto &filter : {status.language.compileFilter, status.language.runFilter})
            QVERIFY2(QFile::exists(QStringLiteral(ASSAY_SOURCE_DIR "/resources/seccomp/%1.policy").arg(filter)),
                     qPrintable(filter));
    }
}

void tst_LanguageTable::find_alias_givesTheLanguage()
{
    const auto table = LanguageTable::load(kShipped);
    QCOMPARE(table->find(QStringLiteral("python3"))->language.id, QStringLiteral("python"));
    QVERIFY(table->find(QStringLiteral("cobol")) == nullptr);
}

void tst_LanguageTable::forFileName_extension_givesTheLanguage_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id");
    QTest::newRow("C") << QStringLiteral("a.c") << QStringLiteral("c");
    QTest::newRow("C++ by .cc") << QStringLiteral("dir/a.cc") << QStringLiteral("cpp");
    QTest::newRow("Java") << QStringLiteral("Main.java") << QStringLiteral("java");
    QTest::newRow("JavaScript, not Java") << QStringLiteral("main.js") << QStringLiteral("javascript");
    QTest::newRow("nobody's") << QStringLiteral("notes.txt") << QString();
}

void tst_LanguageTable::forFileName_extension_givesTheLanguage()
{
    QFETCH(const QString, name);
    QFETCH(const QString, id);
    const auto table = LanguageTable::load(kShipped);
    const auto *status = table->forFileName(name);
    QCOMPARE(status != nullptr ? status->language.id : QString(), id);
}

void tst_LanguageTable::forSource_shebang_decides()
{
    const auto table = LanguageTable::load(kShipped);
    const auto idOf = [&table](const QByteArray &content) {
        return table->forSource({.name = QStringLiteral("a.py"), .content = content})->language.id;
    };
    QCOMPARE(idOf("print(1)\n"), QStringLiteral("python"));
    QCOMPARE(idOf("#!/usr/bin/env python3\nprint(1)\n"), QStringLiteral("python"));
    QCOMPARE(idOf("#!/usr/bin/env python2\nprint 1\n"), QStringLiteral("python2"));
    QCOMPARE(idOf("print(1)\n#!/usr/bin/env python2\n"), QStringLiteral("python"));
}

void tst_LanguageTable::missingProgram_isNamed()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("x.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"id": "x", "name": "X", "extensions": [".x"], "default_file_name": "main.x",
                   "run": ["/usr/bin/no-such-x", "{entry}"], "run_filter": "native", "install_hint": "apt install x"})");
    file.close();
    const auto table = LanguageTable::load(folder.path().toStdString());
    QVERIFY(table);
    QVERIFY(!table->all().first().available);
    QCOMPARE(table->all().first().missingProgram, QStringLiteral("/usr/bin/no-such-x"));
    QVERIFY(table->require(QStringLiteral("x")).error().detail.contains("apt install x"));
}

void tst_LanguageTable::require_unknownOrMissing_isTold()
{
    const auto table = LanguageTable::load(kShipped);
    QCOMPARE(table->require(QStringLiteral("cobol")).error().code, Errc::InvalidArgument);
}

void tst_LanguageTable::broken_file_isRefusedByName_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no run command") << QByteArray(R"({"id": "x", "name": "X", "extensions": [".x"]})");
    QTest::newRow("unknown memory model") << QByteArray(
        R"({"id": "x", "name": "X", "extensions": [".x"], "default_file_name": "x.x", "run": ["/bin/x"],
            "run_filter": "native", "memory_model": "magic"})");
    QTest::newRow("unknown warm start") << QByteArray(
        R"({"id": "x", "name": "X", "extensions": [".x"], "default_file_name": "x.x", "run": ["/bin/x"],
            "run_filter": "native", "warm_start": "magic"})");
}

void tst_LanguageTable::broken_file_isRefusedByName()
{
    QFETCH(const QByteArray, text);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const auto table = LanguageTable::load(folder.path().toStdString());
    QVERIFY(!table && table.error().code == Errc::InvalidData);
    QVERIFY(table.error().detail.contains("broken.json"));
}

QTEST_GUILESS_MAIN(tst_LanguageTable)
#include "tst_language_table.moc"
