# SPDX-License-Identifier: GPL-3.0-or-later
# The server by HTTPS: its own certificate and given ones, and clients that do not come to terms.

import hashlib
import os
import pathlib
import re
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import time
import unittest

from serving import ASSAYD, Serving
from sockets import Socket

DATA = pathlib.Path(__file__).parent.parent / "data" / "tls"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class OwnCertificate(Serving):
    options = ("--tls", "--host", "assay.example")

    def certificate(self):
        return pathlib.Path(self.folder.name, "tls", "certificate.pem")

    def test_says_who_it_is(self):
        der = ssl.PEM_cert_to_DER_cert(self.certificate().read_text())
        self.assertEqual(self.said["certificate"].replace(":", "").lower(), hashlib.sha256(der).hexdigest())
        with self.connect() as connection:
            self.assertIn(connection.version(), ("TLSv1.2", "TLSv1.3"))
            names = {value for _, value in connection.getpeercert()["subjectAltName"]}
            self.assertEqual(connection.getpeercert(True), der)
        self.assertEqual(names, {"localhost", "assay.example", "127.0.0.1"})
        key = pathlib.Path(self.folder.name, "tls", "key.pem")
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        for name in ("localhost", "assay.example"):
            with socket.create_connection(("127.0.0.1", self.port)) as plain, self.tls.wrap_socket(plain, server_hostname=name):
                pass
        with socket.create_connection(("127.0.0.1", self.port)) as plain, self.assertRaises(ssl.SSLCertVerificationError):
            self.tls.wrap_socket(plain, server_hostname="other.example")

    def test_answers(self):
        self.assertEqual(self.ask("GET", "/healthz").json, {"status": "ok"})
        self.assertEqual(self.host("GET", "/queue").status, 200)
        answer = self.raw(b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertEqual(len(body), int(re.search(rb"Content-Length: (\d+)", head)[1]))
        self.assertEqual(self.ask("GET", "/healthz", headers={"Origin": f"https://127.0.0.1:{self.port}"}).status, 200)
        self.assertEqual(self.ask("GET", "/healthz", headers={"Origin": "https://evil.example"}).status, 403)

    def test_cookies_are_for_tls_alone(self):
        answer = self.ask("POST", "/api/v1/auth/login", {"name": self.said["account"], "password": self.said["password"], "cookies": True})
        cookies = answer.headers.get_all("Set-Cookie")
        self.assertEqual(len(cookies), 2)
        for cookie in cookies:
            self.assertIn("; secure", cookie)

    def test_events_and_socket(self):
        with self.connect() as listener:
            listener.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + self.token.encode() + b"\r\n\r\n")
            told = b""
            while b"retry: 2000\n\n" not in told:
                told += listener.recv(4096)
            client = Socket(self.port, self.token, connection=self.connect())
            self.assertEqual(client.message()["type"], "hello")
            self.assertEqual(client.ask("POST", "/api/v1/queue:pause", {"lane": "run"})["status"], 200)
            self.assertEqual(client.ask("POST", "/api/v1/queue:resume", {"lane": "run"})["status"], 200)
            while told.count(b"event: queue.changed") < 2:
                told += listener.recv(4096)
            client.close()

    def test_who_does_not_come_to_terms(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as plain:
            plain.sendall(GET)
            self.assertNotIn(b"HTTP/1.1 2", self.read_all(plain))
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.set_ciphers("ALL:@SECLEVEL=0")
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", self.port)) as connection, self.assertRaises((ssl.SSLError, ConnectionError)):
            old.wrap_socket(connection)
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", self.port)) as noise:
                noise.sendall(os.urandom(300))
        self.wait_until(self.is_there)  # what is left of theirs counts as this address's until it is looked at

    def is_there(self):
        try:
            return self.ask("GET", "/healthz").status == 200
        except ConnectionError:
            time.sleep(0.1)
            return False

    def test_slow_to_come_to_terms(self):
        """One address may have so many of them, which are cut in time; others are served meanwhile."""
        before = self.memory()
        silent = [socket.create_connection(("127.0.0.1", self.port), timeout=30) for _ in range(100)]
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=("127.0.0.2", 0)) as plain, \
                self.tls.wrap_socket(plain, server_hostname="localhost") as other:
            other.sendall(GET)
            self.assertIn(b" 200 OK", self.read_all(other))
        self.assertLess(time.monotonic() - begun, 5)
        for connection in silent:
            self.assertEqual(self.read_all(connection), b"")
            connection.close()
        self.assertLess(time.monotonic() - begun, 25)
        self.assertLess(self.memory() - before, 50 << 20)

    def test_reader_that_does_not_read_costs_little(self):
        before = self.memory()
        with self.connect(5) as connection, self.assertRaises(TimeoutError):
            for _ in range(400_000):
                connection.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 10)
        self.assertLess(self.memory() - before, 50 << 20)


class GivenCertificate(unittest.TestCase):
    def serve(self, certificate, key):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return subprocess.Popen([ASSAYD, "--set", "judging.warm_up=no", "--set", "sessions.verify_problems=no", "--set", "sandbox.least_tier=partial", "serve", "--data",
                                 folder.name, "--listen", "127.0.0.1:0", "--tls-certificate", DATA / certificate,
                                 "--tls-key", DATA / key], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def test_is_shown(self):
        for name in ("rsa", "ec"):
            with self.subTest(name), self.serve(f"{name}.pem", f"{name}.key") as process:
                for line in process.stdout:
                    if line.startswith("listening "):
                        self.assertTrue(line.startswith("listening https://127.0.0.1:"))
                        port = int(line.rpartition(":")[2])
                    if line == "ready\n":
                        break
                context = ssl.create_default_context(cafile=DATA / f"{name}.pem")
                context.verify_flags &= ~ssl.VERIFY_X509_STRICT
                with socket.create_connection(("127.0.0.1", port), timeout=30) as plain, \
                        context.wrap_socket(plain, server_hostname="localhost") as connection:
                    connection.sendall(GET)
                    self.assertIn(b" 200 OK", Serving.read_all(connection))
                process.terminate()
                process.communicate(timeout=60)

    def test_what_does_not_fit(self):
        for certificate, key, said in (("rsa.pem", "ec.key", "another certificate"), ("README.md", "rsa.key", "no certificate"),
                                       ("rsa.pem", "README.md", "no key"), ("missing", "rsa.key", "missing")):
            with self.subTest(said), self.serve(certificate, key) as process:
                _, error = process.communicate(timeout=60)
                self.assertNotEqual(process.returncode, 0)
                self.assertIn(said, error)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
