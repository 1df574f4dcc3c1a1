"""Every kind of written office file opens in LibreOffice and says there what its segments say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.options import ReadingOptions
from tests.conftest import CASES as FOLDER
from tests.documents.odf.test_odt import TEXTS, odt
from tests.documents.office.parts import SOFFICE, opened, segments, shown
from tests.documents.office.test_charts import behind, exchanged
from tests.documents.office.test_charts import presentation as charts
from tests.documents.office.test_comments import workbook as commented
from tests.documents.office.test_docx import BODIES, NOTES, everything, p, r, word
from tests.documents.office.test_docx_marks import (
    DELETED,
    ENTRY,
    INSERTED,
    alternatives,
    art,
    box,
    control,
)
from tests.documents.office.test_pptx import SHAPES, presentation, show
from tests.documents.office.test_xlsx import STRINGS, book, workbook
from tests.documents.pretend import shouted, stripped, translated, turned
from tests.documents.release_docx import release_docx
from tests.documents.release_odt import release_odt
from tests.documents.test_awkward import ARCHIVES
from tests.documents.whole import whole

RICH: dict[str, tuple[str, Callable[[], bytes]]] = {
    "all bodies": ("docx", lambda: word("".join(body for body, _ in BODIES), footnotes=NOTES)),
    "all flows": ("odt", lambda: odt("".join(source for source, _, _ in TEXTS))),
    "all shapes": ("pptx", lambda: show(*(shapes for shapes, _ in SHAPES))),
    "all strings": ("xlsx", lambda: book("".join(strings for strings, _, _ in STRINGS))),
    "a Word document": ("docx", everything),
    "a presentation": ("pptx", presentation),
    "a workbook": ("xlsx", workbook),
    "a press release in Word": ("docx", release_docx),
    "a press release in ODT": ("odt", release_odt),
}
# What stays in the old language by rule: names of a table's columns, which formulas use.
KEPT = {"a workbook": ["Spalte", "Zahl"]}
# LibreOffice reads the description of a picture, but not that of a text box.
UNSEEN = {"a paragraph in a paragraph's box": ["EIN BILD"]}
CHANGES: dict[str, Callable[[Block], Block]] = {
    "said louder": shouted,
    "turned round": turned,
    "codes lost": stripped,
}
_SHOWN = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
# The other archives are shown to it where their rooms are tested.
OURS = [file for file in ARCHIVES if file.format in ("docx", "pptx", "xlsx", "odt")]
CASES = [(file.what, "said louder") for file in OURS] + [
    (what, change) for what in RICH for change in CHANGES
]


# LibreOffice does not open this case before it is translated either: its text box is a fragment.
FRAGMENTS = ("text-boxes.docx",)
# LibreOffice shows footnote marks that are only raised, which stand in no block, lists as fields,
# and no text box without its measures.
BEYOND = ("raised-and-lowered.docx", "drop-down lists", "WordArt and a text box")
# The cases, and files of their kinds.
OPENED: dict[str, tuple[str, Callable[[], bytes]]] = {
    path.name: (path.suffix[1:], path.read_bytes)
    for path in sorted((FOLDER / "office").iterdir())
    if path.name not in FRAGMENTS
} | {
    "a chart with a workbook and its table": (
        "pptx", lambda: exchanged(charts(("Umschlag", "Abgang")), ".xlsx", behind())
    ),
    "paragraphs joined over and over": ("docx", lambda: word(
        p(DELETED, r("a ")) + p(DELETED, r("b ")) + p(r("c")) + p(INSERTED, r("d ")) + p(r("e"))
    )),
    "drop-down lists": ("docx", lambda: word(
        control("dropDownList", ENTRY, p(r("offen")))
        + p(r("x "), control("comboBox", ENTRY, r("y")))
    )),
    "WordArt and a text box": ("docx", lambda: word(
        p(r("x "), alternatives(box("Der Hafen"), art('string="Der Hafen"')))
    )),
    "a workbook with a comment": ("xlsx", commented),
}  # fmt: skip


class Seen(NamedTuple):
    """A file as we wrote it and as LibreOffice understood it, which is empty if it did not."""

    written: bytes
    flat: bytes


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Seen]:
    """All cases, shown to LibreOffice at once."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: no second program opens the written files")
    sources = {file.what: (file.format, file.data) for file in OURS}
    sources |= {what: (format_, make()) for what, (format_, make) in RICH.items()}
    files: dict[str, bytes] = {}
    for number, (what, change) in enumerate(CASES):
        format_, data = sources[what]
        document = read_document(whole(data, suffix=f".{format_}"), name=what)
        done = translated(document, CHANGES[change], lang="en-GB")
        files[f"case{number}.{format_}"] = write_document(done)
    dropping = ReadingOptions(source_lang="de", comments="drop")
    for number, (format_, make) in enumerate(OPENED.values()):
        data = whole(make(), suffix=f".{format_}")
        for kind, options in (("kept", None), ("dropped", dropping)):
            document = read_document(data, name="x", options=options)
            name = f"opened{number}{kind}.{format_}"
            files[name] = write_document(translated(document, lang="en-GB"))
    flats = opened(files, tmp_path_factory.mktemp("office"))
    names = [*CASES, *((what, kind) for what in OPENED for kind in ("kept", "dropped"))]
    return {
        case: Seen(data, flats.get(name, b""))
        for case, (name, data) in zip(names, files.items(), strict=True)
    }


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_libreoffice_shows_the_segments(
    case: tuple[str, str], seen: Mapping[tuple[str, str], Seen]
) -> None:
    file = seen[case]
    assert file.flat, "LibreOffice does not open the file"
    said = segments(read_document(file.written, name=case[0]).blocks)
    assert sorted(shown(file.flat) + UNSEEN.get(case[0], [])) == sorted(
        said + KEPT.get(case[0], [])
    )


@pytest.mark.parametrize("what", OPENED)
def test_libreoffice_opens_the_cases(what: str, seen: Mapping[tuple[str, str], Seen]) -> None:
    for kind in ("kept", "dropped"):
        file = seen[what, kind]
        assert file.flat, "LibreOffice does not open the file"
        blocks = read_document(file.written, name=what).blocks
        body = segments(tuple(b for b in blocks if b.kind in _SHOWN))
        assert what in BEYOND or {*body} <= {*shown(file.flat)}
        assert b"office:annotation " not in file.flat or kind == "kept"


def test_the_press_release_is_seen_whole(seen: Mapping[tuple[str, str], Seen]) -> None:
    """Without this, an oracle that sees nothing would agree with a reader that reads nothing."""
    for kind in ("Word", "ODT"):
        found = shown(seen[f"a press release in {kind}", "said louder"].flat)
        assert len(found) == 25
        assert "ZUM KURS VOM 16. MAI 2022 SIND DAS RUND 68 MILLIONEN EURO." in found
