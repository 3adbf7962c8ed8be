# SPDX-License-Identifier: GPL-3.0-or-later
# A WebSocket client (RFC 6455) that can also send what no client should.

import base64
import hashlib
import json
import os
import socket
import struct

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def frame(opcode, payload=b"", fin=True, rsv=0, masked=True, length=None):
    """As it goes over the wire; `length` is what it says, whatever comes."""
    said = len(payload) if length is None else length
    mark = 0x80 if masked else 0
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    if said < 126:
        head += bytes([mark | said])
    elif said < 1 << 16:
        head += bytes([mark | 126]) + struct.pack(">H", said)
    else:
        head += bytes([mark | 127]) + struct.pack(">Q", said)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


class Socket:
    """One that is open; over that connection, if it is given."""

    def __init__(self, port, token=None, query="", headers=None, patience=120, connection=None):
        self.connection = connection or socket.create_connection(("127.0.0.1", port), timeout=patience)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET /api/v1/socket{query} HTTP/1.1", "Host: localhost", "Connection: keep-alive, Upgrade",
                 "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
        lines += [f"Authorization: Bearer {token}"] if token else []
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.connection.sendall("\r\n".join(lines + ["", ""]).encode())
        self.input = self.connection.makefile("rb")
        self.status = int(self.input.readline().split()[1])
        self.headers = {}
        while line := self.input.readline().strip().decode():
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value
        if self.status == 101:
            digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
            assert self.headers["sec-websocket-accept"] == base64.b64encode(digest).decode()
        self.asked = 0

    def close(self):
        self.input.close()
        self.connection.close()

    def send(self, *frames):
        self.connection.sendall(b"".join(frames))

    def send_json(self, value):
        self.send(frame(TEXT, json.dumps(value).encode()))

    def read(self):
        """The next frame as (opcode, payload); None when the connection is over."""
        try:
            head = self.input.read(2)
            if len(head) < 2:
                return None
            assert not head[1] & 0x80, "a server does not mask"
            length = head[1] & 0x7F
            if length >= 126:
                size = 2 if length == 126 else 8
                length = int.from_bytes(self.input.read(size), "big")
            return head[0] & 0x0F, self.input.read(length)
        except ConnectionResetError:
            return None

    def message(self):
        """The next message that is text, as JSON."""
        while received := self.read():
            if received[0] == TEXT:
                return json.loads(received[1])
            if received[0] == PING:
                self.send(frame(PONG, received[1]))
        return None

    def until(self, wanted):
        """Messages up to the first of which `wanted` holds, that included."""
        messages = []
        while not messages or not wanted(messages[-1]):
            messages.append(self.message())
            assert messages[-1] is not None, "it was closed"
        return messages

    def ask(self, method, path, body=None):
        """The reply; what is told meanwhile is passed over."""
        self.asked += 1
        request = {"id": self.asked, "method": method, "path": path}
        self.send_json(request if body is None else {**request, "body": body})
        return self.until(lambda message: message["type"] == "reply" and message["id"] == self.asked)[-1]

    def ending(self):
        """The status it is closed with, 0 where that says none; None when it was cut."""
        while received := self.read():
            if received[0] == CLOSE:
                return int.from_bytes(received[1][:2], "big")
        return None
