// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package reader: what configuration files set for test cases.
#include "tests/unit/problems/package_inspection.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kScoring2025 =
    "problem_format_version: 2025-09\nname: Sum\nuuid: 8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1\ntype: scoring\n"
    "limits: {time_limit: 1}\n";

} // namespace

class TestCaseReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_flags_comeFromTheNearestFile();
    void cases_inputValidatorFlags_areForAllOrNamed();
    void cases_constants_areReplacedInGroupFiles();
};

void TestCaseReader::cases_flags_comeFromTheNearestFile()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("output_validator/check.py", "\n");
    addCases(folder, {"secret/a/1", "secret/a/2"});
    folder.write("data/test_group.yaml", "output_validator_args: [top]\n");
    folder.write("data/secret/a/test_group.yaml", "output_validator_args: [of, a]\nargs: [x]\n");
    folder.write("data/secret/a/2.yaml", R"(output_validator_args: [own]
args: []
full_feedback: true
hint: look closer
description: the smallest
)");
    const Problem problem = read(folder);
    QCOMPARE(problem.cases[0].validatorFlags, QStringList{u"top"_s});
    QCOMPARE(problem.cases[2].validatorFlags, (QStringList{u"of"_s, u"a"_s}));
    QCOMPARE(problem.cases[2].arguments, QStringList{u"x"_s});
    QCOMPARE(problem.cases[3].validatorFlags, QStringList{u"own"_s});
    QVERIFY(problem.cases[3].arguments.isEmpty() && problem.cases[3].fullFeedback);
    QCOMPARE(problem.cases[3].hint, u"look closer"_s);
    QCOMPARE(problem.cases[3].description, u"the smallest"_s);
}

void TestCaseReader::cases_inputValidatorFlags_areForAllOrNamed()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("input_validators/one.py", "\n");
    folder.write("input_validators/two/main.py", "\n");
    addCases(folder, {"secret/a/1"});
    folder.write("data/testdata.yaml", "input_validator_flags: --max 5\n");
    folder.write("data/secret/a/testdata.yaml", "input_validator_flags: {name: two, flags: --max 7}\n");
    Problem problem = read(folder);
    QCOMPARE(problem.cases[0].inputValidatorFlags.of(u"one"_s), (QStringList{u"--max"_s, u"5"_s}));
    QCOMPARE(problem.cases[2].inputValidatorFlags.of(u"two"_s), (QStringList{u"--max"_s, u"7"_s}));
    QVERIFY(problem.cases[2].inputValidatorFlags.of(u"one"_s).isEmpty());

    folder.remove("problem_statement");
    folder.fill2025();
    folder.remove("data/testdata.yaml");
    folder.remove("data/secret/a/testdata.yaml");
    folder.write("data/secret/test_group.yaml", "input_validator_args: {one.py: ['--max', 5 6], two: []}\n");
    problem = read(folder);
    QCOMPARE(problem.cases[1].inputValidatorFlags.of(u"one"_s), (QStringList{u"--max"_s, u"5 6"_s}));
    QVERIFY(problem.cases[1].inputValidatorFlags.of(u"two"_s).isEmpty());
}

void TestCaseReader::cases_constants_areReplacedInGroupFiles()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("problem.yaml", kScoring2025 + "constants: {worth: {value: 70, half: 35}, eps: 1e-6}\n");
    folder.write(
        "data/secret/test_group.yaml",
        "max_score: {{worth}}\noutput_validator_args: [float_tolerance, '{{eps.value}}']\nhint: '{{worth.half}}'\n");
    const Problem problem = read(folder);
    QCOMPARE(std::get<GroupScoring>(problem.groups[2].grading).maxScore, std::optional<double>{70});
    QCOMPARE(problem.cases[1].compare.floatAbsoluteTolerance, std::optional<double>{1e-6});
    QCOMPARE(problem.cases[1].hint, u"35"_s);
}

QTEST_GUILESS_MAIN(TestCaseReader)
#include "tst_case_reader.moc"
