# SPDX-License-Identifier: GPL-3.0-or-later
# How often somebody may ask, and a client that does not read.

import json
import socket
import sys
import unittest

from serving import Serving


class Rates(Serving):
    requests = "6"

    def test_a_minutes_requests(self):
        for left in range(5, -1, -1):
            answer = self.host("GET", "/queue")
            self.assertEqual((answer.status, answer.headers["RateLimit-Remaining"]), (200, str(left)))
        refused = self.host("GET", "/queue")
        self.assertEqual(refused.status, 429)
        self.assertEqual(refused.json["type"], "urn:assay:error:rate-limited")
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
        self.assertEqual(refused.headers["RateLimit-Limit"], "6")
        self.assertEqual(self.ask("GET", "/healthz").status, 200)  # an address without a token has its own
        self.assertEqual({self.ask("GET", "/api/v1/queue").status for _ in range(6)}, {401, 429})


class SlowReader(Serving):
    def run_it(self, problem, source):
        return self.hand_in("/runs", {"problem_id": problem, "language": "python", "inputs": [{"input": ""}] * 8,
                                      "sources": [{"name": "main.py", "content": source}]}).json["id"]

    def test_costs_no_memory_and_misses_nothing(self):
        problem = next(one["id"] for one in self.host("GET", "/problems").json["problems"])
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as listener:
            listener.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
                             b"Authorization: Bearer " + self.token.encode() + b"\r\n\r\n")
            head = b""
            while b"\r\n\r\n" not in head:
                head += listener.recv(1)
            before = self.memory()
            for number in range(40):
                last = self.run_it(problem, f"print('x' * 1000000, {number})\n")
            self.wait_until(lambda: self.host("GET", f"/submissions/{last}?wait=30").json["judgement"]["state"] == "done")
            self.assertLess(self.memory() - before, 50 << 20)  # of events there is more than that
            lines, received = [], b""
            while not (lines and json.loads(lines[-1])["type"] == "judgement.done"
                       and json.loads(lines[-1])["data"]["submission_id"] == last):
                received += listener.recv(1 << 20)
                *whole, received = received.split(b"\n")
                lines += [line for line in whole if line]
            seqs = [json.loads(line)["seq"] for line in lines]
            self.assertEqual(seqs, list(range(seqs[0], seqs[0] + len(seqs))))
            self.assertGreater(sum(map(len, lines)), 60_000_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
