from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.exchange.po import PoCodec
from g60translate.documents.model import Document, InlineKind
from g60translate.errors import BrokenDocument
from tests.documents.pretend import spans, stripped, translated, turned

CODEC = PoCodec()
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Source-Language: de\\n"\n\n'
)


def read(source: str) -> Document:
    data = source.encode()
    document = CODEC.read(data, name="x.po")
    assert CODEC.write(document) == data
    return document


def rewritten(source: str) -> str:
    return CODEC.write(translated(read(source))).decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('msgid "tal"\nmsgstr ""\n', '#, fuzzy\nmsgid "tal"\nmsgstr "TAL"\n'),
        (
            '# von hand\n#: a.c:1\n#, c-format\nmsgctxt "x"\nmsgid "tal %s"\nmsgstr ""',
            '# von hand\n#: a.c:1\n#, fuzzy, c-format\nmsgctxt "x"\nmsgid "tal %s"\n'
            'msgstr "TAL %s"',
        ),
        (
            '#, fuzzy\nmsgid "tal"\nmsgstr "alt"\n\n#~ msgid "weg"\n#~ msgstr ""\n',
            '#, fuzzy\nmsgid "tal"\nmsgstr "TAL"\n\n#~ msgid "weg"\n#~ msgstr ""\n',
        ),
        (
            'msgid ""\n"eins\\n"\n"zwei \\"drei\\"\\n"\nmsgstr ""\n',
            '#, fuzzy\nmsgid ""\n"eins\\n"\n"zwei \\"drei\\"\\n"\n'
            'msgstr ""\n"EINS\\n"\n"ZWEI \\"DREI\\"\\n"\n',
        ),
        (
            'msgid "stadt"\nmsgid_plural "%d städte"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n',
            '#, fuzzy\nmsgid "stadt"\nmsgid_plural "%d städte"\n'
            'msgstr[0] "STADT"\nmsgstr[1] "%D STÄDTE"\nmsgstr[2] "%D STÄDTE"\n',
        ),
        ('msgid "tal"\r\nmsgstr ""\r\n', '#, fuzzy\r\nmsgid "tal"\r\nmsgstr "TAL"\r\n'),
        ('msgid "a\\tb\\\\c"\nmsgstr ""\n', '#, fuzzy\nmsgid "a\\tb\\\\c"\nmsgstr "A\\tB\\\\C"\n'),
        (
            '#, fuzzy\n#~ msgid "weg"\n#~ msgstr ""\n\nmsgid "tal"\nmsgstr "valley"\n',
            '#, fuzzy\n#~ msgid "weg"\n#~ msgstr ""\n\nmsgid "tal"\nmsgstr "valley"\n',
        ),
        ('msgid "tal"\nmsgstr "valley"\n', 'msgid "tal"\nmsgstr "valley"\n'),
        ('msgid "..."\nmsgstr ""\n', 'msgid "..."\nmsgstr ""\n'),
    ],
)
def test_fills_what_is_empty_or_fuzzy(source: str, expected: str) -> None:
    assert rewritten(source) == expected


@pytest.mark.parametrize(
    ("message", "flags", "codes"),
    [
        ("%s und %(name)s", "python-format", ["%s", "%(name)s"]),
        ("{0} und {name}", "python-brace-format", ["{0}", "{name}"]),
        ("100 % sicher", "", []),
        ("%1 von %2", "qt-format", ["%1", "%2"]),
    ],
)
def test_placeholders_are_protected_where_flags_name_a_format(
    message: str, flags: str, codes: list[str]
) -> None:
    block = read(f'#, {flags}\nmsgid "x {message}"\nmsgstr ""\n').blocks[0]
    assert [block.text[c.start : c.end] for c in block.inlines] == codes
    assert all(code.kind is InlineKind.PROTECTED for code in block.inlines)


def test_tags_are_codes() -> None:
    document = read('msgid "ein <b>fettes</b><br/>wort"\nmsgstr ""\n')
    assert spans(document.blocks[0]) == [
        ("b", "fettes", InlineKind.PAIRED),
        ("br", "", InlineKind.STANDALONE),
    ]
    assert '"EIN FETTESWORT<br/>"' in CODEC.write(translated(document, stripped)).decode()


def test_sets_the_language() -> None:
    document = read(HEADER + 'msgid "tal"\nmsgstr "valley"\n')
    assert document.lang == "de"
    written = CODEC.write(document.with_blocks({}, lang="en-GB")).decode()
    assert '"Language: en_GB\\n"\n\nmsgid "tal"' in written
    again = CODEC.write(CODEC.read(written.encode(), name="y").with_blocks({}, lang="fr")).decode()
    assert again == written.replace("en_GB", "fr")


def test_another_program_reads_the_translation(tmp_path: Path) -> None:
    source = (
        HEADER + '#, c-format\nmsgid "das %s tal"\nmsgstr ""\n\nmsgid "lang"\nmsgstr "long"\n\n'
        'msgid "eins\\nzwei\\n"\nmsgstr ""\n'
    )
    path = tmp_path / "x.po"
    path.write_bytes(CODEC.write(translated(read(source), turned)))
    entries = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path))}
    assert entries == {
        "das %s tal": ("%s tal das", True),
        "lang": ("long", False),
        "eins\nzwei\n": ("EINS\nZWEI\n", True),
    }


def test_recognises_its_files() -> None:
    assert CODEC.recognises(HEADER.encode())
    assert not CODEC.recognises(b'Text mit msgid "x" und msgstr ""')


@pytest.mark.parametrize(
    "source", ['msgid "a\nmsgstr ""\n', "msgid\n", 'msgid "a"\nmsgstr "b"\nunsinn\n', "msgtxt 1"]
)
def test_says_where_a_file_is_broken(source: str) -> None:
    with pytest.raises(BrokenDocument, match=r"x\.po, line \d"):
        CODEC.read(source.encode(), name="x.po")


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from('ab "\\\n\t%s<b>{}规é'), min_size=1, max_size=20))
def test_any_translation_is_read_back_by_another_program(text: str) -> None:
    document = read(HEADER + 'msgid "tal"\nmsgstr ""\n')
    block = replace(document.blocks[0], text=text)
    written = CODEC.write(document.with_blocks({block.id: block})).decode()
    assert polib.pofile(written)[0].msgstr == text
