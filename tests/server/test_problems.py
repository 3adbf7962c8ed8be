# SPDX-License-Identifier: GPL-3.0-or-later
# Problems that are taken in and verified over the API.

import io
import sys
import time
import unittest
import zipfile

from serving import Serving


def archive(files):
    """Of a problem: twice the number."""
    package = {"problem.yaml": "problem_format_version: 2025-09\nname: Twice\nuuid: 6d1b2a3c-1111-4222-8333-944455556666\n",
               "statement/problem.en.md": "Print twice the number.", "data/sample/1.in": "4\n", "data/sample/1.ans": "8\n",
               "data/secret/1.in": "21\n", "data/secret/1.ans": "42\n", **files}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as out:
        for name, text in package.items():
            if text is not None:
                out.writestr("twice/" + name, text)
    return content.getvalue()


class Problems(Serving):
    def problem(self, name):
        return next(one for one in self.host("GET", "/problems").json["problems"] if one["short_name"] == name)

    def ended(self, operation):
        place = "/operations/" + operation["id"]
        self.wait_until(lambda: self.host("GET", place).json["state"] in ("completed", "failed", "cancelled"))
        return self.host("GET", place).json

    def import_archive(self, name, content, **options):
        return self.ask("POST", "/api/v1/problems:import?name=" + name, content, token=options.get("token", self.token),
                        headers={"Content-Type": "application/octet-stream"})

    def test_problem_is_taken_in_and_verified(self):
        taken = self.import_archive("twice.zip", archive({"submissions/accepted/a.py": "print(2 * int(input()))"}))
        self.assertEqual(taken.status, 202, taken.body)
        self.assertEqual(taken.headers["Location"], "/api/v1/operations/" + taken.json["id"])
        operation = self.ended(taken.json)
        self.assertEqual((operation["type"], operation["state"]), ("problem.import", "completed"), operation)
        problem = self.problem("twice")
        self.assertEqual(operation["result"], problem["id"])
        self.assertIsNone(problem["verification"])
        operation = self.ended(self.host("POST", f"/problems/{problem['id']}:verify").json)
        self.assertEqual((operation["state"], operation["subject"]), ("completed", problem["id"]), operation)
        lines = self.host("GET", f"/operations/{operation['id']}/log").json["lines"]
        self.assertIn("accepted/a.py: AC, as expected", [line["text"] for line in lines])
        verification = self.problem("twice")["verification"]
        self.assertEqual(self.host("GET", f"/problems/{problem['id']}").json["verification"], verification)
        self.assertEqual((verification["failing_languages"], verification["data_as_meant"]), ([], True))
        judged = self.hand_in("/submissions", {"problem_id": problem["id"], "language": "python",
                                               "sources": [{"name": "a.py", "content": "print(42)"}]})
        answer = self.ask("GET", judged.headers["Location"] + "?wait=30", token=self.token).json
        self.assertEqual(answer["judgement"]["verdict"], "WA")

    def test_large_archive_over_a_slow_line(self):
        """It takes longer than any body may that brings nothing: what comes fast enough is waited for."""
        large, pieces = b"x" * (12 << 20), 44
        piece = len(large) // pieces + 1
        with self.connect() as connection:
            connection.sendall(b"POST /api/v1/problems:import?name=slow.zip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                               b"Authorization: Bearer " + self.token.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(large))
            for start in range(0, len(large), piece):
                connection.sendall(large[start:start + piece])
                time.sleep(33 / pieces)
            self.assertTrue(self.read_all(connection).startswith(b"HTTP/1.1 202 "))

    def test_statement_that_is_a_pdf(self):
        pdf = "%PDF-1.4 made up"
        taken = self.ended(self.import_archive("printed.zip", archive({"statement/problem.en.md": None, "statement/problem.sv.pdf": pdf,
                                                                       "problem.yaml": "problem_format_version: 2025-09\nname: {sv: Dubbla}\n"
                                                                       "uuid: 6d1b2a3c-1111-4222-8333-944455556667\n"})).json)
        self.assertEqual(taken["state"], "completed", taken)
        place = f"/problems/{taken['result']}"
        self.assertEqual(self.host("GET", place + "/statement").status, 422)
        answer = self.host("GET", place + "/statement.pdf")
        self.assertEqual((answer.status, answer.body, answer.headers["Content-Type"]), (200, pdf.encode(), "application/pdf"))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(self.host("GET", f"/problems/{self.problem('warmup')['id']}/statement.pdf").status, 404)

    def test_what_is_not_taken_in(self):
        for name, content in (("a.exe", b"x"), ("..%2Fa.zip", b"x"), ("", b"x"), ("a.zip", b"")):
            with self.subTest(name):
                self.assertEqual(self.import_archive(name, content).status, 422)
        operation = self.ended(self.import_archive("bad.zip", b"no archive").json)
        self.assertEqual(operation["state"], "failed")
        self.assertIn("bad.zip", operation["failure"])
        operation = self.ended(self.import_archive("out.zip", archive({"../../outside": "x"})).json)
        self.assertEqual(operation["state"], "failed", operation)

    def test_large_archives_only_of_those_who_may(self):
        large = b"x" * (11 << 20)
        other = self.host("POST", "/tokens", {"scopes": "problems:read", "label": "reads", "days": 1}).json["secret"]
        for token in (None, "wrong", other):
            with self.subTest(token):
                answer = self.raw(b"POST /api/v1/problems:import?name=a.zip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                  + (f"Authorization: Bearer {token}\r\n".encode() if token else b"")
                                  + b"Content-Length: %d\r\n\r\n" % len(large))
                self.assertTrue(answer.startswith(b"HTTP/1.1 413 "), answer)
        self.assertEqual(self.import_archive("large.zip", large).status, 202)
        answer = self.raw(b"POST /api/v1/problems:import?name=larger.zip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                          b"Authorization: Bearer " + self.token.encode() + b"\r\nContent-Length: %d\r\n\r\n" % (65 << 20))
        self.assertTrue(answer.startswith(b"HTTP/1.1 413 "), answer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
