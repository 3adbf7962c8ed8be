# SPDX-License-Identifier: GPL-3.0-or-later
# `assayd backup` and `assayd restore`: there, back, and refused.

import pathlib
import shutil
import sqlite3
import sys
import tempfile
import unittest

from command_line import assayd

STORES = pathlib.Path(sys.argv[2])


class Backup(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.place = pathlib.Path(self.folder.name)
        self.data = self.place / "data"
        self.data.mkdir()
        shutil.copy(STORES / "version5.sqlite", self.data / "assay.sqlite")

    def submissions(self, folder):
        with sqlite3.connect(folder / "assay.sqlite") as database:
            return database.execute("SELECT id FROM submission ORDER BY number").fetchall()

    def test_there_and_back(self):
        made = assayd("backup", self.data, self.place / "copy")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("the database and", made.stdout)
        self.assertIn("checking the copy", made.stderr)
        back = assayd("restore", self.place / "copy", self.place / "again")
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual(self.submissions(self.place / "again"), self.submissions(self.data))
        self.assertEqual(len(self.submissions(self.data)), 4)

    def test_onto_something(self):
        made = assayd("backup", self.data, self.data)
        self.assertEqual(made.returncode, 2)
        self.assertIn("is there already", made.stderr)

    def test_of_nothing(self):
        made = assayd("backup", self.place / "none", self.place / "copy")
        self.assertEqual(made.returncode, 2)
        self.assertIn("holds no database", made.stderr)
        self.assertFalse((self.place / "copy").exists())

    def test_damaged(self):
        assayd("backup", self.data, self.place / "copy")
        database = self.place / "copy" / "assay.sqlite"
        database.write_bytes(database.read_bytes()[:20000])
        back = assayd("restore", self.place / "copy", self.place / "again")
        self.assertNotEqual(back.returncode, 0)
        self.assertFalse((self.place / "again").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
