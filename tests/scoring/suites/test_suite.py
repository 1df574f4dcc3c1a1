from __future__ import annotations

import re
from pathlib import Path

import pytest
from sacrebleu.dataset import DATASETS

from g60translate import read_document
from g60translate.errors import ConfigError, InputError
from g60translate.scoring.suites.line import parse_marked
from g60translate.scoring.suites.sets import load_suite
from g60translate.scoring.suites.suite import parse_suite
from g60translate.scoring.thresholds import Floors
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT
from tests.scoring.sample import REFERENCE, SOURCE, write_suite

SHIPPED = ROOT / "eval" / "suites"


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
    press = [each for each in loaded.sets if each.name.startswith("press ")]
    assert len(press) == 12
    assert {len(each.sources) for each in press} == {252}
    assert {len(set(each.docids)) for each in press} == {29}


def test_the_seed_is_the_release_as_it_is_cut() -> None:
    path = SHIPPED.parents[1] / "corpus" / "releases" / "2023-11-ciie-g60.de.txt"
    document = read_document(path.read_bytes(), name=path.name)
    segmenter = SrxSegmenter()
    sentences = [
        segment.text.strip()
        for block in document.blocks
        for segment in segmenter.segment(block, lang="de")
    ]
    seed = next(s for s in load_suite(SHIPPED / "press.toml").sets if s.name == "seed de-en")
    assert list(seed.sources) == sentences


def test_a_gate_of_one_set_overrides_the_suite_s_where_it_says_something() -> None:
    thresholds = load_suite(SHIPPED / "press.toml").suite.thresholds()
    assert thresholds.floors_of("press de-fr") == Floors(max_loss={"BLEU": 3.0})
    assert thresholds.floors_of("press de-en").max_loss == {"BLEU": 3.0}
    assert thresholds.floors_of("seed de-en").max_loss == {}
    assert thresholds.floors_of("coded de-en").max_errors == {"tags": 0}


def test_a_limit_for_an_unknown_check_is_a_fault(tmp_path: Path) -> None:
    suite = write_suite(tmp_path, gate="[gate]\nmax_errors = { nubmers = 1 }\n")
    with pytest.raises(ConfigError, match="known checks are numbers, urls"):
        load_suite(suite)


def test_codes_of_a_marked_set_are_taken_out_on_both_sides(tmp_path: Path) -> None:
    coded = next(s for s in load_suite(SHIPPED / "press.toml").sets if s.name == "coded de-en")
    line = coded.line(0)
    assert line.text.startswith("FOSHAN, 26. Oktober 2023 –")
    assert [line.text[c.start : c.end] for c in line.inlines] == [
        "26. Oktober 2023",
        "Nansui Appliances",
    ]
    assert not any("<" in text for text in (*coded.sources, *coded.references[0]))


@pytest.mark.parametrize(
    ("marked", "message"),
    [("a <b>c", "<b> is not closed"), ("a</b>", "closes what is not open"),
     ("<b>a <i>b</b> c</i>", "closes what"), ("<b>a</b> <b>c</b>", "stands there twice")],
)  # fmt: skip
def test_broken_codes_name_their_line(marked: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"set\.de:3: .*{message}"):
        parse_marked(marked, where="set.de:3")


def test_an_outer_code_stands_before_those_inside() -> None:
    line = parse_marked("x <b>a <fn/><i>b</i></b>", where="here")
    assert line.text == "x a b"
    assert [(c.tag, c.start, c.end) for c in line.inlines] == [
        ("b", 2, 5), ("fn", 4, 4), ("i", 4, 5),
    ]  # fmt: skip


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


def test_the_news_suite_asks_sacrebleu_for_fields_that_it_has() -> None:
    suite = parse_suite((SHIPPED / "news.toml").read_bytes(), name="news.toml")
    asked = 0
    for spec in suite.sets:
        commands = re.findall(r"`sacrebleu -t (\S+) -l (\S+) --echo (\S+) > (\S+)`", spec.get_it)
        if "sacrebleu" in spec.get_it:
            assert [file for *_, file in commands] == list(spec.files)
        for name, pair, field, _ in commands:
            assert pair == spec.pair
            assert field in DATASETS[name].fieldnames(pair)
            asked += 1
    assert asked >= 20
