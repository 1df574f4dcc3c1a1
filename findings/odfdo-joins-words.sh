#!/usr/bin/env bash
# Versions: odfdo 3.27.3
# Expected: text:s (a run of spaces in ODF) gives at least one space, as it does in
#   str(paragraph)
# Seen: get_formatted_text() drops the element: 'und' and 'drei' become 'unddrei'; str() of the
#   same paragraph has the three spaces
# Why it hurts: two words of a sentence become one that no dictionary, memory or model knows
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check odfdo==3.27.3
venv/bin/python - <<'PY'
from odfdo import Element, __version__

print("odfdo", __version__)
paragraph = Element.from_tag('<text:p>zwei und<text:s text:c="3"/>drei</text:p>')
plain, formatted = str(paragraph).strip(), paragraph.get_formatted_text().strip()
print(f"str(): {plain!r}")
print(f"get_formatted_text(): expected 'zwei und   drei', seen {formatted!r}")

if not (plain == "zwei und   drei" and formatted == "zwei unddrei"):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
