from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.errors import ConfigError, InputError
from g60translate.scoring.suite import load_suite, parse_suite
from tests.scoring.sample import REFERENCE, SOURCE, write_suite

SHIPPED = Path(__file__).parents[2] / "eval" / "suites"


def test_a_suite_is_read_with_its_lines_and_document_ids(tmp_path: Path) -> None:
    loaded = load_suite(write_suite(tmp_path))
    (tiny,) = loaded.sets
    assert (tiny.source_lang, tiny.target_lang, tiny.domain) == ("de", "en", "press")
    assert tiny.sources == tuple(SOURCE)
    assert tiny.references == (tuple(REFERENCE),)
    assert tiny.docids == ("doc0", "doc0", "doc1", "doc1")
    assert loaded.skipped == {}


def test_the_shipped_press_suite_is_whole() -> None:
    loaded = load_suite(SHIPPED / "press.toml")
    assert len(loaded.sets) == 12
    assert {len(each.sources) for each in loaded.sets} == {252}
    assert {len(set(each.docids)) for each in loaded.sets} == {29}


def test_the_shipped_news_suite_skips_what_is_not_there_by_name() -> None:
    loaded = load_suite(SHIPPED / "news.toml", pair="de-en")
    assert loaded.sets == ()
    assert set(loaded.skipped) == {"newstest2019 de-en", "newstest2020 de-en", "flores-dev de-en"}
    assert "--data" in loaded.skipped["flores-dev de-en"]


def test_a_changed_file_is_a_broken_set(tmp_path: Path) -> None:
    suite = write_suite(tmp_path)
    (tmp_path / "tiny.en").write_text("Something else.\n" * 4, "utf-8")
    with pytest.raises(InputError, match=r"'tiny de-en' is broken: tiny\.en hashes"):
        load_suite(suite)


def test_a_missing_required_file_is_a_broken_set(tmp_path: Path) -> None:
    suite = write_suite(tmp_path)
    (tmp_path / "tiny.docid").unlink()
    with pytest.raises(InputError, match=r"broken: tiny\.docid is missing"):
        load_suite(suite)


def test_a_missing_optional_set_is_skipped_with_the_way_to_get_it(tmp_path: Path) -> None:
    digest = "0" * 64
    more = (
        '[[sets]]\nname = "far"\npair = "de-en"\nsource = "far.de"\nreferences = ["far.en"]\n'
        'licence = "?"\noptional = true\nget_it = "Ask WMT."\n'
        f'[sets.sha256]\n"far.de" = "{digest}"\n"far.en" = "{digest}"\n'
    )
    loaded = load_suite(write_suite(tmp_path, more=more))
    assert [each.name for each in loaded.sets] == ["tiny de-en"]
    assert loaded.skipped["far"].startswith("far.de is missing")
    assert loaded.skipped["far"].endswith("Ask WMT.")


def test_lines_that_do_not_match_are_a_broken_set(tmp_path: Path) -> None:
    suite = write_suite(tmp_path)
    import hashlib  # noqa: PLC0415

    short = b"One line.\n"
    old = hashlib.sha256((tmp_path / "tiny.en").read_bytes()).hexdigest()
    (tmp_path / "tiny.en").write_bytes(short)
    text = suite.read_text("utf-8").replace(old, hashlib.sha256(short).hexdigest())
    suite.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"tiny\.de has 4 lines, tiny\.en 1"):
        load_suite(suite)


def test_another_pair_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no set for fr-zh\. It has: de-en"):
        load_suite(write_suite(tmp_path), pair="fr-zh")


def test_all_faults_of_a_suite_file_are_told_at_once() -> None:
    text = b'name = "x y"\n[[sets]]\nname = "a"\npair = "german"\nlicence = "?"\nsource = "a"\n'
    with pytest.raises(ConfigError) as caught:
        parse_suite(text, name="bad.toml")
    assert {fault.where for fault in caught.value.faults} >= {
        "name",
        "sets.0.pair",
        "sets.0.references",
        "sets.0.sha256",
    }


@pytest.mark.parametrize("data", [b"\xff", b"name = ", b""])
def test_what_is_no_suite_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"x\.toml"):
        parse_suite(data, name="x.toml")


def test_the_digest_names_the_texts(tmp_path: Path) -> None:
    one = load_suite(write_suite(tmp_path)).sets[0].digest
    again = load_suite(write_suite(tmp_path)).sets[0].digest
    other = load_suite(write_suite(tmp_path, repeat=2)).sets[0].digest
    assert one == again != other
