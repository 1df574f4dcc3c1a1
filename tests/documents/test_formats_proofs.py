"""For every claim in the table of docs/formats.md what proves it: a file, or the test that does.

A claim that is added to the page without a proof fails here, and so does a proof without a claim.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from g60translate.documents.codec import CODECS
from g60translate.documents.files import read_document, write_document
from tests.conftest import ROOT
from tests.documents.pretend import translated
from tests.documents.proofs import Case, Shown
from tests.documents.proofs_legacy import legacy
from tests.documents.proofs_office import DOCX, ODT, PPTX, XLSX
from tests.documents.proofs_packages import EPUB, ODP, ODS
from tests.documents.proofs_pdf import PDF
from tests.documents.proofs_strings import (
    ANDROID,
    CSV,
    EML,
    I18N_JSON,
    I18N_YAML,
    ICS,
    JSONL,
    PROPERTIES,
    STRINGS,
    XCSTRINGS,
)
from tests.documents.proofs_trade import NEWSML, NINJS, NITF, PO, SRT, VTT, XLIFF
from tests.documents.proofs_web import HTML, MARKDOWN, TEXT
from tests.documents.tables.test_tables import CHOSEN
from tests.documents.test_formats_page import ROWS
from tests.documents.test_untouched import MAKERS, content

PROOFS = {
    "docx": DOCX,
    "pptx": PPTX,
    "xlsx": XLSX,
    "odt": ODT,
    "odp": ODP,
    "ods": ODS,
    "epub": EPUB,
    "pdf": PDF,
    "doc": legacy("DOCX"),
    "xls": legacy("XLSX"),
    "ppt": legacy("PPTX"),
    "rtf": legacy("DOCX"),
    "xliff": XLIFF,
    "po": PO,
    "srt": SRT,
    "vtt": VTT,
    "ninjs": NINJS,
    "nitf": NITF,
    "newsml": NEWSML,
    "android": ANDROID,
    "strings": STRINGS,
    "xcstrings": XCSTRINGS,
    "i18n-json": I18N_JSON,
    "i18n-yaml": I18N_YAML,
    "properties": PROPERTIES,
    "eml": EML,
    "ics": ICS,
    "csv": CSV,
    "jsonl": JSONL,
    "html": HTML,
    "markdown": MARKDOWN,
    "text": TEXT,
}


def claims(form: str) -> set[str]:
    """What the page says of a format, taken apart at commas and semicolons, suffixes aside."""
    return {claim for column in ROWS[form][1:] for claim in re.split(r"[,;] ", column)}


@pytest.mark.parametrize("form", CODECS)
def test_every_claim_has_its_proof_and_every_proof_its_claim(form: str) -> None:
    assert claims(form) == set(PROOFS[form])


CASES = [
    pytest.param(form, proof, id=f"{form}: {claim}")
    for form, proofs in PROOFS.items()
    for claim, proof in proofs.items()
    if isinstance(proof, Case)
]


@pytest.mark.parametrize(("form", "case"), CASES)
def test_a_file_shows_the_claim(form: str, case: Case) -> None:
    document = read_document(case.data, name=MAKERS[form][0], options=CHOSEN)
    assert document.format == form
    before, after = content(case.data), content(write_document(translated(document)))
    for text in case.new:
        assert text not in before
        assert text in after
    for text in (" ".join(text.split()) for text in case.kept):
        assert text in before
        assert text in after


TESTS = sorted(
    {
        proof.test
        for proofs in PROOFS.values()
        for proof in proofs.values()
        if isinstance(proof, Shown)
    }
)


@pytest.mark.parametrize("name", TESTS)
def test_a_named_test_is_there(name: str) -> None:
    module, _, test = name.partition(".")
    (path,) = Path(__file__).parent.rglob(f"{module}.py")
    home = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    found: Callable[..., None] = getattr(importlib.import_module(home), test)
    assert callable(found)
