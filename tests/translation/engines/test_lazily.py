"""Items made when they are looked at: the same as a list, made once, and only if wanted."""

from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.engines.lazily import Lazily


def test_an_item_is_made_once_and_no_other_with_it() -> None:
    made: list[int] = []

    def make(index: int) -> str:
        made.append(index)
        return str(index)

    items = Lazily(4, make)
    assert len(items) == 4
    assert made == []
    assert (items[2], items[2], items[-2]) == ("2", "2", "2")
    assert made == [2]


@given(st.lists(st.integers()), st.slices(8))
def test_it_reads_like_a_list(content: list[int], part: slice) -> None:
    items = Lazily(len(content), content.__getitem__)
    assert list(items) == content
    assert list(items[part]) == content[part]
