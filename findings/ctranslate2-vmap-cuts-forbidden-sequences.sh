#!/usr/bin/env bash
# Versions: ctranslate2 4.8.5
# Expected: suppress_sequences=[["w7", "w30"]] keeps w30 from following w7 and leaves w7 alone, with
#   use_vmap as without
# Seen: where vmap.txt does not permit w30 for the sentence, w30 is dropped from the sequence and what
#   is left of it, w7, is suppressed wherever it stands
# Why it hurts: who forbids "New Jersey" for a text in which "Jersey" is no candidate loses "New York";
#   nothing is said
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check ctranslate2==4.8.5 numpy==2.3.5
venv/bin/python - <<'PY'
import ctranslate2
import numpy as np

# A Transformer of one layer with random weights, which is all that the question needs.
rng = np.random.default_rng(1)
width, words = 16, ["<blank>", "<s>", "</s>", "<unk>", *(f"w{i}" for i in range(36))]
spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2, pre_norm=False)


def random(*shape):
    return rng.normal(size=shape).astype(np.float32)


def linear(layer, rows, columns):
    layer.weight, layer.bias = random(rows, columns), np.zeros(rows, np.float32)


def norm(layer):
    layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def attention(layer, *rows):
    for part, size in zip(layer.linear, rows, strict=True):
        linear(part, size, width)
    norm(layer.layer_norm)


def feed_forward(layer):
    linear(layer.linear_0, 2 * width, width)
    linear(layer.linear_1, width, 2 * width)
    norm(layer.layer_norm)


embeddings, positions = random(len(words), width), random(64, width)
for side in (spec.encoder, spec.decoder):
    side.scale_embeddings = True
    side.position_encodings.encodings = positions
spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embeddings
for layer in spec.encoder.layer:
    attention(layer.self_attention, 3 * width, width)
    feed_forward(layer.ffn)
for layer in spec.decoder.layer:
    attention(layer.self_attention, 3 * width, width)
    attention(layer.attention, width, 2 * width, width)
    feed_forward(layer.ffn)
linear(spec.decoder.projection, len(words), width)
spec.decoder.projection.weight = embeddings
spec.register_source_vocabulary(words)
spec.register_target_vocabulary(words)
spec.validate()
spec.save(".")
with open("vmap.txt", "w") as table:
    table.write("\t\n" + "".join(f"{w}\t{' '.join(words[4:24])}\n" for w in words[4:]))

model = ctranslate2.Translator(".")


def translate(*forbidden):
    options = {"suppress_sequences": [[*forbidden]]} if forbidden else {}
    (found,) = model.translate_batch(
        [["w1", "w2", "w3"]], use_vmap=True, beam_size=1, max_decoding_length=6, **options
    )
    return found.hypotheses[0]


free = translate()
word = free[0]
impossible = words[-1]  # permitted for no sentence, so the pair can never be written
found = translate(word, impossible)
print("ctranslate2", ctranslate2.__version__)
print("forbidden:", word, impossible)
print("expected ", *free)
print("seen     ", *found)
if not (impossible not in free and word in free and word not in found):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
