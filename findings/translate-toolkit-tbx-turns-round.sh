#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: martif xml:lang="de" (or at least the first entry) settles the source language for
#   all entries of the file
# Seen: each entry's first langSet is the source: an entry whose English comes first is turned
#   round, its German becoming the target
# Why it hurts: langSets have no fixed order in TBX, so a glossary mixes both directions and
#   translates German terms by German ones
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
venv/bin/python - <<'PY'
from importlib.metadata import version
from translate.storage import tbx

print("translate-toolkit", version("translate-toolkit"))
TBX = b"""<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="de"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="c1"><langSet xml:lang="de"><tig><term>Rat</term></tig></langSet>
<langSet xml:lang="en"><tig><term>council</term></tig></langSet></termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>act</term></tig></langSet>
<langSet xml:lang="de"><tig><term>Gesetz</term></tig></langSet></termEntry>
</body></text></martif>"""
pairs = [(unit.source, unit.target) for unit in tbx.tbxfile.parsestring(TBX).units]
print("expected", [("Rat", "council"), ("Gesetz", "act")])
print("seen    ", pairs)

if not (pairs == [("Rat", "council"), ("act", "Gesetz")]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
