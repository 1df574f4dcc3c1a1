"""Sets releases of the press corpus as PDF with several programs, for `pdf.py` and the tests.

A source is a list of parts in reading order, so that what a PDF says is known. Programs:
LibreOffice (from a flat ODT), Chromium (from HTML), pdfLaTeX with babel, and Typst (a wheel, `pip
install typst`). What is not installed makes nothing, and `missing` says so.
"""

from __future__ import annotations

import argparse
import base64
import html
import importlib.util
import json
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpus" / "press"
LINK = "https://example.org/presse/2023?id=7"
NAMES = {"de": "ngerman", "en": "english", "fr": "french"}


@dataclass(frozen=True)
class Part:
    """A part of a source; `kind` is h1, h2, p, ul, ol, table or img.

    `note` is a footnote at the end of a paragraph, `link` says that its last word is a link.
    """

    kind: str
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    link: bool = False


@dataclass(frozen=True)
class Source:
    """What is set: `columns` is 1 or 2, `head` the running header."""

    name: str
    lang: str
    columns: int
    head: str
    parts: tuple[Part, ...]

    def paragraphs(self) -> list[str]:
        """What a reader is told, in order, without running lines and footnotes."""
        found: list[str] = []
        for part in self.parts:
            found += [cell for row in part.rows for cell in row] if part.rows else part.texts
        return found

    def notes(self) -> list[str]:
        """The footnotes."""
        return [part.note for part in self.parts if part.note]


def sources(corpus: str = "dev") -> Iterator[Source]:
    """Five texts of several releases each of `dev` or `train`, in one column and two."""
    documents = _documents(corpus)
    names = iter(documents)
    for number, (lang, columns, releases) in enumerate(
        (("de", 1, 3), ("de", 2, 4), ("en", 2, 4), ("fr", 1, 3), ("de", 2, 6))
    ):
        chosen = [next(names) for _ in range(releases)]
        parts: list[Part] = []
        for place, name in enumerate(chosen):
            parts += _release(documents[name], lang, first=place == 0, number=number)
        head = {"de": "Pressemitteilung", "en": "Press release", "fr": "Communiqué de presse"}[lang]
        yield Source(f"{number}-{lang}-{columns}", lang, columns, f"{head} {number}", tuple(parts))


def sample() -> Source:
    """A short text with all that is told apart, for tests; CC0 like the corpus."""
    return Source(
        "sample",
        "de",
        2,
        "Hafen Kiel: Presse",
        (
            Part("h1", ("Hafen eröffnet neues Tor",)),
            Part("p", (SAMPLE_TEXTS[0],)),
            Part("p", (SAMPLE_TEXTS[1],), note="Stand: 3. Mai 2023."),
            Part("h2", ("Was sich ändert",)),
            Part("ol", ("Der Zoll zieht um.", "Die Fähren legen am Nordkai an.")),
            Part("ul", ("Fahrräder dürfen mit.", "Hunde bleiben an der Leine.")),
            Part("table", (), rows=(("Jahr", "Gäste"), ("2022", "3.400"), ("2023", "4.100"))),
            Part("img", ()),
            *(Part("p", (text,)) for text in SAMPLE_TEXTS[2:]),
            Part("p", ("Mehr dazu steht auf unserer Website",), link=True),
        ),
    )


SAMPLE_TEXTS = (
    "KIEL, 3. Mai 2023 – Die Hafengesellschaft hat am Mittwoch ihr neues Eingangstor für "
    "Fußgängerinnen und Fußgänger eröffnet, durch das künftig die Besucherinnen und Besucher der "
    "Ausstellungshallen gehen.",
    "Das Nord- und Südtor bleiben für Lastkraftwagen offen, die Schiffsausrüstungen oder "
    "Lebensmittel anliefern.",
    "Die Baukosten lagen nach Angaben der Gesellschaft bei 2,4 Millionen Euro, wovon das Land ein "
    "Drittel trägt.",
    "Der Geschäftsführer dankte den Nachbarinnen und Nachbarn für ihre Geduld während der "
    "Bauarbeiten, die länger gedauert hatten als geplant.",
    "Im Sommer folgt eine Fahrradstation mit Reparaturwerkstatt und Ladesäulen.",
)


def _documents(corpus: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for line in (CORPUS / f"{corpus}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["doc"], []).append(row)
    return found


def _release(
    rows: Sequence[Mapping[str, str]], lang: str, *, first: bool, number: int
) -> Iterator[Part]:
    """A release; every second one has a table, a picture and a numbered list."""
    held: list[str] = []
    bodies = 0
    for row in [*rows, {"kind": "end", lang: ""}]:
        if row["kind"] != "list" and held:
            yield Part("ol" if number % 2 else "ul", tuple(held))
            held = []
        if row["kind"] == "list":
            held.append(row[lang])
        elif row["kind"] == "headline":
            yield Part("h1" if first else "h2", (row[lang],))
        elif row["kind"] != "end":
            bodies += row["kind"] == "body"
            note = NOTES[lang] if bodies == 2 and row["kind"] == "body" and first else ""
            yield Part("p", (row[lang],), note=note, link=row["kind"] == "contact")
    if first:
        yield Part("table", (), rows=TABLES[lang])
        yield Part("img", ())


NOTES = {
    "de": "Vorläufige Zahlen, noch nicht geprüft.",
    "en": "Preliminary figures, not audited yet.",
    "fr": "Chiffres provisoires, pas encore audités.",
}
TABLES = {
    "de": (("Quartal", "Umsatz", "Gewinn"), ("Erstes", "24,1", "1,8"), ("Zweites", "26,3", "2,0"),
           ("Drittes", "28,6", "2,1")),
    "en": (("Quarter", "Revenue", "Profit"), ("First", "24.1", "1.8"), ("Second", "26.3", "2.0"),
           ("Third", "28.6", "2.1")),
    "fr": (("Trimestre", "Recettes", "Profit"), ("Premier", "24,1", "1,8"),
           ("Deuxième", "26,3", "2,0"), ("Troisième", "28,6", "2,1")),
}  # fmt: skip


def picture(side: int = 48) -> bytes:
    """A small PNG: a slope of colours."""
    rows = b"".join(
        b"\0" + bytes(v for x in range(side) for v in (5 * x % 256, 5 * y % 256, 120))
        for y in range(side)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


# --- LibreOffice -------------------------------------------------------------------------------

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties/>
<style:text-properties style:font-name="Liberation Serif" fo:font-size="11pt"
 fo:language="{lang}" fo:country="{country}" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties
 fo:text-align="justify" fo:margin-bottom="{space}" fo:text-indent="{indent}"/></style:style>
<style:style style:name="H1" style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="0.3cm" fo:margin-top="0.4cm"/><style:text-properties fo:font-size="18pt"
 fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="0.2cm" fo:margin-top="0.4cm"/><style:text-properties fo:font-size="13pt"
 fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<text:list-style style:name="UL"><text:list-level-style-bullet text:level="1"
 text:bullet-char="•"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="1cm"/>
</style:list-level-properties></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="OL"><text:list-level-style-number text:level="1"
 style:num-format="1" style:num-suffix="."><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1cm"/>
</style:list-level-properties></text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin="2cm"><style:columns fo:column-count="{columns}"
 fo:column-gap="0.7cm"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm"
 fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm"
 fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="PL">
<style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p>Seite <text:page-number/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def fodt(source: Source) -> str:
    """A flat ODT."""
    body = []
    notes = 0
    for part in source.parts:
        texts = [html.escape(text) for text in part.texts]
        if part.kind in {"h1", "h2"}:
            body.append(f'<text:p text:style-name="{part.kind.upper()}">{texts[0]}</text:p>')
        elif part.kind == "p":
            text = _ended(texts[0], part.link, '<text:a xlink:href="{}">{}</text:a>')
            if part.note:
                notes += 1
                text += (
                    f'<text:note text:note-class="footnote"><text:note-citation>{notes}'
                    "</text:note-citation><text:note-body>"
                    f"<text:p>{html.escape(part.note)}</text:p></text:note-body></text:note>"
                )
            body.append(f'<text:p text:style-name="Body">{text}</text:p>')
        elif part.kind in {"ul", "ol"}:
            items = "".join(f"<text:list-item><text:p>{t}</text:p></text:list-item>" for t in texts)
            body.append(f'<text:list text:style-name="{part.kind.upper()}">{items}</text:list>')
        elif part.kind == "table":
            rows = "".join(
                "<table:table-row>"
                + "".join(
                    '<table:table-cell table:style-name="Cell">'
                    f"<text:p>{html.escape(cell)}</text:p></table:table-cell>"
                    for cell in row
                )
                + "</table:table-row>"
                for row in part.rows
            )
            columns = f'<table:table-column table:number-columns-repeated="{len(part.rows[0])}"/>'
            body.append(f"<table:table>{columns}{rows}</table:table><text:p/>")
        else:
            data = base64.b64encode(picture()).decode()
            body.append(
                '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
                "<draw:image>"
                f"<office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p>"
            )
    return _FODT.format(
        lang=source.lang,
        country={"de": "DE", "en": "US", "fr": "FR"}[source.lang],
        columns=source.columns,
        space="0.25cm" if source.columns == 1 else "0cm",
        indent="0cm" if source.columns == 1 else "0.5cm",
        head=html.escape(source.head),
        body="".join(body),
    )


def _ended(text: str, link: bool, pattern: str) -> str:
    """A text whose last word is a link."""
    if not link:
        return text
    before, blank, last = text.rpartition(" ")
    return before + blank + pattern.format(html.escape(LINK), last)


def by_libreoffice(source: Source, folder: Path) -> Path:
    """Set by LibreOffice Writer."""
    path = folder / f"{source.name}.fodt"
    path.write_text(fodt(source), "utf-8")
    with tempfile.TemporaryDirectory() as profile:
        office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        _run([*office, "--convert-to", "pdf", "--outdir", str(folder), str(path)])
    return path.with_suffix(".pdf")


# --- Chromium ----------------------------------------------------------------------------------


def page(source: Source) -> str:
    """An HTML page; footnotes, which HTML has none of, are left out."""
    body = []
    for part in source.parts:
        texts = [html.escape(text) for text in part.texts]
        if part.kind in {"h1", "h2"}:
            body.append(f"<{part.kind}>{texts[0]}</{part.kind}>")
        elif part.kind == "p":
            text = _ended(texts[0], part.link, '<a href="{}">{}</a>')
            body.append(f"<p>{text}</p>")
        elif part.kind in {"ul", "ol"}:
            items = "".join(f"<li>{text}</li>" for text in texts)
            body.append(f"<{part.kind}>{items}</{part.kind}>")
        elif part.kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                for row in part.rows
            )
            body.append(f"<table>{rows}</table>")
        else:
            data = base64.b64encode(picture()).decode()
            body.append(f'<p><img width="76" src="data:image/png;base64,{data}"></p>')
    return (
        f'<!doctype html><html lang="{source.lang}"><meta charset="utf-8">'
        f"<title>{html.escape(source.head)}</title><style>"
        "@page{size:A4;margin:2cm} body{font:11pt/1.35 'Liberation Sans';"
        f"column-count:{source.columns};column-gap:.8cm;hyphens:auto;"
        f"text-align:{'justify' if source.columns == 2 else 'left'}}}"
        "h1,h2{column-span:none;hyphens:none;text-align:left} td{border:1px solid;padding:2px 8px}"
        "table{border-collapse:collapse}</style>" + "".join(body) + "</html>"
    )


def by_chromium(source: Source, folder: Path, *, bare: bool = False) -> Path:
    """Printed by Chromium, with its own header and footer unless `bare`."""
    path = folder / f"{source.name}.html"
    path.write_text(page(source), "utf-8")
    target = path.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        options = (
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
            "--disable-background-networking --disable-component-update --disable-sync "
            f"--user-data-dir={profile}"
        )
        if bare:
            options += " --no-pdf-header-footer"
        _run(["chromium", *options.split(), f"--print-to-pdf={target}", path.as_uri()])
    return target


# --- LaTeX -------------------------------------------------------------------------------------

_TEX_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "„": r"\quotedblbase{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "–": "--",
    "—": "---",
    "«": r"\guillemotleft{}",
    "»": r"\guillemotright{}",
    "’": "'",
    "‘": "`",
    "²": r"\textsuperscript{2}",
    "€": r"\texteuro{}",
    "…": r"\ldots{}",
    "\u00a0": "~",
    "\u202f": "~",
}


def _tex(text: str) -> str:
    return "".join(_TEX_SIGNS.get(sign, sign) for sign in text)


def latex(source: Source, *, old: bool = False) -> str:
    """A LaTeX article; in `old` fonts an umlaut is a letter and an accent."""
    fonts = "" if old else r"\usepackage[T1]{fontenc}\usepackage{lmodern,textcomp}"
    lines = [
        rf"\documentclass[11pt,a4paper{',twocolumn' if source.columns == 2 else ''}]{{article}}",
        rf"{fonts}\usepackage[utf8]{{inputenc}}",
        rf"\usepackage[{NAMES[source.lang]}]{{babel}}\usepackage{{graphicx,fancyhdr}}",
        r"\usepackage[hidelinks]{hyperref}\pagestyle{fancy}\setlength{\headheight}{14pt}",
        rf"\fancyhf{{}}\lhead{{{_tex(source.head)}}}\cfoot{{\thepage}}",
        r"\setcounter{secnumdepth}{0}\begin{document}",
    ]
    for part in source.parts:
        texts = [_tex(text) for text in part.texts]
        if part.kind in {"h1", "h2"}:
            lines.append(rf"\{'section' if part.kind == 'h1' else 'subsection'}{{{texts[0]}}}")
        elif part.kind == "p":
            text = texts[0]
            if part.link:
                before, _, last = text.rpartition(" ")
                text = before + r" \href{" + LINK + "}{" + last + "}"
            note = rf"\footnote{{{_tex(part.note)}}}" if part.note else ""
            lines.append(f"{text}{note}\n")
        elif part.kind in {"ul", "ol"}:
            name = "itemize" if part.kind == "ul" else "enumerate"
            items = "\n".join(rf"\item {text}" for text in texts)
            lines.append(rf"\begin{{{name}}}" + "\n" + items + "\n" + rf"\end{{{name}}}" + "\n")
        elif part.kind == "table":
            rows = r"\\ \hline ".join(" & ".join(map(_tex, row)) for row in part.rows)
            bars = "|" + "l|" * len(part.rows[0])
            lines.append(
                rf"\noindent\begin{{tabular}}{{{bars}}}\hline {rows}\\ \hline\end{{tabular}}"
            )
            lines.append("")
        else:
            lines.append("\\noindent\\includegraphics[width=2cm]{picture.png}\n")
    return "\n".join([*lines, r"\end{document}"])


def by_latex(source: Source, folder: Path, *, old: bool = False) -> Path:
    """Set by pdfLaTeX."""
    (folder / "picture.png").write_bytes(picture())
    path = folder / f"{source.name}.tex"
    path.write_text(latex(source, old=old), "utf-8")
    _run(["pdflatex", "-interaction=nonstopmode", path.name], folder)
    return path.with_suffix(".pdf")


# --- Typst -------------------------------------------------------------------------------------


def _typ(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_source(source: Source) -> str:
    """A Typst document; its table has rules across alone."""
    lines = [
        f'#set text(lang: "{source.lang}", size: 10pt, hyphenate: true)',
        "#set par(justify: true)",
        f'#set page(columns: {source.columns}, numbering: "1", header: [{_typ(source.head)}])',
        "#show heading: set text(hyphenate: false)",
        "#show heading: set par(justify: false)",
    ]
    for part in source.parts:
        texts = [_typ(text) for text in part.texts]
        if part.kind in {"h1", "h2"}:
            lines.append(f"{'=' * int(part.kind[1])} {texts[0]}\n")
        elif part.kind == "p":
            text = texts[0]
            if part.link:
                before, _, last = part.texts[0].rpartition(" ")
                text = f'{_typ(before + " ")}#link("{LINK}")[{_typ(last)}]'
            note = f"#footnote[{_typ(part.note)}]" if part.note else ""
            lines.append(f"{text}{note}\n")
        elif part.kind in {"ul", "ol"}:
            lines += [f"{'-' if part.kind == 'ul' else '+'} {text}" for text in texts]
            lines.append("")
        elif part.kind == "table":
            cells = ", ".join(f"[{_typ(cell)}]" for row in part.rows for cell in row)
            lines.append(
                f"#table(columns: {len(part.rows[0])}, stroke: (x: none, y: 0.5pt), {cells})\n"
            )
        else:
            lines.append('#image("picture.png", width: 2cm)\n')
    return "\n".join(lines)


def by_typst(source: Source, folder: Path) -> Path:
    """Set by Typst."""
    import typst  # noqa: PLC0415

    (folder / "picture.png").write_bytes(picture())
    path = folder / f"{source.name}.typ"
    path.write_text(typst_source(source), "utf-8")
    target = path.with_suffix(".pdf")
    typst.compile(str(path), output=str(target))
    return target


MAKERS: Mapping[str, Callable[[Source, Path], Path]] = {
    "libreoffice": by_libreoffice,
    "chromium": by_chromium,
    "latex": by_latex,
    "typst": by_typst,
}
_NEEDED = {"libreoffice": "soffice", "chromium": "chromium", "latex": "pdflatex"}


def missing(maker: str) -> str:
    """What a maker lacks, in words; nothing where it is there."""
    if maker == "typst":
        return "" if importlib.util.find_spec("typst") else "the package typst is not installed"
    program = _NEEDED[maker]
    return "" if shutil.which(program) else f"{program} is not installed"


def _run(command: Sequence[str], folder: Path | None = None) -> None:
    # LaTeX ends with 1 where a character is missing in a font, and has made a page all the same.
    subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=300)


def main() -> None:
    """Set the sample with every maker: the files that the tests read, `FOLDER/MAKER.pdf`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    # A browser's footer says where the page lay.
    plain = {"latex": partial(by_latex, old=True), "chromium": partial(by_chromium, bare=True)}
    for name, make in MAKERS.items():
        if lack := missing(name):
            print(f"{name}: skipped, because {lack}")
            continue
        with tempfile.TemporaryDirectory() as place:
            shutil.copy(plain.get(name, make)(sample(), Path(place)), folder / f"{name}.pdf")


if __name__ == "__main__":
    main()
