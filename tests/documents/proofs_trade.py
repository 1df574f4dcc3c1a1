"""Proofs of what docs/formats.md says of translators' files, subtitles and press formats."""

from __future__ import annotations

import json

from tests.documents.exchange.test_po import HEADER
from tests.documents.exchange.test_xliff import one, two
from tests.documents.news.test_news import ITEM_1, NITF_FILE
from tests.documents.proofs import Case, Proofs, Shown, keeps
from tests.documents.subtitles.test_subtitles import srt, vtt
from tests.documents.test_untouched import newsml, nitf

# Long builders' lines read best as a table.

UNIT = "<source>das tal</source>"
SUB_FLOW = '<source>das tal<ph id="1">&lt;img alt="<sub>im bild</sub>"></ph></source>'
XLIFF: Proofs = {
    "sources of open units": Case(one(UNIT), ("DAS TAL</target>",), (UNIT,)),
    "written to targets (1.2 and 2.0 to 2.2)": Shown("test_claims.test_versions_of_xliff_2"),
    "segment by segment": Shown("test_xliff.test_segments_are_filled_one_by_one"),
    "branches of ICU messages": Case(
        one("<source>{n, plural, one {das tal} other {# täler}}</source>"),
        ("{n, plural, one {DAS TAL} other {# TÄLER}}",),
    ),
    "filled targets and segments": Shown(
        "test_xliff.test_leaves_alone_what_is_done_or_not_to_be_translated"
    ),
    "escaped markup": Case(
        one("<source>&lt;b&gt;das&lt;/b&gt; tal</source>"), ("&lt;b&gt;DAS&lt;/b&gt; TAL",)
    ),
    "notes": keeps(one(f"{UNIT}<note>die anmerkung</note>"), "<note>die anmerkung</note>"),
    "alternatives": keeps(
        one(f"{UNIT}<alt-trans><source>das dorf</source><target>x</target></alt-trans>"),
        "<source>das dorf</source><target>x</target>",
    ),
    "inline codes with their ids": keeps(
        two('<source>das <pc id="7">tal</pc></source>'),
        '<pc id="7">',
        new=('DAS <pc id="7">TAL</pc>',),
    ),
    "text marked not to be translated": Shown("test_untouched.test_marked_text_stays"),
    "text of sub-flows inside native codes": keeps(one(SUB_FLOW), "<sub>im bild</sub>"),
}


def message(entry: str) -> bytes:
    return f"{HEADER}{entry}\n".encode()


OPEN = 'msgid "das tal"\nmsgstr ""'
PO: Proofs = {
    "messages without translation": Case(message(OPEN), ('msgstr "DAS TAL"',)),
    "or with a fuzzy one": Case(
        message('#, fuzzy\nmsgid "das tal"\nmsgstr "alt"'), ('msgstr "DAS TAL"',)
    ),
    "empty forms of plurals": Shown("test_plurals.test_fills_the_forms_that_the_header_asks_for"),
    "branches of ICU messages": Case(
        message('msgid "{n, plural, one {das tal} other {# täler}}"\nmsgstr ""'),
        ('msgstr "{n, plural, one {DAS TAL} other {# TÄLER}}"',),
    ),
    "filled entries and forms": keeps(
        message(f'msgid "das dorf"\nmsgstr "das fertige"\n\n{OPEN}'),
        'msgid "das dorf" msgstr "das fertige"',
    ),
    "comments": keeps(
        message(f"# die anmerkung\n#. und eine\n#: a.c:1\n{OPEN}"),
        "# die anmerkung #. und eine #: a.c:1",
    ),
    "contexts": keeps(message(f'msgctxt "der ort"\n{OPEN}'), 'msgctxt "der ort"'),
    "obsolete entries": keeps(
        message(f'{OPEN}\n\n#~ msgid "das alte"\n#~ msgstr ""'), '#~ msgid "das alte" #~ msgstr ""'
    ),
    "placeholders": Shown("test_untouched.test_marked_text_stays"),
    "tags": keeps(
        message('msgid "<b>das tal</b>"\nmsgstr ""'), "<b>", new=('msgstr "<b>DAS TAL</b>"',)
    ),
    "all forms of a plural but the singular get the same text": Shown(
        "test_plurals.test_fills_the_forms_that_the_header_asks_for"
    ),
    "new translations are marked fuzzy": Case(
        message(OPEN), ('#, fuzzy msgid "das tal" msgstr "DAS TAL"',)
    ),
}

CUE = "das tal."
SRT: Proofs = {
    "sentences": Case(srt(CUE).encode()),
    "also where they run through up to four cues": Shown("test_subtitles.test_reads_sentences"),
    "times": keeps(srt(CUE).encode(), "00:00:01,000 --> 00:00:01,900"),
    "numbers": keeps(srt(CUE).replace("1\n", "41\n", 1).encode(), "41 00:00:01,000"),
    "positions": keeps(srt("{\\an8}" + CUE).encode(), "{\\an8}"),
    "tags": keeps(srt(f"<i>{CUE}</i>").encode(), "<i>", "</i>"),
    "labels of speakers in capitals": Shown("test_stretches.test_speakers_songs_and_labels"),
    "what is heard (`[Musik]`)": Case(srt("[das tal]").encode(), ("[DAS TAL]",)),
    "speakers' dashes": Case(srt("- das tal.\n- der berg.").encode(), ("- DAS TAL. - DER BERG.",)),
    "notes of songs": keeps(srt("♪ das tal ♪").encode(), "♪"),
    "blank lines inside cues": Shown(
        "test_stretches.test_a_case_is_read_and_comes_back_with_its_text_changed_and_nothing_else"
    ),
    "times are not moved": Shown(
        "test_subtitles.test_any_translation_keeps_times_and_readable_lines"
    ),
}
REGION = "REGION\nid:oben\nwidth:40%\n"
VTT: Proofs = {
    "the same": Case(vtt(CUE).encode()),
    "header": keeps(vtt(CUE).encode(), "WEBVTT - Titel"),
    "notes": keeps(vtt(CUE).encode(), "NOTE bleibt stehen"),
    "styles": keeps(vtt(CUE).encode(), "STYLE ::cue(b) {}"),
    "regions": keeps(
        vtt(CUE).replace("STYLE", f"{REGION}\nSTYLE").encode(), " ".join(REGION.split())
    ),
    "cue names": keeps(
        vtt(CUE).replace("\n1\n", "\nder anfang\n").encode(), "der anfang 00:01.000"
    ),
    "settings": keeps(vtt(CUE).encode(), "align:start"),
    "voices": keeps(vtt(f"<v Anna>{CUE}</v>").encode(), "<v Anna>"),
    "time tags": keeps(vtt(f"<00:01.500>{CUE}").encode(), "<00:01.500>"),
    "times are not moved": Shown(
        "test_subtitles.test_any_translation_keeps_times_and_readable_lines"
    ),
    "notes are not translated": keeps(vtt(CUE).encode(), "NOTE bleibt stehen"),
}

# --- press formats ----------------------------------------------------------------------------


def item(**properties: object) -> bytes:
    return json.dumps({**ITEM_1, "headline": "das tal", **properties}, ensure_ascii=False).encode()


NINJS: Proofs = {
    "headlines": Case(item()),
    "descriptions": Case(item(description_text="der ort"), ("DER ORT",)),
    "bodies (plain and HTML)": Case(
        item(body_text="der ort", body_html="<p>der berg</p>"), ("DER ORT", "<p>DER BERG</p>")
    ),
    "the same of associations": Case(item(), ("UNTERSCHRIFT",)),
    "versions 1 to 3": Shown("test_news.test_ninjs_3_names_the_type_of_content_in_another_way"),
    "all other properties": keeps(
        item(located="der ort", urgency=3), '"located": "der ort", "urgency": 3', '"uri": "urn:x"'
    ),
    "the way of escaping": Shown("test_news.test_ninjs_keeps_the_way_of_escaping"),
    "bylines": keeps(item(byline="Von Anna"), '"byline": "Von Anna"'),
    "datelines": keeps(item(dateline="der ort"), '"dateline": "der ort"'),
    "keywords": keeps(item(keywords=["der ort"]), '"keywords": ["der ort"]'),
    "subjects": keeps(item(subject=[{"name": "der ort"}]), '"subject": [{"name": "der ort"}]'),
    "word and character counts are not renewed": keeps(
        item(wordcount=7, charcount=80), '"wordcount": 7, "charcount": 80'
    ),
}
NITF: Proofs = {
    **dict.fromkeys(
        (
            "titles",
            "headlines",
            "abstract",
            "paragraphs",
            "lists",
            "tables",
            "captions",
            "taglines",
            "alternative texts",
        ),
        Shown("test_news.test_nitf"),
    ),
    "doctype": keeps(NITF_FILE.encode(), '<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">'),
    "markup of names": keeps(
        nitf("das tal <person>Anna</person>"), "<person>", new=("<person>ANNA</person>",)
    ),
    "places": keeps(
        nitf("das tal <location>Bonn</location>"), "<location>", new=("<location>BONN</location>",)
    ),
    "dates and numbers": keeps(
        nitf('das tal <chron norm="20231108">8. mai</chron> <num>7</num>'),
        '<chron norm="20231108">',
        "<num>7</num>",
    ),
    "names in `org`/`person`/`location` unless the glossary decides": Shown(
        "test_news.test_nitf_names_are_codes_that_stay_on_their_words"
    ),
    "bylines": keeps(NITF_FILE.encode(), "<byline>Von <person>Anna Muster</person></byline>"),
    "datelines": keeps(NITF_FILE.encode(), "<dateline><location>Berlin</location></dateline>"),
    "credits": keeps(
        nitf("das tal<media><media-producer>die quelle</media-producer></media>"), "die quelle"
    ),
    "document data": keeps(NITF_FILE.encode(), '<keyword key="nein"/>'),
    "preformatted text": keeps(NITF_FILE.encode(), "<pre>nein</pre>"),
}


def g2(meta: str, inline: str = "") -> bytes:
    return newsml("das tal").replace(
        b"<contentSet>", f"<contentMeta>{meta}</contentMeta><contentSet>{inline}".encode()
    )


NEWSML: Proofs = {
    "headlines": Case(g2("<headline>der kopf</headline>"), ("<headline>DER KOPF</headline>",)),
    "descriptions": Case(
        g2("<description>der ort</description>"), ("<description>DER ORT</description>",)
    ),
    "titles": Shown("test_news.test_newsml_g2_with_xhtml"),
    "XHTML and NITF content (NewsML-G2 and 1)": Shown(
        "test_news.test_newsml_g2_with_nitf_and_newsml_1"
    ),
    "identifiers": keeps(g2('<subject qcode="x:tal"/>'), 'qcode="x:tal"'),
    "subjects": keeps(
        g2("<subject><name>der ort</name></subject>"), "<subject><name>der ort</name></subject>"
    ),
    "names": keeps(g2("<creator><name>Anna Muster</name></creator>"), "<name>Anna Muster</name>"),
    "sluglines": keeps(g2("<slugline>der ort</slugline>"), "<slugline>der ort</slugline>"),
    "rights": keeps(g2("<rightsInfo><usageTerms>nur hier</usageTerms></rightsInfo>"), "nur hier"),
    "plain text and escaped content in inlineData": keeps(
        g2("", "<inlineData>der text &lt;p&gt;</inlineData>"),
        "<inlineData>der text &lt;p&gt;</inlineData>",
    ),
}
