#!/usr/bin/env bash
# Versions: langcodes 3.5.1, language_data 1.4.0
# Expected: a fallback to another language happens for dialects and for minority languages and
#   the language of their country
# Seen: at the default distance closest_match('uk', ['de', 'ru']) answers 'ru', while 'nds',
#   'hsb' and 'bar' get 'und' though 'de' is offered
# Why it hurts: a press office chooses the glossary or model by this answer and writes to
#   Ukrainian readers in Russian
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check langcodes==3.5.1 language_data==1.4.0
venv/bin/python - <<'PY'
import langcodes
from importlib.metadata import version

print("langcodes", version("langcodes"))
readers = ["uk", "nds", "hsb", "bar"]
seen = {tag: langcodes.closest_match(tag, ["de", "ru"])[0] for tag in readers}
print("expected", {"uk": "und", "nds": "de", "hsb": "de", "bar": "de"})
print("seen    ", seen)

if not (seen == {"uk": "ru", "nds": "und", "hsb": "und", "bar": "und"}):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
