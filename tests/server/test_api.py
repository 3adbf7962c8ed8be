# SPDX-License-Identifier: GPL-3.0-or-later
# The API as an interviewer's program and a candidate's browser use it.

import json
import re
import socket
import sys
import unittest

from serving import Events, Serving

RIGHT = """import sys
from functools import reduce
from operator import xor
print(reduce(xor, map(int, sys.stdin.read().split()[1:])))
"""


class Api(Serving):
    def problem(self, name):
        found = [one for one in self.host("GET", "/problems").json["problems"] if one["short_name"] == name]
        self.assertEqual(len(found), 1)
        return found[0]

    def draft(self, source, **more):
        return {"problem_id": self.problem("warmup")["id"], "language": "python",
                "sources": [{"name": "main.py", "content": source}], **more}

    def judged(self, source, token=None):
        accepted = self.hand_in("/submissions", self.draft(source), token)
        self.assertEqual(accepted.headers["Location"], "/api/v1/submissions/" + accepted.json["id"])
        for _ in range(20):
            answer = self.ask("GET", accepted.headers["Location"] + "?wait=30", token=token or self.token)
            self.assertEqual(answer.status, 200, answer.body)
            if answer.json["judgement"]["state"] == "done":
                return answer.json
        self.fail("it was not judged")

    def session(self, **more):
        made = self.host("POST", "/sessions", {
            "title": "Interview", "participants": [{"name": "Kim"}, {"name": "Ada", "role": "interviewer"}],
            "problem_ids": [self.problem("warmup")["id"]], "languages": ["python"], "feedback": "verdict-only",
            "length_minutes": 60, **more})
        self.assertEqual(made.status, 201, made.body)
        return made.json

    def joined(self, session):
        """The token of its first participant, who came in by a code."""
        place = f"/sessions/{session['id']}/participants/{session['participants'][0]['id']}:code"
        code = self.host("POST", place).json["code"]
        came = self.ask("POST", "/api/v1/auth/join", {"code": code})
        self.assertEqual(came.status, 200, came.body)
        again = self.ask("POST", "/api/v1/auth/join", {"code": code})
        self.assertEqual(again.status, 404)
        return came.json["access_token"]

    def live(self, **more):
        session = self.session(**more)
        place = f"/sessions/{session['id']}"
        self.assertEqual(self.host("POST", place + ":arm").json["state"], "scheduled")
        self.assertEqual(self.host("POST", place + ":prepare").status, 200)
        self.wait_until(lambda: self.host("GET", place).json["state"] == "ready")
        token = self.joined(session)
        self.assertEqual(self.ask("POST", "/api/v1/session:consent", token=token).status, 200)
        started = self.host("POST", place + ":start")
        self.assertEqual(started.json["state"], "live", started.body)
        return session, token

    def test_health(self):
        self.assertEqual(self.ask("GET", "/healthz").json, {"status": "ok"})
        ready = self.ask("GET", "/readyz")
        self.assertEqual(ready.status, 200, ready.body)
        self.assertEqual({one["name"] for one in ready.json["components"]}, {"store", "sandbox", "disk", "server"})
        self.assertEqual(self.ask("GET", "/metrics").status, 401)
        figures = self.ask("GET", "/metrics", token=self.token).body.decode()
        self.assertIn("assay_http_requests_total ", figures)
        self.assertTrue(figures.endswith("# EOF\n"))

    def test_listeners_that_leave_at_once(self):
        """While what they were to be told is read for them."""
        self.judged(RIGHT)
        for number in range(200):
            connection = self.connect()
            connection.sendall(b"GET /api/v1/events?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                               + self.token.encode() + b"\r\n\r\n")
            if number % 2:
                connection.recv(1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            connection.close()
        self.assertEqual(self.ask("GET", "/healthz").status, 200)

    def test_metrics(self):
        """OpenMetrics, to the letter, and counting what happens."""
        before = self.figures()
        self.judged(RIGHT)
        self.judged("print(0)\n")
        after = self.figures()
        risen = {name: after[name] - before[name] for name in after if name in before}
        self.assertEqual(risen['assay_judgements_total{verdict="AC"}'], 1)
        self.assertEqual(risen['assay_judgements_total{verdict="WA"}'], 1)
        for name in ("assay_leases_total", "assay_queue_wait_seconds_count", "assay_judging_seconds_count",
                     'assay_judging_seconds_bucket{le="+Inf"}'):
            self.assertEqual(risen[name], 2, name)
        self.assertGreater(risen["assay_judging_seconds_sum"], 0)

    def figures(self):
        answer = self.ask("GET", "/metrics", token=self.token)
        self.assertEqual(answer.headers["Content-Type"], "application/openmetrics-text; version=1.0.0; charset=utf-8")
        *lines, end, rest = answer.body.decode().split("\n")
        self.assertEqual((end, rest), ("# EOF", ""))
        figures, families, bucket = {}, {}, 0
        for line in lines:
            if described := re.fullmatch(r"# (TYPE|HELP|UNIT) (assay_[a-z_]+) (.+)", line):
                if described[1] == "TYPE":
                    self.assertNotIn(described[2], families)
                    self.assertIn(described[3], ("gauge", "counter", "histogram"))
                    families[described[2]] = described[3]
                    bucket = 0
                continue
            sample = re.fullmatch(r'((assay_[a-z_]+?)(_total|_bucket|_count|_sum)?(\{[a-z]+="[A-Za-z0-9.+]+"\})?) ([0-9.]+)', line)
            self.assertTrue(sample, line)
            kind = families[sample[2]] if sample[2] in families else families[sample[2] + (sample[3] or "")]
            self.assertEqual(kind == "counter", sample[3] == "_total", line)
            if sample[3] == "_bucket":
                self.assertGreaterEqual(float(sample[5]), bucket)
                bucket = float(sample[5])
            figures[sample[1]] = float(sample[5])
        return figures

    def test_submission(self):
        self.assertEqual(self.judged(RIGHT)["judgement"]["verdict"], "AC")
        wrong = self.judged("print(0)\n")
        self.assertEqual(wrong["judgement"]["verdict"], "WA")
        source = self.host("GET", f"/submissions/{wrong['submission']['id']}/source").json
        self.assertEqual(source["sources"], [{"name": "main.py", "content": "print(0)\n"}])

    def test_judged_again(self):
        first, second = self.judged(RIGHT)["submission"]["id"], self.judged("print(0)\n")["submission"]["id"]
        made = self.host("POST", "/rejudgings", {"submission_ids": [first, second], "reason": "to be sure"})
        self.assertEqual(made.status, 201)
        place = made.headers["Location"].removeprefix("/api/v1")
        self.wait_until(lambda: self.host("GET", place).json["finished"])
        told = self.host("GET", place).json
        self.assertEqual([(one["before"]["verdict"], one["after"]["verdict"], one["changed"]) for one in told["submissions"]],
                         [("AC", "AC", False), ("WA", "WA", False)])
        self.assertEqual(self.host("POST", place + ":discard").json["state"], "discarded")
        self.assertEqual(self.host("POST", place + ":apply").status, 422)
        self.assertEqual(self.host("GET", "/rejudgings").json["rejudgings"][0]["id"], told["id"])
        self.assertEqual(self.host("POST", "/rejudgings", {"submission_ids": []}).status, 422)
        self.assertEqual(self.host("GET", "/rejudgings/rj_" + "0" * 32).status, 404)

    def test_bad_submissions(self):
        for body, status, said in (({}, 400, "problem_id"), (self.draft(RIGHT) | {"language": "klingon"}, 422, "klingon"),
                                   (self.draft(RIGHT) | {"sources": []}, 422, ""),
                                   (self.draft(RIGHT) | {"sources": [{"name": "../x", "content": ""}]}, 422, ""),
                                   (b"{", 400, "JSON"), (b"[]", 400, "JSON object")):
            answer = self.host("POST", "/submissions", body)
            self.assertEqual(answer.status, status, answer.body)
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
            self.assertTrue(answer.json["type"].startswith("urn:assay:error:"))
            self.assertIn(said, answer.json["detail"])
        form = self.host("POST", "/submissions", b"a=b", headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(form.status, 422)

    def test_same_request_twice(self):
        key = {"Idempotency-Key": "a double click"}
        first = self.host("POST", "/submissions", self.draft(RIGHT), headers=key).json["id"]
        self.assertEqual(self.host("POST", "/submissions", self.draft(RIGHT), headers=key).json["id"], first)
        other = self.host("POST", "/submissions", self.draft("print(1)\n"), headers=key)
        self.assertEqual(other.status, 422, other.body)
        _, token = self.live()
        theirs = self.ask("POST", "/api/v1/submissions", self.draft(RIGHT), token=token, headers=key)
        self.assertEqual(theirs.status, 202, theirs.body)
        self.assertNotEqual(theirs.json["id"], first)
        self.assertEqual(self.host("POST", "/submissions", self.draft(RIGHT), headers={"Idempotency-Key": "x" * 256}).status,
                         422)

    def test_run_and_cancel(self):
        run = self.host("POST", "/runs", self.draft("print(input()[::-1])\n", inputs=[{"input": "abc\n"}]))
        done = self.host("GET", f"/submissions/{run.json['id']}?wait=30").json["judgement"]
        self.assertEqual(done["cases"][0]["output"], "cba\n")
        slow = self.host("POST", "/submissions", self.draft("import time\ntime.sleep(1000)\n")).json["id"]
        self.wait_until(lambda: self.host("GET", f"/submissions/{slow}").json["judgement"]["state"] == "running")
        self.assertEqual(self.host("DELETE", f"/submissions/{slow}").status, 204)
        self.assertEqual(self.host("GET", f"/submissions/{slow}").json["judgement"]["state"], "cancelled")
        self.assertEqual(self.host("DELETE", f"/submissions/{slow}").status, 409)

    def test_events_and_what_was_missed(self):
        events = Events(self.port, self.token)
        first = self.judged(RIGHT)["submission"]["id"]
        heard = events.until(lambda event: event["event"] == "judgement.done")
        events.close()
        kinds = [event["event"] for event in heard]
        self.assertEqual(kinds[:3], ["submission.created", "judgement.queued", "judgement.started"])
        data = json.loads(heard[-1]["data"])
        self.assertEqual((data["data"]["submission_id"], data["data"]["verdict"]), (first, "AC"))
        second = self.judged("print(1)\n")["submission"]["id"]
        again = Events(self.port, self.token, {"Last-Event-ID": heard[-1]["id"]})
        missed = again.until(lambda event: event["event"] == "judgement.done")
        again.close()
        self.assertEqual([int(event["id"]) for event in missed],
                         list(range(int(heard[-1]["id"]) + 1, int(heard[-1]["id"]) + 1 + len(missed))))
        self.assertEqual(json.loads(missed[0]["data"])["data"]["id"], second)

    def test_candidate(self):
        session, token = self.live()
        own = self.ask("GET", "/api/v1/session", token=token).json
        self.assertEqual((own["name"], own["state"]), ("Kim", "live"))
        self.assertEqual([one["name"] for one in own["companions"]], ["Ada"])
        problems = self.ask("GET", "/api/v1/problems", token=token).json["problems"]
        self.assertEqual([one["short_name"] for one in problems], ["warmup"])
        self.assertIn("<", self.ask("GET", f"/api/v1/problems/{problems[0]['id']}/statement", token=token).json["html"])
        events = Events(self.port, token)
        mine = self.judged("print(0)\n", token)
        self.assertEqual(mine["judgement"]["verdict"], "WA")
        self.assertTrue(all(case["name"].startswith("sample") for case in mine["judgement"]["cases"]))
        self.judged(RIGHT)  # somebody else's
        heard = events.until(lambda event: event["event"] == "judgement.done")
        events.close()
        self.assertTrue(all(mine["submission"]["id"] in event["data"] for event in heard))
        theirs = self.ask("GET", "/api/v1/submissions", token=token).json["submissions"]
        self.assertEqual([one["submission"]["id"] for one in theirs], [mine["submission"]["id"]])
        self.assertEqual(self.host("POST", f"/sessions/{session['id']}:close").json["state"], "ended")
        late = self.ask("POST", "/api/v1/submissions", self.draft(RIGHT), token=token)
        self.assertEqual(late.status, 403, late.body)

    def test_candidate_before_the_start_sees_no_problems(self):
        token = self.joined(self.session())
        self.assertEqual(self.ask("GET", "/api/v1/problems", token=token).json["problems"], [])
        problem = self.problem("warmup")["id"]
        self.assertEqual(self.ask("GET", f"/api/v1/problems/{problem}", token=token).status, 404)
        refused = self.ask("POST", "/api/v1/submissions", self.draft(RIGHT), token=token)
        self.assertEqual(refused.status, 403, refused.body)

    def test_every_operation_as_a_candidate(self):
        """Nothing that a candidate's token is answered holds a hidden test, somebody else's work, or a name of theirs."""
        marks = ["hidden-work-of-another", "Other-Candidate"]
        problem = self.problem("warmup")["id"]
        session, token = self.live(participants=[{"name": "Kim"}, {"name": "Other-Candidate"}], feedback="full")
        other = self.judged("print('hidden-work-of-another')\n")["submission"]["id"]
        self.judged(RIGHT, token)
        document = self.ask("GET", "/api/openapi.json").json
        asked = 0
        for path, methods in document["paths"].items():
            filled = (path.replace("{session}", session["id"]).replace("{submission}", other)
                      .replace("{problem}", problem).replace("{operation}", "op_" + "0" * 32)
                      .replace("{participant}", session["participants"][1]["id"]).replace("{token}", "tok_" + "0" * 32))
            for method, operation in methods.items():
                if operation["operationId"] in ("streamEvents", "joinSession", "logIn", "refreshTokens", "logOut"):
                    continue
                body = {} if method in ("post", "put") else None
                answer = self.ask(method.upper(), filled + "?name=secret/1", body, token=token)
                asked += 1
                for mark in marks:
                    self.assertNotIn(mark.encode(), answer.body, filled)
                open_to_all = operation["security"] == []
                if not open_to_all and not operation["x-candidates"]:
                    self.assertEqual(answer.status, 403, f"{method} {filled}: {answer.body}")
                if "{submission}" in path:
                    self.assertEqual(answer.status, 404, f"{method} {filled}: {answer.body}")
        self.assertGreater(asked, 35)
        self.assertEqual(self.host("GET", f"/sessions/{session['id']}").json["state"], "live")  # nothing of it worked

    def test_every_operation_without_a_token(self):
        for path, methods in self.ask("GET", "/api/openapi.json").json["paths"].items():
            for method, operation in methods.items():
                if operation["security"]:
                    answer = self.ask(method.upper(), path.replace("{", "").replace("}", ""), token=None)
                    self.assertEqual(answer.status, 401, f"{method} {path}")
                    self.assertEqual(answer.headers["WWW-Authenticate"], "Bearer")
                    bad = self.ask(method.upper(), path.replace("{", "").replace("}", ""), token="assay_" + "x" * 43)
                    self.assertEqual(bad.status, 401, f"{method} {path}")

    def test_log_in(self):
        wrong = self.ask("POST", "/api/v1/auth/login", {"name": "developer", "password": "AAAAA-AAAAA-AAAAA-AAAAA"})
        self.assertEqual(wrong.status, 401)
        for _ in range(6):
            wrong = self.ask("POST", "/api/v1/auth/login", {"name": "developer", "password": "?"})
        self.assertEqual(wrong.status, 429)
        self.assertIn("Retry-After", wrong.headers)

    def test_tokens(self):
        made = self.host("POST", "/tokens", {"scopes": "engine:read", "label": "a script", "days": 1}).json
        self.assertEqual(self.ask("GET", "/api/v1/queue", token=made["secret"]).status, 200)
        self.assertEqual(self.ask("GET", "/api/v1/sessions", token=made["secret"]).status, 403)
        more = self.ask("POST", "/api/v1/tokens", {"scopes": "audit:read", "label": "", "days": 1}, token=made["secret"])
        self.assertEqual(more.status, 403)
        self.assertEqual(self.host("DELETE", "/tokens/" + made["id"]).status, 204)
        self.assertEqual(self.ask("GET", "/api/v1/queue", token=made["secret"]).status, 401)

    def test_token_hears_what_it_may_read(self):
        made = self.host("POST", "/tokens", {"scopes": "submissions:read", "label": "", "days": 1}).json["secret"]
        events = Events(self.port, made)
        self.session()
        self.host("POST", "/queue:pause", {"lane": "run"})
        self.host("POST", "/queue:resume", {"lane": "run"})
        self.judged(RIGHT)
        heard = events.until(lambda event: event["event"] == "judgement.done")
        events.close()
        self.assertEqual({event["event"].partition(".")[0] for event in heard}, {"submission", "judgement", "case"})
        self.assertEqual(self.ask("GET", "/api/v1/auth/me", token=made).json["scopes"], ["submissions:read"])
        self.assertEqual(self.ask("GET", "/api/v1/tokens", token=made).status, 403)
        self.assertIn("events.watched", [entry["action"] for entry in self.host("GET", "/audit").json["entries"]])

    def test_event_for_whoever_writes_a_client(self):
        events = Events(self.port, self.token)
        self.addCleanup(events.close)
        self.assertEqual(self.host("POST", f"/sessions/{self.said['session']}:tell").status, 200)
        told = events.until(lambda event: event["event"] == "session.updated")[-1]
        self.assertEqual(json.loads(told["data"])["data"]["id"], self.said["session"])

    def test_bad_sessions(self):
        good = {"title": "t", "participants": [{"name": "Kim"}]}
        for wrong in ({"title": 7}, {"participants": "Kim"}, {"languages": "python"}, {"languages": [7]},
                      {"problem_ids": {}}, {"feedback": "loud"}, {"length_minutes": "60"}, {"starts_at": "tomorrow"}):
            answer = self.host("POST", "/sessions", good | wrong)
            self.assertEqual(answer.status, 400, f"{wrong}: {answer.body}")
            self.assertIn(next(iter(wrong)), answer.json["detail"])
        self.assertEqual(self.host("POST", "/sessions", good | {"participants": [{"name": ""}]}).status, 422)

    def test_hidden_test_is_written_down(self):
        problem = self.problem("warmup")["id"]
        opened = self.host("GET", f"/problems/{problem}/test?name=secret/01-largest-is-left")
        self.assertEqual(opened.status, 200, opened.body)
        self.assertTrue(opened.json["input"] and opened.json["answer"])
        self.assertEqual(self.host("GET", f"/problems/{problem}/test?name=secret/none").status, 404)
        audit = self.host("GET", "/audit").json["entries"]
        self.assertIn("test.opened", [entry["action"] for entry in audit])

    def test_conditional(self):
        first = self.host("GET", "/engine")
        again = self.host("GET", "/engine", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.host("HEAD", "/engine").body, b"")

    def test_lanes(self):
        self.assertTrue(self.host("POST", "/queue:pause", {"lane": "run"}).json["run"]["paused"])
        self.assertFalse(self.host("POST", "/queue:resume", {"lane": "run"}).json["run"]["paused"])
        self.assertEqual(self.host("POST", "/queue:pause", {"lane": "left"}).status, 400)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
