# SPDX-License-Identifier: GPL-3.0-or-later
# What a sandbox could leave behind on the guest: looked for in the whole system, as root.

import pathlib
import time

PATIENCE = 30  # seconds; systemd ends a user's sessions and services some time after the last command
OURS = ("assay-payload.service", "assay-vm-test.service")  # of the virtual machine itself
PER_SESSION = ("/run/user/", "/run/credentials/")  # mounts that systemd makes for whoever is logged in


def _processes():
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "comm").read_text().strip()
            uid = folder.stat().st_uid
        except OSError:
            continue  # gone meanwhile
        if name.startswith("assay") or uid >= 65536:  # containers of root have users from there on
            yield f"process {name} of user {uid}"


def _control_groups():
    for folder in pathlib.Path("/sys/fs/cgroup").rglob("assay-*"):
        if folder.is_dir() and folder.name not in OURS:
            yield f"control group {folder}"


def _mounts():
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        place = line.split()[4]
        if not place.startswith(PER_SESSION):
            yield f"mount {place}"


def _shared_memory():
    for kind in ("shm", "msg", "sem"):
        for line in pathlib.Path("/proc/sysvipc", kind).read_text().splitlines()[1:]:
            yield f"System V {kind} {line.split()[1]}"


def _files():
    for folder in ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp"):
        for path in pathlib.Path(folder).iterdir():
            if not path.name.startswith("systemd-private-"):
                yield f"file {path}"


def _keys():
    for line in pathlib.Path("/proc/keys").read_text().splitlines():
        words = line.split(maxsplit=8)
        if int(words[5]) >= 65536 or "assay" in words[8]:
            yield f"key {words[8]} of user {words[5]}"


def traces():
    found = []
    for look in (_processes, _control_groups, _mounts, _shared_memory, _files, _keys):
        found += look()
    return sorted(found)


def left_since(before):
    """What is there now and was not then. Waits for what is on its way out."""
    end = time.monotonic() + PATIENCE
    while True:
        left = [trace for trace in traces() if trace not in before]
        if not left or time.monotonic() > end:
            return left
        time.sleep(1)
