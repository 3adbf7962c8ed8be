# SPDX-License-Identifier: GPL-3.0-or-later
# The checks of packaging/vm-test: what is called as whom, and what must come out.

import dataclasses
import json
import pathlib
import typing

import guest_login
import guest_traces
from guest_login import DELEGATED, ORDINARY_USER


@dataclasses.dataclass
class Check:
    """`run` gets the report and returns whether it passed, a few words on that, and the lines that say what is wrong.

    The time-out is in seconds.
    """

    name: str
    timeout: int
    run: typing.Callable
    may_repeat: bool = True


# Submissions to resources/problems/warmup, the verdict, and a factor for the limits: emulation is slow.
JUDGED = [
    ("accepted/xor.py", "AC", True),
    ("accepted/xor.c", "AC", True),
    ("accepted/toggle.js", "AC", True),
    ("accepted/ledger", "AC", True),
    ("wrong_answer/neighbours.py", "WA", True),
    ("run_time_error/pairs.py", "RTE", True),
    ("memory_limit_exceeded/prefixes.py", "MLE", True),
    ("compile_error/semicolon.cpp", "CE", True),
    ("time_limit_exceeded/count.py", "TLE", False),
]


LANGUAGES = {"c", "cpp", "javascript", "python"}  # installed here: their attacks may not be skipped


def is_excused(row):
    return row["state"] == "skipped" and row["language"] not in LANGUAGES


# How Qt Test marks what went wrong or was left out, and what belongs to it.
FAILURE = ("FAIL!", "XPASS", "SKIP", "QFATAL", "   Actual", "   Expected", "   Loc")


class Steps:
    def __init__(self, plan):
        self._plan = plan
        self._checkout = pathlib.Path(plan["checkout"])
        self._assayd = str(self._checkout / "build/bin/assayd")
        self._before = guest_traces.traces()

    def doctor(self):
        yield self._tier("doctor, login session", ORDINARY_USER, [])
        yield self._tier("doctor, delegated scope", ORDINARY_USER, DELEGATED)
        yield self._tier("doctor, root", "root", [])

    def _tier(self, name, user, prefix):
        timeout = 120

        def run(report):
            code, output = guest_login.call(report, user, [*prefix, self._assayd, "doctor", "--json"], timeout)
            tier = json.loads(output)["tier"]
            return code == 0 and tier == "full", f"tier {tier}", []

        return Check(name, timeout, run)

    def tests(self):
        for user, prefix in ((ORDINARY_USER, DELEGATED), ("root", [])):
            for test in self._plan["tests"]:
                yield self._test(test, user, prefix)

    def _test(self, test, user, prefix):
        timeout = self._plan["test_timeout"]
        environment = [
            *test["environment"],
            f"ASSAY_TEST_SLOWNESS={self._plan['slowness']}",
            f"QTEST_FUNCTION_TIMEOUT={timeout * 1000}",
        ]

        def run(report):
            code, output = guest_login.call(report, user, [*prefix, *test["command"]], timeout, environment)
            lines = output.splitlines()
            totals = [line.removeprefix("Totals: ") for line in lines if line.startswith("Totals:")]
            wrong = [line for line in lines if line.startswith(FAILURE)]
            return code == 0, totals[-1] if totals else f"exit code {code}", wrong

        return Check(f"{test['name']}, {user}", timeout, run)

    def attacks(self):
        yield self._attacked(ORDINARY_USER, DELEGATED, "full")
        yield self._attacked(ORDINARY_USER, [], "partial")
        yield self._attacked("root", [], "full")
        yield self._attacked("root", [], "partial")

    def _attacked(self, user, prefix, tier):
        timeout = self._plan["attacks_timeout"]
        command = [*prefix, self._assayd, "doctor", "--attacks", "--json", "--tier", tier]
        command += ["--patience", str(self._plan["slowness"])]

        def run(report):
            code, output = guest_login.call(report, user, command, timeout)
            *rows, summary = [json.loads(line) for line in output.splitlines()]
            bad = [row for row in rows if row["state"] != "contained" and not is_excused(row)]
            passed = code == 0 and not bad and summary["all_contained"] and summary["tier"] == tier
            words = f"{summary['contained']} contained, {len(bad)} not, tier {summary['tier']}"
            wrong = [f"{row['attack']}: {row['outcome']}: {row['detail']}" for row in bad]
            return passed, words, wrong + [f"left behind: {trace}" for trace in summary["traces"]]

        return Check(f"attacks, {user}, {tier}", timeout, run)

    def judge(self):
        for user, prefix in ((ORDINARY_USER, DELEGATED), ("root", [])):
            for patient in (True, False):
                yield self._judged(user, prefix, patient)

    def _judged(self, user, prefix, patient):
        """One call with the submissions that get more time than the problem gives, and one with those that do not."""
        timeout = 600
        package = self._checkout / "resources/problems/warmup"
        wanted = [(name, verdict) for name, verdict, slow in JUDGED if slow == patient]
        command = [*prefix, self._assayd, "judge", "--json", str(package)]
        command += [str(package / "submissions" / name) for name, _ in wanted]
        if patient:
            command += ["--time-factor", str(self._plan["slowness"])]

        def run(report):
            code, output = guest_login.call(report, user, command, timeout)
            judged = [json.loads(line) for line in output.splitlines()]
            got = [(one["submission"].removeprefix(f"{package}/submissions/"), one["verdict"]) for one in judged]
            tiers = {one["sandbox"]["tier"] for one in judged}
            wrong = [line for line, pair in zip(output.splitlines(), got, strict=True) if pair not in wanted]
            passed = code == 0 and got == wanted and tiers == {"full"}
            return passed, f"{len(got) - len(wrong)} of {len(wanted)} as expected, tier {', '.join(tiers)}", wrong

        return Check(f"judge, {user}" + ("" if patient else ", time limit"), timeout, run)

    def traces(self):
        def run(report):
            left = guest_traces.left_since(self._before)
            return not left, f"{len(left)} left" if left else "nothing left", left

        yield Check("traces", 2 * guest_traces.PATIENCE, run, may_repeat=False)


def checks(plan):
    steps = Steps(plan)
    for step in plan["steps"]:
        yield from getattr(steps, step)()
