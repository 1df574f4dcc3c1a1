from __future__ import annotations

from g60translate.training.run.allocator import better_environment


def found(_: str) -> str:
    return "libjemalloc.so.2"


def test_jemalloc_is_used_once_where_it_is_found() -> None:
    fresh = better_environment({"HOME": "/h"}, find=found)
    assert fresh is not None
    assert fresh["LD_PRELOAD"] == "libjemalloc.so.2"
    assert fresh["HOME"] == "/h"
    assert "dirty_decay_ms:-1" in fresh["MALLOC_CONF"]
    assert better_environment(fresh, find=found) is None


def test_nothing_changes_without_it_or_against_a_users_own_choice() -> None:
    assert better_environment({}, find=lambda _: None) is None
    assert better_environment({"LD_PRELOAD": "mine.so"}, find=found) is None
    chosen = better_environment({"MALLOC_CONF": "narenas:1"}, find=found)
    assert chosen is not None
    assert chosen["MALLOC_CONF"] == "narenas:1"
