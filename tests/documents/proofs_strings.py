"""Proofs of what docs/formats.md says of a program's texts."""

from __future__ import annotations

import json

from tests.documents.proofs import Case, Proofs, Shown, keeps
from tests.documents.strings.test_strings import android

# Long builders' lines read best as a table.
# ruff: noqa: E501

MORE_FORMS = "forms of a plural that the other language needs beyond those that are there"
TEXTS = "test_strings.test_texts_change_and_nothing_else"
TAL = '<string name="a">das tal</string>'


def beside(inside: str) -> Case:
    return keeps(android(f"{TAL}{inside}").encode(), inside)


ANDROID: Proofs = {
    "strings": Case(android(TAL).encode()),
    "arrays and plurals of resources": Case(
        android(
            '<string-array name="a"><item>das tal</item></string-array><plurals name="b"><item quantity="other">der ort</item></plurals>'
        ).encode(),
        ("DAS TAL", "DER ORT"),
    ),
    "names": beside('<color name="rot">#f00</color>'),
    "comments": beside("<!-- die anmerkung -->"),
    "escapes": Case(
        android('<string name="a">das\\\'s tal\\n</string>').encode(), ("DAS\\'S TAL\\n",)
    ),
    "CDATA": Case(
        android('<string name="a"><![CDATA[<b>das</b> tal]]></string>').encode(),
        ("<![CDATA[<b>DAS</b> TAL]]>",),
    ),
    "markup": Case(
        android('<string name="a"><b>das</b> tal</string>').encode(), ("<b>DAS</b> TAL",)
    ),
    "placeholders": Case(
        android('<string name="a">%1$s das tal</string>').encode(), ("%1$s DAS TAL",)
    ),
    "`xliff:g`": Case(
        android(
            '<string name="a">das tal <xliff:g id="x">von hier</xliff:g> und dort</string>'
        ).encode(),
        ('DAS TAL <xliff:g id="x">von hier</xliff:g> UND DORT',),
    ),
    "references": beside('<string name="b">@string/anders</string>'),
    'strings marked `translatable="false"`': beside(
        '<string name="b" translatable="false">nein</string>'
    ),
    "values that mix CDATA and text": beside('<string name="b">der <![CDATA[ort]]></string>'),
    MORE_FORMS: Shown("test_strings.test_android"),
}
STRINGS: Proofs = {
    "values": Case(b'"a" = "das tal";'),
    "keys": keeps(b'"der ort" = "das tal";', '"der ort"'),
    "comments": keeps(b'/* der ort */\n// und der\n"a" = "das tal";', "/* der ort */ // und der"),
    "placeholders": Case(b'"a" = "das tal %1$@";', ("DAS TAL %1$@",)),
    "UTF-16 and its byte order mark": Shown(
        "test_strings.test_legacy_and_wide_encodings_come_back"
    ),
    "compiled tables": Shown("test_strings.test_broken_files_say_where"),
    "an escape of a letter is written as the letter": Shown(TEXTS),
}


def catalogue(**more: object) -> bytes:
    strings = {"das tal": {}, **more}
    return json.dumps({"sourceLanguage": "de", "strings": strings}, ensure_ascii=False).encode()


def unit(value: str) -> dict[str, object]:
    return {"stringUnit": {"state": "translated", "value": value}}


REVIEWED = "test_strings.test_a_catalogue_of_xcode_gets_localizations_to_be_reviewed"
XCODE = "test_strings.test_a_catalogue_of_xcode_stays_as_xcode_writes_it"
XCSTRINGS: Proofs = {
    "texts of the source language": Case(catalogue()),
    "written to the translation's localization": Shown(REVIEWED),
    "plural and device variations": Case(
        catalogue(
            a={"localizations": {"de": {"variations": {"device": {"mac": unit("der ort")}}}}}
        ),
        ("DER ORT",),
    ),
    "keys": keeps(catalogue(), '"das tal"'),
    "comments": keeps(catalogue(a={"comment": "von hand"}), "von hand"),
    "other languages": keeps(catalogue(a={"localizations": {"fr": unit("le val")}}), "le val"),
    "the way Xcode writes": Shown(XCODE),
    "localizations that are there": Shown(XCODE),
    "texts with `shouldTranslate` false": keeps(catalogue(ort={"shouldTranslate": False}), '"ort"'),
    "substitutions": keeps(
        catalogue(
            a={
                "localizations": {
                    "de": {
                        **unit("%#@x@"),
                        "substitutions": {
                            "x": {"variations": {"plural": {"other": unit("der ort")}}}
                        },
                    }
                }
            }
        ),
        "der ort",
    ),
    "new localizations need review": Shown(REVIEWED),
    MORE_FORMS: Shown(REVIEWED),
}
I18N_JSON: Proofs = {
    "texts of nested objects as of i18next and Vue": Case(b'{"a": {"b": "das tal"}}'),
    "of ARB": Case(b'{"@@locale": "de", "a": "das tal"}'),
    "messages of browser extensions": Case(b'{"a": {"message": "das tal"}}'),
    "branches of ICU messages": Case(
        b'{"a": "{n, plural, other {das tal}}"}', ("{n, plural, other {DAS TAL}}",)
    ),
    "keys": keeps(b'{"der ort": "das tal"}', '"der ort"'),
    "plural suffixes": keeps(
        b'{"ort_one": "das tal", "ort_other": "der"}', '"ort_one"', '"ort_other"'
    ),
    "placeholders": keeps(b'{"a": "das tal {{wo}}"}', "{{wo}}"),
    "markup": Case(b'{"a": "<b>das</b> tal"}', ("<b>DAS</b> TAL",)),
    "escapes": Case(b'{"a": "das tal gr\\u00fcn"}', ("DAS TAL GR\\u00dcN",)),
    "indents": Shown("test_awkward.test_every_awkward_file_keeps_the_laws"),
    "descriptions and metadata": keeps(
        b'{"@@locale": "de", "a": "das tal", "@a": {"description": "der ort"}}', "der ort"
    ),
    "comments": keeps(b'{"_comment": "der ort", "a": "das tal"}', "der ort"),
    MORE_FORMS: Shown(TEXTS),
    "files of several languages": Shown("test_strings.test_other_data_is_refused"),
}


def rails(more: str) -> bytes:
    return f"de:\n  a: das tal\n{more}".encode()


LEFT = Shown("test_strings.test_texts_of_yaml_that_are_left_are_told")
I18N_YAML: Proofs = {
    "texts below the language's key": Case(rails("")),
    "keys": keeps(rails("  ort: ja\n"), "ort:"),
    "comments": keeps(rails("  # der ort\n"), "# der ort"),
    "quotes": Case(rails("  b: 'der ort'\n"), ("'DER ORT'",)),
    "placeholders": keeps(rails('  b: "das tal %{wo}"\n'), "%{wo}"),
    "patterns of dates": keeps(
        rails("  formats:\n    kurz: '%d.%m. %H Uhr %z'\n").replace(b" Uhr", b""), "'%d.%m. %H %z'"
    ),
    "symbols": keeps(rails("  order:\n    - :day\n"), "- :day"),
    "texts in lines below their key": Case(rails("  b: |\n    der\n    ort\n"), ("b: | DER ORT",)),
    "quoted texts over several lines": LEFT,
    "texts with an anchor or a tag": LEFT,
    "lists of bare symbols in brackets": Shown("test_strings.test_other_data_is_refused"),
}
PROPERTIES: Proofs = {
    "values": Case(b"a=das tal\n"),
    "keys": keeps(b"der.ort=das tal\n", "der.ort="),
    "comments": keeps(b"# der ort\n! und der\na=das tal\n", "# der ort ! und der"),
    "separators": keeps(b"a : das tal\nb = ja\n", "a : ", "b = "),
    "placeholders": keeps(b"a=das tal {0}\n", "{0}"),
    "ISO 8859-1": Shown("test_strings.test_legacy_and_wide_encodings_come_back"),
    "`\\uXXXX` where the file has it": Case(b"a=das tal gr\\u00fcn\n", ("DAS TAL GR\\u00dcN",)),
    "doubled apostrophes": Case(b"a=das tal''s {0}\n", ("DAS TAL''S {0}",)),
    "a value over several lines is written on one": Case(b"a=das \\\n  tal\n"),
}
