# SPDX-License-Identifier: GPL-3.0-or-later
# The WebSocket: events and operations over it, and clients that do not keep to the protocol.

import os
import socket
import sys
import time
import unittest

from serving import Serving
from sockets import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Socket, frame

HANDSHAKE = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}


class SocketTest(Serving):
    def open(self, **options):
        opened = Socket(self.port, **{"token": self.token, **options})
        self.addCleanup(opened.close)
        return opened

    def refused(self, **options):
        """The status that it is refused with."""
        return self.open(**{"token": None, **options}).status

    def warmup(self):
        return next(one["id"] for one in self.host("GET", "/problems").json["problems"] if one["short_name"] == "warmup")


class Events(SocketTest):
    def test_submission_from_first_event_to_last(self):
        problem = self.warmup()
        client = self.open()
        hello = client.message()
        self.assertEqual(hello["type"], "hello")
        reply = client.ask("POST", "/api/v1/submissions", {
            "problem_id": problem, "language": "python", "sources": [{"name": "main.py", "content": "print(input())"}]})
        self.assertEqual((reply["status"], reply["body"]["state"]), (202, "queued"))
        self.assertEqual(reply["location"], reply["body"]["links"]["self"])
        first = self.open(query=f"?after={hello['seq']}")
        events = first.until(lambda one: one["type"] == "judgement.done")[1:]
        self.assertEqual([one["seq"] for one in events], list(range(hello["seq"] + 1, hello["seq"] + 1 + len(events))))
        self.assertEqual(events[-1]["data"]["submission_id"], reply["body"]["id"])
        waited = client.ask("GET", reply["location"] + "?wait=30")
        self.assertEqual(waited["body"]["judgement"]["state"], "done")

    def test_replies_come_as_they_are_ready(self):
        problem = self.warmup()
        client = self.open()
        loop = {"problem_id": problem, "language": "python", "inputs": [{"input": ""}],
                "sources": [{"name": "main.py", "content": "while True: pass"}]}
        run = self.hand_in("/runs", loop).json["id"]
        client.send_json({"id": "late", "method": "GET", "path": f"/api/v1/submissions/{run}?wait=30"})
        self.assertEqual(client.ask("GET", "/api/v1/auth/me")["status"], 200)
        self.assertEqual(client.ask("DELETE", f"/api/v1/submissions/{run}")["status"], 204)
        late = client.until(lambda one: one["type"] == "reply" and one["id"] == "late")[-1]
        self.assertEqual(late["body"]["judgement"]["state"], "cancelled")

    def test_candidate_hears_and_may_do_what_is_theirs(self):
        mine, other = self.dev_candidate(), self.open()
        client = self.open(token=mine)
        self.assertEqual(client.ask("GET", "/api/v1/queue")["status"], 403)
        self.assertEqual(client.ask("GET", "/api/v1/sessions")["status"], 403)
        foreign = other.ask("POST", "/api/v1/submissions", {
            "problem_id": self.warmup(), "language": "python", "sources": [{"name": "main.py", "content": "print(1)"}]})
        other.until(lambda one: one["type"] == "judgement.done")
        self.assertEqual(client.ask("GET", f"/api/v1/submissions/{foreign['body']['id']}")["status"], 404)
        place = {"problem_id": self.warmup(), "language": "python"}
        document = client.ask("POST", "/api/v1/documents", place)["body"]
        edit = {"version": document["version"], "edits": [{"client": "a", "changes": [[0, "x = 1"]]}]}
        client.send_json({"id": "edit", "method": "POST", "path": f"/api/v1/documents/{document['id']}/edits", "body": edit})
        told = client.until(lambda one: one.get("id") == "edit")
        self.assertEqual(told[-1]["status"], 200)
        self.assertNotIn(foreign["body"]["id"], str(told))
        seen = other.until(lambda one: one["type"] == "document.edited")[-1]
        self.assertEqual(seen["data"]["document_id"], document["id"])

    def dev_candidate(self):
        """In a session that is live."""
        token = self.ask("POST", "/api/v1/auth/join", {"code": self.said["code"]}).json["access_token"]
        self.assertEqual(self.ask("POST", "/api/v1/session:consent", token=token).status, 200)
        place = "/sessions/" + self.said["session"]
        self.wait_until(lambda: self.host("GET", place).json["state"] == "ready")
        self.assertEqual(self.host("POST", place + ":start").status, 200)
        return token

    def test_what_is_no_request(self):
        client = self.open()
        for text, status in (("[]", 400), ("{", 400), ('{"id": 1}', 400), ('{"method": "GET", "path": "/api/v1/queue"}', 400),
                             ('{"id": {}, "method": "GET", "path": "/api/v1/queue"}', 400),
                             ('{"id": 1, "method": "POST", "path": "/api/v1/runs", "body": []}', 400),
                             ('{"id": 1, "method": "GET", "path": "/healthz"}', 404),
                             ('{"id": 1, "method": "GET", "path": "/api/v1/ queue"}', 404),
                             ('{"id": 1, "method": "GET", "path": "/api/v1/nothing"}', 404),
                             ('{"id": 1, "method": "PUT", "path": "/api/v1/queue"}', 405),
                             ('{"id": 1, "method": "GET", "path": "/api/v1/events"}', 406),
                             ('{"id": 1, "method": "GET", "path": "/api/v1/socket"}', 426)):
            with self.subTest(text):
                client.send(frame(TEXT, text.encode()))
                reply = client.until(lambda one: one["type"] == "reply")[-1]
                self.assertEqual(reply["status"], status, reply)
                self.assertIn("detail", reply["body"])

    def test_revoked_token_is_good_for_nothing_more(self):
        token = self.host("POST", "/tokens", {"scopes": "submissions:read engine:read", "label": "socket", "days": 1}).json
        client = self.open(token=token["secret"])
        self.assertEqual(client.ask("GET", "/api/v1/queue")["status"], 200)
        self.host("DELETE", f"/tokens/{token['id']}")
        self.assertEqual(client.ask("GET", "/api/v1/queue")["status"], 401)


class Handshake(SocketTest):
    def test_who_may(self):
        self.assertEqual(self.refused(), 401)
        self.assertEqual(self.refused(token="wrong"), 401)
        self.assertEqual(self.open(headers={"Origin": "http://evil.example"}).status, 403)
        ticket = self.host("POST", "/tickets").json["ticket"]
        by_ticket = self.open(token=None, query=f"?ticket={ticket}")
        self.assertEqual((by_ticket.status, by_ticket.message()["type"]), (101, "hello"))
        self.assertEqual(self.refused(query=f"?ticket={ticket}"), 401)  # once

    def test_what_is_not_whole(self):
        path = "/socket"
        self.assertEqual(self.host("GET", path).status, 426)
        self.assertEqual(self.host("GET", path, headers={**HANDSHAKE, "Sec-WebSocket-Version": "8"}).status, 426)
        self.assertEqual(self.host("GET", path, headers={**HANDSHAKE, "Connection": "close"}).status, 426)
        for key in ("", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==x"):
            self.assertEqual(self.host("GET", path, headers={**HANDSHAKE, "Sec-WebSocket-Key": key}).status, 400, key)
        self.assertEqual(self.host("GET", path).headers["Sec-WebSocket-Version"], "13")
        self.assertEqual(self.host("GET", "/queue", headers=HANDSHAKE).status, 200)  # elsewhere nobody is upgraded
        self.assertEqual(self.host("POST", path, headers=HANDSHAKE).status, 405)


class Frames(SocketTest):
    def tearDown(self):
        self.assertEqual(self.ask("GET", "/healthz").status, 200)  # back at once

    def ending_after(self, *frames):
        client = self.open()
        try:
            client.send(*frames)
        except ConnectionError:
            pass
        return client.ending()

    def test_bad_frames(self):
        ask = b'{"id": 1, "method": "GET", "path": "/api/v1/auth/me"}'
        for name, frames, endings in (
            ("not masked", [frame(TEXT, ask, masked=False)], [1002]),
            ("reserved bits", [frame(TEXT, ask, rsv=4)], [1002]),
            ("reserved opcode", [frame(3, ask)], [1002]),
            ("reserved control opcode", [frame(11, b"")], [1002]),
            ("continues nothing", [frame(CONTINUATION, ask)], [1002]),
            ("another message within one", [frame(TEXT, b"{", fin=False), frame(TEXT, b"}")], [1002]),
            ("a ping in pieces", [frame(PING, b"a", fin=False), frame(CONTINUATION, b"b")], [0, 1002]),
            ("a long ping", [frame(PING, b"a" * 126)], [0, 1002]),
            ("longer than its length needs", [b"\x81\xfe\x00\x05" + b"\0" * 9], [0, 1002]),
            ("a length of 64 bits, all set", [frame(TEXT, ask, length=(1 << 64) - 1)], [0, 1002, 1009]),
            ("more than is taken", [frame(TEXT, b"a", length=3 << 20)], [1009]),
            ("more than is taken, in pieces", [frame(TEXT, b"a" * (1 << 20), fin=False),
                                               frame(CONTINUATION, b"a" * (1 << 20), fin=False),
                                               frame(CONTINUATION, b"a" * (1 << 20))], [1009]),
            ("no UTF-8", [frame(TEXT, b"\xff\xfe")], [1007]),
            ("half of UTF-8", [frame(TEXT, "ä".encode()[:1])], [1007]),
            ("surrogates", [frame(TEXT, b"\xed\xa0\x80")], [1007]),
            ("binary", [frame(BINARY, ask)], [1003]),
            ("closes with half a status", [frame(CLOSE, b"\x03")], [0, 1002]),
            ("closes with no status there is", [frame(CLOSE, b"\x03\xed")], [1002]),
            ("closes with no UTF-8", [frame(CLOSE, b"\x03\xe8\xff")], [1007]),
            ("closes", [frame(CLOSE, b"\x03\xe8bye")], [1000]),
        ):
            with self.subTest(name):
                self.assertIn(self.ending_after(*frames), endings)

    def test_nothing_behind_the_end_is_done(self):
        label = "behind the end"
        token = b'{"id": 1, "method": "POST", "path": "/api/v1/tokens", "body": {"scopes": "engine:read", "label": "%s", "days": 1}}'
        asked = frame(TEXT, token % label.encode())
        for last in (frame(CLOSE, b"\x03\xe8"), frame(BINARY, b"a"), frame(TEXT, b"\xff"), frame(TEXT, b"a", rsv=1)):
            self.ending_after(last + asked)
        self.assertNotIn(label, [one["label"] for one in self.host("GET", "/tokens").json["tokens"]])

    def test_in_pieces(self):
        client = self.open()
        text = b'{"id": "p", "method": "GET", "path": "/api/v1/auth/me"}'
        pieces = [frame(TEXT, text[:1], fin=False)] + [frame(CONTINUATION, text[i:i + 1], fin=False) for i in range(1, len(text))]
        pieces.insert(7, frame(PING, b"between"))
        for byte in b"".join(pieces + [frame(CONTINUATION, b"")]):
            client.connection.send(bytes([byte]))
        received = client.read()
        while received[0] == TEXT:
            received = client.read()
        self.assertEqual(received, (PONG, b"between"))
        self.assertEqual(client.until(lambda one: one["type"] == "reply")[-1]["status"], 200)

    def test_many_pieces_and_endless_messages_cost_little(self):
        before = self.memory()
        clients = []
        for _ in range(10):
            client = self.open()
            client.send(frame(TEXT, b'"', fin=False), frame(CONTINUATION, b"a", fin=False) * 100_000)
            clients.append(client)
        self.assertLess(self.memory() - before, 50 << 20)
        endless = self.open()
        with self.assertRaises(ConnectionError):
            endless.send(frame(TEXT, b"a", fin=False))
            while True:
                endless.send(frame(CONTINUATION, b"a" * 65536, fin=False))
        self.assertLess(self.memory() - before, 50 << 20)

    def test_reader_that_does_not_read_costs_little(self):
        """Neither what it asks for nor what its pings are answered with piles up."""
        before = self.memory()
        clients = []
        for data in (frame(PING, b"a" * 125) * 1000,
                     frame(TEXT, b'{"id": 1, "method": "GET", "path": "/api/openapi.json"}') * 100):
            client = self.open(patience=2)
            with self.assertRaises(TimeoutError):
                for _ in range(1000):
                    client.send(data)
            clients.append(client)
        self.assertLess(self.memory() - before, 50 << 20)

    def test_noise(self):
        for _ in range(200):
            client = self.open()
            client.send(os.urandom(int.from_bytes(os.urandom(2), "little") % 4000 + 1))
            client.connection.shutdown(socket.SHUT_WR)
            client.ending()
            client.close()

    def test_cut_at_any_time(self):
        for _ in range(100):
            client = self.open()
            client.send(frame(TEXT, b'{"id": 1, "method": "GET", "path": "/api/v1/queue"}') * 20)
            client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            client.close()
        time.sleep(0.2)

    def test_too_many_at_once(self):
        problem = self.warmup()
        loop = {"problem_id": problem, "language": "python", "inputs": [{"input": ""}],
                "sources": [{"name": "main.py", "content": "while True: pass"}]}
        run = self.hand_in("/runs", loop).json["id"]
        client = self.open()
        for number in range(40):
            client.send_json({"id": number, "method": "GET", "path": f"/api/v1/submissions/{run}?wait=30"})
        statuses = [client.until(lambda one: one["type"] == "reply")[-1]["status"] for _ in range(8)]
        self.assertEqual(statuses, [429] * 8)
        self.host("DELETE", f"/submissions/{run}")
        statuses = [client.until(lambda one: one["type"] == "reply")[-1]["status"] for _ in range(32)]
        self.assertEqual(statuses, [200] * 32)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
