// SPDX-License-Identifier: GPL-3.0-or-later
// Entry points and command lines of submissions.
#include "core/judge/program_files.h"

#include <QTest>

using namespace assay;
using namespace assay::core;

class tst_ProgramFiles : public QObject
{
    Q_OBJECT

private:
    Language m_python{.id = QStringLiteral("python"),
                      .extensions = {QStringLiteral(".py")},
                      .run = {QStringLiteral("/usr/bin/python3"), QStringLiteral("{entry}")}};
    Language m_java{
        .id = QStringLiteral("java"),
        .extensions = {QStringLiteral(".java")},
        .entryRule = EntryRule::JavaMainClass,
        .compile = {QStringLiteral("javac"), QStringLiteral("{sources}")},
        .run = {QStringLiteral("java"), QStringLiteral("-Xmx{memory_mib}m"), QStringLiteral("{entry_class}")}};

private Q_SLOTS:
    void entryFile_severalFiles_followsTheRule_data();
    void entryFile_severalFiles_followsTheRule();
    void entryFile_namedButMissing_isRefused();
    void entryFile_noSourceOfTheLanguage_isRefused();
    void javaMainClass_isFound_data();
    void javaMainClass_isFound();
    void commands_placeholders_areReplaced();
    void commands_headers_areNotCompiled();
    void commands_scriptArgument_isThatOfTheEntry();
};

void tst_ProgramFiles::entryFile_severalFiles_followsTheRule_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("entryPoint");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a single file") << QStringList{QStringLiteral("solve.py")} << QString()
                                   << QStringLiteral("solve.py");
    QTest::newRow("the one named main") << QStringList{QStringLiteral("a.py"), QStringLiteral("main.py")} << QString()
                                        << QStringLiteral("main.py");
    QTest::newRow("a package's __main__") << QStringList{QStringLiteral("a.py"), QStringLiteral("__main__.py")}
                                          << QString() << QStringLiteral("__main__.py");
    QTest::newRow("else the first") << QStringList{QStringLiteral("a.py"), QStringLiteral("b.py")} << QString()
                                    << QStringLiteral("a.py");
    QTest::newRow("data files do not count")
        << QStringList{QStringLiteral("a.txt"), QStringLiteral("b.py")} << QString() << QStringLiteral("b.py");
    QTest::newRow("the one asked for") << QStringList{QStringLiteral("main.py"), QStringLiteral("b.py")}
                                       << QStringLiteral("b.py") << QStringLiteral("b.py");
}

void tst_ProgramFiles::entryFile_severalFiles_followsTheRule()
{
    QFETCH(const QStringList, names);
    QFETCH(const QString, entryPoint);
    QFETCH(const QString, expected);
    QList<SourceFile> sources;
    for (const auto &name : names)
        sources.append({.name = name, .content = "x"});
    const auto entry = entryFile(m_python, sources, entryPoint);
    QVERIFY(entry);
    QCOMPARE(*entry, expected);
}

void tst_ProgramFiles::entryFile_namedButMissing_isRefused()
{
    const auto entry = entryFile(m_python, {{.name = QStringLiteral("a.py")}}, QStringLiteral("b.py"));
    QVERIFY(!entry && entry.error().code == Errc::InvalidArgument);
}

void tst_ProgramFiles::entryFile_noSourceOfTheLanguage_isRefused()
{
    const SourceFile notes{.name = QStringLiteral("a.txt")};
    const auto entry = entryFile(m_python, {notes, {.name = QStringLiteral("b.txt")}}, {});
    QVERIFY(!entry && entry.error().code == Errc::InvalidArgument);
    QCOMPARE(entryFile(m_python, {notes}, {}).value(), notes.name); // a single file, whatever it is called
}

void tst_ProgramFiles::javaMainClass_isFound_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("expected");
    const auto mainIn = [](const QByteArray &before, const QByteArray &after = "}") {
        return QByteArray(before + " public static void main(String[] args) {} " + after);
    };
    QTest::newRow("a plain class") << mainIn("public class Hello {") << QStringLiteral("Hello");
    QTest::newRow("in a package") << mainIn("package org.example;\nclass A {") << QStringLiteral("org.example.A");
    QTest::newRow("behind another class")
        << mainIn("class Node { int x; }\nclass Solver {") << QStringLiteral("Solver");
    QTest::newRow("before another class") << mainIn("class Solver {", "} class Node { }") << QStringLiteral("Solver");
    QTest::newRow("after a nested class")
        << mainIn("class Solver { static class Node { int x; }") << QStringLiteral("Solver");
    QTest::newRow("inside a nested class")
        << mainIn("class Outer { static class Inner {", "} }") << QStringLiteral("Outer$Inner");
    QTest::newRow("named in a comment") << mainIn("// class Wrong {\n/* class Wrong2 { */ class Right {")
                                        << QStringLiteral("Right");
    QTest::newRow("a brace in a string") << mainIn("class A { String s = \"}\"; char c = '}';") << QStringLiteral("A");
    QTest::newRow("a record") << mainIn("record R(int x) {") << QStringLiteral("R");
    QTest::newRow("no main at all") << QByteArray("class A {}") << QStringLiteral("Given");
}

void tst_ProgramFiles::javaMainClass_isFound()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QString, expected);
    QCOMPARE(javaMainClass({.name = QStringLiteral("Given.java"), .content = source}), expected);
}

void tst_ProgramFiles::commands_placeholders_areReplaced()
{
    const QList<SourceFile> sources{
        {.name = QStringLiteral("util/A.java"), .content = "class A {}"},
        {.name = QStringLiteral("Main.java"), .content = "class Main { public static void main(String[] a) {} }"}};
    const auto commands = programCommands(m_java, sources, {}, 256_MiB);
    QVERIFY(commands);
    QCOMPARE(commands->compile, (std::vector<std::string>{"javac", "/box/src/util/A.java", "/box/src/Main.java"}));
    QCOMPARE(commands->run, (std::vector<std::string>{"java", "-Xmx256m", "Main"}));
}

void tst_ProgramFiles::commands_headers_areNotCompiled()
{
    const Language cpp{.extensions = {QStringLiteral(".cpp")}, .compile = {QStringLiteral("{sources}")}};
    const auto commands =
        programCommands(cpp, {{.name = QStringLiteral("a.h")}, {.name = QStringLiteral("a.cpp")}}, {}, 1_MiB);
    QCOMPARE(commands->compile, std::vector<std::string>{"/box/src/a.cpp"});
}

void tst_ProgramFiles::commands_scriptArgument_isThatOfTheEntry()
{
    Language language = m_python;
    language.run = {QStringLiteral("python3"), QStringLiteral("-B"), QStringLiteral("{entry}")};
    const QList<SourceFile> sources{{.name = QStringLiteral("a.py")}};
    QCOMPARE(programCommands(language, sources, {}, 1_MiB)->scriptArgument, 0U);
    language.warmStart = WarmStartRule::ForkAtScript;
    QCOMPARE(programCommands(language, sources, {}, 1_MiB)->scriptArgument, 2U);
    language.run.last() = QStringLiteral("-mmain"); // it names no file that could be waited for
    QCOMPARE(programCommands(language, sources, {}, 1_MiB)->scriptArgument, 0U);
}

QTEST_GUILESS_MAIN(tst_ProgramFiles)
#include "tst_program_files.moc"
