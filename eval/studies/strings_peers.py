"""Have translate-toolkit read what we write of programs' texts: keys, and each value.

    pip install translate-toolkit
    python eval/studies/strings_peers.py

Every awkward file of these formats in `test_awkward.py` is translated into capitals.
Before and after, the peer must find the same keys in the same order; each value must be as before
or in capitals, placeholders aside, and as many must have changed as we have blocks, or fewer where
a value has several. Prints a table in Markdown. What the peer itself cannot read is said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.documents.pretend import shouted, translated  # noqa: E402
from tests.documents.test_awkward import FILES, Awkward  # noqa: E402
from translate.storage import aresource, jsonl10n, properties, yaml  # noqa: E402

from g60translate.documents.files import read_document, write_document  # noqa: E402

Pairs = list[tuple[str, str]]


def _units(store: object) -> Pairs:
    units = (u for u in store.units if not u.isheader() and not u.isblank())  # type: ignore[attr-defined]
    return [(unit.getid() or unit.source, str(unit.target or unit.source)) for unit in units]


def _strings(data: bytes) -> Pairs:
    store = properties.propfile(personality="strings-utf8")
    store.parse(data)
    return [(unit.name, unit.value) for unit in store.units if unit.name]


def _properties(data: bytes) -> Pairs:
    utf8 = _is_utf8(data)
    store = properties.propfile(personality="java-utf8" if utf8 else "java")
    store.parse(data)
    return [(unit.name, unit.value) for unit in store.units if unit.name]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parsed(kind: Callable[[], object]) -> Callable[[bytes], Pairs]:
    def read(data: bytes) -> Pairs:
        store = kind()
        store.parse(data)  # type: ignore[attr-defined]
        return _units(store)

    return read


READERS: Mapping[str, Callable[[bytes], Pairs]] = {
    "android": _parsed(aresource.AndroidResourceFile),
    "strings": _strings,
    "properties": _properties,
    "i18n-json": _parsed(jsonl10n.JsonNestedFile),
    "i18n-yaml": _parsed(yaml.YAMLFile),
}


def judged(file: Awkward) -> str:
    """What the peer says of a file and its translation; `OK` where both agree."""
    document = read_document(file.data, name=file.name)
    written = write_document(translated(document, shouted))
    try:
        before = READERS[file.format](file.data)
    except Exception as error:  # whatever the peer stumbles over
        return f"the peer cannot read the original: {type(error).__name__}"
    after = READERS[file.format](written)
    if [key for key, _ in before] != [key for key, _ in after]:
        return f"other keys: {before} {after}"
    changed = [(old, new) for (_, old), (_, new) in zip(before, after, strict=True) if old != new]
    for old, new in changed:
        if old.casefold() != new.casefold() or new == old:
            return f"another value: {old!r} {new!r}"
    if not (bool(changed) == bool(document.blocks) and len(changed) <= len(document.blocks)):
        return f"{len(changed)} values changed, and there are {len(document.blocks)} blocks"
    return "OK"


def main() -> None:
    print("| format | file | translate-toolkit |\n|---|---|---|")
    faults = 0
    for file in FILES:
        if file.format in READERS:
            said = judged(file)
            faults += said != "OK" and not said.startswith("the peer cannot")
            print(f"| {file.format} | {file.what} | {said} |")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
