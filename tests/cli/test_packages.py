#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Packages on the command line: verified and exported. Usage: test_packages.py ASSAYD PROBLEMS

import json
import pathlib
import shutil
import sys
import tempfile
import unittest

from command_line import assayd

WARMUP = pathlib.Path(sys.argv[2]) / "warmup"


class Verify(unittest.TestCase):
    def test_warmup_has_every_verdict_as_its_folders_name_it(self):
        result = assayd("verify-package", WARMUP, "--json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertTrue(all(line["as_expected"] for line in lines))
        self.assertEqual({line["verdict"] for line in lines}, {"AC", "WA", "TLE", "MLE", "RTE", "CE"})

    def test_different_verdict_ends_with_1_and_missing_toolchain_is_skipped(self):
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "twice"
            for name, text in {
                "problem.yaml": "problem_format_version: 2025-09\nname: Twice\n"
                                "uuid: 6d1b2a3c-1111-4222-8333-944455556666\nlimits:\n  time_limit: 1.0\n",
                "statement/problem.en.md": "Print twice the number.\n",
                "data/sample/1.in": "4\n", "data/sample/1.ans": "8\n",
                "data/secret/1.in": "5\n", "data/secret/1.ans": "10\n",
                "submissions/accepted/wrong.py": "print(8)\n",
                "submissions/accepted/right.py": "print(2 * int(input()))\n",
                "submissions/accepted/old.py": "#!/usr/bin/env python2\nprint 2 * input()\n",
            }.items():
                (package / name).parent.mkdir(parents=True, exist_ok=True)
                (package / name).write_text(text)
            result = assayd("verify-package", package)
            self.assertEqual(result.returncode, 1, result.stdout)
            lines = {line.split()[0]: line for line in result.stdout.splitlines()}
            self.assertIn("expected AC", lines["accepted/wrong.py"])
            self.assertIn("as expected", lines["accepted/right.py"])
            self.assertIn("skipped", lines["accepted/old.py"])
            self.assertIn("1 as expected, 1 different, 1 skipped", result.stdout)


    def test_validators_that_disagree_with_the_data_end_with_1(self):
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "warmup"
            shutil.copytree(WARMUP, package)
            shutil.rmtree(package / "submissions")
            validators = package / "input_validators"
            validators.mkdir(exist_ok=True)
            (validators / "never.py").write_text("import sys\nsys.exit(43)\n")
            result = assayd("verify-package", package)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
            self.assertIn("the input validator rejects it", result.stdout + result.stderr)


class Export(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def export(self, *arguments):
        return assayd("export", WARMUP, *arguments)

    def test_same_version_loses_nothing_and_judges_the_same(self):
        target = self.folder / "again.zip"
        result = self.export(target, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual((report["losses"], report["written"]), ([], str(target)))
        self.assertEqual(report["from"], report["to"])
        judged = assayd("judge", target, WARMUP / "submissions/accepted/xor.py", "--json")
        self.assertEqual(json.loads(judged.stdout)["verdict"], "AC")

    def test_other_version_tells_what_is_lost(self):
        target = self.folder / "older"
        result = self.export(target, "--format", "legacy")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, "things? (is|are) lost")
        self.assertIn(f"written to {target}", result.stdout)
        self.assertEqual(assayd("judge", target, WARMUP / "submissions/accepted/xor.py").returncode, 0)

    def test_lossless_writes_nothing_where_something_is_lost(self):
        target = self.folder / "older"
        result = self.export(target, "--format", "legacy", "--lossless")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertFalse(target.exists())

    def test_target_that_is_there_is_refused(self):
        target = self.folder / "mine.zip"
        target.write_text("mine")
        result = self.export(target)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertEqual(target.read_text(), "mine")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
