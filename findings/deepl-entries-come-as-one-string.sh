#!/usr/bin/env bash
# Versions: deepl 1.32.0
# Expected: a dictionary's entries, fetched with get_multilingual_glossary_entries, are the mapping that
#   their annotation promises (Dict[str, str]), so they can be edited and handed back to
#   replace_multilingual_glossary_dictionary
# Seen: .entries is the TSV text of the answer; handed back as it came, it fails inside the client
# Why it hurts: who fetches a glossary, changes a wording and saves it has to take the text apart, and
#   neither a type checker nor the class itself says so
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check deepl==1.32.0
venv/bin/python - <<'PY'
import json
import threading
import typing
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

import deepl

NAME = "def3a26b-3e84-45b3-84ae-0c0aaf3525f7"
PAIR = {"source_lang": "de", "target_lang": "en"}
# As the service's reference shows the answer.
ANSWER = {"dictionaries": [{**PAIR, "entries": "Messe\ttrade fair", "entries_format": "tsv"}]}


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


service = HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=service.serve_forever, daemon=True).start()
client = deepl.DeepLClient("key", server_url=f"http://127.0.0.1:{service.server_port}")
(fetched,) = client.get_multilingual_glossary_entries(NAME, "de", "en").dictionaries
promised = typing.get_type_hints(type(fetched).__init__)["entries"]
try:
    client.replace_multilingual_glossary_dictionary(NAME, fetched)
    handed_back = "accepted"
except Exception as error:
    handed_back = f"{type(error).__name__}: {error}"
print("deepl", version("deepl"))
print("expected", promised, "and: handed back as it came, it is accepted")
print("seen    ", type(fetched.entries), repr(fetched.entries), "and:", handed_back)
if not (isinstance(fetched.entries, str) and "Dict" in str(promised) and handed_back != "accepted"):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
