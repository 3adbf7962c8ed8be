#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Problems of Polygon's and DMOJ's, imported and judged: their checkers, interactors and validators at work.
# Usage: test_import.py ASSAYD TESTLIB (a folder with a testlib.h)

import json
import pathlib
import sys
import tempfile
import unittest

from command_line import assayd

TESTLIB = (pathlib.Path(sys.argv[2]) / "testlib.h").read_text()

XML = """<?xml version="1.0" encoding="utf-8"?>
<problem short-name="sum" url="https://polygon.example/sum">
  <names><name language="english" value="Sum"/></names>
  <judging input-file="" output-file=""><testset name="tests">
    <time-limit>2000</time-limit><memory-limit>268435456</memory-limit><test-count>{count}</test-count>
    <input-path-pattern>tests/%d</input-path-pattern><answer-path-pattern>tests/%d.a</answer-path-pattern>
    <tests>{tests}</tests>{groups}
  </testset></judging>
  <files><resources><file path="files/testlib.h" type="h.g++"/></resources></files>
  <assets>{programs}<solutions>{solutions}</solutions></assets>
</problem>
"""
CHECKER = """#include "testlib.h"
int main(int argc, char *argv[])
{
    registerTestlibCmd(argc, argv);
    if (ouf.readLong() != ans.readLong())
        quitf(_wa, "another sum");
    quitf(_ok, "right");
}
"""
VALIDATOR = """#include "testlib.h"
int main(int argc, char *argv[])
{
    registerValidation(argc, argv);
    inf.readLong();
    inf.readLong();
}
"""
INTERACTOR = """#include "testlib.h"
int main(int argc, char *argv[])
{
    registerInteraction(argc, argv);
    long long secret = inf.readLong();
    for (int i = 0; i < 10; ++i) {
        long long guess = ouf.readLong();
        std::cout << (guess == secret ? "equal" : guess < secret ? "more" : "less") << std::endl;
        if (guess == secret)
            quitf(_ok, "found");
    }
    quitf(_wa, "too many guesses");
}
"""


class Import(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.source = self.folder / "source"

    def write(self, files):
        for name, text in files.items():
            (self.source / name).parent.mkdir(parents=True, exist_ok=True)
            (self.source / name).write_text(text)

    def polygon(self, tests, programs, solutions, groups=""):
        """`tests`: input, answer and attributes of each; `solutions`: source by tag and file name."""
        self.write({"files/testlib.h": TESTLIB})
        for number, (given, answer, _) in enumerate(tests, 1):
            self.write({f"tests/{number}": given, f"tests/{number}.a": answer})
        self.write({f"solutions/{name}": text for (_, name), text in solutions.items()})
        self.write({"problem.xml": XML.format(
            count=len(tests), groups=groups, programs=programs,
            tests="".join(f"<test method='manual' {attributes}/>" for _, _, attributes in tests),
            solutions="".join(f"<solution tag='{tag}'><source path='solutions/{name}'/></solution>"
                              for tag, name in solutions))})

    def verified(self):
        """By submission: its verdict and score, where all must be as its tag says."""
        target = self.folder / "made"
        result = assayd("import", self.source, target)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        result = assayd("verify-package", target, "--json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        return {line["submission"]: (line["verdict"], line["score"]) for line in lines}

    def test_polygon_with_groups_checker_and_validator(self):
        program = "<checker type='testlib'><source path='files/check.cpp'/></checker>" \
                  "<validators><validator><source path='files/val.cpp'/></validator></validators>"
        self.write({"files/check.cpp": CHECKER, "files/val.cpp": VALIDATOR})
        self.polygon(
            [("1 2\n", "3\n", "sample='true' group='0'"), ("3 4\n", "7\n", "group='1' points='30'"),
             ("5 5\n", "10\n", "group='1'"), ("600 600\n", "1200\n", "group='2' points='70'")],
            program,
            {("main", "sum.py"): "print(sum(map(int, input().split())))\n",
             ("wrong-answer", "small.py"): "print(min(999, sum(map(int, input().split()))))\n",
             ("presentation-error", "words.py"): "print('three')\n",
             ("time-limit-exceeded-or-accepted", "maybe.py"): "print(sum(map(int, input().split())))\n"},
            "<groups><group name='1' points-policy='complete-group'/><group name='2' points-policy='complete-group'>"
            "<dependencies><dependency group='1'/></dependencies></group></groups>")
        self.assertEqual(self.verified(), {
            "accepted/sum.py": ("AC", 100), "mixed/maybe.py": ("AC", 100), "wrong_answer/small.py": ("WA", 30),
            "wrong_answer/words.py": ("WA", 0)})
        judged = assayd("judge", self.folder / "made", self.source / "solutions/small.py", "--json", "--all-cases")
        reasons = [case["reason"] for case in json.loads(judged.stdout)["cases"]]
        self.assertTrue(any("another sum" in reason for reason in reasons), reasons)

    def test_validator_of_polygon_rejects_what_it_should(self):
        self.write({"files/check.cpp": CHECKER, "files/val.cpp": VALIDATOR})
        self.polygon([("1 x\n", "3\n", "")],
                     "<checker><source path='files/check.cpp'/></checker>"
                     "<validators><validator><source path='files/val.cpp'/></validator></validators>",
                     {("main", "three.py"): "print(3)\n"})
        self.assertEqual(assayd("import", self.source, self.folder / "made").returncode, 0)
        result = assayd("verify-package", self.folder / "made")
        self.assertEqual(result.returncode, 1)
        self.assertIn("the input validator rejects it", result.stdout + result.stderr)

    def test_polygon_interactor(self):
        self.write({"files/interactor.cpp": INTERACTOR})
        guess = "low, high = 1, {most}\nwhile True:\n    middle = (low + high) // 2\n    print(middle, flush=True)\n" \
                "    word = input()\n    if word == 'equal':\n        break\n" \
                "    low, high = (middle + 1, high) if word == 'more' else (low, middle - 1)\n"
        self.polygon([("77\n", "\n", ""), ("1\n", "\n", "")],
                     "<interactor><source path='files/interactor.cpp'/></interactor>",
                     {("main", "halves.py"): guess.format(most=1000),
                      ("wrong-answer", "ones.py"): "for i in range(11):\n    print(999, flush=True)\n    input()\n"})
        verdicts = {name: verdict for name, (verdict, _) in self.verified().items()}
        self.assertEqual(verdicts, {"accepted/halves.py": "AC", "wrong_answer/ones.py": "WA"})

    def test_dmoj_batches_and_dependencies(self):
        self.write({"init.yml": "test_cases:\n- {in: 0.in, out: 0.out, points: 0}\n- points: 40\n  batched:\n"
                                "  - {in: 1.in, out: 1.out}\n  - {in: 2.in, out: 2.out}\n- points: 60\n"
                                "  batched: [{in: 3.in, out: 3.out}]\n  dependencies: [1]\n",
                    **{f"{i}.in": f"{i}\n" for i in range(4)}, **{f"{i}.out": f"{2 * i}\n" for i in range(4)}})
        target = self.folder / "made.zip"
        result = assayd("import", self.source, target, "--json")
        report = json.loads(result.stdout)
        self.assertEqual((report["from"], report["importable"], report["written"]), ("dmoj", True, str(target)))
        scores = {}
        for name, text in {"all": "print(2 * int(input()))\n", "none of 2": "n = int(input())\nprint(2 * n * (n != 2))\n",
                           "none of 3": "n = int(input())\nprint(2 * n * (n != 3))\n", "not 0": "print(1)\n"}.items():
            source = self.folder / "source.py"
            source.write_text(text)
            judged = json.loads(assayd("judge", target, source, "--json").stdout)
            scores[name] = (judged["verdict"], judged["score"])
        self.assertEqual(scores, {"all": ("AC", 100), "none of 2": ("WA", 0), "none of 3": ("WA", 40),
                                  "not 0": ("WA", 0)})

    def test_without_target_nothing_is_written(self):
        self.write({"init.yml": "generator: gen.cpp\ntest_cases: [{points: 1}]\n"})
        result = assayd("import", self.source)
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot be imported", result.stdout)
        self.assertIn("generator", result.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["source"])
        self.assertEqual(assayd("import", self.folder / "nothing").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
