#!/usr/bin/env bash
# Versions: py3langid 0.4.0
# Expected: figures and marks are 'zxx', the class its README says catches numbers; what tells
#   nothing is 'und' or the like
# Seen: '2024', '!!!', 'UN' and 'Ja' are all 'af': no feature is known, all 140 scores are equal
#   and the first label is answered
# Why it hurts: table cells, figures and abbreviations are sorted out as written in a foreign
#   language, with an answer that looks like any other
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check py3langid==0.4.0
venv/bin/python - <<'PY'
import py3langid
from importlib.metadata import version

print("py3langid", version("py3langid"))
expected = {"2024": "zxx", "!!!": "zxx", "UN": "und", "Ja": "und"}
seen = {text: py3langid.classify(text)[0] for text in expected}
ranked = py3langid.rank("2024")
print("expected", expected)
print("seen    ", seen)
print("zxx is a label:", "zxx" in dict(ranked), "- different scores:", len({s for _, s in ranked}))

if not (set(seen.values()) == {"af"} and "zxx" in dict(ranked)):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
