"""A real office in a process of its own, and a real browser to walk it with."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "invented-office"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served_office(home, *, petitions=22, jurisdiction="federal", demo=True, **environment):
    """An office with invented petitions, served; yields its address and its environment."""
    env = {
        **os.environ,
        "CLEMENCY_HOME": str(home),
        "CLEMENCY_JURISDICTION": jurisdiction,
        "CLEMENCY_DEMO": "1" if demo else "",
        "CLEMENCY_OFFICE_DATABASE_URL": environment.pop("database", f"sqlite:///{home}/office.sqlite3"),
        "CLEMENCY_PUBLIC_DATABASE_URL": f"sqlite:///{home}/public.sqlite3",
        **environment,
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "clemency.cli"]
    subprocess.run([*command, "office", "init"], env=env, check=True, capture_output=True)
    subprocess.run([*command, "office", "seed", "--count", str(petitions)], env=env, check=True, capture_output=True)
    port = free_port()
    log = open(Path(home) / "office.log", "w")  # noqa: SIM115 - closed with the process
    process = subprocess.Popen([*command, "serve", "office", "--port", str(port)], env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/status/", timeout=2)
                break
            except OSError:
                time.sleep(0.2)
        yield address, env
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def past(env, what):
    """Do what happened before (see past.py); returns the number of the case."""
    command = [sys.executable, "-m", "tests.web.office.past", what]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@contextmanager
def served_public(env):
    """The public site in a process of its own, on the public database of an office; yields its address."""
    port = free_port()
    alone = {name: value for name, value in env.items() if name != "CLEMENCY_OFFICE_DATABASE_URL"}
    log = open(Path(env["CLEMENCY_HOME"]) / "public.log", "w")  # noqa: SIM115 - closed with the process
    command = [sys.executable, "-m", "clemency.cli", "serve", "public", "--port", str(port)]
    process = subprocess.Popen(command, env=alone, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(450):
            try:
                urllib.request.urlopen(f"{address}/health/", timeout=30)
                break
            except urllib.error.HTTPError:
                break  # it answers; what it answers is the test's to judge
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


@contextmanager
def browser(*, script=True):
    """Chromium through Playwright; yields a function that opens a fresh context."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        try:
            yield lambda: running.new_context(java_script_enabled=script)
        finally:
            running.close()


SESSIONS = {}


class Visitor:
    """One browser window, signed in as whoever is needed."""

    def __init__(self, context, address, others=()):
        self.context, self.address = context, address
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.faults = []
        self.page.on(
            "console",
            lambda m: (
                self.faults.append(f"{self.page.url}: {m.text}") if m.type == "error" and "422" not in m.text else None
            ),
        )
        self.page.on(
            "request",
            lambda r: self.faults.append(r.url) if not r.url.startswith((address, "data:", *others)) else None,
        )

    def be(self, name):
        """Become this person. Each signs in once by the form; after that the session's cookies are put back."""
        self.context.clear_cookies()
        kept = SESSIONS.get((self.address, name))
        if kept:
            self.context.add_cookies(kept)
            return self.go("/status/")
        self.go("/account/login/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", PASSWORD)
        self.press("Sign In")
        assert f"{name}," in self.page.locator("footer").inner_text(), self.page.locator("main").inner_text()[:500]
        SESSIONS[self.address, name] = self.context.cookies()
        return self

    def go(self, path):
        self.page.goto(self.address + path)
        return self

    def turn(self, what):
        """Click what leads to another page, and wait for that page: a click alone returns before the answer has come."""
        with self.page.expect_navigation():
            what.first.click()
        return self

    def press(self, words):
        return self.turn(self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words):
        return self.turn(self.page.get_by_role("link", name=words, exact=True))

    def write(self, **fields):
        for name, value in fields.items():
            box = self.page.locator(f"[name={name}]:visible").first
            kind = box.get_attribute("type")
            if kind == "checkbox":
                box.set_checked(value)
            elif kind == "radio":
                self.page.locator(f"[name={name}][value={value}]").check()
            elif self.page.locator(f"select[name={name}]").count():
                box.select_option(value)
            else:
                box.fill(value)
        return self

    def act(self, case, name, button, **fields):
        self.go(f"/cases/{case}/do/{name}/").write(**fields).press(button)
        refused = self.page.get_by_role("alert")
        assert refused.count() == 0, refused.first.inner_text()
        assert self.page.locator(".errorlist").count() == 0, self.page.locator(".errorlist").first.inner_text()
        return self

    def sees(self, words):
        assert words in self.page.locator("main").inner_text(), (
            words,
            self.page.url,
            self.page.locator("main").inner_text()[:1500],
        )
        return self


def today():
    return datetime.now(ZoneInfo("America/New_York")).date()  # the office's day


def number_in(url):
    return re.search(r"/(?:petitions|cases)/(\d+)/", url).group(1)


def file_petition(v, kind="commutation", surname="Walker"):
    v.go(f"/petitions/new/?kind={kind}").write(given_names="Invented", surname=surname).press("Go on")
    case = number_in(v.page.url)
    v.go(f"/petitions/{case}/part/identity/").write(date_of_birth="1970-05", register_number="00777-001").press(
        "Save and go on"
    )
    v.write(address="1 Made Up Road").press("Save and go back")
    v.go(f"/petitions/{case}/part/case/").write(
        court="U.S. District Court", offense="An invented offense", sentenced_on="2009-06", sentence="240 months"
    ).press("Save and go back")
    v.go(f"/petitions/{case}/part/reasons/").write(reasons="An invented reason.").press("Save and go back")
    if kind == "commutation":
        v.go(f"/petitions/{case}/part/custody/").write(confined_at="FCI Testville").press("Save and go back")
        v.go(f"/petitions/{case}/part/relief/").write(relief_sought="term").press("Save and go back")
    if kind == "certificate":
        v.go(f"/petitions/{case}/part/proclamation/").write(proclamation="10467").press("Save and go back")
    return case


def sign(v, case, name="Invented Walker"):
    v.go(f"/petitions/{case}/certify/").write(agree=True, signed_as=name).press("Sign and file")
    v.sees("received, being checked")


def docket(v, case):
    v.be("clerk1")
    v.act(case, "check_duplicates", "Look at duplicates and earlier cases", conclusion="None found.")
    v.act(case, "docket", "Give it a case number")
    return re.search(r"[A-Z]+\d{6}", v.page.locator("h1").inner_text()).group(0)


def advise(v, case, advice="grant", before=lambda v: None):
    """From docketed to before the department, by the people whose work it is. `before`: what the reviewer does first."""
    v.be("supervisor1").go(f"/cases/{case}/do/assign/")
    value = v.page.locator("[name=officer] option", has_text="staff_attorney1").get_attribute("value")
    v.write(officer=value).press("Assign a reviewer")
    v.be("staff_attorney1")
    v.act(case, "declare_conflict", "Declare whether you have a conflict", conflict="no")
    v.be("supervisor1").act(case, "begin_screening", "Begin screening")
    v.be("staff_attorney1")
    before(v)
    v.act(
        case,
        "refer",
        "Ask for views or records",
        kind="prosecutor",
        to_whom="U.S. Attorney",
        questions="Your position?",
    )
    v.act(case, "begin_investigation", "Begin the investigation")
    v.go(f"/cases/{case}/do/record_answer/")
    referral = v.page.locator("[name=referral] option").nth(1).get_attribute("value")
    v.act(case, "record_answer", "Record an answer", referral=referral, position="opposes", answer="No.")
    v.act(case, "end_investigation", "End the investigation")
    v.go(f"/cases/{case}/do/record_finding/")
    for criterion in [o.get_attribute("value") for o in v.page.locator("[name=criterion] option").all()]:
        v.act(
            case, "record_finding", "Record a finding on a criterion", criterion=criterion, finding="partly", reason="r"
        )
    v.act(case, "record_comparison", "Compute, or record your judgment", outcome="not_applicable", note="Invented.")
    v.act(case, "sign_report", "Sign the report", text="An invented report.")
    why = {"reasons_for": "For.", "reasons_against": "Against."}
    v.act(case, "recommend", "Add your recommendation", advice=advice, **why)
    v.be("pardon_attorney1").act(case, "recommend", "Add your recommendation", advice=advice, **why)
    v.act(case, "sign_office_recommendation", "Sign the office's recommendation")
    v.act(case, "forward", "Send to the department or board")


def to_decision_maker(v, case, advice):
    why = {"reasons_for": "Department for.", "reasons_against": "Department against."}
    v.be("department1").act(case, "recommend", "Add your recommendation", advice=advice, **why)
    v.act(case, "transmit", "Send to the decision-maker")
