#!/usr/bin/env bash
# Versions: pysubs2 1.8.1
# Expected: NOTE blocks of WebVTT are comments: they are passed over or kept as comments
# Seen: a NOTE block between two cues is appended to the text of the cue before it, and written
#   out as text to be shown
# Why it hurts: internal remarks are translated and shown on the screen
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pysubs2==1.8.1
venv/bin/python - <<'PY'
import pysubs2

print("pysubs2", pysubs2.VERSION)
VTT = """WEBVTT

00:01.000 --> 00:04.000
Guten Abend.

NOTE vor der Sendung löschen

00:05.000 --> 00:06.000
Die Lage.
"""
texts = [event.plaintext for event in pysubs2.SSAFile.from_string(VTT, format_="vtt")]
print("expected", ["Guten Abend.", "Die Lage."])
print("seen    ", texts)

if not (len(texts) == 2 and "NOTE vor der Sendung" in texts[0]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
