"""When a case is right: one verdict a file, asked by the tests and by eval/studies/cases.py.

A verdict sees what the command line made of a file: the output, the segments of the record with
their findings, and the exit code. It asks for structure, protected text, findings and refusals,
never for the model's English.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class Seen:
    """What came of one file; `segments` are those of the record."""

    code: int
    output: bytes = b""
    segments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The output, or all XML parts of an archive one behind the other."""
        if not self.output.startswith(b"PK"):
            return self.output.decode("utf-8", "replace")
        with zipfile.ZipFile(io.BytesIO(self.output)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".xml")]
            return "\n".join(archive.read(name).decode("utf-8") for name in names)

    def part(self, name: str) -> str:
        with zipfile.ZipFile(io.BytesIO(self.output)) as archive:
            return archive.read(name).decode("utf-8")

    def sources(self) -> list[str]:
        return [segment["source"].strip() for segment in self.segments]

    def of(self, words: str) -> list[dict[str, Any]]:
        return [segment for segment in self.segments if words in segment["source"]]

    def found(self, words: str) -> bool:
        """Whether a check objects to a segment with these words; doubt alone does not count."""
        return any(
            finding["severity"] in ("error", "warning") and finding["check"] != "doubt"
            for segment in self.of(words)
            for finding in segment["findings"]
        )

    def said(self, check: str) -> bool:
        return any(f["check"] == check for s in self.segments for f in s["findings"])


Verdict = Callable[[Seen], bool]


def kept(*texts: str) -> Verdict:
    """Every text stands in the output as often as it is given."""
    return lambda seen: all(seen.text.count(text) >= texts.count(text) for text in texts)


def lines(pattern: str) -> Verdict:
    """The pattern fits the output, its lines and all."""
    return lambda seen: re.search(pattern, seen.text, re.MULTILINE | re.DOTALL) is not None


def gone(*texts: str) -> Verdict:
    return lambda seen: seen.code in (0, 2) and not any(text in seen.text for text in texts)


def refused(seen: Seen) -> bool:
    return seen.code == 1 and not seen.output


def all_of(*verdicts: Verdict) -> Verdict:
    return lambda seen: all(verdict(seen) for verdict in verdicts)


def name_or_finding(*names: str) -> Verdict:
    """Each name comes through in its segment, or a check objects there."""
    return lambda seen: all(
        name in segment["target"] or seen.found(segment["source"])
        for name in names
        for segment in seen.of(name)
    )


def alike(*pairs: tuple[int, int]) -> Verdict:
    """Segments of these numbers are translated alike."""
    return lambda seen: all(
        seen.segments[one]["target"] == seen.segments[two]["target"] for one, two in pairs
    )


def each_line(count: int) -> Verdict:
    """Each paragraph is so many segments."""

    def verdict(seen: Seen) -> bool:
        blocks: dict[str, int] = {}
        for segment in seen.segments:
            blocks[segment["block_id"]] = blocks.get(segment["block_id"], 0) + 1
        return bool(blocks) and set(blocks.values()) == {count}

    return verdict


def cut(*sentences: str) -> Verdict:
    """These sentences are segments of their own."""
    return lambda seen: set(sentences) <= set(seen.sources())


def translated(*words: str) -> Verdict:
    """The output has none of these German words."""
    return gone(*words)


def right_short_cells(seen: Seen) -> bool:
    short = seen.of("Technische Daten") + seen.of("Köln")
    return bool(short) and all(segment["confidence"] >= 0.5 for segment in short)


def numbers_or_findings(seen: Seen) -> bool:
    twelve = [s for s in seen.of("zwölf neue Busse") if "twelve" not in s["target"].lower()]
    return all(seen.found(segment["source"]) for segment in twelve) and (
        "1,250,000.50" in seen.text or seen.found("1.250.000,50")
    )


def verbs_or_findings(seen: Seen) -> bool:
    verb = re.compile(
        r"\b(?:is|are|was|were|has|have|had|been|\w+ed|build|grow|spoke|pay|close|falls?|sinks?"
        r"|fell|help|won|protest\w*|see|get|will|did|does|can|takes?)\b"
    )
    said = [s for s in seen.segments if s["source"].strip().endswith(".")]
    return all(verb.search(s["target"]) or seen.found(s["source"]) for s in said)


def quotations_close(seen: Seen) -> bool:
    """In each paragraph the marks are partners, or a check objects to one of its sentences."""
    blocks: dict[str, list[dict[str, Any]]] = {}
    for segment in seen.segments:
        blocks.setdefault(segment["block_id"], []).append(segment)
    for block in blocks.values():
        marks = "".join(re.findall(r"[\"“”«»]", " ".join(each["target"] for each in block)))
        if marks not in ("", "“”", '""') and not any(seen.found(e["source"]) for e in block):
            return False
    return True


def one_form(seen: Seen) -> bool:
    """Each mention of the town has its name, or a finding stands in the document."""
    mentions = seen.of("Musterstadt") + seen.of("Sonnenschein")
    wrong = [s for s in mentions for n in ("Musterstadt", "Sonnenschein")
             if n in s["source"] and n not in s["target"]]  # fmt: skip
    return bool(mentions) and all(seen.found(segment["source"]) for segment in wrong)


def dashes(count: int, sort: str) -> Verdict:
    return lambda seen: len(re.findall(sort, seen.text, re.MULTILINE)) == count


def cues(count: int) -> Verdict:
    return lambda seen: len(re.findall(r"-->", seen.text)) == count


def twelve_hours(seen: Seen) -> bool:
    """No hour above twelve with a.m. or p.m., and no halb that became half, without a finding."""
    wrong = re.compile(r"(?<![:\d])(?:1[3-9]|2[0-4])(?::\d\d)? [ap]\.m\.|half nine")
    return not any(
        wrong.search(segment["target"]) and not seen.found(segment["source"])
        for segment in seen.segments
    )


_CODE = re.compile(r"<(sub|sup)>([^<]*)</\1>")


def narrow(*wanted: str) -> Verdict:
    """The raised and lowered signs of the output, in their order."""
    return lambda seen: [m[2] for m in _CODE.finditer(seen.text)] == list(wanted)


def is_right(verdict: Verdict, seen: Seen) -> bool:
    """Whether a verdict holds; none does of what was not written, unless it had to be refused."""
    if verdict is not refused and not (seen.output and seen.segments):
        return False
    try:
        return bool(verdict(seen))
    except (LookupError, ValueError):
        return False


# Folder and file, the kind, and when it is right.
VERDICTS: Final[Mapping[str, Verdict]] = {
    "markdown/shortcodes.md": all_of(
        kept(
            "{{< hint >}}\n",
            "\n{{< /hint >}}",
            "{{<mermaid>}}\n",
            '({{< ref "netze/knoten.md" >}})',
            "{{% tipp gruen %}}",
            '{{% kopf "naechste-schritte" %}}',
        ),
        translated("gesperrt"),
    ),
    "markdown/admonitions.md": all_of(
        lines(r"^:::info\n[^\n]+\n:::$"),
        lines(r'^!!! warning "[^"]+"\n    \S'),
        lines(r"^::: hinweis\n[^\n]+\n:::$"),
        translated("gesperrt"),
    ),
    "markdown/alerts.md": lines(r"^> \[!CAUTION\]\n> \w.*^> \[!NOTE\]\n> \w"),
    "markdown/tasks.md": all_of(
        kept("- [ ] ", "- [x] ", "  - [ ] ", "1. [ ] ", "2. [x] "), gone("\\[")
    ),
    "markdown/attributes.md": kept(
        "{#faehre}", '{#plan .breit data-x="1"}', "{width=50% .rechts}", "{: .kasten }", "]{.klein}"
    ),
    "markdown/math-and-citations.md": kept(
        r"$E_0 = m \cdot c^2$",
        r"$\frac{1}{2}$",
        r"$r^2\pi$",
        "$$\na^2 + b^2 = c^2\n$$",
        "@tbl:preise",
        "[@hafen2023, S. 5; @werk2024]",
    ),
    "markdown/definitions.md": lines(r"^\w[^\n]*\n: \w.*^\w[^\n]*\n:   \w[^\n]*\n:   \w"),
    "markdown/templates.md": kept(
        "{{ site.title }}",
        "{{ user.name | upcase }}",
        "{% if ferien %}\n",
        "{% endif %}",
        '{% include "fuss.html" %}',
        "[[Fahrplan]]",
        "[[Hafen|den Hafen]]",
        "{doc}`Anfahrt`",
        '<%= render "kopf" %>',
        "__NAME__",
        ":anker:",
    ),
    "markdown/bar-in-a-cell.md": lines(r"^\| [^|\n]*\\\|[^|\n]* \|[^|\n]*\|$"),
    "markdown/raised-and-lowered.md": all_of(narrow("6", "2"), kept("10<sup>6</sup>", "**G**60")),
    "html/raised-and-lowered.html": all_of(
        narrow("2", "1", "2", "2", "2", "2", "6", "1"), kept("&lt;", "&gt;", "10<sup>6</sup>")
    ),
    "html/soft-hyphens.html": alike((0, 1), (2, 3)),
    "html/word-breaks.html": alike((0, 1), (1, 2), (3, 4), (4, 5)),
    "html/other-languages-inside.html": kept(
        '<p lang="en">The board approved the plan yesterday.</p>',
        '<i lang="en">Smart City Report</i>',
        '<blockquote lang="fr"><p>La ville grandit.</p></blockquote>',
    ),
    "html/ruby.html": kept(
        "<ruby>洋山<rt>Yangshan</rt></ruby>",
        "<rt>Chongming</rt>",
        "<ruby>東<rt>dōng</rt>海<rt>hǎi</rt></ruby>",
    ),
    "html/preformatted-columns.html": lines(r"^\w+ {3,}\w+ {3,}[\d\w:]+$"),
    "html/press-page.html": all_of(
        right_short_cells, numbers_or_findings, name_or_finding("Möller-Lüdersheim")
    ),
    "office/raised-and-lowered.docx": lambda seen: all(
        len(re.sub(r"<[^>]+>", "", run)) < 6 or "vertAlign" not in run
        for run in re.findall(r"<w:r[ >].*?</w:r>", seen.part("word/document.xml"), re.DOTALL)
    ),
    "office/soft-hyphens.docx": alike((0, 1)),
    "office/soft-hyphens.odt": alike((0, 1)),
    "office/deleted-paragraph-marks.docx": cut(
        "Der neue Kai an der alten Werft ist fertig.", "Die Fähre fährt am", "Sonntag wieder."
    ),
    "office/foreign-script.docx": kept("松江"),
    "office/text-boxes.docx": lambda seen: "1,204.72" in seen.text or seen.found("1.204,72"),
    "office/languages-and-comments.docx": lambda seen: (
        'w:val="de-DE"' not in seen.part("word/styles.xml") and seen.said("document")
    ),
    "office/ruby.odt": all_of(kept("松江", "<text:ruby-base>"), gone("<text:ruby></text:ruby>")),
    "office/mimetype-not-first.odt": lambda seen: bool(seen.output),
    "office/identifiers-and-rules.xlsx": all_of(
        kept("DE89370400440532013000"),
        lambda seen: "offen,erledigt" not in seen.text or seen.said("document"),
    ),
    "office/chart-and-number-cells.pptx": all_of(
        lambda seen: "Frühling" not in seen.text or seen.said("document"),
        lambda seen: "3.5" in seen.text or seen.found("3,5"),
    ),
    "text/longest-line.txt": lines(r"^[^\n]*12345[^\n]*\n[^\n]*0123 456789"),
    "text/letterhead.txt": lines(r"^[^\n]*12345[^\n]*\n[^\n]*0123 456789\npresse@example.org$"),
    "text/divided-words.txt": lambda seen: (
        any("Hafenverwaltung" in s for s in seen.sources())
        and any(s.startswith("Der Vorstand sagte") for s in seen.sources())
    ),
    "text/capitals.txt": all_of(
        lines(r"^[A-Z ]+\n"),
        name_or_finding("KIEL", "SHANGHAI"),
        lambda seen: "SPERRFRIST" not in seen.text or seen.found("SPERRFRIST"),
        gone("HINWEIS"),
    ),
    "text/capital-headlines.txt": lambda seen: (
        seen.text == seen.text.upper() and not re.search("BESUCHT|FÄHRT", seen.text)
    ),
    "text/names.txt": name_or_finding(
        "KIEL", "Çelik", "Groß", "Weiß-Müller", "Zeppelin", "Bauer", "Xuancheng"
    ),
    "text/names-and-addresses.txt": name_or_finding(
        "Grünkern", "Mondschein", "Möwenfels", "Kleinschmidt", "Weißenbach", "Schwarzkopp"
    ),
    "text/foreign-scripts.txt": kept(
        "(松江)", "(上海)", "(محمد عزيز)", "Łódź", "Đà Nẵng", "(Москва)", "(תל אביב)"
    ),
    "text/chinese.txt": kept(
        "(松江区)", "(华为)", "四叶草", "(王小明)", "中国国际进口博览会", "人民日报"
    ),
    "text/chinese-in-brackets.txt": kept(
        "(华为)", "长三角G60科创走廊", "{{Anrede}}", "{{Name}}", "m²"
    ),
    "text/signs.txt": kept(
        "p < 7",
        "l > 9",
        r"D:\Presse\Mai\rede.docx",
        "™",
        "№9",
        "‰",
        "♪",
        "♬",
        "★★★☆☆",
        "➜",
        "γ",
        "Ω",
        "λ ≈",
        "m²",
        "m³",
        "¾",
        "µg",
        "3^4",
        "[dʒ]",
    ),
    "text/placeholders.txt": kept(
        "{vorname}",
        "{{nachname}}",
        "%(datum)s",
        "${zeit}",
        "%d",
        "%1$s",
        "{0}",
        "<Telefon einsetzen>",
        "[NAME]",
    ),
    "text/identifiers.txt": kept(
        "DE89370400440532013000",
        "COBADEFFXXX",
        "DE000000000",
        "HRB 0000 B",
        "LX-2207-B",
        "XQZWVT",
        "7 K 12/24",
        "978-3-16-148410-0",
    ),
    "text/omitted-verbs.txt": verbs_or_findings,
    "text/omissions-in-a-release.txt": verbs_or_findings,
    "text/word-of-the-trade.txt": lambda seen: not re.search("knife|measure", seen.text),
    "text/set-phrases.txt": kept("PRESS RELEASE", "Dear", "regards"),
    "text/rules-and-bullets.txt": all_of(
        kept(
            "\n==============================\n",
            "\n------------------------------\n",
            ">> ",
            "Möwenhörn",
        ),
        lines("^• .*^• .*^– "),
    ),
    "text/underlined-headings.txt": all_of(
        kept("\n===========================================================\n", "\n~~~~~~~~~\n"),
        lines(r"^\*{6} [A-Z]+ \*{6}$"),
        gone("ENDE"),
    ),
    "text/long-quotations.txt": quotations_close,
    "text/press-release.txt": one_form,
    "text/soft-hyphens.txt": alike((0, 1), (2, 3)),
    **{
        f"text/unknown-{name}": refused
        for name in (
            "feed.xml",
            "cut-off.json",
            "table.csv",
            "strings.properties",
            "paper.tex",
        )
    },
    "subtitles/blank-line-inside.srt": all_of(
        cues(6), translated("Werk", "gewartet"), kept("♪", "♪")
    ),
    "subtitles/no-blank-lines.srt": all_of(cues(4), translated("lachen", "Hafen")),
    "subtitles/overlapping.srt": all_of(
        cues(5), cut("Der Kapitän und"), lines(r"\{\\an8\}[^\n]*\n")
    ),
    "subtitles/dialogue-dashes.srt": all_of(dashes(8, r"^(?:<i>)?[-–—] ?\w"), kept("♪", "♪")),
    "subtitles/dialogue-and-music.srt": all_of(
        dashes(2, r"^- \w"), kept("♪", "♪"), gone("SPRECHER", "♷")
    ),
    "exchange/plural-half-filled.po": all_of(lines(r'msgstr\[1\] "%s[^"]+"'), kept("%d seats")),
    "exchange/placeholders-without-flag.po": all_of(
        kept(
            "${user}", "${user}", "{{ link }}", "{{ link }}", ":ort:", ":ort:", "%{zahl}", "%{zahl}"
        ),
        lines(r'msgstr "[^"]*&\w[^"]*"'),
        kept("#, fuzzy, c-format"),
    ),
    "exchange/plural-forms.po": all_of(
        kept("{anzahl}", "{anzahl}"), lines(r'msgstr\[1\] "%\(name\)s[^"]+"')
    ),
    "exchange/accelerators.po": lambda seen: all(
        re.fullmatch(r"[^&_]*[&_]\w[^&_]*", label)
        for label in re.findall(r'msgid "[^"]*[&_][^"]*"\nmsgstr "([^"]*)"', seen.text)
    ),
    "exchange/placeholders-and-plurals.xlf": all_of(
        kept("{count, plural, one {#", "{count, plural, one {#"),
        lambda seen: all(
            seen.text.count(p) == 2 for p in ("%1$s", "%2$s", "{{ titel }}", "${wert}")
        ),
        lambda seen: seen.text.count("&lt;b&gt;") == 2,
    ),
    "exchange/interpolations.xlf": all_of(
        lines(r"<target>\{VAR_PLURAL, plural, =0 \{[^{}]+\} one \{"), gone('state="translated"')
    ),
    "exchange/states.xlf": all_of(
        lines(r"<target[^>]*><mrk[^>]*>First sentence.</mrk> <mrk[^>]*>\w"),
        lambda seen: all(seen.text.count(p) == 2 for p in ("{{name}}", "%1$s", "${count}")),
    ),
    "exchange/half-filled-marks.xlf": lines(
        r'>The ferry departs.</mrk> <mrk mtype="seg" mid="2">\w'
    ),
    "exchange/approved-but-empty.xlf": kept('id="1" approved="no"', 'id="2" approved="yes"'),
    "exchange/translate-yes-inside-no-1.2.xlf": lambda seen: (
        seen.sources() == ["Der Kai ist leer.", "Die Fähre fährt ab."]
    ),
    "exchange/translate-yes-inside-no-2.0.xlf": lambda seen: (
        seen.sources() == ["Der Kai ist leer.", "Die Fähre fährt ab."]
    ),
    "segmentation/ordinals.txt": cut(
        "Die Sitzung führt Prof. i. R. Emil Otto Bergmann jun. seit 2017.",
        "Danach beginnt Phase II.",
    ),
    "segmentation/legal-and-amounts.txt": cut(
        "Der Verlust sank um 4 Mrd.",
        "Es kamen Gäste aus Rom, Paris usw.",
        "Sie hat ca. 70 Angest. und zahlt inkl. MwSt. 12 Euro.",
    ),
    "segmentation/abbreviations.txt": each_line(1),
    "segmentation/addresses-and-scales.txt": each_line(1),
    "segmentation/dates-with-blanks.txt": each_line(1),
    "segmentation/amounts-at-the-end.txt": each_line(2),
    "segmentation/swiss-quotes.txt": each_line(2),
    "news/ninjs-3-html-body.json": all_of(kept("<p>", "<p>", "<b>"), gone("Stadt")),
    "news/ninjs-dateline.json": name_or_finding("KIEL"),
    "news/nitf-names.nitf": all_of(name_or_finding("Muster AG"), kept("<org>")),
    "numbers/figures.txt": lambda seen: all(
        figure in seen.text or seen.found(source)
        for figure, source in (("2,200,112", "2.200.112"), ("2:30 p.m.", "14.30"))
    ),
    "numbers/table.html": lambda seen: all(
        right in seen.text or seen.found(left)
        for right, left in (("1,204.72", "1.204,72"), ("12,500", "12.500"), ("3.5", "3,5 %"))
    ),
    "numbers/times.txt": twelve_hours,
    "numbers/times-of-day.txt": twelve_hours,
    "numbers/currencies-and-units.txt": lambda seen: all(
        sign in s["target"] or seen.found(s["source"])
        for sign in ("₹", "฿", "₽", "µg")
        for s in seen.of(sign)
    ),
    "numbers/number-words.txt": lambda seen: all(
        re.search("fourteen|14", s["target"]) or seen.found(s["source"])
        for s in seen.of("vierzehn")
    ),
    "numbers/one-and-a-half.txt": lambda seen: (
        not any(
            re.search(r"(?i)(?<!one and )\ba half million|two-one", s["target"])
            and not seen.found(s["source"])
            for s in seen.segments
        )
    ),
}

# Those that are run in another way, and which test proves them.
PROVED_ELSEWHERE: Final[Mapping[str, str]] = {
    "news/ninjs-norwegian.json": "tests/cli/translate/test_languages.py",
    "numbers/pairs.tsv": "tests/checks/test_figures.py",
    "mail/subject-and-text.eml": "tests/documents/mail/test_mail.py",
    "glossary/statuses.tbx": "tests/glossary/exchange/test_tbx.py",
    "glossary/definition-in-the-term.tbx": "tests/glossary/exchange/test_tbx.py",
    "glossary/regions.tbx": "tests/glossary/exchange/test_tbx.py",
    "glossary/homograph.omegat.txt": "tests/glossary/exchange/test_exchange.py",
    "glossary/adjectives.csv": "tests/glossary/matching/test_compounds.py",
    "glossary/ampersand.csv": "tests/glossary/matching/test_compounds.py",
    "glossary/hyphens.csv": "tests/glossary/matching/test_compounds.py",
    "glossary/mojibake.csv": "tests/glossary/lint/test_encoding.py",
}

# Run with the glossary that lies beside them.
WITH_GLOSSARY: Final[Mapping[str, Verdict]] = {
    "glossary/plural.txt": lambda seen: "Ports" in seen.text or seen.said("terms"),
    "glossary/term-under-codes.html": all_of(
        gone("></i>", "></a>", "></b>"),
        kept("<sup>1</sup>"),
        lambda seen: seen.text.count("Blue") >= 4,
    ),
}
