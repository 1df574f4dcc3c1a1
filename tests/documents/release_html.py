"""The press release as a page that needs no other file."""

from __future__ import annotations

import base64

from tests.documents import release_text as say
from tests.documents.release_text import Sentence


def release_html() -> bytes:
    """The release as a page that needs no other file."""

    def image(data: bytes, alt: str, width: int) -> str:
        source = base64.b64encode(data).decode()
        return f'<img src="data:image/png;base64,{source}" alt="{alt}" width="{width}">'

    def sentence(pieces: Sentence) -> str:
        spelt = []
        for look, text in pieces:
            words = text.replace("&", "&amp;")
            if look == "a":
                words = f'<a href="{say.LINKS[text]}">{words}</a>'
            elif look == "n":
                words = '<sup><a href="#note1" id="mark1">1</a></sup>'
            elif look:
                words = f"<{look}>{words}</{look}>"
            spelt.append(words)
        return "".join(spelt)

    rows = "\n".join(f"  <tr><td>{a}</td><td>{b}</td></tr>" for a, b in say.TABLE)
    items = "\n".join(f"  <li>{sentence(item)}</li>" for item in say.LIST)
    note = next(text for look, text in say.CAPITAL if look == "n")
    return f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{say.TITLE}</title>
<meta name="description" content="{say.KIND} von {say.SENDER}">
<style>
  body {{ font: 16px/1.5 sans-serif; max-width: 44em; margin: 2em auto; }}
  header {{ display: flex; justify-content: space-between; border-bottom: 2px solid #145aa0; }}
  table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #145aa0; padding: 4px 12px; }}
  figcaption, footer, aside {{ font-size: 13px; color: #444; }}
</style>
</head>
<body>
<header>{image(say.LOGO, say.SENDER, 220)} <strong>{say.KIND}</strong></header>
<h1>{say.TITLE}</h1>
<p>{sentence(say.LEAD)}</p>
<p>{sentence(say.CAPITAL)}</p>
<blockquote>{sentence(say.QUOTE)}</blockquote>
<h2>{say.LIST_HEAD}</h2>
<ul>
{items}
</ul>
<table>
  <tr><th colspan="2">{say.TABLE_HEAD}</th></tr>
{rows}
</table>
<figure>{image(say.PHOTO, say.ALT, 320)}
  <figcaption>{say.CAPTION}</figcaption></figure>
<p>{sentence(say.PLACE)}</p>
<p>{sentence(say.CONTACT)}</p>
<aside><p id="note1"><a href="#mark1">1</a> {note}</p></aside>
<footer>{say.SENDER} · <span translate="no">AG Augsburg HRB 5550142</span></footer>
</body>
</html>
""".encode()
