#!/usr/bin/env bash
# Versions: python-docx 1.2.0, lxml 6.1.3
# Expected: a field's result is read the same way whichever of its two spellings the file uses
# Seen: with w:fldChar the result is in paragraph.text, with w:fldSimple it is not: 'Stand: '
#   without its date
# Why it hurts: which spelling is used depends on the program that saved the file, so a date,
#   name or reference is missing from some documents only
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
MARK = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
simple = RUN % "Stand: " + '<w:fldSimple w:instr="DATE">' + RUN % "3. Mai" + "</w:fldSimple>"
spelt_out = (
    RUN % "Stand: " + MARK % "begin" + "<w:r><w:instrText>DATE</w:instrText></w:r>"
    + MARK % "separate" + RUN % "3. Mai" + MARK % "end"
)
body = docx.Document()._body
seen = [
    Paragraph(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"), body).text
    for content in (spelt_out, simple)
]
print("expected", ["Stand: 3. Mai"] * 2, "seen", seen)

if not (seen == ["Stand: 3. Mai", "Stand: "]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
