"""Which room may import which, so that no arrow runs up; and how large a room may grow."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "g60translate"
MOST_LINES = 300
MOST_MODULES = 16

# From the ground up: a room may import those that are named beside it, and they stand above it
# here. A folder inside a room that has a row of its own is a room of its own.
BASE = "errors naming resources spans tables transactions version wording"
_BELOW = (
    "language documents protection protection.spans segmentation checks repair glossary memory "
    "models"
)
_LIBRARY = (
    f"{_BELOW} bitext translation pipeline reports.record reports glossary.impact review config "
    "facade lines"
)
ROOMS: Mapping[str, str] = {
    "wording": "",
    "errors": "wording",
    "naming": "",
    "resources": "",
    "spans": "",
    "transactions": "",
    "version": "",
    "tables": "errors",
    "language": BASE,
    "documents": f"{BASE} language",
    "bitext": BASE,
    "models": f"{BASE} language",
    "protection": f"{BASE} documents models",
    "segmentation": f"{BASE} language documents",
    "checks": f"{BASE} language documents protection",
    "repair": f"{BASE} language checks",
    "glossary": f"{BASE} language documents protection segmentation checks",
    "protection.spans": f"{BASE} documents glossary protection",
    "memory": f"{BASE} language documents bitext",
    "translation": f"{BASE} {_BELOW}",
    "pipeline": f"{BASE} {_BELOW} translation",
    "pivot": f"{BASE} {_BELOW} translation pipeline",
    "lines": f"{BASE} documents translation pipeline",
    "models.bringing": f"{BASE} models language translation",
    "reports.record": f"{BASE} documents checks translation pipeline",
    "glossary.impact": f"{BASE} documents segmentation glossary translation reports.record",
    "scoring": f"{BASE} translation documents checks glossary pipeline reports.record",
    "gate": f"{BASE} scoring",
    "reports": f"{BASE} documents checks scoring gate reports.record",
    "review": f"{BASE} {_BELOW} translation reports.record reports",
    "config": f"{BASE} language checks",
    "batch": f"{BASE} {_BELOW} translation pipeline reports.record reports config",
    "training": f"{BASE} models bitext",
    "facade": f"{BASE} {_BELOW} translation pipeline pivot",
    "api": f"{BASE} translation documents language glossary checks pipeline reports.record facade",
    # What the rooms of the server share may use the whole library; the rooms stand beside each
    # other, and the application names them in a table.
    "server": f"{BASE} {_LIBRARY}",
    **{
        f"server.{room}": f"{BASE} {_LIBRARY} server" for room in ("api", "deepl", "libre", "pages")
    },
}
# The package itself names what is public, and the command line calls everything.
TOP = ("__init__", "__main__", "cli")


def modules() -> dict[str, Path]:
    """Every module by its dotted path below the package; a folder by its `__init__`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts)] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it and for types alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where they lead"
            names = [node.module or "", *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        else:
            continue
        for name in names:
            below = name.removeprefix("g60translate").lstrip(".")
            if name.partition(".")[0] == "g60translate" and (below or "__init__") in MODULES:
                yield below or "__init__"


GRAPH = {name: set(imports(path)) - {name} for name, path in MODULES.items()}


def room_of(module: str) -> str:
    """The row that a module belongs to: the longest that its path begins with."""
    fitting = [r for r in (*ROOMS, *TOP) if f"{module}.".startswith(f"{r}.")]
    assert fitting, f"{module} lies in no room: give its room a row in {Path(__file__).name}"
    return max(fitting, key=len)


def test_no_arrow_runs_up() -> None:
    strangers = {
        f"{name} -> {other}"
        for name, others in GRAPH.items()
        if (room := room_of(name)) not in TOP
        for other in others
        if room_of(other) not in {room, *ROOMS[room].split()}
    }
    assert not strangers


def test_the_table_itself_runs_one_way_and_names_only_what_is_there() -> None:
    above: set[str] = set()
    for room, allowed in ROOMS.items():
        assert set(allowed.split()) <= above, f"{room} names a room that stands below it"
        assert any(room_of(module) == room for module in MODULES), f"there is no room {room}"
        above.add(room)


def test_no_modules_import_each_other() -> None:
    tuple(TopologicalSorter(GRAPH).static_order())  # a CycleError shows the circle


def test_a_module_is_read_at_one_sitting() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert not {name: count for name, count in lines.items() if count > MOST_LINES}


def test_a_room_is_seen_at_one_glance() -> None:
    side_by_side = Counter(path.parent for path in MODULES.values() if path.name != "__init__.py")
    assert not {folder: n for folder, n in side_by_side.items() if n > MOST_MODULES}


def test_the_design_names_every_room() -> None:
    page = (PACKAGE.parents[1] / "docs" / "design.md").read_text("utf-8")
    rooms = {p.parent for p in MODULES.values() if p.name == "__init__.py"} - {PACKAGE}
    assert not {room for room in rooms if f"`{room.name}/`" not in page and not _inside(room)}
    alone = {p.name for p in PACKAGE.glob("*.py")}
    assert not {name for name in alone if f"`{name}`" not in page}


def _inside(room: Path) -> bool:
    """Whether a room lies so deep that the row of the room around it speaks for it."""
    return len(room.relative_to(PACKAGE).parts) > 2 or room.parent.name in {"cli", "reports"}
