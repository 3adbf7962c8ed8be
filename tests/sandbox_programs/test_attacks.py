# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the attacks through `assayd doctor --attacks`: test_attacks.py ASSAYD [--tier TIER] [--ordinary] [--only PART].
# Then once more those that look for what was left, so that a second run is seen to find no trace of the first.

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
ORDINARY = 65533  # no user's number here, and not that of nobody, who may have processes


def as_ordinary_user():
    os.setgroups([])
    os.setresgid(ORDINARY, ORDINARY, ORDINARY)
    os.setresuid(ORDINARY, ORDINARY, ORDINARY)


def install(assayd, root):
    """A copy laid out as it is installed, where an ordinary user may read it; the path of its assayd."""
    here = os.path.dirname(os.path.abspath(__file__))
    resources = os.path.join(here, "..", "..", "resources")
    for program in (assayd, os.path.join(os.path.dirname(assayd), "assay-sandbox")):
        os.makedirs(f"{root}/bin", exist_ok=True)
        shutil.copy(program, f"{root}/bin")
    for folder in ("languages", "seccomp"):
        shutil.copytree(os.path.join(resources, folder), f"{root}/share/assay/{folder}")
    shutil.copytree(here, f"{root}/share/assay/sandbox_programs")
    os.chmod(root, 0o755)
    return f"{root}/bin/assayd"


def attack(command, ordinary):
    """The rows and the summary, or None with what was said instead."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, cwd="/",
                            preexec_fn=as_ordinary_user if ordinary else None)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    if not lines or not lines[-1].get("summary"):
        print(f"{' '.join(command)} ended with {result.returncode}: {result.stderr}")
        return [], None
    return lines[:-1], lines[-1]


def fails_alone(command, row, ordinary):
    """Whether an attack that ended in another way than it had to does so again when nothing else has just run.

    On a busy machine another limit may come first. What got through, or told something, is not tried again.
    """
    if row["outcome"] in ("ESCAPED", "told"):
        return True
    rows, _ = attack(command + ["--only", row["attack"]], ordinary)
    again = [other for other in rows if other["attack"] == row["attack"]]
    return not again or any(other["state"] == "not contained" for other in again)


def report(rows, summary, command, ordinary):
    """Prints what is not as it has to be; how many there were."""
    problems = []
    for row in rows:
        if row["state"] != "not contained":
            continue
        print(f"NOT contained: {row['attack']} ({row['language']}): {row['outcome']}: {row['detail']}")
        if fails_alone(command, row, ordinary):
            problems.append(row)
        else:
            print("contained when tried again, alone")
    for trace in summary["traces"]:
        print("left:", trace)
    skipped = sorted({row["detail"] for row in rows if row["state"] == "skipped"})
    print(f"tier {summary['tier']}: {summary['contained']} contained, {summary['not_contained']} not, "
          f"{summary['skipped']} skipped, {len(summary['traces'])} traces, {summary['ms'] / 1000:.1f} s", *skipped, sep="\n")
    return len(problems) + len(summary["traces"]) + (1 if summary["contained"] == 0 else 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assayd")
    parser.add_argument("--tier", default="full")
    parser.add_argument("--only", default="")
    parser.add_argument("--ordinary", action="store_true", help="as an ordinary user; skipped unless started by root")
    arguments = parser.parse_args()
    if os.geteuid() == 0:
        os.setpriority(os.PRIO_PROCESS, 0, 0)  # leave.c takes any other for one that was left
    if arguments.ordinary and os.geteuid() != 0:
        print("already an ordinary user")
        return SKIPPED
    if arguments.ordinary:
        with tempfile.TemporaryDirectory() as root:
            return attack_twice(install(arguments.assayd, root), arguments)
    return attack_twice(arguments.assayd, arguments)


def attack_twice(assayd, arguments):
    command = [assayd, "doctor", "--attacks", "--json", "--tier", arguments.tier]
    rows, summary = attack(command + (["--only", arguments.only] if arguments.only else []), arguments.ordinary)
    again, second = attack(command + ["--only", "leave"], arguments.ordinary)
    if summary is None or second is None:
        return 1
    alone = command + ["--patience", "2"]
    problems = report(rows, summary, alone, arguments.ordinary) + report(again, second, alone, arguments.ordinary)
    if not arguments.only and len({row["attack"] for row in rows}) < 60:
        print("the corpus is not all there")
        problems += 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
