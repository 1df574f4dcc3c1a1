"""Parquet and Arrow files by way of pyarrow, which is how data people have them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast

from g60translate.batch.rows.table import ROWS, Chunk, Fields, added
from g60translate.batch.rows.translating import Translated
from g60translate.errors import BrokenDocument, MissingExtra

try:
    import pyarrow as pa
    import pyarrow.ipc
    import pyarrow.parquet
except ImportError:
    raise MissingExtra("pyarrow", extra="data", purpose="Reading a table") from None


@dataclass(frozen=True, slots=True)
class _Batch:
    batch: Any
    texts: tuple[str | None, ...]


class _ArrowTable(ABC):
    """What the files of pyarrow share: record batches in, wider ones out."""

    name: ClassVar[str]

    def chunks(self, stream: BinaryIO, fields: Fields, *, name: str) -> Iterator[Chunk]:
        """The rows, whatever batches the file has them in; raises BrokenDocument."""
        try:
            schema, batches = self._opened(stream)
            fields.refuse_taken(schema.names, name)
            kind = schema.field(fields.text).type
            if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
                raise BrokenDocument(f"{name}: the column {fields.text!r} has {kind}, no texts.")
            for batch in _even(batches):
                yield _Batch(batch, tuple(batch.column(fields.text).to_pylist()))
        except (pa.ArrowException, OSError) as error:
            raise BrokenDocument(f"{name} is no whole {self.name} file: {error}.") from None

    def writer(self, stream: BinaryIO, fields: Fields) -> _Batches:
        """Writes the columns that were there, and the new ones behind them."""
        return _Batches(self, stream, fields)

    @abstractmethod
    def _opened(self, stream: BinaryIO) -> tuple[Any, Iterable[Any]]:
        """The schema and the record batches of a file."""

    @abstractmethod
    def begun(self, stream: BinaryIO, schema: Any) -> Any:
        """What writes record batches."""


class Parquet(_ArrowTable):
    """Apache Parquet."""

    name = "parquet"

    def _opened(self, stream: BinaryIO) -> tuple[Any, Iterable[Any]]:
        file = pyarrow.parquet.ParquetFile(stream)
        return file.schema_arrow, file.iter_batches(batch_size=ROWS)

    def begun(self, stream: BinaryIO, schema: Any) -> Any:
        """Write Parquet, compressed as is usual."""
        return pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd")


class ArrowFile(_ArrowTable):
    """Arrow's own file format, also called Feather."""

    name = "arrow"

    def _opened(self, stream: BinaryIO) -> tuple[Any, Iterable[Any]]:
        file = pyarrow.ipc.open_file(stream)
        return file.schema, (file.get_batch(n) for n in range(file.num_record_batches))

    def begun(self, stream: BinaryIO, schema: Any) -> Any:
        """Write an Arrow file."""
        return pyarrow.ipc.new_file(stream, schema)


class _Batches:
    def __init__(self, table: _ArrowTable, stream: BinaryIO, fields: Fields) -> None:
        self._table, self._stream, self._fields = table, stream, fields
        self._writer: Any = None
        self._held: list[Any] = []

    def write(self, chunk: Chunk, rows: Sequence[Translated | None]) -> None:
        batch = cast("_Batch", chunk).batch
        new = [added(row, self._fields) for row in rows]
        for name, kind in (
            (self._fields.translation, pa.string()),
            ("confidence", pa.float64()),
            ("errors", pa.int32()),
            ("warnings", pa.int32()),
            ("findings", pa.list_(pa.string())),
        ):
            batch = batch.append_column(name, pa.array([each[name] for each in new], kind))
        if self._writer is None:
            self._writer = self._table.begun(self._stream, batch.schema)
        self._held.append(batch)
        # Small row groups would make the file large and slow to read.
        if sum(each.num_rows for each in self._held) >= _GROUP:
            self._flush()

    def close(self) -> None:
        if self._writer is not None:
            self._flush()
            self._writer.close()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held))
            self._held = []


_GROUP = 64 * ROWS


def _even(batches: Iterable[Any]) -> Iterator[Any]:
    """Batches of at most ROWS rows."""
    for batch in batches:
        for at in range(0, batch.num_rows, ROWS):
            yield batch.slice(at, ROWS)
