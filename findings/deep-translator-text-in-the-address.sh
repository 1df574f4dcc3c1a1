#!/usr/bin/env bash
# Versions: deep-translator 1.11.4
# Expected: the adapter for LibreTranslate posts the text in the body, as the service's own page does
# Seen: it sends a POST with an empty body; the whole text stands in the address
# Why it hurts: a release of some pages is longer than servers allow an address to be, so what works for
#   a sentence fails for a document, and texts stand in the logs of whatever is on the way
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check deep-translator==1.11.4
venv/bin/python - <<'PY'
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

from deep_translator import LibreTranslator

seen = {}


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        seen.update(address=self.path, body=self.rfile.read(length).decode())
        body = json.dumps({"translatedText": "Embargo until Monday"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


service = HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=service.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{service.server_port}/"
client = LibreTranslator("de", "en", api_key="any", custom_url=address)
client.translate("Sperrfrist bis Montag")
print("deep-translator", version("deep-translator"))
print("expected", {"address": "/translate", "body": "q=Sperrfrist…"})
print("seen    ", seen)
if not ("Sperrfrist" in seen["address"] and not seen["body"]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
