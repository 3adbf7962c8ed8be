# SPDX-License-Identifier: GPL-3.0-or-later
# What browsers need of the server: pages, cookies, tickets, compressed answers, documents.

import gzip
import re
import sys
import unittest

from serving import Serving


class Browser(Serving):
    def log_in(self):
        answer = self.ask("POST", "/api/v1/auth/login",
                          {"name": self.said["account"], "password": self.said["password"], "cookies": True})
        self.assertEqual(answer.status, 200, answer.body)
        self.assertNotIn("assay_", answer.body.decode())  # what is secret stands in the cookies alone
        return answer

    @staticmethod
    def cookies(answer):
        return {cookie.split("=")[0]: cookie for cookie in answer.headers.get_all("Set-Cookie") or []}

    @staticmethod
    def sent(*cookies):
        return {"Cookie": "; ".join(cookie.split(";")[0] for cookie in cookies)}

    def test_pages(self):
        for path, kind in (("/", "text/html"), ("/host", "text/html"), ("/api/docs", "text/html"),
                           ("/candidate.js", "text/javascript"), ("/style.css", "text/css")):
            answer = self.ask("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.assertTrue(answer.headers["Content-Type"].startswith(kind))
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        first, second = self.ask("GET", "/"), self.ask("GET", "/")
        policy = first.headers["Content-Security-Policy"]
        self.assertNotIn("unsafe", policy)
        self.assertIn("frame-ancestors 'none'", policy)
        nonce = re.search("'nonce-([^']+)'", policy).group(1)
        self.assertIn(nonce, first.body.decode())
        self.assertNotIn(nonce, second.body.decode())
        self.assertNotIn("<script>", first.body.decode())
        self.assertEqual(self.ask("GET", "/../etc/passwd").status, 404)
        self.assertEqual(self.ask("POST", "/style.css", b"").status, 404)

    def test_compressed(self):
        plain = self.ask("GET", "/candidate.js")
        packed = self.ask("GET", "/candidate.js", headers={"Accept-Encoding": "br;q=1, gzip;q=0.8"})
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertNotEqual(packed.headers["ETag"], plain.headers["ETag"])
        self.assertEqual(packed.headers["Vary"], "Accept-Encoding")
        again = self.ask("GET", "/candidate.js", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        for refused in ("gzip;q=0", "identity", "br"):
            self.assertNotIn("Content-Encoding", self.ask("GET", "/style.css", headers={"Accept-Encoding": refused}).headers)

    def test_cookies(self):
        answer = self.log_in()
        cookies = self.cookies(answer)
        self.assertEqual(set(cookies), {"assay_access", "assay_refresh"})
        for cookie in cookies.values():
            self.assertIn("HttpOnly", cookie)
            self.assertIn("SameSite=Strict", cookie)
        self.assertIn("path=/api/v1/auth", cookies["assay_refresh"])
        sent = self.sent(cookies["assay_access"])
        me = self.ask("GET", "/api/v1/auth/me", headers=sent)
        self.assertEqual(me.json["csrf"], answer.json["csrf"])
        draft = {"title": "By cookie", "participants": [{"name": "Kim"}]}
        for more in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}):
            refused = self.ask("POST", "/api/v1/sessions", draft, headers={**sent, **more})
            self.assertEqual(refused.status, 403, refused.body)
        made = self.ask("POST", "/api/v1/sessions", draft, headers={**sent, "X-CSRF-Token": answer.json["csrf"]})
        self.assertEqual(made.status, 201, made.body)
        elsewhere = self.ask("POST", "/api/v1/sessions", draft, headers={
            **sent, "X-CSRF-Token": answer.json["csrf"], "Origin": "http://example.org"})
        self.assertEqual(elsewhere.status, 403)

    def test_behind_a_proxy_with_tls(self):
        answer = self.ask("POST", "/api/v1/auth/login",
                          {"name": self.said["account"], "password": self.said["password"], "cookies": True},
                          headers={"Origin": f"https://127.0.0.1:{self.port}"})
        self.assertEqual(answer.status, 200, answer.body)
        for cookie in self.cookies(answer).values():
            self.assertIn("secure", cookie.lower().split("; "))
        for cookie in self.cookies(self.log_in()).values():
            self.assertNotIn("secure", cookie.lower().split("; "))

    def test_refresh_by_cookie(self):
        cookies = self.cookies(self.log_in())
        again = self.ask("POST", "/api/v1/auth/refresh", {"cookies": True}, headers=self.sent(cookies["assay_refresh"]))
        self.assertEqual(again.status, 200, again.body)
        fresh = self.cookies(again)
        self.assertNotEqual(fresh["assay_access"], cookies["assay_access"])
        sent = self.sent(*fresh.values())
        self.assertEqual(self.ask("POST", "/api/v1/auth/logout", {"cookies": True}, headers=sent).status, 403)
        out = self.ask("POST", "/api/v1/auth/logout", {"cookies": True}, headers={**sent, "X-CSRF-Token": again.json["csrf"]})
        self.assertEqual(out.status, 204)
        self.assertIn("assay_access=;", self.cookies(out)["assay_access"] + ";")
        self.assertEqual(self.ask("GET", "/api/v1/auth/me", headers=self.sent(fresh["assay_access"])).status, 401)

    def test_tickets(self):
        ticket = self.host("POST", "/tickets").json["ticket"]
        self.assertEqual(self.ask("GET", "/api/v1/sessions?ticket=" + ticket).status, 401)  # not for everything
        lines = self.raw(f"GET /api/v1/events?after=0&ticket={ticket} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), wait=1)
        self.assertIn(b" 200 ", lines)
        self.assertIn(b"session.updated", lines)
        self.assertEqual(self.ask("GET", "/api/v1/events?ticket=" + ticket).status, 401)  # once

    def candidates(self, late=False):
        problem = next(one for one in self.host("GET", "/problems").json["problems"] if one["short_name"] == "warmup")
        session = self.host("POST", "/sessions", {"title": "Typed", "participants": [{"name": "Kim"}, {"name": "Lou"}],
                                                  "problem_ids": [problem["id"]], "languages": ["python"]}).json
        for action in ("arm", "prepare"):
            self.host("POST", f"/sessions/{session['id']}:{action}")
        self.wait_until(lambda: self.host("GET", f"/sessions/{session['id']}").json["state"] == "ready")
        tokens = [self.join(session, one) for one in session["participants"][:1 if late else 2]]
        for token in tokens:
            self.ask("POST", "/api/v1/session:consent", token=token)
        self.assertEqual(self.host("POST", f"/sessions/{session['id']}:start").status, 200)
        if late:
            tokens.append(self.join(session, session["participants"][1]))
        return session["id"], problem["id"], tokens

    def join(self, session, participant):
        code = self.host("POST", f"/sessions/{session['id']}/participants/{participant['id']}:code").json["code"]
        return self.ask("POST", "/api/v1/auth/join", {"code": code}).json["access_token"]

    def test_documents(self):
        session, problem, (kim, lou) = self.candidates()
        place = {"problem_id": problem, "language": "python"}
        document = self.ask("POST", "/api/v1/documents", place, token=kim).json
        self.assertEqual((document["version"], document["text"]), (0, ""))
        path = f"/api/v1/documents/{document['id']}"

        def edit(version, *changes, token=kim):
            edits = [{"client": "one", "changes": change} for change in changes]
            return self.ask("POST", path + "/edits", {"version": version, "edits": edits}, token=token)

        self.assertEqual(edit(0, [[0, "a", "b"]], [3, [0, "c"]]).json, {"version": 2})
        conflict = edit(1, [[0, "late"]])
        self.assertEqual((conflict.status, conflict.json["type"]), (409, "urn:assay:error:version-conflict"))
        self.assertEqual(edit(2, [1, [1], 2]).json["version"], 3)
        self.assertEqual(self.ask("GET", path, token=kim).json["text"], "abc")
        for bad in ([5], [[9]], [-1], ["x"], [[0, 1]], [1.5], [[]], []):
            self.assertIn(edit(3, bad).status, (400, 422), bad)
        self.assertEqual(edit(3, [3, [0, "x" * 300_000]]).status, 422)
        self.assertEqual(self.ask("GET", path, token=kim).json["version"], 3)  # of what was refused nothing is left
        history = self.ask("GET", path + "/edits?after=1", token=kim).json["edits"]
        self.assertEqual([one["changes"] for one in history], [[3, [0, "c"]], [1, [1], 2]])
        # Nobody else's, and a host reads and does not write.
        self.assertEqual(self.ask("GET", path, token=lou).status, 404)
        self.assertEqual(edit(3, [3], token=lou).status, 404)
        self.assertEqual(edit(3, [3], token=self.token).status, 403)
        self.assertEqual([one["text"] for one in self.host("GET", f"/sessions/{session}/documents").json["documents"]], ["abc"])
        self.assertEqual(self.host("GET", path.removeprefix("/api/v1")).json["text"], "abc")
        opened = [one for one in self.host("GET", "/audit").json["entries"] if one["action"] == "documents.opened"]
        self.assertEqual({one["object"] for one in opened if one["session_id"] == session}, {session, document["id"]})
        self.assertEqual(self.ask("POST", "/api/v1/documents", {**place, "language": "cpp"}, token=kim).status, 403)
        self.host("POST", f"/sessions/{session}:pause")
        self.assertEqual(edit(3, [3, [0, "!"]]).status, 403)
        self.host("POST", f"/sessions/{session}:close")
        self.assertEqual(self.ask("GET", path, token=kim).json["text"], "abc")  # one's own, also afterwards
        self.host("POST", f"/sessions/{session}:purge")
        self.wait_until(lambda: self.host("GET", f"/sessions/{session}").json["state"] == "purged")
        self.assertEqual(self.host("GET", path.removeprefix("/api/v1")).status, 404)

    def test_nothing_is_typed_before_consent(self):
        _, problem, (_, lou) = self.candidates(late=True)
        place = {"problem_id": problem, "language": "python"}
        self.assertEqual(self.ask("POST", "/api/v1/documents", place, token=lou).status, 403)
        self.ask("POST", "/api/v1/session:consent", token=lou)
        self.assertEqual(self.ask("POST", "/api/v1/documents", place, token=lou).status, 200)

    def test_pictures(self):
        problems = self.host("GET", "/problems").json["problems"]
        pictures = 0
        for problem in problems:
            html = self.host("GET", f"/problems/{problem['id']}/statement").json["html"]
            for name in re.findall('<img src="([^"]+)"', html):
                answer = self.host("GET", f"/problems/{problem['id']}/picture?name={name}")
                self.assertEqual(answer.status, 200)
                self.assertTrue(answer.headers["Content-Type"].startswith("image/"))
                self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
                pictures += 1
            for name in ("../problem.yaml", "problem.en.md", "/etc/passwd", "..%2Fdata%2Fsecret%2F1.in", ""):
                self.assertEqual(self.host("GET", f"/problems/{problem['id']}/picture?name={name}").status, 404)
        self.assertGreater(pictures, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
