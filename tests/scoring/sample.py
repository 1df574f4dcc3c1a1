"""A tiny suite on disk, and a system that makes mistakes on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from g60translate.scoring.suites.line import Line, TranslateLines

REFERENCE = [
    "The nine cities of the valley drew up a joint plan for science and industry today.",
    "Revenue of the company rose by 14.2 percent to 2.86 billion yuan in the third quarter.",
    "The Import Expo opened its doors in Shanghai on the morning of November 8.",
    "She said that everyone had waited for this day for a very long time indeed.",
]
SOURCE = [
    "Die neun Städte des Tals legten heute einen gemeinsamen Plan vor.",
    "Der Umsatz der Firma stieg im dritten Quartal um 14,2 Prozent auf 2,86 Milliarden Yuan.",
    "Die Importmesse öffnete am Morgen des 8. November in Shanghai ihre Türen.",
    "Sie sagte, alle hätten sehr lange auf diesen Tag gewartet.",
]


def write_suite(folder: Path, *, repeat: int = 1, gate: str = "", more: str = "") -> Path:
    """`suite.toml` with one set de-en of 4 * `repeat` segments; `more` is appended to the file."""
    files = {
        "tiny.de": "".join(f"{line}\n" for line in SOURCE * repeat),
        "tiny.en": "".join(f"{line}\n" for line in REFERENCE * repeat),
        "tiny.docid": "".join(f"doc{n // 2}\n" for n in range(4 * repeat)),
    }
    digests = []
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
        digests.append(f'"{name}" = "{hashlib.sha256(text.encode()).hexdigest()}"')
    suite = folder / "suite.toml"
    suite.write_text(
        'name = "tiny"\n'
        f"{gate}\n"
        '[[sets]]\nname = "tiny de-en"\npair = "de-en"\nsource = "tiny.de"\n'
        'references = ["tiny.en"]\ndocids = "tiny.docid"\ndomain = "press"\nlicence = "CC0-1.0"\n'
        "[sets.sha256]\n" + "\n".join(digests) + f"\n{more}\n",
        "utf-8",
    )
    return suite


def system(*, drop_every: int = 0, repeat: int = 1) -> TranslateLines:
    """Gives the reference back, every `drop_every`-th line without its first half."""

    def translate(source_lang: str, target_lang: str, lines: Sequence[Line]) -> list[Line]:
        assert (source_lang, target_lang) == ("de", "en")
        outputs = (REFERENCE * repeat)[: len(lines)]
        for number in range(len(outputs)):
            words = outputs[number].split()
            # Never perfect: a score of 100 without any spread tells tests nothing.
            outputs[number] = " ".join([*words[:3], "well", *words[4:]])
            if drop_every and number % drop_every == 0:
                outputs[number] = " ".join(words[len(words) // 2 :])
        return [Line(output) for output in outputs]

    return translate
