#!/usr/bin/env bash
# Versions: simplemma 2.0.0
# Expected: text_lemmatizer() gives each word the lemma that lemmatize() gives it; German nouns
#   keep their capital
# Seen: sentence-initial capitals are lowered in German as in other languages: 'Haus' gives
#   'hausen', 'Rat' 'raten', 'Reise' 'reisen', though lemmatize() gives the nouns
# Why it hurts: headlines begin with their noun: terms at the start of a sentence are looked up
#   as another word and missed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check simplemma==2.0.0
venv/bin/python - <<'PY'
import simplemma
from importlib.metadata import version

print("simplemma", version("simplemma"))
words = ["Haus", "Rat", "Reise", "Messe"]
alone = [simplemma.lemmatize(word, lang="de") for word in words]
first = [simplemma.text_lemmatizer(f"{word} in Berlin.", lang="de")[0] for word in words]
inside = [simplemma.text_lemmatizer(f"In {word} und Berlin.", lang="de")[1] for word in words]
print("lemmatize   ", alone)
print("in sentence ", inside)
print("first word: expected", alone, "seen", first)

if not (alone == inside == words and first == ["hausen", "raten", "reisen", "messen"]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
