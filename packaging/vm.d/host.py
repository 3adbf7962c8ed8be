# SPDX-License-Identifier: GPL-3.0-or-later
# The host's half of packaging/vm-test: starts the virtual machine, prints what its steps say, ends it in time.

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import payload

STEPS = {
    "doctor": "tier full for an ordinary user (in a login session, and in a delegated scope) and for root",
    "tests": "the tests labelled sandbox, as an ordinary user and as root",
    "attacks": "assayd doctor --attacks, as an ordinary user and as root",
    "judge": "submissions to the sample problem, as an ordinary user and as root",
    "traces": "nothing is left of all that: no process, control group, mount, key, shared memory or file",
}
DEADLINE = 45 * 60  # seconds for everything in the virtual machine
SLOWNESS = 10  # how much longer than on a real processor a thing may take; 10 to 25 times were seen, and limits have room
BOOT_TIMEOUT = 240  # seconds; 14 on two idle cores, 90 on very busy ones
# qemu 10 itself fails in one of twenty boots or so, when the firmware changes the memory map while the other processor runs:
# "iotlb_to_section: Assertion `section_index < d->map.sections_nb' failed". Nothing of ours has run by then.
BOOT_ATTEMPTS = 3
TEST_TIMEOUT = 600  # seconds for one test program
ATTACKS_TIMEOUT = 900  # seconds for all attacks in one tier
SHOWN_LINES = 40  # of a log, when something failed


def arguments():
    parser = argparse.ArgumentParser(
        prog="packaging/vm-test",
        description="Tests the sandbox in a virtual machine that has systemd and control groups of version 2.",
        epilog="steps: " + "; ".join(f"{name}: {text}" for name, text in STEPS.items()),
    )
    parser.add_argument("steps", nargs="*", metavar="STEP", help="run these steps only: " + ", ".join(STEPS))
    parser.add_argument("--shell", action="store_true", help="open a console in the virtual machine, and test nothing")
    parser.add_argument("--only", metavar="REGEX", default="", help="of the tests, those whose names it finds")
    parser.add_argument("--keep", metavar="FOLDER", type=pathlib.Path, help="keep all output there, also of a success")
    parser.add_argument("--deadline", type=int, default=DEADLINE, metavar="SECONDS", help="end it then (%(default)s)")
    parser.add_argument("--image", type=pathlib.Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    for step in chosen.steps:
        if step not in STEPS:
            parser.error(f"there is no step '{step}'; there are {', '.join(STEPS)}")
    return chosen


def qemu(options, work):
    """The command line. Nothing is written to the image, so that any number of machines can run from it."""
    mode = "assay.shell" if options.shell else "assay.test"
    command = ["setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max,-svm", "-smp", "2", "-m", "3G"]
    command += ["-nodefaults", "-display", "none", "-no-reboot", "-nic", "none", "-device", "virtio-rng-pci"]
    command += ["-kernel", str(options.image / "vmlinuz"), "-initrd", str(options.image / "initrd.img")]
    command += ["-append", f"root=/dev/vda rw console=ttyS0 quiet panic=-1 {mode}"]
    command += ["-drive", f"file={options.image / 'disk.img'},format=raw,if=virtio,snapshot=on"]
    command += ["-drive", f"file={work / 'payload.img'},format=raw,if=virtio,readonly=on"]
    if options.shell:
        return command + ["-serial", "mon:stdio"]
    command += ["-device", "virtio-serial-pci", "-chardev", "file,id=report,path=/dev/stdout"]
    command += ["-device", "virtserialport,chardev=report,name=assay.report"]
    return command + ["-serial", f"file:{work / 'serial.log'}"]


class Machine:
    """A running qemu. Whatever happens to us, it ends: by stop(), or by the kernel when this process is gone."""

    def __init__(self, command):
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        self.timed_out = False
        self._timer = None

    def stop_after(self, seconds):
        """Ends it then. Another call puts it off or forward."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _expire(self):
        self.timed_out = True
        self._process.kill()

    def lines(self):
        """What comes from the guest, and qemu's own messages, until it ends."""
        return iter(self._process.stdout.readline, b"")

    def stop(self):
        if self._timer is not None:
            self._timer.cancel()
        self._process.kill()
        self._process.wait()


class Run:
    """Prints what the guest does while it does it, and keeps the output of each check in a file."""

    def __init__(self, folder):
        self._folder = folder
        self._begin = time.monotonic()
        self._log = None
        self.results = []  # (check, passed, detail, seconds)
        self.running = "boot"
        self.booted = False
        self.done = False

    def say(self, text):
        seconds = int(time.monotonic() - self._begin)
        print(f"[{seconds // 60:3d}:{seconds % 60:02d}] {text}", flush=True)

    def take(self, line):
        try:
            event = json.loads(line)
        except ValueError:
            self.say(f"qemu: {line.decode(errors='replace').rstrip()}")
            return
        if event["event"] == "begin":
            self.running = event["check"]
            self._log = open(self._folder / f"{file_name(self.running)}.log", "w", encoding="utf-8")
            if self.running != "journal":
                self.say(f"{self.running} …")
        elif event["event"] == "output" and self._log:
            self._log.write(event["text"])
            self._log.flush()
        elif event["event"] == "end":
            self._end(event)
        self.done = self.done or event["event"] == "done"

    def _end(self, event):
        self.booted = True  # which is the first thing to be told
        self.results.append((event["check"], event["passed"], event["detail"], event["seconds"]))
        self.running = "between two checks"
        verdict = "passed" if event["passed"] else "FAILED"
        self.say(f"{event['check']}: {verdict} ({event['detail']}), {event['seconds']:.0f} s")
        if event["wrong"]:
            self.print_lines(event["wrong"][:SHOWN_LINES])
        elif not event["passed"]:
            self.print_end_of(self._folder / f"{file_name(event['check'])}.log")

    def print_end_of(self, log):
        if log.exists():
            self.print_lines(log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN_LINES:])

    def print_lines(self, lines):
        for line in lines:
            print(f"        | {line}")

    def print_summary(self):
        width = max((len(name) for name, *_ in self.results), default=0)
        print()
        for name, passed, detail, seconds in self.results:
            print(f"{'passed' if passed else 'FAILED'}  {name:{width}}  {seconds:5.0f} s  {detail}")
        good = sum(passed for _, passed, *_ in self.results)
        print(f"{good} passed, {len(self.results) - good} failed", flush=True)


def file_name(check):
    return "".join(letter if letter.isalnum() else "-" for letter in check)


def plan_of(options, tests):
    return {
        "checkout": str(payload.CHECKOUT),
        "steps": options.steps or list(STEPS),
        "tests": tests,
        "test_timeout": TEST_TIMEOUT,
        "attacks_timeout": ATTACKS_TIMEOUT,
        "slowness": SLOWNESS,
    }


def follow(run, command, end):
    """Starts a machine and reports until it ends. Returns why it ended too early; nothing when all checks ran."""
    machine = Machine(command)
    try:
        machine.stop_after(min(BOOT_TIMEOUT, end - time.monotonic()))
        for line in machine.lines():
            was_booted = run.booted
            run.take(line)
            if run.booted and not was_booted:
                machine.stop_after(end - time.monotonic())
    finally:
        machine.stop()
    if run.done:
        return None
    return "took too long" if machine.timed_out else "the virtual machine ended by itself"


def test(options, work):
    run = Run(work)
    end = time.monotonic() + options.deadline
    for _ in range(BOOT_ATTEMPTS):
        run.say("booting …")
        why = follow(run, qemu(options, work), end)
        if run.booted or time.monotonic() > end:
            break
        run.say(f"boot: {why}")
    if why:
        run.results.append((run.running, False, why, 0))
        run.print_end_of(work / f"{file_name(run.running)}.log")
    passed = run.done and all(result[1] for result in run.results)
    if not passed:
        print("\nThe console's last lines:")
        run.print_end_of(work / "serial.log")
    run.print_summary()
    return passed


def keep(work, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for log in work.glob("*.log"):
        shutil.copy(log, folder)
    print(f"All output is in {folder}", flush=True)


def remove_leftovers(cache):
    """What runs left that were killed: their folders are named by process ids."""
    for folder in cache.glob("vm-run-*"):
        if not pathlib.Path("/proc", folder.name.split("-")[2]).exists():
            shutil.rmtree(folder, ignore_errors=True)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    options = arguments()
    remove_leftovers(options.image.parent)
    with tempfile.TemporaryDirectory(prefix=f"vm-run-{os.getpid()}-", dir=options.image.parent) as name:
        work = pathlib.Path(name)
        tests = [test for test in payload.sandbox_tests() if re.search(options.only, test["name"])]
        payload.write_image(work / "payload.img", tests, plan_of(options, tests))
        if options.shell:
            print("Console of the virtual machine; 'exit' or Ctrl-A X ends it; 'su - assay' becomes an ordinary user.")
            return subprocess.run(qemu(options, work), check=False).returncode
        passed = test(options, work)
        if options.keep or not passed:
            keep(work, options.keep or payload.BUILD / "vm-test" / str(os.getpid()))
    return 0 if passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
