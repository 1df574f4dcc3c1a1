from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.glossary.matching.assign import Candidate, assign

CANDIDATES = st.lists(
    st.builds(
        lambda start, length, kind: Candidate(start, start + length, kind, "x"),
        st.integers(0, 8),
        st.integers(1, 5),
        st.integers(0, 2),
    ),
    max_size=8,
)
WANTED = st.lists(st.integers(0, 3), min_size=3, max_size=3)


def allowed(chosen: tuple[Candidate, ...], wanted: list[int]) -> bool:
    ordered = sorted(chosen, key=lambda c: c.start)
    disjoint = all(one.end <= other.start for one, other in pairwise(ordered))
    return disjoint and all(
        sum(c.kind == kind for c in chosen) <= number for kind, number in enumerate(wanted)
    )


@settings(deadline=None, max_examples=400)
@given(CANDIDATES, WANTED)
def test_no_allowed_choice_meets_more(candidates: list[Candidate], wanted: list[int]) -> None:
    chosen = assign(candidates, wanted=wanted)
    assert allowed(tuple(chosen), wanted)
    assert set(chosen) <= set(candidates)
    larger = combinations(set(candidates), len(chosen) + 1)
    assert not any(allowed(choice, wanted) for choice in larger)


def test_many_equal_demands_stay_cheap() -> None:
    # 40 demands of 2 kinds over 60 overlapping places: exponential if states were not merged.
    candidates = [Candidate(i, i + 2, i % 2, "x") for i in range(60)]
    assert len(assign(candidates, wanted=[20, 20])) == 30
