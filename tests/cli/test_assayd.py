#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line of assayd: what it prints, what it ends with. Usage: test_assayd.py ASSAYD PROBLEMS

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

from command_line import ASSAYD, assayd

PROBLEMS = pathlib.Path(sys.argv[2])
WARMUP = PROBLEMS / "warmup"


class Judge(unittest.TestCase):
    def judge(self, submission, *options):
        result = assayd("judge", WARMUP, WARMUP / "submissions" / submission, "--json", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_accepted_has_every_key(self):
        judged = self.judge("accepted/xor.py")
        self.assertEqual(judged["verdict"], "AC")
        self.assertEqual(judged["score"], 100)
        self.assertEqual(judged["language"], "python")
        self.assertTrue(judged["compile"]["ok"])
        self.assertEqual(set(judged["compile"]), {"ok", "output", "cached", "ms", "killed_by"})
        self.assertIn(judged["sandbox"]["tier"], {"full", "partial"})
        self.assertEqual(len(judged["cases"]), 8)
        for case in judged["cases"]:
            self.assertEqual(set(case), {"name", "verdict", "cpu_ms", "wall_ms", "memory_bytes", "first_cpu_ms", "reason", "killed_by",
                                         "out_of_memory", "cpu_source", "memory_source", "limits", "score"})
            self.assertIsNone(case["killed_by"])
            self.assertTrue(case["cpu_source"] and case["memory_source"])
            self.assertEqual(set(case["limits"]), {
                "cpu_ms", "wall_ms", "memory_bytes", "output_bytes", "error_output_bytes", "file_size_bytes",
                "stack_bytes", "processes", "open_files", "scratch_bytes", "scratch_files"})
            for limit in case["limits"].values():
                self.assertGreater(limit["value"], 0)
                self.assertIn(limit["mechanism"], {"cgroup v1", "cgroup v2", "rlimit", "polling", "tmpfs", "pipe",
                                                   "timer"})
            self.assertEqual(case["verdict"], "AC")
            self.assertGreater(case["wall_ms"], 0)

    def test_killer_of_a_case_is_named(self):
        cases = self.judge("memory_limit_exceeded/table.cpp")["cases"]
        killed = next(case for case in cases if case["verdict"] == "MLE")
        self.assertEqual(killed["killed_by"], "memory")
        self.assertEqual(killed["limits"]["memory_bytes"]["mechanism"].startswith("cgroup"), killed["out_of_memory"])
        self.assertIsNone(cases[-1]["limits"])  # skipped: nothing was enforced

    def test_wrong_answer_stops_at_the_first_failure_unless_told(self):
        submission = "wrong_answer/neighbours.py"
        verdicts = [case["verdict"] for case in self.judge(submission)["cases"]]
        first = verdicts.index("WA")
        self.assertEqual(set(verdicts[first + 1:]), {"skipped"})
        everything = [case["verdict"] for case in self.judge(submission, "--all-cases")["cases"]]
        self.assertNotIn("skipped", everything)

    def test_compile_error_is_a_verdict(self):
        judged = self.judge("compile_error/semicolon.cpp")
        self.assertEqual(judged["verdict"], "CE")
        self.assertFalse(judged["compile"]["ok"])
        self.assertIn("semicolon.cpp", judged["compile"]["output"])

    def test_folder_of_several_files_is_one_submission(self):
        self.assertEqual(self.judge("accepted/ledger")["verdict"], "AC")

    def test_time_factor_multiplies_the_time_limit(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "half_a_second.py"
            source.write_text("import time\nwhile time.process_time() < 0.5: pass\nprint('no')\n")
            verdicts = []
            for factor in ("1", "0.1"):  # of the problem's 2 s
                result = assayd("judge", WARMUP, source, "--json", "--time-factor", factor)
                verdicts.append(json.loads(result.stdout)["verdict"])
            self.assertEqual(verdicts, ["WA", "TLE"])
        self.assertEqual(assayd("judge", WARMUP, source, "--time-factor", "0").returncode, 2)

    def test_several_submissions_give_a_line_each(self):
        folder = WARMUP / "submissions" / "accepted"
        result = assayd("judge", WARMUP, folder / "xor.py", folder / "xor.c", "--json")
        self.assertEqual([json.loads(line)["verdict"] for line in result.stdout.splitlines()], ["AC", "AC"])

    def test_archive_is_judged_as_its_folder_and_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            temporary = pathlib.Path(folder) / "tmp"
            temporary.mkdir()
            archive = shutil.make_archive(str(pathlib.Path(folder) / "warmup"), "zip", PROBLEMS, "warmup")
            result = assayd("judge", archive, WARMUP / "submissions/accepted/xor.py", "--json",
                            env={**os.environ, "TMPDIR": str(temporary)})
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(json.loads(result.stdout)["verdict"], "AC")
            self.assertEqual(list(temporary.iterdir()), [])

    def test_piped_text_is_plain(self):
        result = assayd("judge", WARMUP, WARMUP / "submissions/accepted/xor.py")
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("\033", result.stdout + result.stderr)
        self.assertIn("AC", result.stdout)

    def test_wrong_usage_and_bad_packages_end_with_2_and_one_line(self):
        source = WARMUP / "submissions/accepted/xor.py"
        with tempfile.TemporaryDirectory() as empty:
            for arguments in ([empty, source], ["/no/such/package", source], [WARMUP, "/no/such/file.py"],
                              [WARMUP, source, "--language", "cobol"], [WARMUP, WARMUP / "problem.yaml"]):
                result = assayd("judge", *arguments)
                self.assertEqual(result.returncode, 2, arguments)
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
                self.assertEqual(result.stdout, "")
        for arguments in ([], ["judge"], ["judge", str(WARMUP)], ["no-such-command"], ["judge", "--no-such-option"]):
            self.assertEqual(assayd(*arguments).returncode, 2, arguments)

    def test_closed_pipe_ends_soon_and_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as temporary:  # of its own: other tests run beside this one
            process = subprocess.Popen([ASSAYD, "verify-package", str(WARMUP)], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env=os.environ | {"TMPDIR": temporary})
            process.stdout.readline()
            self.assertNotEqual(os.listdir(temporary), [])
            process.stdout.close()
            start = time.monotonic()
            self.assertEqual(process.wait(timeout=30), 130)
            self.assertLess(time.monotonic() - start, 15)  # two or three submissions, not all fifteen
            process.stderr.close()
            self.assertEqual(os.listdir(temporary), [])

    def test_interrupt_ends_soon_and_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as temporary:
            source = pathlib.Path(folder) / "sleep.py"
            source.write_text("import time\ntime.sleep(100)\n")
            process = subprocess.Popen([ASSAYD, "judge", str(WARMUP), str(source)], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=os.environ | {"TMPDIR": temporary})
            time.sleep(1.5)
            self.assertNotEqual(os.listdir(temporary), [])
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=20), 130)
            self.assertLess(time.monotonic() - start, 5)
            self.assertEqual(os.listdir(temporary), [])


class Cache(unittest.TestCase):
    def judge(self, folder, *options):
        source = WARMUP / "submissions/accepted/xor.c"
        with unittest.mock.patch.dict(os.environ, XDG_CACHE_HOME=folder):
            return json.loads(assayd("judge", WARMUP, source, "--json", *options).stdout)

    def test_second_command_does_not_compile_again(self):
        with tempfile.TemporaryDirectory() as folder:
            first, second = self.judge(folder), self.judge(folder)
            self.assertEqual([first["compile"]["cached"], second["compile"]["cached"]], [False, True])
            self.assertEqual(first["toolchain"], second["toolchain"])
            self.assertRegex(first["toolchain"], "gcc.*sha256:[0-9a-f]{64}")
            self.assertEqual([case["verdict"] for case in first["cases"]],
                             [case["verdict"] for case in second["cases"]])

    def test_no_cache_reads_and_writes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(2):
                self.assertFalse(self.judge(folder, "--no-cache")["compile"]["cached"])
            self.assertEqual(os.listdir(folder), [])

    def test_cache_folder_can_be_chosen(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
            self.judge(folder, "--cache", other)
            self.assertTrue(self.judge(folder, "--cache", other)["compile"]["cached"])
            self.assertEqual(os.listdir(folder), [])
        result = assayd("judge", WARMUP, WARMUP / "submissions/accepted/xor.c", "--cache", "/x", "--no-cache")
        self.assertEqual(result.returncode, 2)

    def test_unusable_folder_costs_only_time(self):
        with tempfile.NamedTemporaryFile() as file:
            self.assertEqual(self.judge(file.name)["verdict"], "AC")


class Points(unittest.TestCase):
    def test_groups_and_points_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "marks"
            for name, text in {
                "problem.yaml": "problem_format_version: 2025-09\nname: Marks\ntype: scoring\n"
                                "uuid: 6d1b2a3c-1111-4222-8333-944455556667\nlimits:\n  time_limit: 1.0\n",
                "statement/problem.en.md": "Print twice the number.\n",
                "data/secret/test_group.yaml": "max_score: 100\nscore_aggregation: sum\n",
                "data/secret/small/test_group.yaml": "max_score: 40\nscore_aggregation: pass-fail\n",
                "data/secret/small/1.in": "4\n", "data/secret/small/1.ans": "8\n",
                "data/secret/large/test_group.yaml": "max_score: 60\nscore_aggregation: pass-fail\n",
                "data/secret/large/1.in": "5000\n", "data/secret/large/1.ans": "10000\n",
            }.items():
                (package / name).parent.mkdir(parents=True, exist_ok=True)
                (package / name).write_text(text)
            half = pathlib.Path(folder) / "half.py"
            half.write_text("print(min(2 * int(input()), 999))\n")
            whole = pathlib.Path(folder) / "whole.py"
            whole.write_text("print(2 * int(input()))\n")
            lines = assayd("judge", package, half, whole).stdout.splitlines()
            self.assertIn("40/100 points", next(line for line in lines if "half.py" in line))
            self.assertIn("100/100 points", next(line for line in lines if "whole.py" in line))
            report = json.loads(assayd("judge", package, half, "--json").stdout)
            self.assertEqual((report["score"], report["max_score"]), (40, 100))
            groups = {group["name"]: (group["verdict"], group["score"], group["max_score"]) for group in report["groups"]}
            self.assertEqual(groups["secret/small"], ("AC", 40, 40))
            self.assertEqual(groups["secret/large"], ("WA", 0, 60))


class Tiers(unittest.TestCase):
    def test_doctor_tells_every_mechanism_with_its_state(self):
        report = json.loads(assayd("doctor", "--json").stdout)
        self.assertTrue(report["usable"], report["reason"])
        self.assertIn(report["tier"], {"full", "partial"})
        self.assertEqual(report["least_tier"], "partial")
        mechanisms = {mechanism["name"]: mechanism for mechanism in report["mechanisms"]}
        self.assertGreaterEqual(set(mechanisms), {"user namespaces", "system call filter", "memory cgroup", "Landlock"})
        for mechanism in mechanisms.values():
            self.assertIn(mechanism["state"], {"works", "missing", "off"})
            self.assertEqual(mechanism["available"], mechanism["state"] == "works")
            self.assertTrue(mechanism["detail"], mechanism)
        self.assertEqual(mechanisms["memory cgroup"]["available"], report["tier"] == "full")

    def test_tier_is_exactly_the_one_that_was_asked_for(self):
        report = json.loads(assayd("doctor", "--tier", "partial", "--json").stdout)
        self.assertEqual((report["tier"], report["least_tier"], report["usable"]), ("partial", "partial", True))
        result = assayd("judge", WARMUP, WARMUP / "submissions/accepted/xor.py", "--tier", "partial", "--json")
        judged = json.loads(result.stdout)
        self.assertEqual((judged["verdict"], judged["sandbox"]["tier"]), ("AC", "partial"))
        self.assertIn("partial", result.stderr)  # whoever lowers it is told
        self.assertEqual(assayd("judge", WARMUP, "x.py", "--tier", "none").returncode, 2)

    def test_too_low_a_tier_is_refused(self):
        best = json.loads(assayd("doctor", "--json").stdout)["tier"]
        result = assayd("judge", WARMUP, WARMUP / "submissions/accepted/xor.py", "--tier", "full", "--json")
        judged = json.loads(result.stdout)
        if best == "full":
            self.assertEqual((judged["verdict"], judged["sandbox"]["tier"]), ("AC", "full"))
        else:
            self.assertEqual((result.returncode, judged["verdict"]), (3, "JE"))
            self.assertIn("full is required", judged["reason"])


class Run(unittest.TestCase):
    def run_source(self, text, *options, name="prog.py", **process_options):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / name
            source.write_text(text)
            return assayd("run", source, *options, **process_options)

    def test_streams_and_exit_code_pass_through(self):
        result = self.run_source("import sys\nprint(input())\nprint('err', file=sys.stderr)\nsys.exit(7)\n",
                                 "--language", "python", input="hello\n")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (7, "hello\n", "err\n"))

    def test_output_arrives_while_the_program_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "prog.py"
            source.write_text("import time\nprint('first', flush=True)\ntime.sleep(3)\nprint('second')\n")
            process = subprocess.Popen([ASSAYD, "run", str(source)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
            self.assertEqual(process.stdout.readline(), b"first\n")
            self.assertIsNone(process.poll())
            self.assertEqual(process.stdout.read(), b"second\n")
            process.stdout.close()
            self.assertEqual(process.wait(), 0)

    def test_stdin_from_a_file(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("41\n")
            file.flush()
            result = self.run_source("print(int(input()) + 1)\n", "--stdin", file.name)
        self.assertEqual(result.stdout, "42\n")

    def test_limits_are_kept_and_said(self):
        late = self.run_source("while True: pass\n", "--time", "0.5", stdin=subprocess.DEVNULL)
        self.assertEqual(late.returncode, 137)
        self.assertIn("time limit", late.stderr)
        big = self.run_source("x = bytearray(400 << 20)\n", "--memory", "64", stdin=subprocess.DEVNULL)
        self.assertEqual(big.returncode, 137)
        self.assertIn("memory limit", big.stderr)

    def test_compile_error_shows_the_compiler_and_ends_with_1(self):
        result = self.run_source("int main() { return x; }\n", name="main.cpp", stdin=subprocess.DEVNULL)
        self.assertEqual(result.returncode, 1)
        self.assertIn("main.cpp:1:", result.stderr)

    def test_missing_file_or_language_ends_with_2(self):
        self.assertEqual(assayd("run", "/no/such.py").returncode, 2)
        self.assertEqual(self.run_source("x\n", name="notes.txt").returncode, 2)


class Reports(unittest.TestCase):
    def test_languages_have_versions_or_a_hint(self):
        languages = json.loads(assayd("languages", "--json").stdout)
        by_id = {language["id"]: language for language in languages}
        for wanted in ("c", "cpp", "python", "javascript", "java"):
            self.assertTrue(by_id[wanted]["available"], wanted)
            self.assertTrue(by_id[wanted]["version"], wanted)
            self.assertRegex(by_id[wanted]["toolchain"]["fingerprint"], "^[0-9a-f]{64}$")
            for program in by_id[wanted]["toolchain"]["programs"]:
                self.assertTrue(os.path.isfile(program["path"]), program)
        self.assertIn("cc1plus", " ".join(program["path"] for program in by_id["cpp"]["toolchain"]["programs"]))
        for language in languages:
            self.assertTrue(language["available"] or language["install_hint"], language["id"])

    def test_help_and_version_end_with_0(self):
        self.assertEqual(assayd("--help").returncode, 0)
        self.assertIn("assayd", assayd("--version").stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
