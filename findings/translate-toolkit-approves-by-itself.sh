#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: filling the target of a unit that says nothing of approval leaves approval to a
#   person; a unit with translate="no" is not marked; both versions of the format are treated
#   alike
# Seen: in XLIFF 1.2 the unit gets approved="yes" and state="translated", the translate="no"
#   unit too; in XLIFF 2.0 the same assignment leaves state="initial", so the unit counts as not
#   translated
# Why it hurts: machine output comes out as checked by a person in one version of the format and
#   as not yet translated in the other
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
venv/bin/python - <<'PY'
from importlib.metadata import version
from translate.storage import xliff, xliff2

print("translate-toolkit", version("translate-toolkit"))
ONE = b"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"
source-language="de" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>Lage</source><target state="new"></target></trans-unit>
<trans-unit id="2" translate="no"><source>Fest</source></trans-unit></body></file></xliff>"""
TWO = b"""<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en">
<file id="f"><unit id="u"><segment id="s" state="initial"><source>Lage</source></segment>
</unit></file></xliff>"""
old = xliff.xlifffile.parsestring(ONE)
before = [unit.isapproved() for unit in old.units]
for unit in old.units:
    unit.target = "machine output"
after = [unit.isapproved() for unit in old.units]
new = xliff2.Xliff2File.parsestring(TWO)
new.units[0].target = "machine output"
written = bytes(new).decode()
print("XLIFF 1.2 approved before", before, "expected after", before, "seen", after)
print("XLIFF 2.0 state expected 'translated', seen", 'state="initial"' in written and "'initial'")
print("XLIFF 2.0 istranslated() seen", new.units[0].istranslated())

if not (before == [False, False] and after == [True, True] and 'state="initial"' in written):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
