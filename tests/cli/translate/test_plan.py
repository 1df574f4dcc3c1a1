"""Where results go: files, folders that are there, folders to be made, pages and their index."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.cli.options.groups import OutputOptions
from g60translate.cli.translate.plan import Plan, plan_jobs
from g60translate.errors import InputError, OutputExists
from g60translate.naming import OUTPUT_NAME


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.de.docx", "b.html"):
        Path(name).write_text("x")


def plan(*inputs: str, pattern: str = OUTPUT_NAME, **options: str | bool) -> Plan:
    return plan_jobs(inputs, OutputOptions(**options), target_lang="en", pattern=pattern)  # type: ignore[arg-type]


def test_an_output_stands_beside_its_input_and_is_named_by_the_pattern() -> None:
    (job,) = plan("a.de.docx").jobs
    assert (job.target, job.record) == ("a.en.docx", Path("a.en.docx.g60.json"))
    (job,) = plan("a.de.docx", pattern="{to}_{name}{suffix}").jobs
    assert job.target == "en_a.docx"


def test_a_folder_to_be_made_ends_with_a_slash() -> None:
    first, second = plan("a.de.docx", "b.html", output="new/deep/").jobs
    assert (first.target, second.target) == ("new/deep/a.en.docx", "new/deep/b.en.html")
    assert first.folders == second.folders == (Path("new/deep"),)
    Path("there").mkdir()
    (job,) = plan("b.html", output="there").jobs
    assert (job.target, job.folders) == ("there/b.en.html", ())
    assert not Path("new").exists()


def test_several_inputs_need_a_folder_and_are_told_how_to_have_one_made() -> None:
    with pytest.raises(InputError, match="-o english/"):
        plan("a.de.docx", "b.html", output="english")
    with pytest.raises(InputError, match="is a file, so no folder"):
        plan("a.de.docx", output="b.html/")


def test_one_report_is_a_page_and_several_have_an_index() -> None:
    made = plan("b.html", report="page.html")
    assert (made.jobs[0].report, made.index) == (Path("page.html"), None)
    made = plan("a.de.docx", "b.html", report="review/")
    assert [job.report for job in made.jobs] == [
        Path("review/a.en.docx.html"),
        Path("review/b.en.html.html"),
    ]
    assert made.index == Path("review/index.html")
    assert made.jobs[0].folders == (Path("review"),)
    made = plan("a.de.docx", "b.html", report="all.html")
    assert [job.report for job in made.jobs] == [Path("a.en.docx.html"), Path("b.en.html.html")]
    assert made.index == Path("all.html")


def test_no_page_takes_the_place_of_another_file() -> None:
    Path("review").mkdir()
    Path("review/index.html").write_text("mine")
    with pytest.raises(OutputExists, match=r"index\.html"):
        plan("a.de.docx", "b.html", report="review")
    assert plan("a.de.docx", "b.html", report="review", force=True).index is not None
    with pytest.raises(InputError, match="is an input too"):
        plan("a.de.docx", "b.html", report="b.html", force=True)
    with pytest.raises(InputError, match="would be written 2 times"):
        plan("a.de.docx", "sub/a.de.docx", output="new/")


def test_standard_input_has_no_name_for_a_file_in_a_folder() -> None:
    with pytest.raises(InputError, match="Standard input has no name"):
        plan("-", output="new/")
    with pytest.raises(InputError, match="Standard input has no name"):
        plan("-", report="new/")


def test_a_folder_is_refused_with_the_way_to_translate_all_of_it() -> None:
    Path("my archive").mkdir()
    with pytest.raises(InputError, match="g60translate batch 'my archive' -o OUT/ --to LANG"):
        plan("a.de.docx", "my archive")
