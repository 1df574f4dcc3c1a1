"""The pages in a real browser: Debian's Chromium, driven by Playwright, on loopback."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from g60translate.memory.opening import new_memory
from g60translate.server.app import create_app
from g60translate.server.settings import Settings
from tests.server.conftest import Echo
from tests.server.pages.test_pages import HOUSE, RELEASE

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: `apt-get install chromium` lets these tests run"
)
WAIT_MS = 20_000

Open = Callable[..., Page]

# What axe-core leaves aside: whether a phone has to be scrolled sideways.
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def house(folder: Path) -> Path:
    path = folder / "house.csv"
    path.write_text(HOUSE, "utf-8")
    return path


@pytest.fixture(scope="module")
def address(folder: Path, house: Path) -> Iterator[str]:
    memory = folder / "house.g60m"
    new_memory(memory).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "g60translate.translation.engines.loading.load_engine", lambda model, **_: Echo(model)
        )
        settings = Settings(data=folder / "data", glossary=house, memory=memory)
        with running(create_app(settings)) as port:
            yield f"http://127.0.0.1:{port}"


@contextmanager
def running(app: Any) -> Iterator[int]:
    """The application on a free port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
                assert thread.is_alive()
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; whatever the browser complains of fails the test."""
    said: list[str] = []
    contexts = []

    def visiting(path: str = "/", **wanted: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **wanted})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}{path}")
        return page

    yield visiting
    for context in contexts:
        context.close()
    # A refusal that the page shows to its reader is no fault of the page.
    assert not [each for each in said if "status of 409" not in each]


def drop(page: Page, name: str, text: str) -> None:
    """Let go of a file over the page."""
    page.locator("#form[data-ready]").wait_for()
    page.evaluate(DROP, [name, text])


def audited(page: Page, ready: str) -> None:
    """The page as it is now, judged by axe-core, and no wider than the screen."""
    page.locator(ready).first.wait_for()
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    assert len(found.response["passes"]) > 20
    assert page.evaluate(TOO_WIDE) <= 0


def shown(field: Locator) -> str:
    """What a reader sees of a text with chips, without what the cursor stands on."""
    return field.inner_text().replace("\ufeff", "")


def told(page: Page, text: str) -> None:
    page.locator("#told", has_text=text).wait_for()


def test_a_release_is_dropped_corrected_and_fetched(visit: Open) -> None:
    page = visit()
    drop(page, "release.md", RELEASE)
    page.locator("#sentences .pair").nth(3).wait_for()
    assert page.locator("#pairs mark.met").count() == 2
    page.reload()  # a closed page does not lose the job
    page.locator("#sentences .pair").first.wait_for()
    page.locator("#actions").get_by_text("Review").click()
    page.locator("#review[data-ready]").wait_for()
    town, first, second = (
        page.get_by_role("textbox", name=f"Translation of sentence {number}")
        for number in (2, 3, 4)
    )
    # Typing over everything and deleting it all leaves the formatting.
    town.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("The town")
    told(page, "Mark 1 stands for formatting")
    assert town.locator(".chip").count() == 2
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert shown(town) == "▸11◂"
    page.keyboard.press("End")
    page.keyboard.type(" invited 48.")
    page.evaluate(PASTE, " Come\n⟨1⟩soon.")
    assert shown(town) == "▸11◂ invited 48. Come soon."
    page.keyboard.press("Control+Enter")
    told(page, "sentence 2")
    assert page.evaluate("document.activeElement.ariaLabel") == "Translation of sentence 3"
    page.keyboard.press("Control+a")
    page.keyboard.type("The press office tells.")
    page.keyboard.press("Escape")
    told(page, "The same sentence was changed in 4, too.")
    assert second.inner_text() == first.inner_text() == "The press office tells."
    page.keyboard.press("u")
    told(page, "Undone: 3, 4.")
    assert second.inner_text() == "DIE PRESSESTELLE GIBT AUSKUNFT."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ask the press office.")
    page.keyboard.press("Alt+ArrowUp")
    told(page, "sentence 4")
    page.select_option("#filter", "edited")
    assert page.locator(".pair:visible").count() == 3
    with page.expect_download() as fetched:
        page.locator(".tools").get_by_text("Document").click()
    assert fetched.value.suggested_filename == "release.en.md"
    assert "Ask the press office.\n" in fetched.value.path().read_text("utf-8")
    page.click("#remember")
    told(page, "3 sentences are in the memory")


def test_each_sentence_appears_when_it_is_translated(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, decode = threading.Event(), Echo._decode

    def waiting(engine: Echo, sources: Sequence[Sequence[str]], *others: Any) -> Any:
        # The longest is asked for first.
        text = engine.subwords.decode(list(sources[0][:-1])).text
        assert not text.startswith("Fünf") or go_on.wait(60)
        return decode(engine, sources, *others)

    # The engine is loaded already, or will be.
    monkeypatch.setattr(Echo, "_decode", waiting)
    # What is of one length goes through the engine together.
    monkeypatch.setattr(Echo, "padded", lambda _, text: len(text))
    page = visit()
    drop(
        page,
        "slow.txt",
        "Fünf sind es.\n\nDer Fluss der Stadt steigt heute.\n\nDie Stadt lädt ein.\n",
    )
    rows = page.locator("#sentences .pair")
    rows.nth(1).wait_for()
    page.reload()  # whoever comes later has all so far
    rows.nth(1).wait_for()
    assert [row.get_attribute("data-number") for row in rows.all()] == ["2", "3"]
    assert "DIE STADT LÄDT EIN." in rows.nth(1).inner_text()
    assert page.locator("#progress").is_visible()
    assert page.locator("#verdict").is_hidden()
    go_on.set()
    page.locator("#verdict:visible").wait_for()
    assert rows.count() == 3
    page.locator("#outcome", has_text="FÜNF SIND ES.").wait_for()


def test_a_glossary_is_typed_pasted_and_saved(visit: Open, house: Path) -> None:
    page = visit("/glossary")
    page.locator("#glossary[data-ready]").wait_for()
    cell = page.locator("#grid tr[data-row='1'] td[data-name='term']")
    cell.click()
    page.keyboard.type("Town  Hall")
    page.keyboard.press("Enter")
    page.locator("#grid tr[data-row='1'] td.c-warning").wait_for()
    page.click("#fix")
    told(page, "Mended: 1")
    assert cell.inner_text() == "Town Hall"
    cell.click()
    page.evaluate(PASTE, 'concept\tlang\tterm\nriver\tde\tFluss\nriver\ten\t"a ""b"""\n')
    told(page, "2 rows pasted")
    # Somebody else saves the same file meanwhile.
    house.write_text(HOUSE.replace("guide\ntown,en", "style guide\ntown,en"), "utf-8")
    page.click("#save")
    page.locator("#saving ins", has_text="Town Hall").wait_for()
    page.click("#saving-yes")
    page.locator("#saving", has_text="Their changes").wait_for()
    assert "Town" not in house.read_text("utf-8").replace("town", "")
    page.click("#saving-merge")
    told(page, "Both of you changed town")
    page.click("#save")
    page.click("#saving-yes")
    told(page, "house.csv is saved")
    assert 'river,en,"a ""b""",' in house.read_text("utf-8")
    house.write_text(HOUSE, "utf-8")


def test_pages_keep_wcag_and_fit_a_phone(visit: Open) -> None:
    phone = {"width": 360, "height": 740}
    page = visit(viewport=phone, locale="de-DE", color_scheme="dark")
    drop(page, "brief.md", RELEASE)
    audited(page, "#sentences .pair")
    page.locator("#actions a").first.click()
    audited(page, "#review[data-ready]")
    page.goto(page.url.partition("/review")[0] + "/glossary")
    audited(page, "#glossary[data-ready]")


def test_a_text_is_translated_without_javascript(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    page.select_option("#source", "de")
    page.fill("#text", "Der Fluss steigt.")
    page.get_by_role("button", name="Translate").click()
    link = page.locator("#jobs li", has_text="text.txt").get_by_text("Document")
    for _ in range(50):
        if link.count():
            break
        page.reload()
    with page.expect_download() as fetched:
        link.click()
    assert fetched.value.path().read_text("utf-8") == "DER FLUSS STEIGT."
