# SPDX-License-Identifier: GPL-3.0-or-later
# What the virtual machine gets to see of this checkout: the programs, the tests labelled "sandbox", what they read.
# Run by itself, it prints the Debian packages of the libraries that these programs are linked with.

import json
import pathlib
import re
import shlex
import subprocess
import tarfile

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
BUILD = CHECKOUT / "build"
GUEST_FILES = CHECKOUT / "packaging" / "vm.d"
PROGRAMS = [BUILD / "bin" / "assayd", BUILD / "bin" / "assay-sandbox"]
DATA = [CHECKOUT / "resources", *(CHECKOUT / "tests" / name for name in ("sandbox_programs", "warm_start_programs"))]
FREE_BYTES = 16 << 20  # beyond what the files need: the file system's own tables


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sandbox_tests():
    """The tests labelled "sandbox" as ctest knows them: name, command, environment.

    Not the benchmarks: what an emulated processor takes says nothing.
    """
    # Those that become an ordinary user by themselves are run as one here, and attacks are a step of their own. To
    # compile a large header some forty times takes an emulated processor an hour.
    chosen = ["-L", "^sandbox$", "-E", "^bench_|_as_user$|^tst_precompiled_header$|^sandbox_attacks_"]
    listing = json.loads(output_of("ctest", "--test-dir", str(BUILD), "--show-only=json-v1", *chosen))
    tests = []
    for test in listing["tests"]:
        if "command" not in test:
            raise SystemExit(f"{test['name']} is not built")
        properties = {entry["name"]: entry["value"] for entry in test.get("properties", [])}
        tests.append(
            {
                "name": test["name"],
                "command": test["command"],
                "environment": properties.get("ENVIRONMENT", []),
            }
        )
    return tests


def files(tests):
    """Paths below the checkout, folders with all that is in them."""
    wanted = [*PROGRAMS, *(path for path in DATA if path.exists())]
    for test in tests:
        wanted += [pathlib.Path(word) for word in test["command"] if word.startswith(f"{CHECKOUT}/")]
    return sorted(set(wanted))


def is_program(path):
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


def library_packages(tests):
    """The Debian packages of the shared libraries that the programs name."""
    programs = [path for path in files(tests) if path.is_file() and is_program(path)]
    needed = set()
    for program in programs:
        needed.update(re.findall(r"\(NEEDED\).*\[(.+)\]", output_of("readelf", "-dW", str(program))))
    places = {}
    for line in output_of("/sbin/ldconfig", "-p").splitlines()[1:]:
        name, _, path = line.partition(" => ")
        places.setdefault(name.split()[0], path)
    real = [str(pathlib.Path(places[name]).resolve()) for name in needed]
    return sorted({line.split(":")[0] for line in output_of("dpkg", "-S", *real).splitlines()})


def write_image(path, tests, plan):
    """An ext4 image: the files below tree/, the guest's scripts and the plan beside it."""
    archive = path.with_suffix(".tar")

    def as_root(member):
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mode |= 0o555 if member.isdir() or member.mode & 0o100 else 0o444
        return member

    (path.parent / "plan.json").write_text(json.dumps(plan))
    mount = f"mkdir -p {shlex.quote(str(CHECKOUT))}\nmount --bind /run/payload/tree {shlex.quote(str(CHECKOUT))}\n"
    for parent in CHECKOUT.parents:
        mount += f"chmod a+x {shlex.quote(str(parent))}\n"  # /root, say
    (path.parent / "mount.sh").write_text(mount)
    with tarfile.open(archive, "w") as tar:
        for name in ("plan.json", "mount.sh"):
            tar.add(path.parent / name, name, filter=as_root)
        for script in sorted(GUEST_FILES.glob("guest*.py")):
            tar.add(script, script.name, filter=as_root)
        folders = set()
        for file in files(tests):
            inside = pathlib.PurePath("tree") / file.relative_to(CHECKOUT)
            for folder in reversed(inside.parents):  # mkfs.ext4 wants each before what is in it
                if folder.name and folder not in folders:
                    folders.add(folder)
                    tar.add(CHECKOUT, str(folder), recursive=False, filter=as_root)
            tar.add(file, str(inside), filter=as_root)
    size = archive.stat().st_size * 5 // 4 + FREE_BYTES
    output_of("mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-d", str(archive), str(path), f"{size >> 10}k")
    archive.unlink()


if __name__ == "__main__":
    print("\n".join(library_packages(sandbox_tests())))
