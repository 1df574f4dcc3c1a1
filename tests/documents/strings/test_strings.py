"""Files of a program's texts: what is read, what changes, what is refused."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.model import Document
from g60translate.errors import BrokenDocument, UnsupportedFormat
from tests.documents.pretend import translated

# Rows of a table read best on one line.
# ruff: noqa: E501

CATALOGUE = {
    "sourceLanguage": "de",
    "strings": {
        "Das Tal": {},
        "done": {
            "comment": "von hand",
            "localizations": {
                "de": {"stringUnit": {"state": "translated", "value": "Der Berg"}},
                "en": {"stringUnit": {"state": "translated", "value": "The hill"}},
            },
        },
        "rooms": {
            "localizations": {
                "de": {
                    "variations": {
                        "plural": {
                            "one": {"stringUnit": {"state": "translated", "value": "%lld Saal"}},
                            "other": {"stringUnit": {"state": "translated", "value": "%lld Säle"}},
                        }
                    }
                },
                "fr": {"stringUnit": {"state": "new", "value": ""}},
            }
        },
        "stays": {"shouldTranslate": False},
    },
    "version": "1.0",
}
XCSTRINGS = json.dumps(CATALOGUE, ensure_ascii=False, indent=2, separators=(",", " : "))


def read(data: bytes | str, name: str) -> Document:
    raw = data.encode() if isinstance(data, str) else data
    document = read_document(raw, name=name)
    assert write_document(document) == raw
    return document


def rewritten(data: bytes | str, name: str, lang: str | None = None) -> str:
    return write_document(translated(read(data, name), lang=lang)).decode()


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("de.json", '{"a": "das tal"}', '{"a": "DAS TAL"}'),
        ("locales/de/app.json", '{"a":{"b_one":"{{count}} tal"}}', '{"a":{"b_one":"{{count}} TAL"}}'),
        ("de.json", '{"a": "gr\\u00fcn \\/ tal"}', '{"a": "GR\\u00dcN \\/ TAL"}'),
        ("de.json", '{"a": "ja $t(haus.tal) %{name} %1$s"}', '{"a": "JA $t(haus.tal) %{name} %1$s"}'),
        ("de.json", '{"a": "<b>das</b> tal"}', '{"a": "<b>DAS</b> TAL"}'),
        ("de.json", '{"_comment": "nein", "a": ["ja", "wohl"]}', '{"_comment": "nein", "a": ["JA", "WOHL"]}'),
        ("de.json", '{"a": "{n, plural, one {tal} other {# täler}}"}', '{"a": "{n, plural, one {TAL} other {# TÄLER}}"}'),
        ("app_de.arb", '{"@@locale": "de", "a": "tal {x}", "@a": {"description": "nein"}}', '{"@@locale": "en", "a": "TAL {x}", "@a": {"description": "nein"}}'),
        ("_locales/de/messages.json", '{"a": {"message": "tal $ORT$", "description": "nein"}}', '{"a": {"message": "TAL $ORT$", "description": "nein"}}'),
        ("i18n.json", '{"a": {"message": "tal"}}', '{"a": {"message": "TAL"}}'),
        ("app/i18n/x.json", '{"de": {"a": "tal"}}', '{"en": {"a": "TAL"}}'),
        ("messages_de.properties", "# nein\na.b = das tal\n", "# nein\na.b = DAS TAL\n"),
        ("messages.properties", "a=gr\\u00fcn \\\n   und breit\\nweit\n", "a=GR\\u00dcN UND BREIT\\nWEIT\n"),
        ("messages.properties", "a:it''s {0}\n! nein\n", "a:IT''S {0}\n! nein\n"),
        ("messages.properties", "a=es gr\\:\\ tal", "a=ES GR\\: TAL"),
        ("messages.properties", "a=größe", "a=GRÖßE"),
        ("x.strings", '/* nein */\n"a" = "das \\"tal\\" %@";\n', '/* nein */\n"a" = "DAS \\"TAL\\" %@";\n'),
        ("x.strings", '// nein\nNSName = "tal\\nberg";"b"="gr\\U00fcn";', '// nein\nNSName = "TAL\\nBERG";"b"="GRÜN";'),
        ("de.yml", "de:\n  a: das tal # nein\n  b: 'it''s'\n  c: 3\n", "en:\n  a: DAS TAL # nein\n  b: 'IT''S'\n  c: 3\n"),
        ("x.yml", 'de:\n  a: "gr\\u00fcn %{n}"\n  b: [ja, "wohl"]\n', 'en:\n  a: "GR\\u00dcN %{n}"\n  b: [JA, "WOHL"]\n'),
        ("x.yml", "de:\n  a: |\n    das\n    tal\n\n  b: ja\n", "en:\n  a: |\n    DAS\n    TAL\n\n  b: JA\n"),
        ("x.yml", "de:\n  date:\n    formats:\n      default: '%d.%m.%Y'\n    order:\n    - :day\n  b: ja\n", "en:\n  date:\n    formats:\n      default: '%d.%m.%Y'\n    order:\n    - :day\n  b: JA\n"),
    ],
)  # fmt: skip
def test_texts_change_and_nothing_else(name: str, source: str, expected: str) -> None:
    assert rewritten(source, name, "en") == expected


def android(inside: str) -> str:
    names = 'xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2"'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<resources {names}>\n{inside}\n</resources>\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<string name="a">das tal</string>', '<string name="a">DAS TAL</string>'),
        # Between quotes white space is meant.
        ('<string name="a">"  das  tal "</string>', '<string name="a">"  DAS  TAL "</string>'),
        ('<string name="a">it\\\'s \\"x\\"\\nja</string>', '<string name="a">IT\\\'S \\"X\\"\\nJA</string>'),
        ('<string name="a">"das tal "</string>', '<string name="a">"DAS TAL "</string>'),
        ('<string name="a" translatable="false">das</string>', '<string name="a" translatable="false">das</string>'),
        ('<string name="a">@string/b</string>', '<string name="a">@string/b</string>'),
        ('<string name="a">das <b>tal</b> %1$d</string>', '<string name="a">DAS <b>TAL</b> %1$d</string>'),
        ('<string name="a">das <xliff:g id="n">tal</xliff:g> hier</string>', '<string name="a">DAS <xliff:g id="n">tal</xliff:g> HIER</string>'),
        ('<string name="a"><![CDATA[<b>das</b> tal]]></string>', '<string name="a"><![CDATA[<b>DAS</b> TAL]]></string>'),
        ('<string name="a">das &lt;b>tal&lt;/b> &amp; berg</string>', '<string name="a">DAS &lt;b&gt;TAL&lt;/b&gt; &amp; BERG</string>'),
        ('<!-- nein --><string-array name="a"><item>tal</item></string-array>', '<!-- nein --><string-array name="a"><item>TAL</item></string-array>'),
        ('<plurals name="a"><item quantity="one">tal</item></plurals><color name="c">rot</color>', '<plurals name="a"><item quantity="one">TAL</item></plurals><color name="c">rot</color>'),
    ],
)  # fmt: skip
def test_android(source: str, expected: str) -> None:
    written = rewritten(android(source), "strings.xml")
    assert written == android(expected)
    etree.fromstring(written.encode())


def test_the_language_of_android_tools_follows() -> None:
    source = android('<string name="a">tal</string>').replace(
        "<resources ",
        '<resources xmlns:tools="http://schemas.android.com/tools" tools:locale="de" ',
    )
    assert read(source, "a.xml").lang == "de"
    assert 'tools:locale="en"' in rewritten(source, "a.xml", "en")


def test_a_catalogue_of_xcode_gets_localizations_to_be_reviewed() -> None:
    written = json.loads(rewritten(XCSTRINGS, "a.xcstrings", "fr"))["strings"]
    unit = {"state": "needs_review", "value": "DAS TAL"}
    assert written["Das Tal"] == {"localizations": {"fr": {"stringUnit": unit}}}
    done = written["done"]["localizations"]
    assert list(done) == ["de", "en", "fr"]
    assert done["fr"]["stringUnit"]["value"] == "DER BERG"
    rooms = written["rooms"]["localizations"]["fr"]["variations"]["plural"]
    assert [rooms[form]["stringUnit"]["value"] for form in rooms] == ["%lld SAAL", "%lld SÄLE"]
    assert written["stays"] == {"shouldTranslate": False}


def test_a_catalogue_of_xcode_stays_as_xcode_writes_it() -> None:
    written = rewritten(XCSTRINGS, "a.xcstrings", "fr")
    again = json.dumps(json.loads(written), ensure_ascii=False, indent=2, separators=(",", " : "))
    assert written == again
    assert (
        json.loads(rewritten(XCSTRINGS, "a.xcstrings", "en"))["strings"]["done"]
        == (
            CATALOGUE["strings"]["done"]  # type: ignore[index]
        )
    )


def test_legacy_and_wide_encodings_come_back() -> None:
    latin = "a=gr\xfcn\nb=tal\n".encode("latin-1")
    document = read(latin, "messages_de.properties")
    changed = translated(document, lambda b: type(b)(b.id, b.kind, "规 ü"))
    assert write_document(changed) == "a=\\u89c4 ü\nb=\\u89c4 ü\n".encode("latin-1")
    wide = '"a" = "größe";\n'.encode("utf-16")
    assert (
        write_document(translated(read(wide, "x.strings"))).decode("utf-16") == '"a" = "GRÖßE";\n'
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("package.json", '{"name": "tal", "version": "1"}'),
        ("app.json", '{"a": "das tal"}'),
        ("de.json", '{"a": 1, "b": "das tal"}'),
        ("locales/all.json", '{"de": {"a": "tal"}, "en": {"a": "valley"}}'),
        ("locales/de.json", '{"a": "das tal"'),
        ("docker-compose.yml", "services:\n  web:\n    image: tal\n"),
        ("config/de.yml", "de: [\n"),
        ("de.yml", "de:\n  order: [ :day, :month ]\n  a: das tal\n"),
        ("log4j.properties", "log.level = tal\n"),
        ("de.properties", "Das Tal ist grün.\n"),
        ("x.strings", "Das Tal ist grün.\n"),
        ("strings.xml", "<resources><color name='a'>rot</color></resources>"),
        ("x.txt", "menu.file=Datei\n"),
    ],
)
def test_other_data_is_refused(name: str, data: str) -> None:
    with pytest.raises(UnsupportedFormat, match="--format"):
        detect_format(data.encode(), name=name)


@pytest.mark.parametrize(
    ("form", "data", "message"),
    [
        ("i18n-json", "[1]", "no JSON object"),
        ("i18n-json", '{"a": "b"', "line 1, column"),
        ("i18n-yaml", "a: [", "line 1"),
        ("i18n-yaml", "- a", "no keys"),
        ("strings", '"a" = "b"', "line 1"),
        ("xcstrings", "{}", "no sourceLanguage"),
        ("android", "<resources><string>", "not well-formed"),
    ],
)
def test_broken_files_say_where(form: str, data: str, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        read_document(data.encode(), name="x", format=form)


def test_texts_of_yaml_that_are_left_are_told() -> None:
    document = read("de:\n  a: das\n    tal\n  b: &x ja\n  c: *x\n", "de.yml")
    assert [remark.message.split(" is ")[0] for remark in document.remarks] == [
        "The text in line 2",
        "The text in line 4",
    ]
    assert not document.blocks


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.sampled_from(["", "'", '"']))
def test_any_text_can_be_written_into_yaml(text: str, quote: str) -> None:
    source = f"de:\n  a: {quote}das tal{quote} # nein\n  b: ja\n"
    document = read(source, "de.yml")
    block = document.blocks[0]
    written = write_document(
        document.with_blocks({block.id: type(block)(block.id, block.kind, text)})
    ).decode()
    value = yaml.safe_load(written)["de"]["a"]
    assert value == text


@settings(deadline=None, max_examples=60)
@given(TEXTS.filter(lambda text: not {*text} & {*"&_~<{%$@"}))
def test_any_text_can_be_written_into_strings_and_properties(text: str) -> None:
    for name, source in (("x.strings", '"a" = "tal";'), ("de.properties", "a=tal\n")):
        document = read(source, name)
        block = document.blocks[0]
        changed = document.with_blocks({block.id: type(block)(block.id, block.kind, text)})
        again = read_document(write_document(changed), name=name, format=document.format)
        # A no-break space at an edge is text.
        stripped = (text.strip(), text.strip(" \t\r\n"), "")
        assert "".join(b.text for b in again.blocks) in (text, *stripped)
