#!/usr/bin/env bash
# Versions: odfdo 3.27.3
# Expected: a comment (office:annotation) stands beside the text and is not part of what
#   str(paragraph) says
# Seen: the comment's text, the author's name and, where it has no date, the word 'None' stand
#   in the middle of the sentence
# Why it hurts: confidential remarks and names get into a text meant for the public, and cut the
#   sentence in two
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check odfdo==3.27.3
venv/bin/python - <<'PY'
from odfdo import Element, __version__

print("odfdo", __version__)
paragraph = Element.from_tag(
    "<text:p>Der Rat<office:annotation><dc:creator>Meier</dc:creator>"
    "<text:p>stimmt das?</text:p></office:annotation> tagt.</text:p>"
)
seen = str(paragraph).strip()
print(f"expected 'Der Rat tagt.', seen {seen!r}")

if not (all(part in seen for part in ("stimmt das?", "Meier", "None")) and seen.endswith(" tagt.")):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
