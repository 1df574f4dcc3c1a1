#!/usr/bin/env bash
# Versions: python-docx 1.2.0, lxml 6.1.3
# Expected: a moved sentence (w:moveFrom, w:moveTo) is read once: at its new place, as Word
#   shows it, or at its old one
# Seen: paragraph.text passes over both: the sentence is in neither paragraph (w:ins is passed
#   over in the same way)
# Why it hurts: a sentence that the author only moved is missing from the translation, without
#   any sign
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
venv/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from importlib.metadata import version

print("python-docx", version("python-docx"))
RUN = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
MOVE = '<w:%s w:id="1" w:author="a">' + RUN % "Der Rat tagt." + "</w:%s>"
body = docx.Document()._body
seen = [
    Paragraph(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"), body).text
    for content in (
        RUN % "Eins. " + MOVE % ("moveFrom", "moveFrom"),
        RUN % "Zwei. " + MOVE % ("moveTo", "moveTo"),
    )
]
print("expected 'Der Rat tagt.' once, seen", seen)

if not (seen == ["Eins. ", "Zwei. "]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
