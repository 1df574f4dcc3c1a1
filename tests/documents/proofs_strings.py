"""Proofs of what docs/formats.md says of a program's texts, of tables and mails."""

from __future__ import annotations

import json

from tests.documents.mail.test_mail import CALENDAR, mail
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
CSV: Proofs = {
    "the columns that `--columns title,body` names by the first row": Case(b"id,text\n1,das tal\n"),
    "all other columns": keeps(b"id,text\nder ort,das tal\n", "der ort,"),
    "the first row": keeps(b"id,text\n1,das tal\n", "id,text"),
    "separators": keeps(b"id;text\n1;das tal\n", "1;"),
    "quotes": Case(b'id,text\n1,"das tal"\n', ('"DAS TAL"',)),
    "encoding": Shown("test_awkward.test_every_awkward_file_keeps_the_laws"),
    "byte order mark": Shown("test_tables.test_named_columns_change_and_nothing_else"),
    "line ends": Shown("test_tables.test_named_columns_change_and_nothing_else"),
    "paragraphs and HTML in cells": Case(b"id,text\n1,<p>das tal</p>\n", ("<p>DAS TAL</p>",)),
    "tables without a first row of names": Shown(
        "test_tables.test_what_is_not_there_is_answered_with_what_is"
    ),
}
FIELDS = "test_tables.test_named_fields_change_and_nothing_else"
JSONL: Proofs = {
    "the fields that `--fields title,body.text` names": Case(b'{"text": "das tal"}'),
    "all other fields": keeps(b'{"x": "der ort", "text": "das tal"}', "der ort"),
    "escapes": Case(b'{"text": "das tal gr\\u00fcn"}', ("DAS TAL GR\\u00dcN",)),
    "line ends": Shown(FIELDS),
    "paragraphs and HTML in fields": Case(b'{"text": "<p>das tal</p>"}', ("<p>DAS TAL</p>",)),
    "values of other JSON files": Shown("test_tables.test_broken_tables_say_where"),
}
ALIKE = Shown("test_mail.test_text_and_html_alike")
MAIL = mail("das tal\n")
ATTACHED = "test_attachments.test_attached_"
EML: Proofs = {
    "the subject": ALIKE,
    "text and HTML parts alike": ALIKE,
    "all other headers": keeps(MAIL, "Message-ID: <1@b.example>", "From: "),
    "`Re:` and its like": ALIKE,
    "transfer encodings": ALIKE,
    "charsets as far as they do": Shown("test_mail.test_a_charset_that_does_not_do_is_changed"),
    "images": ALIKE,
    "with `--attachments` documents attached": Shown(
        f"{ATTACHED}documents_are_translated_and_named_by_their_language"
    ),
    "attachments unless they are asked for": Shown(
        "test_attachments.test_without_the_wish_they_stay_to_the_byte"
    ),
    "attached mails and what would become another format": Shown(
        f"{ATTACHED}mails_stay_and_what_would_become_another_document"
    ),
    "what is signed or encrypted": Shown("test_mail.test_what_is_left_is_told"),
    "signatures over the whole mail no longer hold": keeps(
        MAIL.replace(b"Message-ID", b"DKIM-Signature: v=1\r\nMessage-ID", 1), "DKIM-Signature: v=1"
    ),
}
DAY = CALENDAR.replace("Das Tal", "das tal").encode()
ICS: Proofs = {
    "summaries and descriptions": Case(DAY, ("DAS TAL", "DIE MESSE")),
    "times": keeps(DAY, "DTSTART:20240503T090000Z"),
    "places": keeps(DAY, "LOCATION:Kiel"),
    "people": keeps(
        DAY.replace(b"UID", b"ORGANIZER:mailto:a@b.example\r\nUID"), "mailto:a@b.example"
    ),
    "languages of other properties": keeps(
        DAY.replace(b"LOCATION", b"LOCATION;LANGUAGE=fr"), "LOCATION;LANGUAGE=fr:Kiel"
    ),
    "descriptions in HTML (`X-ALT-DESC`)": keeps(
        DAY.replace(b"UID", b"X-ALT-DESC:der ort\r\nUID"), "der ort"
    ),
}
