"""Web addresses, e-mail addresses and handles, which a translation copies."""

from __future__ import annotations

from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.protection.addresses import addresses


def _key(address: str, kind: str) -> str:
    # RFC 3986, 6.2.2.1: scheme and host ignore case; a path does not.
    if kind != "url":
        return address.casefold()
    scheme, mark, rest = address.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host}".casefold() + slash + path


class UrlsCheck:
    """A web address, an e-mail address or a handle is missing, altered or new.

    Readers would end up nowhere: copy the address from the source.
    """

    name = "urls"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """Errors for lost and for new addresses; a handle only warns (it may be a name)."""
        source = self._by_key(unit.source)
        target = self._by_key(unit.target)
        for key, (_, kind, address) in source.items():
            if key not in target:
                yield Finding(
                    self.name,
                    Severity.WARNING if kind == "handle" else Severity.ERROR,
                    unit.segment_id,
                    f"The address {address} is missing.",
                )
        for key, (span, kind, address) in target.items():
            if key not in source:
                yield Finding(
                    self.name,
                    Severity.WARNING if kind == "handle" else Severity.ERROR,
                    unit.segment_id,
                    f"The address {address} is not in the source.",
                    span,
                )

    def _by_key(self, text: str) -> dict[str, tuple[tuple[int, int], str, str]]:
        return {
            _key(text[start:end], kind): ((start, end), kind, text[start:end])
            for start, end, kind in addresses(text)
        }
