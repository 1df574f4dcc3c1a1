#!/usr/bin/env bash
# Versions: polib 1.2.0
# Expected: load and save keep every line of a PO file, the previous text of an obsolete fuzzy
#   entry (#~| msgid) too, as polib keeps #| msgid of living entries
# Seen: the #~| lines are gone after saving, while those of living entries stay
# Why it hurts: the source that an old translation really belongs to is lost, so a revived entry
#   pairs the wrong texts
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check polib==1.2.0
venv/bin/python - <<'PY'
import polib

print("polib", polib.__version__)
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#, fuzzy
#| msgid "The old council"
msgid "The council"
msgstr "Der alte Rat"

#, fuzzy
#~| msgid "The old house"
#~ msgid "The house"
#~ msgstr "Das alte Haus"
"""
saved = str(polib.pofile(PO))
living, obsolete = '#| msgid "The old council"' in saved, "The old house" in saved
print("previous text kept: expected True True, seen", living, obsolete)

if not (living and not obsolete and "Das alte Haus" in saved):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
