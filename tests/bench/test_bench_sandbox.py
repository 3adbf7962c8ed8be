#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# What bench_sandbox prints, whatever the times are. Usage: test_bench_sandbox.py BENCH_SANDBOX

import json
import subprocess
import sys
import unittest

BENCH = sys.argv[1]


def run(*arguments):
    return subprocess.run([BENCH, *arguments], capture_output=True, text=True, timeout=300)


def lines(*arguments):
    result = run("--json", "--rounds", "2", *arguments)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


class BenchSandbox(unittest.TestCase):
    def test_every_line_is_a_ratio_with_its_baseline(self):
        for name in ("static_true", "dynamic_cpp", "loop_2_workers_dynamic_c"):
            (line,) = lines("--only", name)
            self.assertEqual(line["name"], name)
            self.assertAlmostEqual(line["ratio"], line["sandboxed"] / line["bare"], delta=0.01 * line["ratio"] + 0.001)
            self.assertGreater(line["bare"], 0)
            self.assertEqual(line["rounds"], 2)
            self.assertIn(line["tier"], ("full", "partial"))
            self.assertIn(line["cgroup"], ("v1", "v2", "none"))

    def test_steps_of_a_run_have_lengths(self):
        (line,) = lines("--only", "steps_static_true")
        for step in ("pipes", "send", "spawn", "exec", "kill_and_reap", "cgroup_end"):
            self.assertGreaterEqual(line[step], 0)
        self.assertGreater(line["exec"] + line["wait"], 0)  # the launcher's points arrived

    def test_an_unknown_name_fails(self):
        self.assertNotEqual(run("--only", "nothing").returncode, 0)
        self.assertEqual(run("--nothing").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
