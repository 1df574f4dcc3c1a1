"""How many inline codes come to stand on the right words, and how many the naive ways get right.

    python eval/studies/codes.py --model de-en

Two tables over a hand-made set of press sentences with codes on both sides:

- The reference as the translation: the model is made to write it, so that its attention is there
  and placing is measured apart from translating. “Exactly” asks for the very edges of the gold,
  “within a word” lets each edge be off by one word. The last row has the gold's own links instead
  of attention, for the sentences that are in both sets: what a perfect model would give.
- The model's own translation, through the whole program. Where a code belongs can be told there
  only as far as the translation has the reference's words: words and numbers that stand once in
  both. “Decidable” says for how many codes one of them lies inside (or is the one before a mark);
  a code is right if it holds all those that it should and none that it should not. chrF tells what
  a way costs in translation.

Between them a table of the places that are told to be guesses. The second table also has the codes
placed by the model's own markers: its answer with placeholders around the words is taken wherever
it keeps them all and misses no term, and in the last row only if it is hardly less probable.

The naive ways: all codes at the end; the offset scaled by the length; the words with the strongest
attention, from the first to the last; and, in the second table, run by run, each stretch between
two codes translated alone. Sentences with odd numbers were looked at while the weights of the
alignment were chosen, those with even numbers were not.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
import sacrebleu
from forced import Attended, Forced
from gold import ALIGNED, CORPUS, TAGGED, Item, Pair, Tagged, read_links, read_tagged, words

from g60translate.documents.model import Block, BlockKind, Document, Inline, InlineKind
from g60translate.facade import load_translator
from g60translate.glossary.store import load_glossary
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.resources import resource_folder
from g60translate.spans import Span
from g60translate.translation.codes import placing as placing_room
from g60translate.translation.codes.alignment import Alignment
from g60translate.translation.codes.restore import restore
from g60translate.translation.engines.engine import Engine
from g60translate.translation.ladder import marking
from g60translate.translation.ladder.marking import Placing, in_question
from g60translate.translation.ladder.rendering import fill, render
from g60translate.translation.request import Request

Places = dict[str, Span]
"""Where each code stands, by its tag."""


@dataclass(slots=True)
class Tally:
    """Codes seen, and of them those that could be judged, are right, and nearly right."""

    seen: int = 0
    decidable: int = 0
    exact: int = 0
    near: int = 0

    def add(self, verdict: tuple[bool, bool] | None) -> None:
        self.seen += 1
        if verdict is not None:
            self.decidable += 1
            self.exact += verdict[0]
            self.near += verdict[1]

    def show(self, *names: str) -> str:
        whole = {"decidable": self.seen}
        shares = (100 * getattr(self, name) / whole.get(name, self.decidable) for name in names)
        return " | ".join(f"{share:.1f}" for share in shares)


@dataclass(slots=True)
class Row:
    """One way's tallies: all, by half of the set, by kind of sentence."""

    every: Tally = field(default_factory=Tally)
    even: Tally = field(default_factory=Tally)
    odd: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, item: Item, verdict: tuple[bool, bool] | None) -> None:
        half = self.odd if item.number % 2 else self.even
        for tally in (self.every, half, self.kinds[item.kind]):
            tally.add(verdict)


# --- the reference as the translation ---------------------------------------------------------


def compare(found: Span, gold: Span, text: str) -> tuple[bool, bool]:
    """Whether both edges are right, and whether neither is off by more than a word.

    White space is left aside: whether a code begins before or after a space is nobody's concern.
    """
    spans = words(text)
    exact = near = True
    for place, right in zip(found, gold, strict=True):
        exact &= len("".join(text[:place].split())) == len("".join(text[:right].split()))
        near &= abs(_words_before(spans, place) - _words_before(spans, right)) <= 1
    # A code that lost its words altogether is wrong, however short it was.
    near &= (found[0] < found[1]) == (gold[0] < gold[1])
    return exact, near


def _words_before(spans: Sequence[Span], place: int) -> float:
    """Words before a place; a word that the place is in counts half."""
    return sum(1.0 if end <= place else 0.5 if start < place else 0.0 for start, end in spans)


def at_the_end(item: Item, attended: Attended) -> Places:
    end = len(attended.target)
    return {code.tag: (end, end) for code in item.source.codes}


def scaled(item: Item, attended: Attended) -> Places:
    """Offsets scaled by the length of the texts, at the nearest edge of a word."""
    scale = len(attended.target) / len(attended.source)
    spans = words(attended.target)
    places = {}
    for code in item.source.codes:
        start = min((s for s, _ in spans), key=lambda s: abs(s - code.start * scale))
        end = min((e for _, e in spans), key=lambda e: abs(e - code.end * scale))
        if code.kind is InlineKind.STANDALONE:
            start = end
        places[code.tag] = (start, max(start, end))
    return places


def strongest(item: Item, attended: Attended) -> Places:
    """From the first to the last target word whose strongest attention lies in the code."""
    source, target = words(attended.source), words(attended.target)
    table = attended.by_words
    places = {}
    for code in item.source.codes:
        if code.kind is InlineKind.STANDALONE:
            before = max((j for j, (_, end) in enumerate(source) if end <= code.start), default=0)
            end = target[int(table[:, before].argmax())][1]
            places[code.tag] = (end, end)
            continue
        best = (source[j] for j in table.argmax(axis=1))
        inside = [i for i, word in enumerate(best) if code.start <= word[0] < code.end]
        end = len(attended.target)
        places[code.tag] = (target[inside[0]][0], target[inside[-1]][1]) if inside else (end, end)
    return places


def without_attention(item: Item, attended: Attended) -> Places:
    return restored(item, Alignment(attended.source, attended.target))


def restoring(item: Item, attended: Attended) -> Places:
    """What the product does."""
    return restored(item, attended.alignment)


def restored(item: Item, alignment: Alignment) -> Places:
    """The product's places in the text before line breaks came in; well-formed or an error."""
    answer = restore(item.source.codes, alignment, owned=item.owned)
    tags = sorted(code.tag for code in answer.inlines)
    if tags != sorted(code.tag for code in item.source.codes):
        raise AssertionError(f"number {item.number}: a code is lost or doubled")
    for one in answer.inlines:
        for other in answer.inlines:
            if one.start < other.start < one.end < other.end:
                raise AssertionError(f"number {item.number}: {one} and {other} cross")

    def back(place: int) -> int:
        return answer.offsets.backward((place, place))[0]

    return {code.tag: (back(code.start), back(code.end)) for code in answer.inlines}


WAYS: dict[str, Callable[[Item, Attended], Places]] = {
    "all codes at the end": at_the_end,
    "offset scaled by length": scaled,
    "strongest attention": strongest,
    "g60translate without attention": without_attention,
    "g60translate": restoring,
}


def measure(
    items: Sequence[Item],
    attended: Sequence[Attended],
    way: Callable[[Item, Attended], Places],
    *,
    misses: bool = False,
) -> Row:
    row = Row()
    for item, one in zip(items, attended, strict=True):
        places = way(item, one)
        for gold in item.target.codes:
            verdict = compare(places[gold.tag], (gold.start, gold.end), item.target.text)
            row.add(item, verdict)
            if misses and item.number % 2 and not verdict[0]:
                show_miss(item, gold, places[gold.tag])
    return row


def by_gold_links(items: Sequence[Item], pairs: Sequence[Pair]) -> Iterator[tuple[Item, Attended]]:
    """Sentences of both sets, attending as the gold links say."""
    links = {(pair.source, pair.target): pair for pair in pairs}
    for item in items:
        pair = links.get((item.source.text, item.target.text))
        if pair is None:
            continue
        source, target = words(pair.source), words(pair.target)
        table = np.full((len(target), len(source)), 1e-3)
        for one, other in pair.possible:
            table[other, one] += 1.0 if (one, other) in pair.sure else 0.3
        table /= table.sum(axis=1, keepdims=True)
        attention = table.astype(np.float32)
        yield item, Attended(pair.source, pair.target, tuple(source), tuple(target), attention)


def show_miss(item: Item, gold: Inline, found: Span) -> None:
    text = item.target.text
    source = next(code for code in item.source.codes if code.tag == gold.tag)
    if gold.kind is InlineKind.STANDALONE:
        wording = item.source.text[: source.start][-30:]
        print(f"{item.number} {gold.tag} …{wording}\n    found …{text[: found[0]][-30:]}")
    else:
        wording = item.source.text[source.start : source.end]
        print(f"{item.number} {gold.tag} {wording}\n    found {text[slice(*found)]}")


# --- the model's own translation --------------------------------------------------------------


def judge_free(item: Item, gold: Inline, found: Inline, text: str) -> tuple[bool, bool] | None:
    """Whether a code stands right in another translation, None where that cannot be told."""
    reference = item.target.text
    here, there = _content(reference), _content(text)
    shared = {word: (here[word], there[word]) for word in here.keys() & there.keys()}
    if gold.kind is InlineKind.STANDALONE:
        last = max((span for span in words(reference) if span[1] <= gold.start), default=None)
        pair = next((pair for pair in shared.values() if pair[0] == last), None)
        if pair is None:
            return None
        spans = words(text)
        exact = _words_before(spans, found.start) == _words_before(spans, pair[1][1])
        near = abs(_words_before(spans, found.start) - _words_before(spans, pair[1][1])) <= 1
        return exact, near
    should = {w for w, (span, _) in shared.items() if gold.start <= span[0] < gold.end}
    if not should:
        return None
    does = {w for w, (_, span) in shared.items() if found.start <= span[0] < found.end}
    return should == does, bool(should & does)


def _content(text: str) -> dict[str, Span]:
    """Numbers and longer words that a text has once."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for start, end in words(text):
        spans[text[start:end].casefold()].append((start, end))
    return {
        word: found[0]
        for word, found in spans.items()
        if len(found) == 1 and (len(word) > 3 or any(c.isdigit() for c in word))
    }


@dataclass(slots=True)
class Walked:
    """A set translated by one way: seconds, and by number what the model placed itself."""

    texts: list[Tagged]
    seconds: float
    by_markers: set[int] = field(default_factory=set)
    guessed: set[tuple[int, str]] = field(default_factory=set)


def whole(items: Sequence[Item], translator: Translator) -> Walked:
    """Each sentence translated with its codes."""
    blocks = []
    for item in items:
        text = item.source.text
        for code in item.source.codes:
            if code.tag in item.owned:
                text = f"{text[: code.start]}{item.owned[code.tag]}{text[code.end :]}"
        blocks.append(Block(str(item.number), BlockKind.PARAGRAPH, text, item.source.codes))
    started = time.perf_counter()
    done = translator.translate(Document("set", tuple(blocks), None))
    walked = Walked(
        [Tagged(block.text, block.inlines) for block in done.document.blocks],
        time.perf_counter() - started,
    )
    for segment in done.segments:
        number = int(segment.block.id)
        if segment.translation is not None and segment.translation.places:
            walked.by_markers.add(number)
        walked.guessed.update((number, tag) for tag in segment.restored.misplaced)
    return walked


def run_by_run(items: Sequence[Item], translator: Translator) -> Iterator[Tagged]:
    """Each stretch between two edges of codes translated alone and set where it was."""
    runs = [list(_runs(item)) for item in items]
    wanted = list(dict.fromkeys(r.strip() for parts in runs for r, _ in parts if _speaks(r)))
    blocks = tuple(Block(str(i), BlockKind.PARAGRAPH, text) for i, text in enumerate(wanted))
    done = translator.translate(Document("set", blocks, None)).document
    answers = dict(zip(wanted, (block.text for block in done.blocks), strict=True))
    for item, parts in zip(items, runs, strict=True):
        text, places = "", {}
        for run, start in parts:
            places[start] = len(text)
            core = run.strip()
            text += run.replace(core, answers[core]) if core in answers else run
        places[len(item.source.text)] = len(text)
        yield Tagged(
            text,
            tuple(replace(c, start=places[c.start], end=places[c.end]) for c in item.source.codes),
        )


def _runs(item: Item) -> Iterator[tuple[str, int]]:
    edges = {0, len(item.source.text)} | {p for c in item.source.codes for p in (c.start, c.end)}
    for start, end in pairwise(sorted(edges)):
        yield item.source.text[start:end], start


def _speaks(run: str) -> bool:
    return any(character.isalpha() for character in run)


def kept_by_kind(items: Sequence[Item], engine: Engine) -> dict[str, tuple[int, int]]:
    """By kind of sentence: sentences with codes to ask for, and those that kept all placeholders.

    The raw first answer to the sentence with its codes shown, glossary and choice left aside.
    """
    card = engine.model.card
    pair = (card.source_lang, card.target_lang)
    asked = []
    for item in items:
        codes = in_question(item.source.codes, item.source.text)
        request = Request(str(item.number), item.source.text, *pair, codes=codes)
        shown = render(request, expected=[], modes=[], markers=card.markers, with_codes=True)
        if shown.edges:
            asked.append((item.kind, shown))
    answers = engine.translate([shown.text for _, shown in asked])
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (kind, shown), (answer, *_) in zip(asked, answers, strict=True):
        filled = fill(answer.text, rendered=shown, markers=card.markers)
        whole = filled.places is not None and not filled.stray
        for name in (kind, "all"):
            seen, kept = counts[name]
            counts[name] = (seen + 1, kept + whole)
    return dict(counts)


def to_the_end(tagged: Tagged) -> Tagged:
    end = len(tagged.text)
    return Tagged(tagged.text, tuple(replace(c, start=end, end=end) for c in tagged.codes))


def print_free(items: Sequence[Item], load: Callable[[Placing], Translator]) -> None:
    translator = load(Placing.ATTENTION)
    whole(items[:8], translator)  # warms up
    ours = whole(items, translator)
    chosen = whole(items, load(Placing.MARKERS))
    margin, marking.MARGIN = marking.MARGIN, float("inf")
    kept = whole(items, load(Placing.MARKERS))
    marking.MARGIN = margin
    ways = {
        "all codes at the end": [to_the_end(tagged) for tagged in ours.texts],
        "run by run": list(run_by_run(items, translator)),
        "g60translate, by attention": ours.texts,
        "by markers, where nothing is lost": kept.texts,
        f"the same, at most {margin:g} less probable": chosen.texts,
    }
    print("\n| the model's own translation | decidable | right | partly | chrF, odd | even | all |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    rows = {}
    for name, texts in ways.items():
        row = rows[name] = Row()
        for item, tagged in zip(items, texts, strict=True):
            by_tag = {code.tag: code for code in tagged.codes}
            for gold in item.target.codes:
                row.add(item, judge_free(item, gold, by_tag[gold.tag], tagged.text))
        chrf = " | ".join(f"{_chrf(items, texts, half):.1f}" for half in ((1,), (0,), (0, 1)))
        print(f"| {name} | {row.every.show('decidable', 'exact', 'near')} | {chrf} |")
    print(
        f"\nPlaced by markers: {len(kept.by_markers)} sentences, {len(chosen.by_markers)} with the "
        f"margin; time {kept.seconds / ours.seconds:.2f}×, {chosen.seconds / ours.seconds:.2f}×."
    )
    shares = kept_by_kind(items, translator.engine)
    names = list(ways)[2:]
    print(f"\n| kind of sentence, right of decidable | {' | '.join(names)} | placeholders kept |")
    print("|---|---:|---:|---:|---:|")
    for kind, (seen, whole_answers) in shares.items():
        tallies = (rows[n].every if kind == "all" else rows[n].kinds[kind] for n in names)
        right = " | ".join(f"{tally.exact} of {tally.decidable}" for tally in tallies)
        print(f"| {kind} | {right} | {whole_answers} of {seen} |")
    print(f"By attention, {len(ours.guessed)} codes are told as guesses.")


def _chrf(items: Sequence[Item], texts: Sequence[Tagged], halves: Sequence[int]) -> float:
    pairs = [
        (tagged.text.replace("\n", " "), item.target.text)
        for item, tagged in zip(items, texts, strict=True)
        if item.number % 2 in halves
    ]
    return sacrebleu.corpus_chrf([ours for ours, _ in pairs], [[ref for _, ref in pairs]]).score


# --- codes whose words the model left out ------------------------------------------------------


def print_guesses(items: Sequence[Item], attended: Sequence[Attended], forced: Forced) -> None:
    """How often a place is told to be a guess: where it is right, wrong, and where words are gone.

    For the last each code's words are cut out of the reference in turn.
    """
    told: dict[str, dict[int, list[bool]]] = {
        name: {0: [], 1: []} for name in ("right", "off by a word", "wrong", "words cut out")
    }
    for item, one in zip(items, attended, strict=True):
        text = item.target.text
        guessed = restore(item.source.codes, one.alignment, owned=item.owned).misplaced
        places = trusting(item, one.alignment)
        half = item.number % 2
        for code in in_question(item.source.codes, item.source.text):
            if code.kind is InlineKind.STANDALONE:
                continue
            gold = next(c for c in item.target.codes if c.tag == code.tag)
            exact, near = compare(places[code.tag], (gold.start, gold.end), text)
            verdict = "right" if exact else "off by a word" if near else "wrong"
            told[verdict][half].append(code.tag in guessed)
            rest = f"{text[: gold.start].rstrip()} {text[gold.end :].lstrip()}".strip(" ,;")
            if len(words(rest)) > 1:
                alone = restore([code], forced.attend(item.source.text, rest).alignment, owned={})
                told["words cut out"][half].append(bool(alone.misplaced))
    print("\n| told that the place is a guess | odd | even |")
    print("|---|---:|---:|")
    for name, halves in told.items():
        shares = (f"{sum(halves[half])} of {len(halves[half])}" for half in (1, 0))
        print(f"| {name} | {' | '.join(shares)} |")


def trusting(item: Item, alignment: Alignment) -> Places:
    """Where codes would stand if every place were trusted."""
    least, placing_room.LEAST_TRUST = placing_room.LEAST_TRUST, 0.0
    try:
        return restored(item, alignment)
    finally:
        placing_room.LEAST_TRUST = least


def print_forced(rows: dict[str, Row]) -> None:
    print("| the reference as the translation | exactly, odd | even | all | within a word |")
    print("|---|---:|---:|---:|---:|")
    for name, row in rows.items():
        halves = f"{row.odd.show('exact')} | {row.even.show('exact')}"
        print(f"| {name} | {halves} | {row.every.show('exact', 'near')} |")
    print("\n| g60translate, kind of sentence | codes | exactly | within a word |")
    print("|---|---:|---:|---:|")
    for kind, tally in rows["g60translate"].kinds.items():
        print(f"| {kind} | {tally.seen} | {tally.show('exact', 'near')} |")


def main() -> None:
    parser = argparse.ArgumentParser(description="Share of inline codes on the right words.")
    parser.add_argument("--model", default="de-en", help="name or folder")
    parser.add_argument("--set", type=Path, default=TAGGED, help="JSON Lines, codes on both sides")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="where its sentences are from")
    parser.add_argument("--forced-only", action="store_true", help="leave the last table out")
    parser.add_argument(
        "--misses", action="store_true", help="list what is wrong, odd numbers only"
    )
    arguments = parser.parse_args()
    model = ModelStore().get(arguments.model)
    items = read_tagged(arguments.set, corpus=arguments.corpus)
    forced = Forced(model)
    attended = [forced.attend(item.source.text, item.target.text) for item in items]
    rows = {
        name: measure(items, attended, way, misses=arguments.misses and way is restoring)
        for name, way in WAYS.items()
    }
    known = list(by_gold_links(items, read_links(ALIGNED, corpus=arguments.corpus)))
    gold = measure([item for item, _ in known], [one for _, one in known], restoring)
    rows[f"g60translate, gold links ({gold.every.seen} codes)"] = gold
    print(
        f"{len(items)} sentences, {sum(len(item.source.codes) for item in items)} codes; model "
        f"{model.card.name} {model.card.digest[:12]}, {forced.compute_type}; "
        f"g60translate {version('g60translate')}, CTranslate2 {version('ctranslate2')}\n"
    )
    print_forced(rows)
    print_guesses(items, attended, forced)
    if not arguments.forced_only:
        glossary = load_glossary(resource_folder("glossary") / "g60.csv")
        pair = (model.card.source_lang, model.card.target_lang)

        def load(codes: Placing) -> Translator:
            named = arguments.model
            return load_translator(*pair, glossary=glossary, model=named, threads=1, codes=codes)

        print_free(items, load)


if __name__ == "__main__":
    main()
