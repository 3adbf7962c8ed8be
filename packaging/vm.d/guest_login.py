# SPDX-License-Identifier: GPL-3.0-or-later
# Commands as a person would call them: in a login session of that user, made by PAM and systemd-logind.

import subprocess
import threading

ORDINARY_USER = "assay"
DELEGATED = ["systemd-run", "--user", "--scope", "--quiet", "-p", "Delegate=yes"]  # a scope of one's own


def _forward(stream, report, kept):
    for line in iter(stream.readline, b""):
        text = line.decode(errors="replace")
        kept.append(text)
        report.output(text)
    stream.close()


def call(report, user, command, timeout, environment=()):
    """Runs the command in a new login session of the user. Returns its exit code and its standard output.

    Raises TimeoutExpired; what the command started may then still be running (see end_all_sessions).
    """
    folder = "/root" if user == "root" else f"/home/{user}"
    session = ["systemd-run", "--quiet", "--wait", "--pipe", "--collect", "--service-type=exec"]
    session += ["-p", "PAMName=login", "-p", f"User={user}", "-p", f"WorkingDirectory={folder}"]
    session += ["-p", f"RuntimeMaxSec={timeout}"]
    session += [f"--setenv={variable}" for variable in ("LANG=C.UTF-8", *environment)]
    process = subprocess.Popen(
        [*session, "--", *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    output = []
    readers = [
        threading.Thread(target=_forward, args=(process.stdout, report, output), daemon=True),
        threading.Thread(target=_forward, args=(process.stderr, report, []), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    for reader in readers:
        reader.join(10)  # a left-over process may hold the pipe open
    return code, "".join(output)


def end_all_sessions():
    for user in (ORDINARY_USER, "root"):
        subprocess.run(["loginctl", "kill-user", "--signal=KILL", user], check=False, timeout=60)
