"""A MarianMT repository as the hub has them, only tiny and with random weights.

It has everything that an OPUS-MT repository has: two SentencePiece files that share one
vocabulary, language tokens if asked for, a README with licence and languages.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch
from safetensors.numpy import load_file
from transformers import MarianConfig, MarianMTModel
from transformers.utils import logging

from tests.conftest import ROOT

README = """---
language:
- de
- en
tags:
- translation
license: cc-by-4.0
---

### deu-eng

* source language(s): deu
* target language(s): eng
* pre-processing: normalization + SentencePiece (spm32k,spm32k)
"""

WIDTH, HEADS, FFN, LAYERS, POSITIONS = 16, 2, 32, 1, 64


def write_repository(
    folder: Path,
    *,
    tokens: Sequence[str] = (),
    readme: str = README,
    pickled: bool = False,
    loops: bool = False,
) -> Path:
    """Write the files of a repository; `tokens` such as `>>deu<<` stand in its vocabulary.

    The model soon stops, or, if it `loops`, goes on until it has no positions left.
    """
    folder.mkdir(parents=True)
    pieces = write_pieces(folder, tokens)
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    text = json.dumps(vocabulary, ensure_ascii=False)
    (folder / "vocab.json").write_text(text, encoding="utf-8")
    settings = {"source_lang": "deu", "target_lang": "eng", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    if readme:
        (folder / "README.md").write_text(readme, encoding="utf-8")
    config = MarianConfig(
        vocab_size=len(pieces),
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=FFN,
        decoder_ffn_dim=FFN,
        max_position_embeddings=POSITIONS,
        pad_token_id=len(pieces) - 1,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=len(pieces) - 1,
        scale_embedding=True,
        activation_function="swish",
    )
    generator = torch.Generator().manual_seed(1)
    model = MarianMTModel(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "embed_positions" not in name and not name.endswith("layer_norm.weight"):
                parameter.copy_(0.5 * torch.randn(parameter.shape, generator=generator))
        model.get_parameter("model.shared.weight")[-1] = 0
        model.get_buffer("final_logits_bias")[0, 0] = 0.0 if loops else 8.0
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder)
    if pickled:
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    return folder


def write_pieces(folder: Path, tokens: Sequence[str] = ()) -> list[str]:
    """Write source.spm and target.spm; gives the shared vocabulary in the order of the ids."""
    corpus = (ROOT / "corpus" / "press" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in corpus[:60]]
    vocabulary = ["</s>", "<unk>", *tokens]
    for side, lang in (("source", "de"), ("target", "en")):
        written = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            # As OPUS-MT's texts were normalised before training, so are these.
            sentence_iterator=(row[lang].translate(PLAIN) for row in rows),
            model_writer=written,
            vocab_size=200,
            character_coverage=1.0,
            hard_vocab_limit=False,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            minloglevel=2,
            num_threads=1,
        )
        (folder / f"{side}.spm").write_bytes(written.getvalue())
        processor = sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())
        pieces = [processor.id_to_piece(n) for n in range(processor.get_piece_size())]
        vocabulary += [piece for piece in pieces if piece not in vocabulary]
    return [*vocabulary, "<pad>"]


PLAIN = str.maketrans("„“”«»‚‘’–—", '"""""\'\'\'--')


def write_marian(repository: Path, folder: Path) -> Path:
    """The same model in Marian's own format: `.npz`, `decoder.yml` and `vocab.yml`."""
    folder.mkdir(parents=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((repository / name).read_bytes())
    pieces = list(json.loads((repository / "vocab.json").read_text(encoding="utf-8")))[:-1]
    lines = [f"{json.dumps(piece, ensure_ascii=False)}: {n}" for n, piece in enumerate(pieces)]
    (folder / "opus.spm32k-spm32k.vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights = load_file(repository / "model.safetensors")
    tensors: dict[str, Any] = {
        "Wemb": weights["model.shared.weight"][:-1],
        "decoder_ff_logit_out_b": weights["final_logits_bias"][:, :-1],
        "special:model.yml": np.frombuffer(_marian_config().encode() + b"\0", dtype=np.int8),
    }
    for old, new, own in (("encoder", "encoder_l1", "self"), ("decoder", "decoder_l1", "self")):
        base = f"model.{old}.layers.0"
        _attention(weights, tensors, f"{base}.self_attn", f"{new}_{own}")
        if old == "decoder":
            _attention(weights, tensors, f"{base}.encoder_attn", f"{new}_context")
        for number in (1, 2):
            tensors[f"{new}_ffn_W{number}"] = weights[f"{base}.fc{number}.weight"].T
            tensors[f"{new}_ffn_b{number}"] = weights[f"{base}.fc{number}.bias"][None]
        tensors[f"{new}_ffn_ffn_ln_scale"] = weights[f"{base}.final_layer_norm.weight"][None]
        tensors[f"{new}_ffn_ffn_ln_bias"] = weights[f"{base}.final_layer_norm.bias"][None]
    np.savez(folder / "opus.spm32k-spm32k.npz", **tensors)
    (folder / "decoder.yml").write_text(
        "relative-paths: true\nmodels:\n  - opus.spm32k-spm32k.npz\nvocabs:\n"
        "  - opus.spm32k-spm32k.vocab.yml\n  - opus.spm32k-spm32k.vocab.yml\nbeam-size: 6\n",
        encoding="utf-8",
    )
    return folder


def _attention(weights: dict[str, Any], tensors: dict[str, Any], old: str, new: str) -> None:
    for one, other in (("q", "q"), ("k", "k"), ("v", "v"), ("out", "o")):
        tensors[f"{new}_W{other}"] = weights[f"{old}.{one}_proj.weight"].T
        tensors[f"{new}_b{other}"] = weights[f"{old}.{one}_proj.bias"][None]
    tensors[f"{new}_Wo_ln_scale"] = weights[f"{old}_layer_norm.weight"][None]
    tensors[f"{new}_Wo_ln_bias"] = weights[f"{old}_layer_norm.bias"][None]


def _marian_config() -> str:
    return "\n".join(
        (
            "type: transformer",
            "transformer-decoder-autoreg: self-attention",
            "transformer-no-projection: false",
            "transformer-ffn-activation: swish",
            'transformer-preprocess: ""',
            "transformer-postprocess: dan",
            "transformer-postprocess-emb: d",
            "transformer-guided-alignment-layer: last",
            f"enc-depth: {LAYERS}",
            f"dec-depth: {LAYERS}",
            f"transformer-heads: {HEADS}",
        )
    )
