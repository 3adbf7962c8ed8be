# SPDX-License-Identifier: GPL-3.0-or-later
# The guest's half of packaging/vm-test, started by systemd as root: runs the plan's checks, tells each to the host.
#
# Everything goes out as lines of JSON through a virtio port: {"event": "begin" | "output" | "end" | "done", …}.

import json
import pathlib
import subprocess
import threading
import time

import guest_login
import guest_steps

PORT = "/dev/virtio-ports/assay.report"
JOURNAL_LINES = "300"


class Report:
    """What the host reads."""

    def __init__(self, port):
        self._port = port
        self._lock = threading.Lock()

    def say(self, **event):
        line = json.dumps(event) + "\n"
        with self._lock:
            self._port.write(line.encode())

    def output(self, text):
        self.say(event="output", text=text)


def uptime():
    return float(pathlib.Path("/proc/uptime").read_text().split()[0])


def attempt(report, check):
    try:
        return check.run(report)
    except subprocess.TimeoutExpired:
        guest_login.end_all_sessions()
        return False, f"took longer than {check.timeout} s", []
    except Exception as error:  # a mistake of ours fails one check and not the others
        return False, f"{type(error).__name__}: {error}", []


def run_check(report, check):
    """An emulated machine stands still at times, so that a check has a second attempt: which is always told."""
    report.say(event="begin", check=check.name, timeout=check.timeout)
    begin = time.monotonic()
    passed, detail, wrong = attempt(report, check)
    if not passed and check.may_repeat:
        report.output("\n===== second attempt\n")
        passed, second, more = attempt(report, check)
        detail, wrong = f"{detail}; at the second attempt: {second}", wrong + more
    seconds = time.monotonic() - begin
    report.say(event="end", check=check.name, passed=passed, detail=detail, wrong=wrong, seconds=seconds)
    return passed


def main():
    plan = json.loads(pathlib.Path("/run/payload/plan.json").read_text())
    with open(PORT, "wb", buffering=0) as port:
        report = Report(port)
        report.say(event="end", check="boot", passed=True, detail="to the first login", wrong=[], seconds=uptime())
        passed = [run_check(report, check) for check in guest_steps.checks(plan)]
        if not all(passed):
            journal = ["journalctl", "-b", "--no-pager", "-n", JOURNAL_LINES]
            report.say(event="begin", check="journal", timeout=60)
            report.output(subprocess.run(journal, capture_output=True, text=True, timeout=60, check=False).stdout)
        report.say(event="done")


if __name__ == "__main__":
    main()
