# SPDX-License-Identifier: GPL-3.0-or-later
# `assayd serve` and the commands about accounts, in a folder of their own.

import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

from command_line import ASSAYD, assayd


class Serve(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = pathlib.Path(self.folder.name) / "data"

    def start(self):
        process = subprocess.Popen([ASSAYD, "--set", "judging.warm_up=no", "--set", "sessions.verify_problems=no", "serve", "--data", self.data],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (process.kill(), process.communicate()))
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if lines[-1] == "ready":
                return process, lines
        self.fail(process.stderr.read())

    def test_until_it_is_stopped(self):
        process, lines = self.start()
        self.assertRegex(lines[0], "^engine eng_[0-9a-f]{32}$")
        self.assertEqual(lines[1], f"data {self.data}")
        second = assayd("serve", "--data", self.data)
        self.assertEqual(second.returncode, 2)
        self.assertIn(f"another engine (process {process.pid}) holds the data folder", second.stderr)
        self.assertIn("another engine", assayd("account", "list", "--data", self.data).stderr)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0)
        self.assertTrue(list((self.data / "logs").iterdir()))
        self.assertEqual(assayd("serve", "--data", self.data, "--listen", "0.0.0.0:0").returncode, 2)
        self.assertIn("beyond this computer", assayd("serve", "--data", self.data, "--listen", "0.0.0.0:0").stderr)
        self.assertIn("ADDRESS:PORT", assayd("serve", "--data", self.data, "--listen", "nowhere").stderr)
        again, more = self.start()
        self.assertEqual(more[0], lines[0])  # it is known by the same id
        again.send_signal(signal.SIGINT)
        self.assertEqual(again.wait(60), 0)

    def test_bad_database(self):
        for url, said in (("mysql://host/name", "postgres://"), ("postgres://host", "names no database"),
                          ("postgres://u:hunter2@host/n?shape=round", "'shape' is not an option"),
                          ("postgres://u:hunter2@127.0.0.1:1/n?connect_timeout=2", "postgres://u@127.0.0.1:1/n")):
            refused = assayd("serve", "--data", self.data, "--database", url)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn(said, refused.stderr)
            self.assertNotIn("hunter2", refused.stderr)

    def account(self, *arguments):
        done = assayd("account", *arguments, "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_accounts(self):
        self.assertIn("There are no accounts", self.account("list"))
        ada = json.loads(self.account("add", "Ada", "--json"))
        self.assertEqual((ada["name"], ada["role"], ada["disabled"]), ("Ada", "host", False))
        self.assertRegex(ada["password"], "^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$")
        self.assertIn("password: ", self.account("add", "Grace Hopper", "--role", "observer"))
        taken = assayd("account", "add", "ADA", "--data", self.data)
        self.assertEqual(taken.returncode, 2)
        self.assertIn("already", taken.stderr)
        last = assayd("account", "disable", "ada", "--data", self.data)
        self.assertIn("last account that may do everything", last.stderr)
        self.account("set-role", "Grace Hopper", "host")
        self.account("disable", "ada")
        self.account("enable", "ada")
        listed = [json.loads(line) for line in self.account("list", "--json").splitlines()]
        self.assertEqual([(one["name"], one["role"]) for one in listed], [("Ada", "host"), ("Grace Hopper", "host")])
        self.assertNotIn("password", listed[0])
        self.assertNotEqual(json.loads(self.account("reset-password", "Ada", "--json"))["password"], ada["password"])
        self.assertIn("no account", assayd("account", "disable", "nobody", "--data", self.data).stderr)

    def test_tokens_and_audit(self):
        self.account("add", "Ada")
        issued = assayd("token", "issue", "Ada", "--scopes", "submissions:write,engine:read", "--days", "1",
                        "--label", "a script", "--json", "--data", self.data)
        token = json.loads(issued.stdout)
        self.assertRegex(token["secret"], "^assay_[A-Za-z0-9_-]{43}$")
        self.assertEqual(token["scopes"], ["submissions:write", "engine:read"])
        wrong = assayd("token", "issue", "Ada", "--scopes", "everything", "--data", self.data)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("sessions:read", wrong.stderr)
        listed = assayd("token", "list", "Ada", "--data", self.data).stdout
        self.assertIn("a script", listed)
        self.assertNotIn(token["secret"], listed)
        self.assertEqual(assayd("token", "revoke", token["id"], "--data", self.data).returncode, 0)
        self.assertIn("good for nothing", assayd("token", "list", "Ada", "--data", self.data).stdout)
        audit = assayd("audit", "--json", "--data", self.data).stdout.splitlines()
        self.assertEqual([json.loads(line)["action"] for line in audit],
                         ["token.revoked", "token.issued", "account.created"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
