#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: terms are matched at word borders, perhaps with an inflected ending
# Seen: 'Rat' is found in 'Verrat' (treason) and 'Land' in 'Ausland' (abroad), while the true
#   plural 'Länder' is not found
# Why it hurts: in a language of compounds the suggested terms are wrong where they look surest
#   and missing where they are needed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
venv/bin/python - <<'PY'
from importlib.metadata import version
from translate.search import match
from translate.storage import pypo

print("translate-toolkit", version("translate-toolkit"))
glossary = pypo.pofile.parsestring(
    b'msgid "Rat"\nmsgstr "council"\n\nmsgid "Land"\nmsgstr "state"\n'
)
matcher = match.terminologymatcher(glossary)
expected = {"Der Rat tagt": ["council"], "Ein Verrat": [], "Im Ausland": [], "Alle Länder": ["state"]}
seen = {text: [unit.target for unit in matcher.matches(text)] for text in expected}
for text in expected:
    print(f"{text!r}: expected {expected[text]}, seen {seen[text]}")

if not (seen == {"Der Rat tagt": ["council"], "Ein Verrat": ["council"], "Im Ausland": ["state"], "Alle Länder": []}):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
