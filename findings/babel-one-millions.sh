#!/usr/bin/env bash
# Versions: babel 2.18.0
# Expected: the word agrees with the number that is shown: '1 Million' for 1234567, and 999999
#   rounded is '1 Million' too
# Seen: German 1234567 gives '1 Millionen' and 999999 gives '1000 Tausend'
# Why it hurts: a figure formatted by it for a press text is ungrammatical just where one
#   million is rounded
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check babel==2.18.0
venv/bin/python - <<'PY'
import babel
from babel.numbers import format_compact_decimal

print("babel", babel.__version__)
numbers = (1_000_000, 1_234_567, 999_999)
seen = [format_compact_decimal(n, format_type="long", locale="de") for n in numbers]
print("expected", ["1 Million"] * 3)
print("seen    ", seen)

if not ([text.replace("\xa0", " ") for text in seen] == ["1 Million", "1 Millionen", "1000 Tausend"]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
