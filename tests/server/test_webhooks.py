# SPDX-License-Identifier: GPL-3.0-or-later
# Webhooks with a real receiver on this computer: signed, in order, until they are taken.

import base64
import hashlib
import hmac
import http.server
import json
import sys
import threading
import time
import unittest

from serving import Serving

TYPES = ["submission.created", "judgement.done"]


class Receiver:
    """Takes what it is told; `answers` says with which status, the last of them for all that come behind."""

    def __init__(self, *answers, body=b""):
        self.answers = list(answers) or [204]
        self.received = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                payload = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                receiver.received.append((time.time(), self.headers, payload, status))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", receiver.url + "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def seqs(self, status=204):
        return [json.loads(payload)["seq"] for _, _, payload, answered in self.received if answered == status]


class Refused(Serving):
    def test_what_is_not_out_in_the_world(self):
        for url in ("http://example.org/", "https://127.0.0.1:9/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/",
                    "https://a:b@example.org/", "no url", ""):
            answer = self.host("POST", "/webhooks", {"url": url, "types": TYPES})
            self.assertEqual((answer.status, answer.json["type"]), (422, "urn:assay:error:invalid"), url)
        for types in ([], ["judgement.done"] * 2, ["nothing"]):
            self.assertEqual(self.host("POST", "/webhooks", {"url": "https://example.org/", "types": types}).status, 422)
        self.assertEqual(self.host("GET", "/webhooks").json, {"webhooks": []})

    def test_name_that_leads_to_this_computer(self):
        made = self.host("POST", "/webhooks", {"url": "https://localhost:9/", "types": TYPES}).json
        self.addCleanup(self.host, "DELETE", f"/webhooks/{made['id']}")
        self.submit()
        path = f"/webhooks/{made['id']}/deliveries"
        self.wait_until(lambda: [one["attempts"] for one in self.host("GET", path).json["deliveries"]][-1:] == [1])
        first = self.host("GET", path).json["deliveries"][-1]
        self.assertEqual((first["state"], first["status"], first["error"]), ("pending", 0, "the host is in a private network"))

    def test_who_may(self):
        token = self.host("POST", "/tokens", {"scopes": "engine:write engine:read", "label": "few", "days": 1}).json["secret"]
        draft = {"url": "https://example.org/", "types": TYPES}
        self.assertEqual(self.ask("POST", "/api/v1/webhooks", draft, token).status, 403)
        candidate = self.ask("POST", "/api/v1/auth/join", {"code": self.said["code"]}).json["access_token"]
        for method, path in (("GET", "/webhooks"), ("POST", "/webhooks")):
            self.assertEqual(self.ask(method, "/api/v1" + path, draft if method == "POST" else None, candidate).status, 403)

    def submit(self):
        problem = next(one["id"] for one in self.host("GET", "/problems").json["problems"] if one["short_name"] == "warmup")
        return self.hand_in("/submissions", {"problem_id": problem, "language": "python",
                                             "sources": [{"name": "main.py", "content": "print(1)"}]}).json["id"]


class Told(Refused):
    options = ("--allow-private-webhooks",)
    test_what_is_not_out_in_the_world = test_name_that_leads_to_this_computer = test_who_may = None

    def hook(self, *answers, **options):
        receiver = Receiver(*answers, **options)
        self.addCleanup(receiver.close)
        made = self.host("POST", "/webhooks", {"url": receiver.url + "/in?x=1", "types": TYPES})
        self.assertEqual(made.status, 201)
        self.addCleanup(self.host, "DELETE", f"/webhooks/{made.json['id']}")
        return receiver, made.json

    def deliveries(self, webhook):
        return self.host("GET", f"/webhooks/{webhook['id']}/deliveries").json["deliveries"]

    def test_signed_and_in_order(self):
        receiver, webhook = self.hook()
        ids = [self.submit() for _ in range(3)]
        self.wait_until(lambda: len(receiver.received) == 6)
        self.assertEqual(receiver.seqs(), sorted(receiver.seqs()))
        key = base64.b64decode(webhook["secret"].removeprefix("whsec_"))
        told = []
        for when, headers, payload, _ in receiver.received:
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + payload
            expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            self.assertEqual(headers["webhook-signature"], expected)
            self.assertLess(abs(when - int(headers["webhook-timestamp"])), 60)
            self.assertEqual((headers["Content-Type"], headers["Host"]), ("application/json", receiver.url.removeprefix("http://")))
            event = json.loads(payload)
            self.assertEqual(event["timestamp"], event["time"])
            told.append((event["type"], event["data"].get("submission_id", event["data"]["id"])))
        self.assertEqual(sorted(told), sorted((kind, one) for kind in TYPES for one in ids))
        self.assertEqual(len({headers["webhook-id"] for _, headers, _, _ in receiver.received}), 6)
        listed = self.host("GET", "/webhooks")
        self.assertNotIn("secret", listed.body.decode())
        self.wait_until(lambda: {one["state"] for one in self.deliveries(webhook)} == {"delivered"})

    def test_failed_is_sent_again_and_holds_up_the_rest(self):
        receiver, webhook = self.hook(500, 302, 204)
        self.submit()
        self.wait_until(lambda: self.deliveries(webhook) and self.deliveries(webhook)[-1]["attempts"] == 1)
        waiting = self.deliveries(webhook)[-1]
        self.assertEqual((waiting["state"], waiting["status"], waiting["error"]), ("pending", 500, "the answer was 500"))
        self.wait_until(lambda: len(receiver.received) == 2)  # after 5 s; the next after 5 min
        self.assertEqual(len({payload for _, _, payload, _ in receiver.received}), 1)
        self.assertEqual(len({headers["webhook-id"] for _, headers, _, _ in receiver.received}), 1)
        self.assertGreater(receiver.received[1][0] - receiver.received[0][0], 4.9)
        self.wait_until(lambda: self.deliveries(webhook)[-1]["attempts"] == 2)
        self.assertEqual(self.deliveries(webhook)[-1]["error"], "the answer was 302")  # nobody is led elsewhere
        self.assertEqual(len(receiver.received), 2)
        self.assertEqual(len(self.deliveries(webhook)), 1)  # nothing behind it is even looked at

    def test_nobody_there(self):
        receiver, webhook = self.hook()
        receiver.close()
        self.submit()
        self.wait_until(lambda: self.deliveries(webhook) and self.deliveries(webhook)[-1]["attempts"] == 1)
        self.assertEqual((self.deliveries(webhook)[-1]["state"], self.deliveries(webhook)[-1]["status"]), ("pending", 0))
        self.assertTrue(self.deliveries(webhook)[-1]["error"])
        receiver.close = lambda: None

    def test_gone_and_sent_once_more(self):
        receiver, webhook = self.hook(410, 204)
        self.submit()
        self.wait_until(lambda: len(receiver.received) == 2)
        self.wait_until(lambda: {one["state"] for one in self.deliveries(webhook)} == {"dead", "delivered"})
        dead = self.deliveries(webhook)[-1]
        failed = [one for one in self.log() if one["type"] == "webhook.failed"]
        self.assertEqual([one["data"]["id"] for one in failed if one["data"]["webhook_id"] == webhook["id"]], [dead["id"]])
        again = f"/webhooks/{webhook['id']}/deliveries/{dead['id']}:redeliver"
        self.assertEqual(self.host("POST", again).status, 202)
        self.wait_until(lambda: len(receiver.received) == 3)
        self.assertEqual(receiver.received[2][1]["webhook-id"], dead["id"])
        self.wait_until(lambda: {one["state"] for one in self.deliveries(webhook)} == {"delivered"})

    def test_long_answer_is_not_read(self):
        before = self.memory()
        receiver, webhook = self.hook(200, body=b"a" * (200 << 20))
        self.submit()
        self.wait_until(lambda: [one["state"] for one in self.deliveries(webhook)] == ["delivered"] * 2)
        self.assertEqual(receiver.seqs(200), sorted(receiver.seqs(200)))
        self.assertLess(self.memory() - before, 50 << 20)

    def test_removed_is_told_nothing_more(self):
        receiver, webhook = self.hook()
        self.assertEqual(self.host("DELETE", f"/webhooks/{webhook['id']}").status, 204)
        other, _ = self.hook()
        self.submit()
        self.wait_until(lambda: len(other.received) == 2)
        self.assertEqual(receiver.received, [])
        self.assertEqual(self.host("DELETE", f"/webhooks/{webhook['id']}").status, 404)
        actions = [one["action"] for one in self.host("GET", "/audit").json["entries"]]
        self.assertIn("webhook.added", actions)
        self.assertIn("webhook.removed", actions)

    def log(self):
        """All events so far."""
        received = self.raw(b"GET /api/v1/events?after=0 HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
                            b"Authorization: Bearer " + self.token.encode() + b"\r\n\r\n", wait=1.5)
        return [json.loads(line) for line in received.partition(b"\r\n\r\n")[2].split(b"\n") if line]


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
