"""Documents attached to a mail: translated in place where that is wanted, left alone otherwise."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from tests.documents.mail.test_mail import PNG
from tests.documents.office.test_docx import p, r, word
from tests.documents.office.test_xlsx import book
from tests.documents.pretend import translated

WANTED = ReadingOptions(attachments=True)


def mail(*files: tuple[str, bytes], cte: str = "base64") -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "das tal"
    message["Message-ID"] = "<1@b.example>"
    message.set_content("der berg\n")
    for name, data in files:
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name, cte=cte
        )
    return message.as_bytes()


def read(data: bytes, options: ReadingOptions = WANTED) -> Document:
    document = read_document(data, name="a.eml", options=options)
    assert write_document(document) == data
    return document


def attached(data: bytes) -> dict[str | None, bytes]:
    message = message_from_bytes(data, policy=policy.default)
    return {part.get_filename(): part.get_content() for part in message.iter_attachments()}


def test_attached_documents_are_translated_and_named_by_their_language() -> None:
    source = mail(
        ("brief.de.docx", word(p(r("das tal")))),
        ("Zahlen.xlsx", book("<si><t>das tal</t></si>")),
        ("bild.png", PNG),
    )
    document = read(source)
    assert [block.text for block in document.blocks] == [
        "das tal",
        "der berg",
        "das tal",
        "das tal",
    ]
    assert len({block.id for block in document.blocks}) == 4
    (told,) = document.remarks
    assert "The attachment bild.png is left as it is: bild.png is a PNG image" in told.message
    files = attached(write_document(translated(document, lang="en-GB")))
    assert list(files) == ["brief.en.docx", "Zahlen.en.xlsx", "bild.png"]
    for name in ("brief.en.docx", "Zahlen.en.xlsx"):
        assert [b.text for b in read_document(files[name], name=name).blocks] == ["DAS TAL"]
    assert files["bild.png"] == PNG


def test_without_the_wish_they_stay_to_the_byte() -> None:
    letter = word(p(r("das tal")))
    document = read(mail(("brief.de.docx", letter)), ReadingOptions())
    assert [block.text for block in document.blocks] == ["das tal", "der berg"]
    assert [r.message for r in document.remarks] == [
        "The attachment brief.de.docx is left as it is."
    ]
    written = write_document(translated(document, lang="en"))
    assert attached(written) == {"brief.de.docx": letter}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Größe.de.txt", "Größe.en.txt"),
        ("a b.txt", "a b.en.txt"),
        ("ö" * 60 + ".txt", "ö" * 60 + ".en.txt"),
    ],
)
def test_names_are_written_as_the_header_has_them(name: str, expected: str) -> None:
    written = write_document(translated(read(mail((name, b"das tal\n"))), lang="en"))
    assert attached(written) == {expected: b"DAS TAL\n"}


def test_a_name_in_encoded_words_is_understood() -> None:
    data = mail(("X.txt", b"das tal\n")).replace(
        b'filename="X.txt"', b'filename="=?utf-8?q?Gr=C3=B6=C3=9Fe.de.txt?="'
    )
    written = write_document(translated(read(data), lang="en"))
    assert list(attached(written)) == ["Größe.en.txt"]


@pytest.mark.parametrize("cte", ["7bit", "quoted-printable", "base64"])
def test_transfer_encodings_hold_what_is_new(cte: str) -> None:
    document = read(mail(("a.txt", b"das tal\r\nder ort\r\n"), cte=cte))
    change = {
        block.id: type(block)(block.id, block.kind, "größer")
        for block in document.blocks
        if block.id.startswith("p2-")
    }
    written = write_document(document.with_blocks(change, lang="en"))
    files = attached(written)
    assert files["a.en.txt"].decode().replace("\r\n", "\n").strip() in ("größer", "größer\ngrößer")


def test_attached_mails_stay_and_what_would_become_another_document() -> None:
    source = mail(
        ("alt.rtf", rb"{\rtf1 das tal}"),
        ("kaputt.docx", word(p(r("das tal")))[:300]),
        ("zahlen.csv", b"a;b\n1;2\n"),
        ("leer.docx", word("")),
        ("mail.eml", mail()),
    )
    document = read(source)
    told = [remark.message for remark in document.remarks]
    assert len(told) == 5
    for message, part in zip(
        told,
        ("another document", "kaputt.docx", "table", "no text", "another document"),
        strict=True,
    ):
        assert part in message
    written = write_document(translated(document, lang="en"))
    assert attached(written) == attached(source)
