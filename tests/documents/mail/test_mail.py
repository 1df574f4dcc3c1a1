"""Mails and calendars: what is read of them, and that mail programs read what is written."""

from __future__ import annotations

import base64
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest

from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, Document
from tests.conftest import CASES
from tests.documents.pretend import translated

PNG = base64.b64decode("iVBORw0KGgo=")


def mail(
    text: str = "Das Tal.\n", html: str = "", *, cte: str = "8bit", charset: str = "utf-8"
) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "Re: Das große Tal"
    message["From"] = "Anna Größe <a@b.example>"
    message["Message-ID"] = "<1@b.example>"
    message.set_content(text, charset=charset, cte=cte)
    if html:
        message.add_alternative(html, subtype="html", charset=charset, cte=cte)
        related = cast("EmailMessage", message.get_payload(1))
        related.add_related(PNG, "image", "png", cid="<bild>")
        message.add_attachment(b"Anlage", maintype="application", subtype="x", filename="a.bin")
    return message.as_bytes()


def read(data: bytes, name: str = "a.eml") -> Document:
    document = read_document(data, name=name)
    assert write_document(document) == data
    return document


def sent(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_text_and_html_alike(cte: str, charset: str) -> None:
    data = mail("Größe im Tal.\n", "<p>Größe im <b>Tal</b>.</p>\n", cte=cte, charset=charset)
    document = read(data)
    assert [b.text for b in document.blocks] == ["Das große Tal", "Größe im Tal.", "Größe im Tal."]
    assert [r.message for r in document.remarks] == ["The attachment a.bin is left as it is."]
    before, after = sent(data), sent(write_document(translated(document)))
    assert after["Subject"] == "Re: DAS GROßE TAL"
    assert after["From"] == before["From"]
    parts = list(after.walk())
    assert [p.get_content_type() for p in parts] == [p.get_content_type() for p in before.walk()]
    texts = [p.get_content() for p in parts if p.get_content_maintype() == "text"]
    assert [text.strip() for text in texts] == ["GRÖßE IM TAL.", "<p>GRÖßE IM <b>TAL</b>.</p>"]
    for old, new in zip(before.walk(), parts, strict=True):
        if old.get_content_maintype() == "text":
            assert new["Content-Transfer-Encoding"] == cte
            assert new.get_content_charset() == charset
        elif not old.is_multipart():
            assert new.get_content() == old.get_content()


def test_a_charset_that_does_not_do_is_changed() -> None:
    for cte in ("8bit", "quoted-printable", "base64", "7bit"):
        text = "Das Tal.\n" if cte == "7bit" else "Größe.\n"
        data = mail(text, cte=cte, charset="us-ascii" if cte == "7bit" else "iso-8859-1")
        changed = translated(read(data), lambda b: Block(b.id, b.kind, "规模"))
        after = sent(write_document(changed))
        assert after.get_content().strip() == "规模"
        assert after["Subject"] == "Re: 规模"
        assert not after.defects
    bare = b"Subject: Tal\nMessage-ID: <1@b>\n\nDas Tal\n"
    changed = translated(read(bare), lambda b: Block(b.id, b.kind, "规模"))
    after = sent(write_document(changed))
    assert after.get_content().strip() == "规模"
    assert after["MIME-Version"] == "1.0"


def test_a_mail_of_users() -> None:
    document = read((CASES / "mail" / "subject-and-text.eml").read_bytes())
    assert [b.text for b in document.blocks] == ["Eröffnung der Brücke", "Die Brücke ist eröffnet."]


def test_the_language_follows() -> None:
    data = mail("Das Tal.\n", '<html lang="de"><p>Das Tal.</p></html>')
    data = data.replace(b"Message-ID", b"Content-Language: de\r\nMessage-ID", 1)
    document = read(data)
    assert document.lang == "de"
    after = write_document(translated(document, lang="en"))
    assert b"Content-Language: en\r\n" in after
    assert b'<html lang="en">' in after


@pytest.mark.parametrize(
    ("more", "body", "remark"),
    [
        (b"Content-Type: multipart/signed; boundary=x\n", b"--x\n\nDas Tal\n--x--\n", "signed"),
        (b"Content-Type: text/plain; charset=x-nie\n", b"Das Tal\n", "cannot be decoded"),
        (b"Content-Transfer-Encoding: uuencode\n", b"Das Tal\n", "cannot be decoded"),
        (b"Content-Type: message/rfc822\n", b"Subject: Das Tal\n\nDas Tal\n", "message/rfc822"),
    ],
)
def test_what_is_left_is_told(more: bytes, body: bytes, remark: str) -> None:
    document = read(b"Message-ID: <1@b>\nTo: a@b.example\n" + more + b"\n" + body)
    assert not document.blocks
    assert remark in document.remarks[0].message


CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@b\r\nDTSTART:20240503T090000Z\r\n"
    "SUMMARY;LANGUAGE=de:Das Tal\\, heute\r\nLOCATION:Kiel\r\n"
    "DESCRIPTION:Die Messe ist er\u00f6ffnet. Sie dauert drei Tage\\nund hat v\r\n"
    " iele G\u00e4ste.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar() -> None:
    document = read(CALENDAR.encode(), "a.ics")
    assert document.lang == "de"
    assert [b.text for b in document.blocks] == [
        "Das Tal, heute",
        "Die Messe ist eröffnet. Sie dauert drei Tage",
        "und hat viele Gäste.",
    ]
    written = write_document(translated(document, lang="en")).decode()
    assert "SUMMARY;LANGUAGE=en:DAS TAL\\, HEUTE\r\n" in written
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    unfolded = re.sub("\r\n ", "", written)
    assert "DREI TAGE\\nUND HAT VIELE GÄSTE.\r\n" in unfolded
    assert re.sub("(SUMMARY|DESCRIPTION).*", "", unfolded) == re.sub(
        "(SUMMARY|DESCRIPTION).*", "", re.sub("\r\n ", "", CALENDAR)
    )
