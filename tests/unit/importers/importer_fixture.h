// SPDX-License-Identifier: GPL-3.0-or-later
// Problems in foreign formats, made in a temporary folder.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <filesystem>

namespace assay::core::test {

class ForeignProblem
{
public:
    [[nodiscard]] std::filesystem::path path() const { return m_dir.filePath(QStringLiteral("it")).toStdString(); }
    [[nodiscard]] std::filesystem::path beside(const char *name) const
    {
        return m_dir.filePath(QString::fromUtf8(name)).toStdString();
    }

    void write(const QString &name, const QByteArray &text) const
    {
        const QString file = m_dir.filePath(QStringLiteral("it/") + name);
        QDir().mkpath(QFileInfo(file).path());
        QFile to(file);
        if (!to.open(QIODevice::WriteOnly) || to.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file));
    }

    void replace(const QString &name, const QByteArray &text, const QByteArray &instead) const
    {
        QFile file(m_dir.filePath(QStringLiteral("it/") + name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(name));
        const QByteArray content = file.readAll();
        if (!content.contains(text))
            qFatal("%s does not say %s", qPrintable(name), text.constData());
        write(name, QByteArray(content).replace(text, instead));
    }

    void remove(const QString &name) const { QFile::remove(m_dir.filePath(QStringLiteral("it/") + name)); }

    /// Add two numbers; two groups with points, the second of which needs the first.
    void fillPolygon() const
    {
        write(QStringLiteral("problem.xml"), R"(<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="7" short-name="A-Plus-B" url="https://polygon.example/p/a-plus-b">
  <names><name language="english" value="A + B"/><name language="russian" value="А + Б"/></names>
  <statements>
    <statement charset="UTF-8" language="english" path="statements/english/problem.tex" type="application/x-tex"/>
  </statements>
  <judging cpu-name="x" cpu-speed="1" input-file="" output-file="">
    <testset name="tests">
      <time-limit>1500</time-limit>
      <memory-limit>268435456</memory-limit>
      <test-count>4</test-count>
      <input-path-pattern>tests/%02d</input-path-pattern>
      <answer-path-pattern>tests/%02d.a</answer-path-pattern>
      <tests>
        <test method="manual" sample="true" group="0" points="0.0"/>
        <test method="manual" group="1" points="30.0"/>
        <test method="manual" group="1" points="0.0"/>
        <test cmd="gen 5" method="generated" group="2" points="70.0"/>
      </tests>
      <groups>
        <group name="0" points-policy="each-test"/>
        <group name="1" points-policy="complete-group"/>
        <group name="2" points-policy="complete-group"><dependencies><dependency group="1"/></dependencies></group>
      </groups>
    </testset>
  </judging>
  <files><resources><file path="files/testlib.h" type="h.g++"/></resources></files>
  <assets>
    <checker name="std::ncmp.cpp" type="testlib"><source path="files/check.cpp" type="cpp.g++17"/></checker>
    <validators><validator><source path="files/val.cpp" type="cpp.g++17"/></validator></validators>
    <solutions>
      <solution tag="main"><source path="solutions/sol.py" type="python.3"/></solution>
      <solution tag="wrong-answer"><source path="solutions/wrong.py" type="python.3"/></solution>
      <solution tag="time-limit-exceeded-or-accepted"><source path="solutions/slow.py" type="python.3"/></solution>
    </solutions>
  </assets>
</problem>
)");
        writePolygonFiles();
    }

    void writePolygonFiles() const
    {
        int number = 0;
        for (const char *input : {"1 2\n", "3 4\r\n", "0 0\n", "1000000000 1000000000\n"}) {
            const QString name = QStringLiteral("tests/%1").arg(++number, 2, 10, QChar(u'0'));
            write(name, input);
            const auto numbers = QByteArray(input).trimmed().split(' ');
            write(name + QStringLiteral(".a"), QByteArray::number(numbers[0].toLongLong() + numbers[1].toLongLong()));
        }
        write(QStringLiteral("files/check.cpp"),
              "#include \"testlib.h\"\nint main(int argc, char *argv[])\n{\n    registerTestlibCmd(argc, argv);\n"
              "    if (ouf.readLong() != ans.readLong())\n        quitf(_wa, \"another sum\");\n"
              "    quitf(_ok, \"right\");\n}\n");
        write(QStringLiteral("files/val.cpp"),
              "#include \"testlib.h\"\nint main(int argc, char *argv[])\n{\n    registerValidation(argc, argv);\n"
              "    inf.readLong();\n    inf.readLong();\n    if (inf.readChar() != '\\n')\n"
              "        quitf(_fail, \"no line end\");\n}\n");
        write(QStringLiteral("solutions/sol.py"), "print(sum(map(int, input().split())))\n");
        write(QStringLiteral("solutions/slow.py"), "print(sum(map(int, input().split())))\n");
        write(QStringLiteral("solutions/wrong.py"), "print(min(1000, sum(map(int, input().split()))))\n");
        write(QStringLiteral("statement-sections/english/legend.tex"), "Print $a + b$.\n");
        write(QStringLiteral("statement-sections/english/input.tex"), "Two numbers.\n");
        writeTestlib();
    }

    void writeTestlib() const
    {
        QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/tests/data/importers/testlib.h"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no testlib.h");
        write(QStringLiteral("files/testlib.h"), file.readAll());
    }

    /// Two batches, the second of which needs the first, and a case for nothing before them.
    void fillDmoj() const
    {
        write(QStringLiteral("init.yml"), "test_cases:\n"
                                          "- {in: 0.in, out: 0.out, points: 0}\n"
                                          "- points: 40\n  batched:\n  - {in: 1.in, out: 1.out}\n"
                                          "  - {in: 2.in, out: 2.out}\n"
                                          "- points: 60\n  batched:\n  - {in: 3.in, out: 3.out}\n"
                                          "  dependencies: [1]\n");
        for (int i = 0; i < 4; ++i) {
            write(QStringLiteral("%1.in").arg(i), QByteArray::number(i) + "\n");
            write(QStringLiteral("%1.out").arg(i), QByteArray::number(2 * i) + "\n");
        }
        write(QStringLiteral("twice.md"), "Print twice the number.\n");
    }

private:
    QTemporaryDir m_dir;
};

} // namespace assay::core::test
