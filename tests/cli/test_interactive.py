#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Problems whose validator talks with the submission, or makes the input of its next run, and time limits that follow from
# the jury's submissions: whole packages through assayd. Usage: test_interactive.py ASSAYD

import json
import pathlib
import sys
import tempfile
import unittest

from command_line import assayd

GUESS = {
    "problem.yaml": "problem_format_version: 2025-09\nname: Guess\ntype: interactive\n"
    "uuid: 6d1b2a3c-1111-4222-8333-944455556668\nlimits:\n  time_limit: 1.0\n",
    "statement/problem.en.md": "Guess the number.\n",
    "data/sample/1.in": "5\n",
    "data/sample/1.ans": "",
    "data/secret/1.in": "77\n",
    "data/secret/1.ans": "",
    "data/secret/2.in": "100\n",
    "data/secret/2.ans": "",
    "output_validator/validate.py": """
import os, sys
secret = int(open(sys.argv[1]).read())
def end(code, text):
    open(sys.argv[3] + 'judgemessage.txt', 'w').write(text)
    os._exit(code)
for _ in range(10):
    line = sys.stdin.readline()
    if not line.strip().isdigit():
        end(43, 'no number: ' + repr(line[:20]))
    guess = int(line)
    print('equal' if guess == secret else 'more' if guess < secret else 'less', flush=True)
    if guess == secret:
        end(42, 'found')
end(43, 'too many guesses')
""",
    "submissions/accepted/halves.py": """
low, high = 1, 128
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == 'equal':
        break
    if answer == 'more':
        low = middle + 1
    else:
        high = middle - 1
""",
    "submissions/accepted/halves.cpp": """
#include <iostream>
#include <string>
int main()
{
    int low = 1, high = 128;
    for (std::string answer; answer != "equal";) {
        const int middle = (low + high) / 2;
        std::cout << middle << std::endl;
        std::cin >> answer;
        (answer == "more" ? low : high) = answer == "more" ? middle + 1 : middle - 1;
    }
}
""",
    # The validator has gone when this is still writing: that is nobody's concern.
    "submissions/accepted/talks_on.cpp": """
#include <cstdio>
int main()
{
    char answer[16];
    for (int guess = 1; guess <= 7; guess++) { // all ten at once are too many
        static const int tries[] = {64, 96, 80, 72, 76, 78, 77};
        static const int others[] = {64, 96, 112, 104, 100, 100, 100};
        static const int small[] = {64, 32, 16, 8, 4, 6, 5};
        static int kind = 0; // 0: unknown, 1: below 64, 2: below 96, 3: above
        const int *list = kind == 1 ? small : kind == 2 ? tries : others;
        std::printf("%d\\n", list[guess - 1]);
        std::fflush(stdout);
        if (std::scanf("%15s", answer) != 1 || answer[0] == 'e')
            break;
        if (guess == 1 && answer[0] == 'l')
            kind = 1;
        if (guess == 2 && kind == 0)
            kind = answer[0] == 'l' ? 2 : 3;
    }
    for (int i = 0; i < 100000; i++)
        std::puts("and so on");
}
""",
    "submissions/wrong_answer/counts.py": "for i in range(1, 50):\n    print(i, flush=True)\n"
    "    if input() == 'equal':\n        break\n",
    "submissions/wrong_answer/silent.py": "",
    # The validator says no while this goes on for ever.
    "submissions/wrong_answer/floods.cpp": "#include <cstdio>\nint main() { for (;;) std::puts(\"no number\"); }\n",
    "submissions/run_time_error/crashes.py": "print(1, flush=True)\ninput()\nraise SystemExit(3)\n",
    "submissions/run_time_error/crashes_at_the_end.py": """
low, high = 1, 128
answer = ''
while answer != 'equal':
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    low, high = (middle + 1, high) if answer == 'more' else (low, middle - 1)
raise SystemExit(1)
""",
    "submissions/time_limit_exceeded/waits_for_the_first_word.py": "input()\n",
    "submissions/time_limit_exceeded/spins.py": "print(1, flush=True)\nwhile True:\n    pass\n",
    "submissions/time_limit_exceeded/closes_its_output.py": "import os, time\nos.close(1)\ntime.sleep(60)\n",
}

ECHO = {
    "problem.yaml": "problem_format_version: 2025-09\nname: Passes\ntype: multi-pass\n"
    "uuid: 6d1b2a3c-1111-4222-8333-944455556669\nlimits:\n  time_limit: 1.0\n  validation_passes: 3\n",
    "statement/problem.en.md": "Code, then decode.\n",
    "data/sample/1.in": "code\n7\n",
    "data/sample/1.ans": "7\n",
    "data/secret/1.in": "code\n21\n",
    "data/secret/1.ans": "21\n",
    "output_validator/validate.py": """
import os, sys
task, number = open(sys.argv[1]).read().split()
state = sys.argv[3] + 'state'
said = sys.stdin.read().split()
passes = int(open(state).read()) + 1 if os.path.exists(state) else 1
open(state, 'w').write(str(passes))
open(sys.argv[3] + 'judgemessage.txt', 'a').write('pass %d ' % passes)
if len(said) != 1:
    sys.exit(43)
if said[0] == 'more':
    open(sys.argv[3] + 'nextpass.in', 'w').write('code\\n' + number)
    sys.exit(42)
if task == 'code':
    if said[0] == number:
        sys.exit(43)
    open(sys.argv[3] + 'nextpass.in', 'w').write('decode\\n' + said[0])
    sys.exit(42)
sys.exit(42 if said[0] == open(sys.argv[2]).read().strip() else 43)
""",
    "submissions/accepted/code.py": "t, n = input(), int(input())\nprint(n + 1 if t == 'code' else n - 1)\n",
    "submissions/wrong_answer/same.py": "t, n = input(), int(input())\nprint(n)\n",
    "submissions/wrong_answer/forgets.py": "t, n = input(), int(input())\nprint(n + 1)\n",
    "submissions/run_time_error/second.py": "t, n = input(), int(input())\nassert t == 'code'\nprint(n + 1)\n",
    "submissions/time_limit_exceeded/second.py": "t, n = input(), int(input())\nwhile t != 'code':\n    pass\nprint(n + 1)\n",
}


class Packages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, files):
        package = pathlib.Path(self.folder.name) / name
        for path, text in files.items():
            (package / path).parent.mkdir(parents=True, exist_ok=True)
            (package / path).write_text(text)
        return package

    def verify(self, package, *options):
        result = assayd("verify-package", package, "--json", *options)
        lines = {line["submission"]: line for line in map(json.loads, result.stdout.splitlines())}
        for name, line in lines.items():
            self.assertTrue(line["as_expected"], f"{name}: {line['verdict']} {line['reason']}\n{result.stderr}")
        self.assertEqual(result.returncode, 0, result.stderr)
        return lines, result.stderr

    def test_conversation_is_judged_by_whoever_decides_it(self):
        lines, _ = self.verify(self.write("guess", GUESS))
        self.assertEqual(len(lines), sum(name.startswith("submissions/") for name in GUESS))
        self.assertEqual(lines["accepted/halves.py"]["cases"][1]["reason"], "found")
        self.assertIn("too many guesses", lines["wrong_answer/counts.py"]["reason"])
        self.assertIn("no number: ''", lines["wrong_answer/silent.py"]["reason"])
        self.assertEqual(lines["time_limit_exceeded/waits_for_the_first_word.py"]["verdict"], "WTL")

    def test_submission_that_does_not_notice_its_success_fails(self):
        package = self.write("guess", {**GUESS, "asks_on.py": "while True:\n    print(5, flush=True)\n    input()\n"})
        result = json.loads(assayd("judge", package, package / "asks_on.py", "--json").stdout)
        self.assertEqual((result["verdict"], result["cases"][0]["verdict"]), ("RTE", "RTE"))

    def test_validator_that_breaks_is_our_error_whatever_the_submission_does(self):
        package = self.write("guess", {**GUESS, "output_validator/validate.py": "import sys\nsys.exit(1)\n"})
        for name in ("accepted/halves.py", "time_limit_exceeded/waits_for_the_first_word.py"):
            result = json.loads(assayd("judge", package, package / "submissions" / name, "--json").stdout)
            self.assertEqual(result["verdict"], "JE", result)
            self.assertIn("exit code 1", result["reason"])

    def test_passes_follow_each_other_with_the_feedback_kept(self):
        lines, _ = self.verify(self.write("passes", ECHO))
        self.assertIn("pass 1 pass 2", lines["accepted/code.py"]["cases"][0]["reason"])

    def test_too_many_passes_are_the_validators_fault(self):
        package = self.write("passes", {**ECHO, "submissions/accepted/code.py": "print('more')\n"})
        result = json.loads(assayd("judge", package, package / "submissions/accepted/code.py", "--json").stdout)
        self.assertEqual(result["verdict"], "JE")
        self.assertIn("more than 3 passes", result["reason"])

    def test_time_limit_is_inferred_from_accepted_submissions(self):
        busy = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end:\n    pass\nprint(2 * int(input()))\n"
        package = self.write(
            "busy",
            {
                "problem.yaml": "problem_format_version: 2025-09\nname: Busy\n"
                "uuid: 6d1b2a3c-1111-4222-8333-944455556670\nlimits:\n  time_resolution: 0.1\n",
                "statement/problem.en.md": "Print twice the number.\n",
                "data/secret/1.in": "5\n",
                "data/secret/1.ans": "10\n",
                "submissions/accepted/quick.py": "print(2 * int(input()))\n",
                "submissions/accepted/slow.py": busy.format(0.3),
                "submissions/time_limit_exceeded/slower.py": busy.format(3),
            },
        )
        _, errors = self.verify(package)
        self.assertRegex(errors, r"time limit 0\.[678]\d* s, inferred: accepted/slow\.py takes 0\.3\d s")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
