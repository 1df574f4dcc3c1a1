#!/usr/bin/env bash
# Versions: ctranslate2 4.8.5
# Expected: with use_vmap a sentence is written with the target words that vmap.txt permits for its
#   own words, so it comes out the same alone and beside another sentence of the same length
# Seen: the words permitted for all sentences of a batch are permitted for each of them; a sentence
#   gets a word that its own source words do not permit as soon as a neighbour does
# Why it hurts: who batches for speed and restricts for speed gets translations that change with
#   whatever stands beside them, so the same document is not translated the same way twice
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
permitted = {w: [words[4:][(3 * i + k) % 36] for k in range(3)] for i, w in enumerate(words[4:])}
with open("vmap.txt", "w") as table:
    table.write("\t\n" + "".join(f"{w}\t{' '.join(to)}\n" for w, to in permitted.items()))

model = ctranslate2.Translator(".")


def translate(*sentences):
    found = model.translate_batch(
        [s.split() for s in sentences], use_vmap=True, beam_size=1, max_decoding_length=4
    )
    return [" ".join(each.hypotheses[0]) for each in found]


one, other = "w1 w2 w3", "w20 w21 w22"
own = {to for word in one.split() for to in permitted[word]}
alone, beside = translate(one)[0], translate(one, other)[0]
print("ctranslate2", ctranslate2.__version__)
print("permitted for the sentence:", " ".join(sorted(own)))
print("expected", [alone, alone])
print("seen    ", [alone, beside])
if not (set(alone.split()) <= own and not set(beside.split()) <= own):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
