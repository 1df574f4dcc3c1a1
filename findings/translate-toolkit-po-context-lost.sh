#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: PO to XLIFF and back keeps every message: XLIFF has context groups and ids for
#   msgctxt
# Seen: po2xliff writes two units with the same source and no context, xliff2po keeps only one
#   of them; the translation 'Vacant' is gone; both exit with 0
# Why it hurts: a finished translation of the other meaning is lost on a round trip that is made
#   in order to hand the file to a translator
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
cat > a.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en\n"

msgctxt "Verb"
msgid "Offen"
msgstr "Open"

msgctxt "Adjective"
msgid "Offen"
msgstr "Vacant"
PO
venv/bin/po2xliff --progress=none a.po a.xlf
venv/bin/xliff2po --progress=none a.xlf back.po
venv/bin/python - <<'PY'
import pathlib
from importlib.metadata import version

print("translate-toolkit", version("translate-toolkit"))
middle = pathlib.Path("a.xlf").read_text(encoding="utf-8")
back = pathlib.Path("back.po").read_text(encoding="utf-8")
print("context in the XLIFF: expected yes, seen", "Adjective" in middle)
for word in ("Open", "Vacant"):
    print(f"{word!r} after the round trip: expected yes, seen", f'msgstr "{word}"' in back)

if not ('Adjective' not in middle and 'msgstr "Open"' in back and "Vacant" not in back):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
