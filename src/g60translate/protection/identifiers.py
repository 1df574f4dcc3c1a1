"""Numbers and names that identify one thing, which come through to the byte.

Only what can hardly be anything else: by its form, or by its form behind the word that says what
follows (“BIC COBADEFFXXX”, “Artikel XQZWVT”).
"""

from __future__ import annotations

import re

from g60translate.spans import Span

# No letter, digit or joint of an identifier stands before it, none follows.
_START = r"(?<![\w.@/\\-])"
_END = r"(?![\w@\\])(?![./-]\w)"
_NO_MARK = r"\s\"“”„<>|*?"

_FILES = (
    "docx?|xlsx?|xlsm|pptx?|odt|ods|odp|pdf|rtf|txt|csv|tsv|md|html?|xml|xlf|xliff|po|tmx|tbx|srt|"
    "vtt|json|ya?ml|toml|ini|cfg|conf|log|zip|tar|gz|tgz|7z|rar|exe|dll|msi|dmg|jpe?g|png|gif|svg|"
    "tiff?|webp|eps|psd|indd|mp3|mp4|wav|avi|mov|mkv|py|js|ts|css|sh|bat|sql|java|ics|eml|epub"
)

_FROM_A_CAPITAL = (
    # ISO 13616, in groups of four.
    r"[A-Z]{2}\d{2}(?:[ \u00a0][A-Z0-9]{4}){3,7}(?:[ \u00a0][A-Z0-9]{1,3})?",
    # IBAN in one piece, VAT numbers (Directive 2006/112/EC, art. 215), ISIN (ISO 6166) and others.
    r"[A-Z]{2,4}[A-Z0-9]{0,9}\d{6}[A-Z0-9]*",
    # ISO 9362; without a digit only as a head office, or behind its name (below).
    r"[A-Z]{6}(?:(?=[A-Z]*\d)[A-Z0-9]{2}(?:[A-Z0-9]{3})?|[A-Z0-9]{2}XXX)",
    # German registers (HRV § 8): HRB 1234 B.
    r"(?:HR[AB]|GnR|VR|GüR|GsR)[ \u00a0]?\d{1,6}(?:[ \u00a0][A-Z]{1,3})?",
    # Norms: DIN EN 1090-2, ISO/IEC 27001:2022, DIN A4.
    r"(?:DIN|EN|ISO|IEC|VDE|VDI|ÖNORM|IEEE|ASTM)"
    r"(?:[ \u00a0/-](?:EN|ISO|IEC|SPEC|VDE|TS|TR))*[ \u00a0-]\d{3,}(?:[:–-]\d+)*",
    r"DIN[ \u00a0][ABC]\d{1,2}",
    # Letters that nobody can say.
    r"[BCDFGHJ-NP-TV-XZ]{6,}",
)
_FROM_A_CAPITAL_OR_DIGIT = (
    # Numbers of parts, orders and models: of several joints, or of three digits.
    r"(?=[\w./-]*\d)(?=[\d./-]*[A-ZÄÖÜ])[A-ZÄÖÜ0-9]+(?:[-/._][A-ZÄÖÜ0-9]+){2,}",
    r"(?=[A-ZÄÖÜ]*(?:[-/._]?[A-ZÄÖÜ]*\d){3})(?=[\d/._-]*[A-ZÄÖÜ]{2})"
    r"[A-ZÄÖÜ0-9]+(?:[-/._][A-ZÄÖÜ0-9]+)?",
    # Postcodes of Britain, and those of the continent with the country before them.
    r"(?:[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]\d[A-Z]{2}|(?:A|B|CH|D|DK|F|FL|I|L|NL|PL)-\d{4,5})",
    # File numbers of German courts (AktO § 4): 7 K 12/24, VIII ZR 5/22.
    r"(?:\d{1,3}|[IVX]{1,6})[ \u00a0][A-Z][A-Za-z]{0,4}[ \u00a0]\d{1,5}/\d{2}",
)
_FROM_A_DIGIT = (
    # ISBN-13 (ISO 2108), ISO 8601 dates and times.
    r"97[89](?:[- ]\d{1,7}){3}[- ]\d",
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    # IPv4, not thousands.
    r"(?!\d{1,3}(?:\.\d{3}){3}(?!\d))\d{1,3}(?:\.\d{1,3}){3}",
    # Versions (semver.org), not dates and not thousands.
    r"(?!\d{1,2}\.[01]?\d\.(?:\d{2}){1,2}(?!\d))(?!\d{1,3}(?:\.\d{3})+(?!\d))"
    r"\d{1,4}\.\d{1,4}\.\d{1,5}(?:[-+][0-9A-Za-z.-]*[0-9A-Za-z])?",
)
_FROM_A_HEX_DIGIT = (
    # UUID (RFC 9562), hashes and commits, hardware addresses.
    r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}",
    r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
)
_VERSION = r"\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.-]*[0-9A-Za-z])?"

# What says that an identifier follows; the identifier itself is the group.
_CUED = (
    r"(?:BIC|SWIFT)(?:[-/ ](?:BIC|Code))?[:\s]{1,3}(?:(?:ist|lautet)\s)?"
    rf"(?P<bic>[A-Z]{{6}}[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?){_END}",
    r"(?:Art(?:ikel|\.)|(?:Bestell|Teile|Serien|Modell|Kunden|Rechnungs|Auftrags|Vorgangs|Sendungs|"
    r"Mitglieds|Artikel)(?:-?[Nn]ummer|-?[Nn]r\.)|(?:Gutschein|Aktions|Rabatt|Zugangs)-?[Cc]ode|"
    r"Code|Kennwort|Aktenzeichen|Az\.|Kennzeichen|ISSN|Steuernummer)"
    r"(?:[-\s]Nr\.)?[:\s]{1,3}(?:(?:ist|lautet)\s)?"
    r"(?P<cued>(?=[A-Z./-]*\d)(?=\d*[A-Z./-])[A-Z0-9]+(?:[-/.][A-Z0-9]+)*|[A-Z]{2,}(?:-[A-Z]+)+|"
    rf"(?=[A-Z]*[QXYZWVJ])[A-Z]{{5,}}){_END}",
    rf"(?:Version|Release)\s(?P<version>{_VERSION}){_END}",
)
# Only few texts have such signs; looked for apart, for they may begin anywhere.
_FOLDER = rf"[^{_NO_MARK}\\:%.,;]+"
_PATHS = (
    # Paths: drive letters, UNC, POSIX; DOI (ISO 26324).
    # Folders may have blanks in their names; what the last one is called ends at the first blank.
    r"(?<!\w)(?:[A-Za-z]:|%\w+%|\$env:\w+)\\"
    rf"(?:{_FOLDER}(?:[ ]{_FOLDER}){{1,3}}\\|[^{_NO_MARK}\\]+\\)*[^{_NO_MARK}\\]*",
    rf"(?<![\w\\])\\\\[\w.$-]+(?:\\[^{_NO_MARK}\\]+)*\\?",
    r"(?<![\w/.:~])(?:~|\.{1,2})?/(?:[\w.+@-]+/)+[\w.+@-]*",
    rf"(?<![\w./])10\.\d{{4,9}}/[^{_NO_MARK}]*[^{_NO_MARK}.,;:!)\]]",
)
_FILE = rf"(?<![\w@])(?:[\w~.-]+[/\\])*[\w~-][\w.~-]*\.(?i:{_FILES}){_END}"


def _any(head: str, forms: tuple[str, ...]) -> str:
    return f"(?={head})(?:{'|'.join(forms)}){_END}"


_FORMS = re.compile(
    rf"\b(?=[ABCGKMRSTVZ])(?:{'|'.join(_CUED)})|{_START}(?=[0-9A-Za-fvÄÖÜ])(?:"
    + "|".join(
        (
            _any("[A-Z]", _FROM_A_CAPITAL),
            _any(r"\d", _FROM_A_DIGIT),
            _any("[A-ZÄÖÜ0-9]", _FROM_A_CAPITAL_OR_DIGIT),
            _any("v", (rf"v{_VERSION}",)),
            _any("[0-9A-Fa-f]", _FROM_A_HEX_DIGIT),
        )
    )
    + ")"
)
_PATH = re.compile("|".join(_PATHS))
_NAMED = re.compile(_FILE)

# Three digits or two capitals in one word, or what says that they follow.
_FORM_HINT = re.compile(
    r"\d\w*[-./:]?\w*\d|[A-Z][-./]?\d|\d[A-Za-z]|[a-f]\d|[A-Z]{6}|HR[AB]|\d [A-Z]|"
    r"BIC|SWIFT|Art|ummer|Nr\.|ode |Kenn|Akten|Az\.|ISSN|Version|Release"
)
_PATH_HINT = re.compile(r"\\|(?<!\w)[~.]{0,2}/\w|10\.\d{4}")
_NAME_HINT = re.compile(rf"\.(?i:{_FILES})(?!\w)")

# Sentence marks behind a path are no part of it.
_TRAILING = ".,;:!?'’)]}"


def identifiers(text: str) -> list[Span]:
    """Spans of all identifiers (code points, half-open), sorted; paths may overlap others."""
    found = []
    for hint, pattern in (
        (_FORM_HINT, _FORMS),
        (_PATH_HINT, _PATH),
        (_NAME_HINT, _NAMED),
    ):
        if not hint.search(text):
            continue
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            end -= len(text[start:end]) - len(text[start:end].rstrip(_TRAILING))
            if end > start:
                found.append((start, end))
    return sorted(found)
