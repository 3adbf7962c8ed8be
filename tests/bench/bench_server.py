#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# What the server answers, takes in and tells, as lines of JSON.
"""Measures a server of its own. Everything is on loopback; each part ends by itself.

    bench_server.py ASSAYD [--seconds S] [--clients N]

get: small JSON over nginx's static file of the same size, in the same run (wrk, one thread, 32 connections).
submit: durable submissions a second from 64 clients, with judging paused and the queue's limits off.
events: N clients of server-sent events and ten events a second: how late they come, and whether any is missing.
"""

import argparse
import datetime
import http.client
import json
import os
import pathlib
import re
import resource
import selectors
import signal
import socket
import statistics
import subprocess
import tempfile
import time

BODY = b'{"status":"ok"}'
PER_SECOND = 10

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000; types {{ application/json json; }}
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4;
  scgi_temp_path {folder}/5; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""

POST = """
wrk.method = "POST"
wrk.body = {body}
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {token}"
local bad = 0
function response(status) if status ~= 202 then bad = bad + 1; if bad < 3 then print("status", status) end end end
"""


class Server:
    def __init__(self, assayd, folder, clients):
        self.process = subprocess.Popen(
            [assayd, "--set", "judging.warm_up=no", "--set", "sessions.verify_problems=no", "--set", "sandbox.least_tier=partial", "serve", "--dev", "--data",
             f"{folder}/data", "--listen", "127.0.0.1:0", "--requests", "0", "--connections", str(clients + 200),
             "--connections-per-address", str(clients + 200)], stdout=subprocess.PIPE, text=True)
        self.said = {}
        for line in self.process.stdout:
            key, _, value = line.strip().partition(" ")
            self.said[key] = value
            if key == "ready":
                break
        self.port = int(self.said["listening"].rpartition(":")[2])

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, "/api/v1" + path, json.dumps(body) if body is not None else None,
                           {"Authorization": "Bearer " + self.said["token"], "Content-Type": "application/json"})
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {text.decode()}")
        return json.loads(text) if text else None

    def memory_mib(self):
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wrk(url, seconds, *more):
    said = subprocess.run(["wrk", "-t1", f"-d{seconds}s", *more, url], capture_output=True, text=True, check=True).stdout
    errors = sum(int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), errors


def bench_get(server, folder, seconds):
    port = free_port()
    www = pathlib.Path(folder, "www")
    www.mkdir()
    (www / "small.json").write_bytes(BODY)
    config = pathlib.Path(folder, "nginx.conf")
    config.write_text(NGINX.format(folder=folder, port=port))
    nginx = subprocess.Popen(["nginx", "-p", folder, "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        ours, theirs, ratios = [], [], []
        for _ in range(5):  # by turns: what else the machine does meets both
            theirs.append(wrk(f"http://127.0.0.1:{port}/small.json", seconds, "-c32")[0])
            rate, errors = wrk(f"http://127.0.0.1:{server.port}/healthz", seconds, "-c32")
            assert errors == 0, errors
            ours.append(rate)
            ratios.append(ours[-1] / theirs[-1])
    finally:
        nginx.terminate()
        nginx.wait()
    return {"name": "get", "per_second": round(statistics.median(ours)), "nginx_per_second": round(statistics.median(theirs)),
            "ratio": round(statistics.median(ratios), 3)}


def bench_submit(server, folder, seconds):
    problem = next(one["id"] for one in server.ask("GET", "/problems")["problems"] if one["short_name"] == "warmup")
    lane = {"at_once": 1, "max_waiting": 0, "per_second": 0, "paused": True}
    server.ask("PUT", "/queue/rules", {"run": lane, "submit": lane})
    body = json.dumps({"problem_id": problem, "language": "python", "sources": [{"name": "main.py", "content": "print(1)\n"}]})
    script = pathlib.Path(folder, "post.lua")
    script.write_text(POST.format(body=json.dumps(body), token=server.said["token"]))
    rate, errors = wrk(f"http://127.0.0.1:{server.port}/api/v1/submissions", seconds, "-c64", "-s", str(script))
    assert errors == 0, errors
    return {"name": "submit_64", "per_second": round(rate)}


class Listener:
    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port))
        self.socket.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
                            f"Authorization: Bearer {server.said['token']}\r\n\r\n".encode())
        self.socket.setblocking(False)
        self.rest = b""
        self.seqs = []

    def read(self):
        """The events that came, each with when it was written."""
        try:
            data = self.rest + self.socket.recv(1 << 16)
        except BlockingIOError:
            return []
        *lines, self.rest = data.split(b"\n")
        events = [json.loads(line) for line in lines if b'"seq":' in line]
        return [(event["seq"], datetime.datetime.fromisoformat(event["time"]).timestamp()) for event in events]


def bench_events(server, clients, seconds):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, clients + 1000), hard))
    memory = server.memory_mib()
    listeners = [Listener(server) for _ in range(clients)]
    selector = selectors.DefaultSelector()
    for listener in listeners:
        selector.register(listener.socket, selectors.EVENT_READ, listener)
    time.sleep(1)
    lane = {"at_once": 1, "max_waiting": 0, "per_second": 0, "paused": True}
    # Asked from a process of its own, so that no event waits for this one to be done with the last.
    asker = os.fork()
    if asker == 0:
        begun = time.monotonic()
        for number in range(int(seconds * PER_SECOND)):
            time.sleep(max(0.0, begun + number / PER_SECOND - time.monotonic()))
            lane["max_waiting"] = 1000 + number
            server.ask("PUT", "/queue/rules", {"run": lane, "submit": lane})
        os._exit(0)
    seqs, delays, most = set(), [], 0.0
    end = time.monotonic() + seconds + 5
    while time.monotonic() < end:
        for key, _ in selector.select(0.2):
            for seq, written in key.data.read():
                key.data.seqs.append(seq)
                seqs.add(seq)
                delays.append(time.time() - written)
        most = max(most, server.memory_mib() - memory)
    os.waitpid(asker, 0)
    expected = sorted(seqs)
    assert len(expected) == seconds * PER_SECOND and expected[-1] - expected[0] == len(expected) - 1, expected
    whole = sum(1 for listener in listeners if listener.seqs == expected)
    for listener in listeners:
        listener.socket.close()
    delays.sort()
    # From its time in the log, before it is durable, until a client has it.
    return {"name": "events", "clients": clients, "events": len(expected), "clients_with_all_in_order": whole,
            "p50_ms": round(delays[len(delays) // 2] * 1000, 1), "p99_ms": round(delays[int(len(delays) * 0.99)] * 1000, 1),
            "growth_mib": round(most, 1)}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("assayd")
    options.add_argument("--seconds", type=int, default=10, help="of each part; events take six times as long")
    options.add_argument("--clients", type=int, default=1000)
    options.add_argument("--json", action="store_true", help="lines of JSON: as it is anyway")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as folder:
        os.chmod(folder, 0o755)  # nginx gives up its rights
        server = Server(given.assayd, folder, given.clients)
        try:
            print(json.dumps(bench_get(server, folder, max(1, given.seconds // 3))), flush=True)
            print(json.dumps(bench_events(server, given.clients, given.seconds * 6)), flush=True)
            print(json.dumps(bench_submit(server, folder, given.seconds)), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
