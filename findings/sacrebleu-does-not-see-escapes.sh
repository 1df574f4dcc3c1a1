#!/usr/bin/env bash
# Versions: sacrebleu 2.6.0
# Expected: a hypothesis with &amp; where the reference has & is not perfect in any metric
# Seen: the default 13a tokeniser undoes the escapes: BLEU is 100 with and without them, while
#   chrF of the same pair falls to 85 and TER rises to 17
# Why it hurts: markup that was escaped once too often goes to the reader, and the score that
#   guards the releases does not move
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check sacrebleu==2.6.0
venv/bin/python - <<'PY'
import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER

print("sacrebleu", sacrebleu.__version__)
hypothesis, reference = ["Forschung &amp; Lehre in der Stadt"], [["Forschung & Lehre in der Stadt"]]
seen = {
    metric.__class__.__name__: round(metric.corpus_score(hypothesis, reference).score, 1)
    for metric in (BLEU(), CHRF(), TER())
}
print("expected BLEU below 100, as chrF is; seen", seen)

if not (seen["BLEU"] == 100 and seen["CHRF"] < 90 and seen["TER"] > 10):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
