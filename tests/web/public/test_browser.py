"""In a real browser: every page type at phone and desk width, in light and dark, script on and off, by keyboard.

Screenshots are kept under out/screens/public for looking.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.public.conftest import EXAMPLE_DAY, GRANT, PAGES, Site

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SCREENS = Path("out/screens/public")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="Debian's chromium is not installed"),
]
TALLEST = 5000
"""Screenshots of longer pages are cut here: the rest is more rows of the same table."""
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
SPANISH = (
    "/es/",
    "/es/search/?name=jonson",
    f"/es/days/{EXAMPLE_DAY}/",
    "/es/case/?example=1",
    "/es/effects/pardon/",
    "/es/law/",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def axe() -> str:
    from axe_playwright_python.base import AXE_FILE_PATH

    return Path(AXE_FILE_PATH).read_text(encoding="utf-8")


def watched(page: Page, site: Site) -> list[str]:
    """What goes wrong on the page from now on: console errors, faults, requests to another host."""
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: wrong.append(f"console: {message.text}") if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: wrong.append(f"fault: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site.address, "data:")) else wrong.append(f"request: {request.url}")
        ),
    )
    return wrong


def turn(page: Page, what: Locator) -> None:
    """Click what leads to another page, and wait for that page: a click alone returns before the answer has come."""
    with page.expect_navigation():
        what.click()


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds against WCAG 2.1 AA and best practice. Run in the tool's own world, past the page's policy."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


def name_of(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_quiet(site: Site, browser: Browser, axe: str, width: str) -> None:
    wide, high = WIDTHS[width]
    folder = SCREENS / width
    folder.mkdir(parents=True, exist_ok=True)
    failures: list[str] = []
    context = browser.new_context(viewport={"width": wide, "height": high}, bypass_csp=False)
    page = context.new_page()
    wrong = watched(page, site)
    for path in (*PAGES, *SPANISH, "/nothing/", "/search/?since=yesterday"):
        del wrong[:]
        page.goto(site.address + path)
        quiet = [w for w in wrong if "400 (Bad Request)" not in w and "404 (Not Found)" not in w]
        failures += [f"{path}: {w}" for w in quiet]
        if page.evaluate("document.documentElement.scrollWidth") > wide:
            failures.append(f"{path}: wider than the window")
        high_enough = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        part = {"x": 0, "y": 0, "width": wide, "height": high_enough}
        page.screenshot(path=folder / f"{name_of(path)}.png", full_page=True, clip=part)  # type: ignore[arg-type]
        failures += [f"{path}: {v}" for v in violations(page, axe)]
    assert context.cookies() == []
    context.close()
    assert failures == [], "\n".join(failures)


def test_dark_and_print(site: Site, browser: Browser, axe: str) -> None:
    failures = []
    for scheme, media in (("dark", "screen"), ("light", "print")):
        folder = SCREENS / (media if media == "print" else scheme)
        folder.mkdir(parents=True, exist_ok=True)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
        for path in (
            "/",
            f"/days/{EXAMPLE_DAY}/",
            f"/grants/{GRANT}/",
            "/law/timeline/?about=crack",
            "/case/?example=1",
            "/effects/pardon/",
            "/reconciliation/?outcome=open",
        ):
            page.goto(site.address + path)
            page.screenshot(path=folder / f"{name_of(path)}.png", full_page=True)
            if media == "screen":
                failures += [f"{scheme} {path}: {v}" for v in violations(page, axe)]
            else:
                assert not page.locator(".site-header nav").is_visible()
        page.close()
    assert failures == [], "\n".join(failures)


@pytest.mark.parametrize("script", [True, False], ids=["script-on", "script-off"])
def test_a_case_from_form_to_answer_and_back(
    site: Site, browser: Browser, axe: str, script: bool, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=script, accept_downloads=True)
    page = context.new_page()
    wrong = watched(page, site)
    page.goto(f"{site.address}/case/?example=1")
    page.get_by_label("Dangerous weapon").check()
    turn(page, page.get_by_role("button", name="Compare"))
    expect(page.get_by_role("heading", name="Step by step")).to_be_visible()
    assert page.url == f"{site.address}/case/"
    folder = SCREENS / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"case-result-{'on' if script else 'off'}.png", full_page=True)
    if script:
        assert violations(page, axe) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the case as a file").click()
    saved = tmp_path / "case.toml"
    download.value.save_as(saved)
    assert "weapon = true" in saved.read_text(encoding="utf-8")
    turn(page, page.get_by_role("button", name="Change the facts"))
    assert page.get_by_label("Dangerous weapon").is_checked()
    page.goto(f"{site.address}/case/")
    page.get_by_text("Load a case file you saved before").click()
    page.get_by_label("Case file (TOML)").set_input_files(saved)
    turn(page, page.get_by_role("button", name="Compare"))
    expect(page.get_by_role("heading", name="Step by step")).to_be_visible()
    assert wrong == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script-on", "script-off"])
def test_search_and_article_work_without_script(site: Site, browser: Browser, axe: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": 844})
    page = context.new_page()
    wrong = watched(page, site)
    page.goto(site.address)
    page.get_by_label("Search for a person").fill("Ares Duane Rees".replace("Ares", "Aron"))
    turn(page, page.get_by_role("button", name="Search", exact=True))
    turn(page, page.get_by_role("link", name="Aaron Duane Rees"))
    expect(page.get_by_role("heading", name="Aaron Duane Rees", level=1)).to_be_visible()
    page.goto(f"{site.address}/check/?example=1")
    turn(page, page.get_by_role("button", name="Check the figures"))
    expect(page.get_by_text("differs").or_(page.get_by_text("agrees")).first).to_be_visible()
    page.screenshot(path=SCREENS / f"check-result-{'on' if script else 'off'}.png", full_page=True)
    if script:
        assert violations(page, axe) == []
    assert wrong == []
    context.close()


def test_by_keyboard_alone(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    page.keyboard.type("jonson")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/search/?name=jonson")
    reached: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => {const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.tagName, s.outlineStyle, e.getAttribute('href') || e.id || '']})()"
        )
        if shown[0] not in ("BODY", "HTML"):
            assert shown[1] != "none", f"no focus ring on {shown}"
            reached.add(shown[2])
    assert any(where.startswith("/grants/") for where in reached)
    page.close()


def test_scrolled_tables_can_be_scrolled_by_keyboard(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site.address}/law/provisions/2D1.1/")
    region = page.locator(".scroll").first
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")
    page.close()
