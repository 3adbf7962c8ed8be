// SPDX-License-Identifier: GPL-3.0-or-later
// A problem's validators on its own test data, through the engine.
#include "engine_fixture.h"

#include "core/problems/package_reader.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

/// Accepts a number, not above that of --most.
constexpr const char *kNumberValidator = R"(import sys
most = int(sys.argv[sys.argv.index('--most') + 1]) if '--most' in sys.argv else 10 ** 12
text = sys.stdin.read().split()
sys.exit(42 if len(text) == 1 and text[0].isdigit() and int(text[0]) <= most else 43)
)";
constexpr const char *kLineValidator = R"(import sys
sys.exit(42 if sys.stdin.read().endswith('\n') else 43)
)";

} // namespace

class tst_DataCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        writePackage(m_package = m_dir->filePath(u"twice"_s));
        write("input_validators/number.py", kNumberValidator);
        write("input_validators/line.py", kLineValidator);
    }
    void goodData_hasNoFindings();
    void wrongData_isNamed();
    void brokenValidators_areToldAndTheRestGoesOn();
    void ownOutputValidator_triesItsOutputs();

private:
    void write(const QByteArray &name, const QByteArray &text)
    {
        writeFile(m_package + u'/' + QString::fromUtf8(name), text);
    }

    /// Case "1" of `kind`, "valid_output" or "invalid_output".
    void writeOutputCase(const QByteArray &kind, const QByteArray &input, const QByteArray &answer,
                         const QByteArray &output)
    {
        const QByteArray name = "data/" + kind + "/1";
        write(name + ".in", input);
        write(name + ".ans", answer);
        write(name + ".out", output);
    }

    /// "file: key: message" of each finding, sorted.
    QStringList findings(DataCheckReport &report)
    {
        auto inspection = inspectPackage(m_package.toStdString());
        if (!inspection || !inspection->isUsable())
            qFatal("the package cannot be read");
        auto engine = Engine::open(engineOptions(m_dir->filePath(u"data"_s)));
        if (!engine)
            qFatal("%s", engine.error().describe().c_str());
        auto result = (*engine)->checkTestData(inspection->problem, {}, {});
        if (!result)
            qFatal("%s", result.error().describe().c_str());
        report = std::move(*result);
        QStringList lines;
        for (const Finding &finding : report.findings)
            lines.append(QString::fromStdString(finding.describe()).section(u'\n', 0, 0));
        lines.sort();
        return lines;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_package;
};

void tst_DataCheck::goodData_hasNoFindings()
{
    write("data/invalid_input/letters.in", "abc\n");
    write("data/invalid_input/no_line.in", "5");
    writeOutputCase("invalid_output", "4\n", "8\n", "9\n");
    writeOutputCase("valid_output", "4\n", "8\n", "  8");
    DataCheckReport report;
    QCOMPARE(findings(report), QStringList());
    QCOMPARE(report.inputValidators, 2);
    QCOMPARE(report.inputs, 3);
    QCOMPARE(report.others, 4);
}

void tst_DataCheck::wrongData_isNamed()
{
    write("data/secret/test_group.yaml", "input_validator_args: {number: ['--most', '100']}\n");
    write("data/secret/3.in", "7");
    write("data/secret/3.ans", "14\n");
    write("data/invalid_input/good.in", "5\n");
    writeOutputCase("invalid_output", "4\n", "8\n", "8\n");
    writeOutputCase("valid_output", "4\n", "8\n", "80\n");
    DataCheckReport report;
    QCOMPARE(findings(report),
             (QStringList{u"data/invalid_input/good.in: is to be invalid, and every input validator accepts it"_s,
                          u"data/invalid_output/1.out: is to be invalid, and the output validator accepts it"_s,
                          u"data/secret/2.in: number: the input validator rejects it"_s,
                          u"data/secret/3.in: line: the input validator rejects it"_s,
                          u"data/valid_output/1.out: is to be valid, and the output validator rejects it"_s}));
    QVERIFY(std::ranges::all_of(report.findings, [](const Finding &one) { return one.severity == Severity::Error; }));
}

void tst_DataCheck::brokenValidators_areToldAndTheRestGoesOn()
{
    write("input_validators/line.py", "import os; os.kill(os.getpid(), 9)\n");
    write("input_validators/other.cpp", "int main( {\n");
    write("input_validators/format.ctd", "INT(1,5) EOF\n");
    write("data/invalid_input/good.in", "5\n"); // not known to be accepted by all
    DataCheckReport report;
    const QStringList lines = findings(report);
    QCOMPARE(report.inputValidators, 2);
    QVERIFY(lines.contains(u"input_validators: format: was not run: no tool for its language is known"_s));
    QVERIFY(std::ranges::any_of(lines, [](const QString &line) {
        return line.startsWith("input_validators: other: could not be run: "_L1) &&
               line.contains("does not compile"_L1);
    }));
    QVERIFY(lines.contains(u"data/sample/1.in: line: the input validator rejects it"_s));
    QVERIFY(!lines.join(u' ').contains("good.in: is to be invalid"_L1));
}

void tst_DataCheck::ownOutputValidator_triesItsOutputs()
{
    write("output_validator/v.py", "import sys\nsys.exit(42 if sys.stdin.read().strip() == '8' else 43)\n");
    writeOutputCase("valid_output", "4\n", "0\n", "8\n");
    writeOutputCase("invalid_output", "4\n", "9\n", "9\n");
    DataCheckReport report;
    QCOMPARE(findings(report), QStringList());
    QCOMPARE(report.others, 2);
}

QTEST_GUILESS_MAIN(tst_DataCheck)
#include "tst_data_check.moc"
