// SPDX-License-Identifier: GPL-3.0-or-later
// Fingerprints of toolchains: of the host's compilers, and of programs that change under one's hands.
#include "core/judge/toolchain.h"

#include "core/judge/language_table.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

void writeProgram(const QString &path, const QByteArray &text)
{
    QFile::remove(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + text);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

} // namespace

class tst_Toolchain : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] std::filesystem::path kept() const { return path("kept").toStdString(); }

    /// A compiler "cc" whose back end is "back", with a library "lib" beside it.
    [[nodiscard]] Language language() const
    {
        return {.id = u"x"_s,
                .compile = {path("cc"), u"{sources}"_s},
                .run = {u"/box/out/program"_s},
                .versionCommand = {path("cc"), u"--version"_s},
                .toolchain = {.files = {u"lib"_s}, .questions = {{path("cc"), u"--back"_s}}}};
    }
    [[nodiscard]] static QString fingerprint(Toolchains &toolchains, const Language &language)
    {
        const auto toolchain = toolchains.of(language);
        return toolchain ? toolchain->fingerprint : QString::fromStdString(toolchain.error().describe());
    }

private Q_SLOTS:
    void init();
    void hostCompiler_isTakenApart();
    void text_namesVersionAndHash();
    void change_ofAnyPart_changesTheFingerprint_data();
    void change_ofAnyPart_changesTheFingerprint();
    void sameContent_newFile_keepsTheFingerprint();
    void missing_program_isAnError();
    void silent_program_isAnError();
    void answers_areKeptForTheNextEngine();
    void damaged_answers_areForgotten_data();
    void damaged_answers_areForgotten();
    void manyThreads_getTheSame();
};

void tst_Toolchain::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    writeProgram(path("back"), "# back end 1\n");
    writeProgram(path("lib"), "# library 1\n");
    writeProgram(path("cc"), "case $1 in --version) echo cc 1; echo more;; --back) echo " + path("back").toUtf8() +
                                 ";; esac\necho . >> " + path("asked").toUtf8() + "\n");
}

void tst_Toolchain::hostCompiler_isTakenApart()
{
    const auto table = LanguageTable::load(ASSAY_SOURCE_DIR "/resources/languages");
    QVERIFY(table);
    const LanguageStatus *cpp = table->find(u"cpp"_s);
    QVERIFY2(cpp->available, "the tests need g++");
    Toolchains toolchains;
    const auto toolchain = toolchains.of(cpp->language);
    QVERIFY2(toolchain, toolchain ? "" : toolchain.error().describe().c_str());
    QVERIFY(toolchain->version.contains(u"g++"_s));
    QCOMPARE(toolchain->fingerprint.size(), 64);
    QStringList names;
    for (const auto &part : toolchain->parts) {
        names.append(part.path.section(u'/', -1));
        QFile file(part.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QVERIFY(hash.addData(&file));
        QCOMPARE(part.sha256, QString::fromLatin1(hash.result().toHex()));
    }
    for (const char *wanted : {"g++", "cc1plus", "-as", "ld", "libc.so.6", "libstdc++.so.6"})
        QVERIFY2(names.join(u' ').contains(QLatin1StringView(wanted)), qPrintable(names.join(u' ')));
}

void tst_Toolchain::text_namesVersionAndHash()
{
    QCOMPARE(toolchainText({.version = u"cc 1\nmore"_s, .fingerprint = u"ab"_s, .parts = {}}), u"cc 1, sha256:ab"_s);
    QCOMPARE(toolchainText({.version = {}, .fingerprint = u"ab"_s, .parts = {}}), u"sha256:ab"_s);
}

void tst_Toolchain::change_ofAnyPart_changesTheFingerprint_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the driver") << u"cc"_s;
    QTest::newRow("its back end") << u"back"_s;
    QTest::newRow("its library") << u"lib"_s;
}

void tst_Toolchain::change_ofAnyPart_changesTheFingerprint()
{
    QFETCH(const QString, name);
    Toolchains toolchains(kept());
    const QString before = fingerprint(toolchains, language());
    QCOMPARE(before.size(), 64);
    QCOMPARE(fingerprint(toolchains, language()), before);
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::Append));
    file.write("# changed\n");
    file.close();
    QVERIFY(fingerprint(toolchains, language()) != before);
}

void tst_Toolchain::sameContent_newFile_keepsTheFingerprint()
{
    Toolchains toolchains;
    const QString before = fingerprint(toolchains, language());
    writeProgram(path("back"), "# back end 1\n");
    QCOMPARE(fingerprint(toolchains, language()), before);
}

void tst_Toolchain::missing_program_isAnError()
{
    QFile::remove(path("cc"));
    Toolchains toolchains;
    const auto toolchain = toolchains.of(language());
    QVERIFY(!toolchain);
    QCOMPARE(toolchain.error().code, Errc::Unsupported);
}

void tst_Toolchain::silent_program_isAnError()
{
    writeProgram(path("cc"), "exit 1\n");
    Toolchains toolchains;
    const auto toolchain = toolchains.of(language());
    QVERIFY(!toolchain);
    QCOMPARE(toolchain.error().code, Errc::Unsupported);
}

void tst_Toolchain::answers_areKeptForTheNextEngine()
{
    const LanguageStatus status{.language = language(), .available = true, .version = {}, .missingProgram = {}};
    QString before;
    {
        Toolchains toolchains(kept());
        toolchains.lookAtAll({status}, {});
        before = fingerprint(toolchains, language());
    }
    QVERIFY(QFile::remove(path("asked")));
    Toolchains toolchains(kept());
    QCOMPARE(fingerprint(toolchains, language()), before);
    QVERIFY2(!QFile::exists(path("asked")), "the compiler was asked again");
}

void tst_Toolchain::damaged_answers_areForgotten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("too short for a hash") << QByteArray("short");
    QTest::newRow("anything") << QByteArray(5000, 'x');
}

void tst_Toolchain::damaged_answers_areForgotten()
{
    QFETCH(const QByteArray, text);
    QFile file(path("kept"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    Toolchains damaged(kept());
    Toolchains fresh;
    QCOMPARE(fingerprint(damaged, language()), fingerprint(fresh, language()));
}

void tst_Toolchain::manyThreads_getTheSame()
{
    Toolchains toolchains(kept());
    std::vector<QString> seen(8);
    {
        std::vector<std::jthread> threads;
        for (auto &result : seen)
            threads.emplace_back([&] { result = fingerprint(toolchains, language()); });
    }
    QCOMPARE(seen.front().size(), 64);
    for (const auto &result : seen)
        QCOMPARE(result, seen.front());
}

QTEST_GUILESS_MAIN(tst_Toolchain)
#include "tst_toolchain.moc"
