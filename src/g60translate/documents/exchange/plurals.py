"""What a PO header says about plural forms."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from typing import Self

_LINE = re.compile(
    r"(?m)^Plural-Forms:[ \t]*nplurals[ \t]*=[ \t]*(\w+)[ \t]*;[ \t]*plural=([^;\n]*);?"
)
_MOST = 6
# Rules of the GNU gettext manual, “Plural forms”, for languages that models translate into; others
# keep the template's line.
_ONE = "nplurals=1; plural=0;"
_NOT_ONE = "nplurals=2; plural=(n != 1);"
_ABOVE_ONE = "nplurals=2; plural=(n > 1);"
_RULES = {
    **dict.fromkeys(("zh", "ja", "ko", "vi", "th", "id", "ms"), _ONE),
    **dict.fromkeys(("da", "de", "el", "en", "es", "et", "fi", "hu"), _NOT_ONE),
    **dict.fromkeys(("it", "nb", "nl", "nn", "no", "pt", "sv", "tr"), _NOT_ONE),
    "fr": _ABOVE_ONE,
}


@dataclass(frozen=True, slots=True)
class PluralForms:
    """How many forms a message has, 0 where the header does not say, and which is the singular.

    `singular` is -1 where one form serves every number.
    """

    count: int = 0
    singular: int = 0

    @classmethod
    def of(cls, header: str) -> Self:
        """Read a header; a line that is none counts as missing."""
        match = _LINE.search(header)
        if match is None or not match.group(1).isdigit():
            return cls()
        count = int(match.group(1))
        if not 1 <= count <= _MOST:
            return cls()
        if count == 1:
            return cls(1, -1)
        try:
            singular = int(gettext.c2py(match.group(2).strip())(1))
        except (ValueError, RecursionError):
            singular = 0
        return cls(count, singular if singular < count else 0)

    def filled_in(self, header: str, lang: str) -> str:
        """The header with a language's rule where a template leaves it open."""
        rule = _RULES.get(re.split("[-_]", lang)[0].lower())
        match = _LINE.search(header)
        if rule is None or match is None or match.group(1).isdigit():
            return header
        return f"{header[: match.start()]}Plural-Forms: {rule}{header[match.end() :]}"
