"""The reference engine: transformers' MarianMTModel in float32, slow and canonical."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from g60translate.errors import MissingExtra
from g60translate.models.shape import config_values
from g60translate.models.store import Model
from g60translate.models.weights import FOLDER as INT8
from g60translate.models.weights import read_weights
from g60translate.translation.engines.hypothesis import Decoding, RawHypothesis
from g60translate.translation.engines.lazily import Lazily
from g60translate.translation.engines.library import LibraryEngine

try:
    import torch
    from transformers import MarianConfig, MarianMTModel
    from transformers.utils import logging as transformers_logging
except ImportError as error:
    raise MissingExtra(
        error.name or "transformers", extra="reference", purpose="The transformers engine"
    ) from error

# Its progress bar for loading weights would land between the user's own lines.
transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

_FOLDER = "transformers"
_BATCH_PIECES = 2048


class TransformersEngine(LibraryEngine):
    """Decodes with transformers; attention and scores come from one forced pass afterwards.

    It multiplies in float32 alone, and `threads` are torch's own.
    """

    name = "transformers"
    library = "transformers"

    def _formats(self) -> dict[str, tuple[str, ...]]:
        devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
        return dict.fromkeys(devices, ("float32",))

    def _weights(self, model: Model) -> Path:
        stored = model.folder / _FOLDER
        return stored if stored.is_dir() else model.folder / INT8

    def _load(self, weights: Path, compute_type: str | None, threads: int | None) -> None:
        del compute_type  # there is only one
        if threads:
            torch.set_num_threads(threads)
        vocabulary_path = self.model.folder / self.model.card.tokenizer.vocabulary
        self._ids: dict[str, int] = json.loads(vocabulary_path.read_text(encoding="utf-8"))
        # Any: transformers' annotations reject their own generate() on this class.
        self._network: Any = (
            MarianMTModel.from_pretrained(weights, dtype=torch.float32, attn_implementation="eager")
            if weights.name == _FOLDER
            else _dequantised(self.model)
        )
        self._network.to(self.device)  # type: ignore[arg-type]
        self._network.train(mode=False)
        self._pieces = {number: piece for piece, number in self._ids.items()}
        config: Any = self._network.config
        self._pad: int = config.pad_token_id
        self._end: int = config.eos_token_id
        self._start: int = config.decoder_start_token_id

    @property
    def compute_type(self) -> str:
        """Always float32: this engine is the yardstick."""
        return "float32"

    def _search(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None,
    ) -> list[Sequence[RawHypothesis]]:
        answers: list[Sequence[RawHypothesis]] = [() for _ in sources]
        # Prefixes of several lengths cannot share a batch, so each text is its own.
        whole = _batches(sources) if prefixes is None else ([i] for i in range(len(sources)))
        with torch.inference_mode():
            for batch in whole:
                begun = [] if prefixes is None else prefixes[batch[0]]
                found = self._decode_batch([sources[i] for i in batch], decoding, begun)
                for index, hypotheses in zip(batch, found, strict=True):
                    answers[index] = hypotheses
        return answers

    def _judge(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        scores = [0.0] * len(sources)
        with torch.inference_mode():
            for batch in _batches(sources):
                inputs, mask = self._pad_rows([self._numbers(sources[i]) for i in batch])
                forced = self._force(inputs, mask, [self._numbers(targets[i]) for i in batch])
                for index, (logprob, _) in zip(batch, forced, strict=True):
                    scores[index] = logprob
        return scores

    def _numbers(self, pieces: Sequence[str]) -> list[int]:
        unknown = self._ids["<unk>"]
        return [self._ids.get(piece, unknown) for piece in pieces]

    def _decode_batch(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, begun: Sequence[str]
    ) -> list[Sequence[RawHypothesis]]:
        inputs, mask = self._pad_rows([self._numbers(source) for source in sources])
        start = self._tensor([[self._start, *self._numbers(begun)]] * len(sources))
        rooms = [self._room(len(source)) for source in sources]
        generated = self._network.generate(
            input_ids=inputs,
            attention_mask=mask,
            decoder_input_ids=start,
            num_beams=decoding.beam,
            num_return_sequences=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            bad_words_ids=[self._numbers(self.subwords.encode_target(w)) for w in decoding.suppress]
            or None,
            do_sample=False,
            suppress_tokens=[self._ids["<unk>"], self._pad],
            max_length=1 + (self._limit if begun else max(rooms)),
        )
        width = decoding.hypotheses
        targets = [self._until_end(row) for row in generated.tolist()]
        if not begun:
            targets = [target[: rooms[at // width]] for at, target in enumerate(targets)]
        best = self._raw(inputs, mask, targets[::width])

        def ranked(row: int) -> Sequence[RawHypothesis]:
            def make(rank: int) -> RawHypothesis:
                if rank == 0:
                    return best[row]
                one, target = slice(row, row + 1), targets[row * width + rank]
                with torch.inference_mode():
                    return self._raw(inputs[one], mask[one], [target])[0]

            return Lazily(width, make)

        return [ranked(row) for row in range(len(sources))]

    def _raw(
        self, inputs: torch.Tensor, mask: torch.Tensor, targets: Sequence[Sequence[int]]
    ) -> list[RawHypothesis]:
        """A hypothesis of each target, one for each source."""
        forced = self._force(inputs, mask, targets)
        return [
            RawHypothesis(
                tuple(self._pieces[number] for number in target),
                logprob,
                attention[: len(target), : int(length)].cpu().numpy(),
            )
            for target, length, (logprob, attention) in zip(
                targets, mask.sum(dim=1), forced, strict=True
            )
        ]

    def _force(
        self, inputs: torch.Tensor, mask: torch.Tensor, targets: Sequence[Sequence[int]]
    ) -> Iterator[tuple[float, torch.Tensor]]:
        """Mean log-probability and attention of head 0 of the last layer, by teacher forcing."""
        ended = [[*target, self._end] for target in targets]
        labels, label_mask = self._pad_rows(ended)
        shifted, _ = self._pad_rows([[self._start, *target] for target in targets])
        output = self._network(
            input_ids=inputs, attention_mask=mask, decoder_input_ids=shifted, output_attentions=True
        )
        chosen = torch.log_softmax(output.logits, dim=-1).gather(2, labels[:, :, None])[:, :, 0]
        means = (chosen * label_mask).sum(dim=1) / label_mask.sum(dim=1)
        return zip(means.tolist(), output.cross_attentions[-1][:, 0], strict=True)

    def _until_end(self, row: Sequence[int]) -> list[int]:
        content = list(row[1:])
        if self._end in content:
            content = content[: content.index(self._end)]
        return [number for number in content if number != self._pad]

    def _pad_rows(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Right-padded ids and their mask, both of the shape (rows, longest row)."""
        width = max(len(row) for row in rows)
        ids = self._tensor([[*row, *[self._pad] * (width - len(row))] for row in rows])
        mask = self._tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
        return ids, mask

    def _tensor(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.tensor(rows, device=self.device)


def _dequantised(model: Model) -> Any:
    """The network of a folder that has int8 weights alone, which are the ones that ship."""
    found = read_weights(model.folder)
    values: dict[str, Any] = {**config_values(found.shape), "attn_implementation": "eager"}
    config = MarianConfig(**values)
    network: Any = MarianMTModel(config)
    parameters = dict(network.named_parameters())
    with torch.no_grad():
        for name, value in found.weights.items():
            parameters[name].copy_(torch.from_numpy(value.copy()))
        if found.bias is not None:
            network.get_buffer("final_logits_bias").copy_(torch.from_numpy(found.bias)[None])
    return network


def _batches(sources: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Indices in batches of similar length, each of at most `_BATCH_PIECES` padded pieces."""
    batch: list[int] = []
    for index in sorted(range(len(sources)), key=lambda at: len(sources[at])):
        if batch and (len(batch) + 1) * len(sources[index]) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
