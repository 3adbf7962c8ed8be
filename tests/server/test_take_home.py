# SPDX-License-Identifier: GPL-3.0-or-later
# Take-home sessions over the API: each candidate's own time, and nothing before it begins.

import sys
import unittest

from serving import Serving


class TakeHome(Serving):
    def setUp(self):
        problems = self.host("GET", "/problems").json["problems"]
        self.problem = next(one["id"] for one in problems if one["short_name"] == "warmup")
        self.session = self.host("POST", "/sessions", {
            "title": "At home", "participants": [{"name": "Kim"}, {"name": "Ada", "extra_percent": 50}],
            "problem_ids": [self.problem], "languages": ["python"], "length_minutes": 600, "own_minutes": 30}).json
        for action in ("arm", "prepare"):
            self.assertEqual(self.host("POST", f"/sessions/{self.session['id']}:{action}").status, 200)
        self.wait_until(lambda: self.host("GET", f"/sessions/{self.session['id']}").json["state"] == "ready")

    def joined(self, number):
        participant = self.session["participants"][number]["id"]
        code = self.host("POST", f"/sessions/{self.session['id']}/participants/{participant}:code").json["code"]
        return self.ask("POST", "/api/v1/auth/join", {"code": code}).json["access_token"]

    def own(self, token, action=None):
        answer = self.ask("POST" if action else "GET", "/api/v1/session" + (f":{action}" if action else ""), token=token)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json

    def hand_in_status(self, token):
        return self.ask("POST", "/api/v1/submissions", {"problem_id": self.problem, "language": "python",
                                                        "sources": [{"name": "a.py", "content": "print(1)"}]}, token=token).status

    def test_own_time(self):
        kim, ada = self.joined(0), self.joined(1)
        self.assertEqual(self.own(kim)["own_length_ms"], 30 * 60_000)
        self.assertEqual(self.own(ada)["own_length_ms"], 45 * 60_000)
        self.assertEqual(self.ask("POST", "/api/v1/session:begin", token=kim).status, 422)  # it is not live
        self.own(ada, "consent")
        self.assertEqual(self.host("POST", f"/sessions/{self.session['id']}:start").json["state"], "live")
        self.assertEqual(self.ask("POST", "/api/v1/session:begin", token=kim).status, 422)  # not agreed
        self.own(kim, "consent")
        # Nothing of the problems before one's own time, and nothing is taken in.
        self.assertEqual(self.ask("GET", "/api/v1/problems", token=kim).json["problems"], [])
        self.assertEqual(self.ask("GET", f"/api/v1/problems/{self.problem}/statement", token=kim).status, 404)
        self.assertEqual(self.hand_in_status(kim), 403)
        place = {"problem_id": self.problem, "language": "python"}
        self.assertEqual(self.ask("POST", "/api/v1/documents", place, token=kim).status, 403)
        begun = self.own(kim, "begin")
        self.assertIsNotNone(begun["began"])
        self.assertFalse(begun["over"])
        self.assertLess(begun["ends_at"], self.own(ada)["ends_at"])
        self.assertEqual(self.own(kim, "begin")["began"], begun["began"])  # once
        self.assertEqual(len(self.ask("GET", "/api/v1/problems", token=kim).json["problems"]), 1)
        self.assertEqual(self.hand_in_status(kim), 202)
        self.assertEqual(self.hand_in_status(ada), 403)
        self.assertIsNone(self.own(ada)["began"])

    def test_a_session_of_all(self):
        problems = {"problem_ids": [self.problem], "participants": [{"name": "Kim"}], "title": "Together"}
        self.assertEqual(self.host("POST", "/sessions", {**problems, "length_minutes": 10, "own_minutes": 11}).status, 422)
        self.assertEqual(self.host("POST", "/sessions", {**problems, "own_minutes": 0}).status, 422)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
