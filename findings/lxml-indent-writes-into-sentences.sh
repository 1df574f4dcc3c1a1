#!/usr/bin/env bash
# Versions: lxml 6.1.3
# Expected: etree.indent() leaves elements with text between their children alone, as
#   pretty_print of the same library does
# Seen: a segment that begins or ends with an inline element, or has a lone space between two,
#   gets a line break and spaces there: its text changes
# Why it hurts: an indented TMX or XLIFF holds other segments than before, so exact matches fail
#   and the white space reaches the reader
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check lxml==6.1.3
venv/bin/python - <<'PY'
from importlib.metadata import version
from lxml import etree

print("lxml", version("lxml"))
changed = {}
for source in (
    '<body><seg><bpt i="1"/>Die Lage<ept i="1"/></seg></body>',
    "<body><seg>Der <hi>neue</hi> <hi>Rat</hi></seg></body>",
):
    root = etree.fromstring(source)
    before = root.find("seg").xpath("string()")
    pretty = etree.fromstring(etree.tostring(root, pretty_print=True))
    etree.indent(root)
    printed, indented = (tree.find("seg").xpath("string()") for tree in (pretty, root))
    print(f"expected {before!r}, pretty_print {printed!r}, indent {indented!r}")
    changed[source] = (printed == before, indented == before)

if not (set(changed.values()) == {(True, False)}):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
