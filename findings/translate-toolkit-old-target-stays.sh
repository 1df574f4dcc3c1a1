#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: unit.target = "New text" replaces the whole content of the target, as reading it
#   back suggests it must
# Seen: only the text before the first inline element is replaced; the codes and all the old
#   words behind them stay, so the unit reads "New textnew situation today"
# Why it hurts: a memory or a file that is corrected or translated again holds a mixture of two
#   translations, and nothing says so
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
venv/bin/python - <<'PY'
from importlib.metadata import version
from translate.storage import tmx, xliff

print("translate-toolkit", version("translate-toolkit"))
TMX = b"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"
o-tmf="x" adminlang="en" srclang="de" datatype="plaintext"/><body><tu>
<tuv xml:lang="de"><seg>Die <hi>neue</hi> Lage heute</seg></tuv>
<tuv xml:lang="en"><seg>The <hi>new</hi> situation today</seg></tuv></tu></body></tmx>"""
XLIFF = b"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"
source-language="de" target-language="en" datatype="plaintext"><body><trans-unit id="1">
<source>Die <g id="1">neue</g> Lage heute</source>
<target>The <g id="1">new</g> situation today</target></trans-unit></body></file></xliff>"""
seen = {}
for name, store in (
    ("TMX", tmx.tmxfile.parsestring(TMX)),
    ("XLIFF 1.2", xliff.xlifffile.parsestring(XLIFF)),
):
    unit = store.units[0]
    unit.target = "New text"
    seen[name] = unit.target
    print(f"{name}: expected 'New text', seen {unit.target!r}")

if not (all(text == "New textnew situation today" for text in seen.values())):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
