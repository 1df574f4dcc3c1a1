#!/usr/bin/env bash
# Versions: translate-toolkit 3.20.4, lxml 6.1.3
# Expected: the two columns of a word list without a header are source and target, as in every
#   glossary exported from a spreadsheet
# Seen: the default column order location, source, target is laid over two columns as well: the
#   first becomes the location comment, the second the source, the target is empty; csv2po exits
#   with 0 and writes the English words as untranslated msgids
# Why it hurts: the German terms are gone into comments, the English ones wait to be translated,
#   and no message is given
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
printf 'Rat,council\nGesetz,act\nHaushalt,budget\n' > terms.csv
venv/bin/csv2po --progress=none terms.csv terms.po
venv/bin/python - <<'PY'
import pathlib
from importlib.metadata import version

print("translate-toolkit", version("translate-toolkit"))
text = pathlib.Path("terms.po").read_text(encoding="utf-8")
body = text.split("\n\n", 1)[1].strip()
print("expected msgid 'Rat' with msgstr 'council'; seen:")
print(body)

if not ('msgid "council"\nmsgstr ""' in body and 'msgid "Rat"' not in body):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
