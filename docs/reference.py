"""Draws the reference of the public names: `python docs/reference.py FOLDER` (`make docs`).

pdoc makes the pages from the docstrings. A public name without one, a name in backticks that names
nothing, and whatever pdoc warns of are faults: all are told, and no page is written.
"""

from __future__ import annotations

import builtins
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdoc.doc
import pdoc.extract
import pdoc.render

import g60translate

# The package with its public names, and the modules of what those are made of.
MODULES = (
    "g60translate",
    "g60translate.errors",
    "g60translate.checks.check",
    "g60translate.documents.codec",
    "g60translate.documents.model",
    "g60translate.reports.record.model",
)
_REFERENCE = re.compile(r"(?<!`)`([A-Za-z_][\w.]*)(?:\(\))?`(?!`)")


def main(folder: Path) -> int:
    """Write the pages; 1 where there are faults, told on standard error."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pages = {page.fullname: page for page in map(documented, MODULES)}
        faults = [fault for page in pages.values() for fault in faults_of(page, frozenset(pages))]
        pdoc.render.configure(docformat="markdown", footer_text=g60translate.__version__)
        drawn = {name: pdoc.render.html_module(page, pages) for name, page in pages.items()}
        drawn["index"] = pdoc.render.html_index(pages)
    faults += [f"pdoc: {warning.message}" for warning in caught]
    if faults:
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
        return 1
    for name, html in drawn.items():
        path = folder / f"{name.replace('.', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    return 0


def documented(name: str) -> pdoc.doc.Module:
    """A module as pdoc sees it, once the names are loaded that wait for their first use."""
    module = pdoc.extract.load_module(name)
    for public in getattr(module, "__all__", ()):
        setattr(module, public, getattr(module, public))
    return pdoc.doc.Module(module)


def faults_of(page: pdoc.doc.Doc[Any], known: frozenset[str]) -> Iterator[str]:
    """What of a page and its members says nothing, or refers to what is not `known` there."""
    known |= _names_in(page)
    if not page.docstring and not isinstance(page, pdoc.doc.Variable):
        yield f"{page.fullname} has no docstring"
    for name in _REFERENCE.findall(page.docstring):
        if name not in known and not _is_public(name):
            yield f"{page.fullname}: `{name}` names nothing"
    if isinstance(page, pdoc.doc.Namespace):
        for member in page.members.values():
            # What a class has from another package is described there.
            foreign = isinstance(page, pdoc.doc.Class) and member not in page.own_members
            if not member.name.startswith("_") and not foreign:
                yield from faults_of(member, known)


def _names_in(page: pdoc.doc.Doc[Any]) -> frozenset[str]:
    """What a docstring may speak of besides what is public: members and parameters."""
    if isinstance(page, pdoc.doc.Function):
        return frozenset(page.signature.parameters)
    if isinstance(page, pdoc.doc.Namespace):
        made = page.members.get("__init__")
        return frozenset(page.members) | (_names_in(made) if made else frozenset())
    return frozenset()


def _is_public(name: str) -> bool:
    """Whether the name is one of Python's or one of ours, as in `Translator.translate`."""
    parts = name.split(".")
    if parts[0] not in g60translate.__all__ and not hasattr(builtins, parts[0]):
        return False
    found: object = builtins if hasattr(builtins, parts[0]) else g60translate
    for part in parts:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
