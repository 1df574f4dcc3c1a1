"""The press release as an OpenDocument text."""

from __future__ import annotations

import io
import zipfile

from tests.documents import release_text as say
from tests.documents.release_text import Sentence

_XMLNS = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("fo", "xsl-fo-compatible"),
            ("meta", "meta"),
        ]
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)


def release_odt() -> bytes:
    """The release as an OpenDocument text."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _odt_content(),
        "styles.xml": _odt_styles(),
        "meta.xml": f"<office:document-meta {_XMLNS}><office:meta><dc:title>{say.TITLE}</dc:title>"
        "<dc:language>de-DE</dc:language></office:meta></office:document-meta>",
        "Pictures/logo.png": say.LOGO,
        "Pictures/photo.png": say.PHOTO,
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" '
        f'manifest:media-type="{"image/png" if name.endswith(".png") else "text/xml"}"/>'
        for name in list(parts)[1:]
    )
    parts["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{parts["mimetype"]!s}"/>{entries}</manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, compress_type=method)
    return target.getvalue()


def _odt_sentence(sentence: Sentence) -> str:
    pieces = []
    for look, text in sentence:
        words = text.replace("&", "&amp;")
        if look == "a":
            words = f'<text:a xlink:type="simple" xlink:href="{say.LINKS[text]}">{words}</text:a>'
        elif look == "n":
            words = (
                '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
                f"<text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
            )
        elif look:
            words = f'<text:span text:style-name="{look.upper()}">{words}</text:span>'
        pieces.append(words)
    return "".join(pieces)


def _odt_content() -> str:
    def p(sentence: Sentence, style: str = "Text_20_body") -> str:
        return f'<text:p text:style-name="{style}">{_odt_sentence(sentence)}</text:p>'

    def cell(text: str, more: str = "") -> str:
        return (
            f'<table:table-cell table:style-name="Cell"{more}>{p((("", text),))}</table:table-cell>'
        )

    head = cell(say.TABLE_HEAD, ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    cells = (head, *(cell(left) + cell(right) for left, right in say.TABLE))
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    items = "".join(f"<text:list-item>{p(sentence)}</text:list-item>" for sentence in say.LIST)
    photo = (
        '<text:p text:style-name="Text_20_body"><draw:frame text:anchor-type="as-char" '
        'svg:width="9cm" svg:height="4.5cm"><draw:image xlink:href="Pictures/photo.png" '
        f'xlink:type="simple"/><svg:desc>{say.ALT}</svg:desc></draw:frame></text:p>'
    )
    body = (
        f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{say.TITLE}</text:h>'
        + p(say.LEAD)
        + p(say.CAPITAL)
        + p(say.QUOTE, "Quotations")
        + f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{say.LIST_HEAD}</text:h>'
        + f'<text:list text:style-name="Bullets">{items}</text:list>'
        + '<table:table><table:table-column table:number-columns-repeated="2"/>'
        + f"{rows}</table:table>"
        + photo
        + p((("", say.CAPTION),), "Caption")
        + p(say.PLACE)
        + p(say.CONTACT)
    )
    automatic = (
        '<style:style style:name="B" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:name="I" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style><style:style '
        'style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #1a5a90" fo:padding="0.1cm"/></style:style>'
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"><style:list-level-properties text:space-before="0.6cm" '
        'text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>'
    )
    return (
        f"<office:document-content {_XMLNS}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def _odt_styles() -> str:
    def style(name: str, look: str, paragraph: str = 'fo:margin-bottom="0.25cm"') -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f"<style:paragraph-properties {paragraph}/><style:text-properties {look}/>"
            "</style:style>"
        )

    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties '
        'fo:font-size="11pt" fo:language="de" fo:country="DE"/></style:default-style>'
        + style("Text_20_body", "")
        + style("Heading_20_1", 'fo:font-size="18pt" fo:font-weight="bold"')
        + style("Heading_20_2", 'fo:font-size="14pt" fo:font-weight="bold"')
        + style(
            "Quotations", "", 'fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.25cm"'
        )
        + style("Caption", 'fo:font-style="italic" fo:font-size="9pt"')
    )
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/>'
        "</style:page-layout>"
    )
    head = (
        '<text:p><draw:frame text:anchor-type="as-char" svg:width="6cm" svg:height="1cm">'
        '<draw:image xlink:href="Pictures/logo.png" xlink:type="simple"/></draw:frame><text:tab/>'
        f"<text:tab/>{say.KIND}</text:p>"
    )
    foot = (
        f"<text:p>{say.SENDER} · Seite <text:page-number>1</text:page-number> von "
        "<text:page-count>2</text:page-count></text:p>"
    )
    return (
        f"<office:document-styles {_XMLNS}><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{page}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4">'
        f"<style:header>{head}</style:header><style:footer>{foot}</style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
