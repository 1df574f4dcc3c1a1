#!/usr/bin/env bash
# Versions: sentencepiece 0.2.3
# Expected: the normaliser made for translation removes signs without a width: they do not
#   change what is read
# Seen: U+200B, U+200C, U+200E and U+FEFF become a space and split the word in two; the soft
#   hyphen U+00AD and U+2060 stay as characters that the model never learnt
# Why it hurts: text pasted from a web page or an editor looks right and is translated as other
#   words
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check sentencepiece==0.2.3
venv/bin/python - <<'PY'
import io
import sentencepiece

print("sentencepiece", sentencepiece.__version__)
model = io.BytesIO()
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter(["der Rat der Stadt tagt heute in Berlin"] * 20),
    model_writer=model, vocab_size=30, hard_vocab_limit=False,
    normalization_rule_name="nmt_nfkc", minloglevel=2,
)
pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
seen = {}
for code in (0x200B, 0x200C, 0x200E, 0xFEFF, 0x00AD, 0x2060):
    text = pieces.normalize(f"Stadt{chr(code)}rat").lstrip("\u2581")
    seen[code] = text
    print(f"U+{code:04X}: expected 'Stadtrat', seen {text!r}")
split = [code for code, text in seen.items() if text == "Stadt\u2581rat"]
kept = [code for code, text in seen.items() if chr(code) in text]

if not (split == [0x200B, 0x200C, 0x200E, 0xFEFF] and kept == [0x00AD, 0x2060]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
