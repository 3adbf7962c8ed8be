#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Every language of the data files, with its real toolchain in the real sandbox. Usage: test_languages.py ASSAYD EXAMPLES

import json
import pathlib
import sys
import unittest

from command_line import assayd

EXAMPLES = pathlib.Path(sys.argv[2])
EXTINCT = {"python2"}  # Debian has no toolchain for these any more


def languages():
    return {language["id"]: language for language in json.loads(assayd("languages", "--json").stdout)}


class Languages(unittest.TestCase):
    def each(self, folder):
        known = languages()
        for example in sorted((EXAMPLES / folder).iterdir()):
            with self.subTest(example.name):
                language = known[example.name]
                if not language["available"]:
                    self.skipTest(f"not installed: {language['install_hint']}")
                yield example

    def test_each_has_an_example(self):
        examples = {example.name for example in (EXAMPLES / "works").iterdir()}
        self.assertEqual(set(languages()) - EXTINCT, examples)

    def test_program_of_several_files_reads_and_writes(self):
        for example in self.each("works"):
            source = EXAMPLES / "inputs" / example.name
            if not source.exists():
                source = EXAMPLES / "inputs" / "default"
            run = assayd("run", "--language", example.name, "--time", "20", "--stdin", source, example)
            self.assertEqual((run.stdout, run.stderr, run.returncode), ("6\n", "", 0), example.name)

    def test_broken_program_does_not_compile(self):
        for example in self.each("does_not_compile"):
            run = assayd("run", "--language", example.name, example)
            self.assertEqual((run.stdout, run.returncode), ("", 1), run.stderr)
            self.assertIn("does not compile: exit code", run.stderr, example.name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
