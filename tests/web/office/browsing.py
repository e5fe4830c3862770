"""A real office in a process of its own, and a real browser to walk it with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

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
