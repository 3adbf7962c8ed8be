# SPDX-License-Identifier: GPL-3.0-or-later
# An `assayd serve --dev` of a test's own, and ways to ask it.

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

ASSAYD = sys.argv[1]
PATIENCE = 120  # seconds, for what takes a moment on a quiet machine


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)


class Serving(unittest.TestCase):
    """One server for all tests of a class."""

    requests = "0"  # a minute; no limit
    options = ()  # more of `serve`

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.process = subprocess.Popen(
            [ASSAYD, "--set", "judging.warm_up=no", "--set", "sessions.verify_problems=no", "--set", "sandbox.least_tier=partial", "serve", "--dev",
             "--data", cls.folder.name, "--listen", "127.0.0.1:0", "--requests", cls.requests, *cls.options],
            stdout=subprocess.PIPE, text=True)
        cls.said = {}
        for line in cls.process.stdout:
            key, _, value = line.strip().partition(" ")
            cls.said[key] = value
            if key == "ready":
                break
        cls.port = int(cls.said["listening"].rpartition(":")[2])
        cls.tls = None
        if cls.said["listening"].startswith("https:"):
            cls.tls = ssl.create_default_context(cafile=cls.folder.name + "/tls/certificate.pem")
        cls.token = cls.said["token"]

    @classmethod
    def tearDownClass(cls):
        cls.process.send_signal(signal.SIGTERM)
        code = cls.process.wait(PATIENCE)
        cls.process.stdout.close()
        cls.folder.cleanup()
        assert code == 0, code

    def ask(self, method, path, body=None, token=None, headers=None):
        connection = (http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=self.tls) if self.tls
                      else http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE))
        all_headers = dict(headers or {})
        if token:
            all_headers["Authorization"] = "Bearer " + token
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            all_headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, all_headers)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def host(self, method, path, body=None, **options):
        return self.ask(method, "/api/v1" + path, body, token=self.token, **options)

    def hand_in(self, path, body, token=None):
        """As often as it takes: one sender may hand in so many a second and no more."""
        while (answer := self.ask("POST", "/api/v1" + path, body, token=token or self.token)).status == 429:
            time.sleep(0.1)
        self.assertEqual(answer.status, 202, answer.body)
        return answer

    def raw(self, data, wait=5.0):
        """What comes back for these bytes until the server closes, or nothing comes any more."""
        with self.connect(wait) as connection:
            connection.sendall(data)
            return self.read_all(connection)

    def connect(self, patience=PATIENCE):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=patience)
        return self.tls.wrap_socket(connection, server_hostname="localhost") if self.tls else connection

    def memory(self):
        """Of the server, in bytes."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as figures:
            return int(figures.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    @staticmethod
    def read_all(connection):
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return received

    def wait_until(self, holds):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.05)
        self.fail("it did not come to that")


class Events:
    """A reader of server-sent events."""

    def __init__(self, port, token, headers=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", "/api/v1/events", headers={"Authorization": "Bearer " + token, **(headers or {})})
        self.response = self.connection.getresponse()

    def close(self):
        self.connection.close()

    def next(self):
        event = {}
        for line in iter(lambda: self.response.fp.readline().decode().rstrip("\n"), None):
            if line == "" and "event" in event:
                return event
            key, _, value = line.partition(": ")
            if key:
                event[key] = value
        return None

    def until(self, wanted):
        """Up to the first event of which `wanted` holds, that included."""
        events = []
        while True:
            events.append(self.next())
            if wanted(events[-1]):
                return events
