# SPDX-License-Identifier: GPL-3.0-or-later
# What hostile clients send: each gets the status that fits or is cut, and the server goes on.

import os
import re
import socket
import sys
import time
import unittest

from serving import Serving

OK = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def get(more=b"", target=b"/healthz", version=b"HTTP/1.1"):
    return b"GET " + target + b" " + version + b"\r\nHost: localhost\r\n" + more + b"\r\n"


def post(headers, body=b""):
    return b"POST /api/v1/auth/join HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n" + body


class Http(Serving):
    options = ("--origin", "https://grades.example")

    def status(self, data):
        answer = self.raw(data, wait=3)
        return int(answer.split(b" ", 2)[1]) if answer else 0

    def tearDown(self):
        """Back at once; an address that had as many connections as it may waits until they are taken down."""
        begun = time.monotonic()
        self.wait_until(self.is_served)
        self.assertLess(time.monotonic() - begun, 5)

    def test_smuggling(self):
        for request in (
            post(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
            post(b"Content-Length: 4\r\nContent-Length: 5\r\n", b"abcde"),
            post(b"Content-Length: 4\r\nContent-Length: 4\r\n", b"abcd"),
            post(b"Content-Length: 4, 4\r\n", b"abcd"),
            post(b"Content-Length: +4\r\n", b"abcd"),
            post(b"Content-Length: 0x4\r\n", b"abcd"),
            post(b"Content-Length: -1\r\n", b"abcd"),
            post(b"Content-Length : 4\r\n", b"abcd"),
            post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n"),
            post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"),
            post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", b"0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked\r\n", b"g\r\nabc\r\n0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked\r\n", b"-1\r\nabc\r\n0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked\r\n", b"3\nabc\n0\n\n"),
            post(b"Transfer-Encoding: chunked\r\n", b"3\r\nabcX\r\n0\r\n\r\n"),
            post(b"Transfer-Encoding: chunked\r\n", b"fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
            get(b"X: a\r\n b\r\n"),
            get(b" X: a\r\n"),
            get(b"X\x00: a\r\n"),
            get(b"X: a\x00b\r\n"),
            get(b"X: a\rb\r\n"),
            get(b"no colon\r\n"),
            get(b": empty\r\n"),
            get(b"Host: other\r\n"),
            get(target=b"/healthz\x01"),
            get(target=b"http://localhost/healthz"),
            get(target=b"healthz"),
            b"GET /healthz HTTP/1.1\r\n\r\n",
            b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
            b"GET /healthz\r\n\r\n",
            b"POST /healthz HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(500),
        ):
            with self.subTest(request=request[:80]):
                answer = self.raw(request + OK, wait=3)
                self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d{3} ", answer)), 1, answer)  # nothing behind it is answered
                self.assertIn(answer[9:12], (b"400", b"501", b"505"), answer[:200])

    def test_trailer_is_no_header(self):
        body = b"2\r\n{}\r\n0\r\nHost: evil\r\nAuthorization: Bearer " + self.token.encode() + b"\r\n\r\n"
        answer = self.raw(b"POST /api/v1/queue:pause HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                          b"Transfer-Encoding: chunked\r\n\r\n" + body)
        self.assertIn(b" 401 ", answer.split(b"\r\n")[0])

    def test_versions(self):
        self.assertEqual(self.status(get(version=b"HTTP/1.0")), 200)
        for version in (b"HTTP/1.2", b"HTTP/2.0", b"HTTP/0.9", b"http/1.1", b"HTTP/1.1.1"):
            self.assertIn(self.status(get(version=version)), (400, 505), version)

    def test_too_much(self):
        self.assertEqual(self.status(get(b"X: " + b"a" * 20000 + b"\r\n")), 431)
        self.assertEqual(self.status(get(b"".join(b"X%d: a\r\n" % i for i in range(150)))), 431)
        self.assertEqual(self.status(get(target=b"/" + b"a" * 20000)), 414)
        self.assertEqual(self.status(post(b"Content-Length: 100000000\r\n")), 413)
        self.assertEqual(self.status(post(b"Content-Length: 99999999999999999999999\r\n")), 400)
        chunks = b"Transfer-Encoding: chunked\r\n"
        self.assertEqual(self.status(post(chunks, b"10000\r\n" + b"a" * 65536 + b"\r\n10000\r\n" + b"a" * 65536)), 413)
        self.assertEqual(self.status(post(chunks, b"1;" + b"x" * 20000 + b"\r\na\r\n0\r\n\r\n")), 431)
        self.assertEqual(self.status(post(chunks, b"0\r\n" + b"X: a\r\n" * 5000 + b"\r\n")), 431)

    def test_endless(self):
        before = self.memory()
        for start in (b"GET /", b"GET / HTTP/1.1\r\nX: ", post(b"Transfer-Encoding: chunked\r\n") + b"1;"):
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
                try:
                    connection.sendall(start)
                    for _ in range(2000):
                        connection.sendall(b"a" * 65536)
                    self.fail("it read 125 MiB")
                except OSError:
                    pass
        self.assertLess(self.memory() - before, 50 << 20)

    def test_refusal_is_read_while_more_is_sent(self):
        """The answer is not lost to what its client goes on to send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(post(b"Content-Length: 100000000\r\n"))
            for _ in range(20):
                connection.sendall(b"a" * 50000)
                time.sleep(0.01)
            self.assertIn(b" 413 ", self.read_all(connection).split(b"\r\n")[0])

    def test_last_answer_reaches_a_slow_client_whole(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.sendall(get(b"Connection: close\r\n", target=b"/api/openapi.json"))
            answer = b""
            while piece := connection.recv(1024):
                answer += piece
                time.sleep(0.1)
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertEqual(len(body), int(re.search(rb"Content-Length: (\d+)", head)[1]))

    def test_reader_that_does_not_read_costs_little(self):
        """Its answers do not pile up; and when it reads, all are there."""
        before = self.memory()
        request = get()
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
            sent = 0
            try:
                while sent < 400 << 20:
                    sent += connection.send(request * 1000)
                self.fail("it reads on and on")
            except TimeoutError:
                pass
            self.assertLess(self.memory() - before, 50 << 20)
            connection.settimeout(5)
            answers, rest = 0, b""
            try:
                while piece := connection.recv(1 << 20):
                    whole = rest + piece
                    answers += whole.count(b"\r\n\r\n")
                    rest = whole[-3:]
            except TimeoutError:
                pass
        self.assertEqual(answers, sent // len(request))

    def test_pipelined_in_order(self):
        paths = [b"/healthz", b"/nothing", b"/api/openapi.json", b"/healthz"]
        data = b"".join(get(target=path) for path in paths[:-1]) + get(b"Connection: close\r\n", target=paths[-1])
        answer = self.raw(data)
        statuses = [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]
        self.assertEqual(statuses, [200, 404, 200, 200])

    def test_continue(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(post(b"Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n"))
            self.assertEqual(connection.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(b"{}")
            self.assertIn(b" 400 ", self.read_all(connection).split(b"\r\n")[0])
        self.assertEqual(self.status(get(b"Expect: a miracle\r\n")), 417)

    def test_methods(self):
        wrong = self.ask("PUT", "/api/v1/queue")
        self.assertEqual((wrong.status, wrong.headers["Allow"]), (405, "GET, HEAD, OPTIONS"))
        options = self.ask("OPTIONS", "/api/v1/queue")
        self.assertEqual((options.status, options.headers["Allow"]), (204, "GET, HEAD, OPTIONS"))
        self.assertEqual(self.ask("GET", "/nothing").status, 404)
        head = self.raw(b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        self.assertTrue(head.endswith(b"\r\n\r\n") and b"Content-Length: 15" in head, head)

    def test_other_hosts_and_origins(self):
        self.assertEqual(self.ask("GET", "/healthz", headers={"Host": "evil.example"}).status, 421)
        self.assertEqual(self.ask("GET", "/healthz", headers={"Host": "127.0.0.1.evil.example:80"}).status, 421)
        self.assertEqual(self.ask("GET", "/healthz", headers={"Origin": "http://evil.example"}).status, 403)
        self.assertEqual(self.ask("GET", "/healthz", headers={"Origin": "null"}).status, 403)
        self.assertEqual(self.ask("GET", "/healthz", headers={"Host": "192.0.2.7:80"}).status, 200)  # a number is nobody's name
        own = f"http://127.0.0.1:{self.port}"
        self.assertEqual(self.ask("GET", "/healthz", headers={"Origin": own}).status, 200)

    def test_pages_of_an_allowed_site(self):
        origin = {"Origin": "https://grades.example"}
        asked = self.ask("OPTIONS", "/api/v1/submissions", headers={
            **origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"})
        self.assertEqual((asked.status, asked.headers["Access-Control-Allow-Origin"]), (204, "https://grades.example"))
        self.assertIn("POST", asked.headers["Access-Control-Allow-Methods"])
        self.assertIn("Authorization", asked.headers["Access-Control-Allow-Headers"])
        self.assertNotIn("Access-Control-Allow-Credentials", asked.headers)
        answer = self.ask("GET", "/api/v1/queue", token=self.token, headers=origin)
        self.assertEqual((answer.status, answer.headers["Access-Control-Allow-Origin"]), (200, "https://grades.example"))
        self.assertIn("Origin", answer.headers["Vary"])
        log_in = self.ask("POST", "/api/v1/auth/login", {"name": self.said["account"], "password": self.said["password"], "cookies": True})
        cookie = {"Cookie": log_in.headers["Set-Cookie"].partition(";")[0]}
        self.assertEqual(self.ask("GET", "/api/v1/queue", headers=cookie).status, 200)
        self.assertEqual(self.ask("GET", "/api/v1/queue", headers=cookie | origin).status, 401)  # by a token alone
        for other in ("http://grades.example", "https://grades.example:444", "https://x.grades.example", "null"):
            refused = self.ask("GET", "/healthz", headers={"Origin": other})
            self.assertEqual(refused.status, 403)
            self.assertNotIn("Access-Control-Allow-Origin", refused.headers)
        self.assertNotIn("Access-Control-Allow-Origin", self.ask("GET", "/healthz").headers)

    def test_headers_of_every_answer(self):
        for path in ("/healthz", "/nothing", "/api/v1/queue"):
            headers = self.ask("GET", path).headers
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
            self.assertRegex(headers["Date"], "^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$")

    def test_slow_clients(self):
        """More than an address may have at once: the first are kept and cut in time, the rest are cut at once."""
        before = self.memory()
        held = []
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=15)
            held.append(connection)
            try:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: local")
            except OSError:
                pass  # cut already
        time.sleep(0.5)
        self.assertLess(self.memory() - before, 50 << 20)
        begun = time.monotonic()
        statuses = {self.read_all(connection)[9:12] for connection in held}
        self.assertEqual(statuses, {b"", b"408"})
        self.assertLess(time.monotonic() - begun, 20)
        for connection in held:
            connection.close()

    def test_half_closed_and_reset(self):
        for _ in range(200):
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                try:
                    connection.sendall(OK)
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    pass  # the address had as many as it may: those before it are still being taken down
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=5)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            try:
                connection.sendall(OK)
            except OSError:
                pass
            connection.close()  # RST

    def is_served(self):
        try:
            return self.ask("GET", "/healthz").status == 200
        except OSError:
            return False

    def test_many_connections(self):
        before = self.memory()
        for _ in range(10_000):
            with socket.create_connection(("127.0.0.1", self.port), timeout=15) as connection:
                try:
                    connection.sendall(b"GET")
                except OSError:
                    pass  # cut at once: the address had as many as it may
        self.assertLess(self.memory() - before, 50 << 20)

    def test_noise(self):
        for _ in range(300):
            self.raw_noise(os.urandom(int.from_bytes(os.urandom(2), "little") % 4000))
            self.raw_noise(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + os.urandom(200))

    def raw_noise(self, data):
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(data)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
