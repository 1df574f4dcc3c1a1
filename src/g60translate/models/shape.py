"""The dimensions of a Marian transformer and the names of its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from g60translate.errors import ModelError

EMBEDDING = "model.shared.weight"
"""The embedding (pieces, width), tied to the output layer."""
ACTIVATIONS = ("relu", "swish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Post-norm encoder and decoder with tied embeddings and sinusoidal positions.

    `vocabulary` counts pieces with end, unknown and padding; `positions` is the longest line in
    pieces, end symbol included; `pad` and `eos` are ids. Decoding starts from a zero embedding.
    """

    vocabulary: int
    width: int = 256
    encoder_layers: int = 6
    decoder_layers: int = 2
    ffn: int = 1536
    heads: int = 8
    positions: int = 256
    activation: str = "relu"
    pad: int = 2
    eos: int = 0

    def __post_init__(self) -> None:
        if self.width % self.heads or self.width % 2:
            raise ModelError(
                f"A width of {self.width} cannot be cut into {self.heads} heads and two halves of "
                "a sinusoid. Choose an even width that is a multiple of the heads."
            )
        if self.activation not in ACTIVATIONS:
            raise ModelError(
                f"The activation {self.activation!r} is not one of {', '.join(ACTIVATIONS)}, "
                "so this model cannot be trained here."
            )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as a checkpoint keeps them."""
        return asdict(self)


def shape_of_config(config: Mapping[str, Any], *, where: str) -> Shape:
    """The shape in a transformers `config.json`.

    Raises ModelError listing what makes the model a stranger to this trainer.
    """
    faults = []
    if config.get("model_type") != "marian":
        faults.append(f"model_type is {config.get('model_type')!r}, not 'marian'")
    for left, right in (
        ("encoder_ffn_dim", "decoder_ffn_dim"),
        ("encoder_attention_heads", "decoder_attention_heads"),
    ):
        if config.get(left) != config.get(right):
            faults.append(f"{left} {config.get(left)!r} differs from {right} {config.get(right)!r}")
    needed = ("scale_embedding", "share_encoder_decoder_embeddings", "tie_word_embeddings")
    faults += [f"{key} is false" for key in needed if not config.get(key, True)]
    if faults:
        raise ModelError(f"{where} cannot be trained here: {'; '.join(faults)}.")
    try:
        return Shape(
            vocabulary=config["vocab_size"],
            width=config["d_model"],
            encoder_layers=config["encoder_layers"],
            decoder_layers=config["decoder_layers"],
            ffn=config["encoder_ffn_dim"],
            heads=config["encoder_attention_heads"],
            positions=config["max_position_embeddings"],
            activation={"silu": "swish"}.get(
                config["activation_function"], config["activation_function"]
            ),
            pad=config["pad_token_id"],
            eos=config["eos_token_id"],
        )
    except KeyError as missing:
        raise ModelError(f"{where} has no {missing}; it is no complete Marian model.") from None


def config_values(shape: Shape) -> dict[str, Any]:
    """Keyword arguments for transformers' MarianConfig."""
    return {
        "vocab_size": shape.vocabulary,
        "d_model": shape.width,
        "encoder_layers": shape.encoder_layers,
        "decoder_layers": shape.decoder_layers,
        "encoder_ffn_dim": shape.ffn,
        "decoder_ffn_dim": shape.ffn,
        "encoder_attention_heads": shape.heads,
        "decoder_attention_heads": shape.heads,
        "max_position_embeddings": shape.positions,
        "activation_function": shape.activation,
        "pad_token_id": shape.pad,
        "eos_token_id": shape.eos,
        "decoder_start_token_id": shape.pad,
        "forced_eos_token_id": shape.eos,
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True,
        "dropout": 0.0,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "num_beams": 4,
        "max_length": shape.positions,
        "bad_words_ids": [[shape.pad]],
    }


def _block(prefix: str, attentions: tuple[str, ...], shape: Shape) -> dict[str, tuple[int, ...]]:
    d = shape.width
    names: dict[str, tuple[int, ...]] = {}
    for attention in attentions:
        for projection in ("k_proj", "v_proj", "q_proj", "out_proj"):
            names[f"{prefix}.{attention}.{projection}.weight"] = (d, d)
            names[f"{prefix}.{attention}.{projection}.bias"] = (d,)
        names[f"{prefix}.{attention}_layer_norm.weight"] = (d,)
        names[f"{prefix}.{attention}_layer_norm.bias"] = (d,)
    names |= {
        f"{prefix}.fc1.weight": (shape.ffn, d),
        f"{prefix}.fc1.bias": (shape.ffn,),
        f"{prefix}.fc2.weight": (d, shape.ffn),
        f"{prefix}.fc2.bias": (d,),
        f"{prefix}.final_layer_norm.weight": (d,),
        f"{prefix}.final_layer_norm.bias": (d,),
    }
    return names


def weight_shapes(shape: Shape) -> dict[str, tuple[int, ...]]:
    """Every trained weight by its transformers name, `(out, in)` for matrices."""
    names: dict[str, tuple[int, ...]] = {EMBEDDING: (shape.vocabulary, shape.width)}
    for layer in range(shape.encoder_layers):
        names |= _block(f"model.encoder.layers.{layer}", ("self_attn",), shape)
    for layer in range(shape.decoder_layers):
        names |= _block(f"model.decoder.layers.{layer}", ("self_attn", "encoder_attn"), shape)
    return names
