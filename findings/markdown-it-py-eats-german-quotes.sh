#!/usr/bin/env bash
# Versions: markdown-it-py 4.3.0
# Expected: typographer either leaves ,,Ja'' alone or makes it a quotation mark; marks the
#   author typed are not dropped
# Seen: one of the two commas is dropped: ,,Wir kommen'', sagt der Kanzler begins with ,Wir
# Why it hurts: the quotation begins with a stray comma: who said what is lost, and the sign
#   cannot be put back afterwards
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check markdown-it-py==4.3.0
venv/bin/python - <<'PY'
import markdown_it
from markdown_it import MarkdownIt

print("markdown-it-py", markdown_it.__version__)
parser = MarkdownIt("commonmark", {"typographer": True}).enable(["replacements", "smartquotes"])
seen = parser.render(",,Wir kommen'', sagt der Kanzler.").strip()
print("expected both commas or „, seen", seen)

if not (seen.startswith("<p>,Wir kommen")):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
