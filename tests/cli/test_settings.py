# SPDX-License-Identifier: GPL-3.0-or-later
# `assayd settings`, and what other commands say of settings that cannot be used.

import json
import os
import pathlib
import sys
import tempfile
import unittest

from command_line import assayd


class Settings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "settings.yaml"

    def shown(self, *arguments, **options):
        run = assayd("--settings", self.file, *arguments, "settings", "--json", **options)
        return run.returncode, json.loads(run.stdout), run.stderr

    def test_each_source(self):
        self.file.write_text("judging:\n  time_factor: 2\nlog.days: 3\n")
        code, report, _ = self.shown("--set", "log.level=debug", env={**os.environ, "ASSAY_LOG_DAYS": "4"})
        self.assertEqual(code, 0)
        rows = {row["key"]: row for row in report["settings"]}
        self.assertEqual((rows["judging.time_factor"]["value"], rows["judging.time_factor"]["source"]), ("2", "file"))
        self.assertEqual((rows["log.days"]["value"], rows["log.days"]["source"]), ("4", "environment"))
        self.assertEqual((rows["log.level"]["value"], rows["log.level"]["source"]), ("debug", "command line"))
        self.assertEqual(rows["log.max_mib"]["source"], "fallback")
        self.assertEqual(rows["log.days"]["environment"], "ASSAY_LOG_DAYS")

    def test_wrong(self):
        self.file.write_text("log.days: none\nlog.level: loud\n")
        code, report, errors = self.shown()
        self.assertEqual(code, 2)
        self.assertEqual(len(report["errors"]), 2)
        self.assertIn("log.days must be a whole number from 1 to 365", errors)
        refused = assayd("--settings", self.file, "languages")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("log.level must be one of", refused.stderr)
        self.assertEqual(refused.stdout, "")

    def test_text(self):
        run = assayd("--settings", self.file, "settings")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("(not there)", run.stdout)
        self.assertIn("ASSAY_JUDGING_TIME_FACTOR", run.stdout)

    def test_least_tier(self):
        run = assayd("--settings", self.file, "--set", "sandbox.least_tier=full", "doctor", "--json")
        self.assertEqual(json.loads(run.stdout)["least_tier"], "full", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
