"""choppa's rules, applied as choppa does, with less work for each text and for the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from g60translate.segmentation.later import imported_later

# choppa needs it only to validate rules; to import it takes longer than to segment a release.
with imported_later("xmlschema"):
    import choppa
    from choppa.iterators import SrxTextIterator
    from choppa.rule_manager import RuleManager
    from choppa.structures import LanguageRule, Rule

BUNDLED = choppa.DEFAULT_SRX_RULESET
"""choppa's copy of LanguageTool's rules."""

# As many code points are looked back at where a rule sets no limit; choppa's own number.
_LOOK_BACK: int = SrxTextIterator.DEFAULT_MAX_LOOKBEHIND_CONSTRUCT_LENGTH


class Rules(choppa.SrxDocument):
    """A cascade of SRX files; where two speak of the same place, the earlier one wins."""

    def __init__(self, *files: Path) -> None:
        """Read the files; raises what choppa raises where they are no SRX 2.0."""
        super().__init__(ruleset=files[-1])
        earlier = [choppa.SrxDocument(ruleset=file).language_map_list for file in files[:-1]]
        self.language_map_list[:0] = [each for maps in earlier for each in maps]
        self._cascades: dict[tuple[LanguageRule, ...], Cascade] = {}

    def boundaries(self, text: str, *, lang: str) -> list[int]:
        """Where the segments of a text end; `lang` is a code as the files' maps match them.

        White space at the very end may be left out.
        """
        rules = self.get_language_rule_list(lang)
        if not self.get_rule_manager(rules, _LOOK_BACK).may_cut(text):
            return [len(text)] if text else []
        return list(accumulate(map(len, SrxTextIterator(self, lang, text))))

    def get_rule_manager(
        self, language_rule_list: list[LanguageRule], max_lookbehind_construct_length: int
    ) -> Cascade:
        """What choppa's iterator asks for."""
        key = tuple(language_rule_list)
        if key not in self._cascades:
            self._cascades[key] = Cascade(self, key, max_lookbehind_construct_length)
        return self._cascades[key]


class Cascade(RuleManager):
    """The rules of one language: those that cut, each with the exceptions that stand before it.

    choppa compiles all exceptions of each rule anew, together with those of the rules before, which
    takes longer than all the rest. Here each stretch of them is compiled once, when it is needed.
    """

    def __init__(
        self, document: Rules, language_rules: Sequence[LanguageRule], look_back: int
    ) -> None:
        self.document = document
        self.max_lookbehind_construct_length = look_back
        self.break_rule_list: list[Rule] = []
        self.exception_pattern_map: dict[Rule, Any] = {}
        exceptions: Exceptions | None = None
        new: list[str] = []
        for rule in (rule for language in language_rules for rule in language.rules):
            if not rule.is_break:
                new.append(self.create_exception_pattern_string(rule))
                continue
            if new:
                exceptions = Exceptions(document, "|".join(new), exceptions)
                new = []
            self.break_rule_list.append(rule)
            self.exception_pattern_map[rule] = exceptions

    @cached_property
    def _cuts(self) -> tuple[tuple[Rule, Any, Any], ...]:
        compiled = self.document.compile
        return tuple(
            (rule, compiled(rule.before_pattern), compiled(rule.after_pattern))
            for rule in self.break_rule_list
        )

    def may_cut(self, text: str) -> bool:
        """False only where no rule matches anywhere, so that the text is one segment."""
        return any(
            _matches(rule, before, after, text) is not None for rule, before, after in self._cuts
        )


class Exceptions:
    """Patterns any of which forbids a cut; those of `earlier` rules belong to them."""

    def __init__(self, document: Rules, pattern: str, earlier: Exceptions | None) -> None:
        self._document, self._pattern, self._earlier = document, pattern, earlier

    @cached_property
    def _compiled(self) -> Any:
        return self._document.compile(self._pattern)

    def match(self, text: str, position: int) -> Any:
        """A match at this place, as of one pattern; None where there is none."""
        found = None if self._earlier is None else self._earlier.match(text, position)
        return found or self._compiled.match(text, position)


def _matches(rule: Rule, before: Any, after: Any, text: str) -> Any:
    """A place where a rule's two patterns meet, None if there is none."""
    if not rule.before_pattern:
        return after.search(text)
    if not rule.after_pattern:
        return before.search(text)
    # Matches that begin inside others too: choppa may come to them after an earlier cut.
    ends: Iterator[Any] = before.finditer(text, overlapped=True)
    return next((True for found in ends if after.match(text, found.end())), None)
