"""A PostgreSQL server of our own for tests, on a socket in a temporary folder; nothing listens on the network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest


def _binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("Debian's postgresql is not installed")
    return found[-1].parent


def _as_user():
    """The server refuses to run as root; then it runs as `nobody` or `postgres`."""
    if os.getuid() != 0:
        return {}, pwd.getpwuid(os.getuid()).pw_name
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid}, name
    pytest.skip("there is no user other than root to run PostgreSQL as")
    raise AssertionError


class Server:
    """A PostgreSQL server on a folder of its own, which a test may crash and start again."""

    def __init__(self, folder, binaries, identity, name, *, durable):
        self.binaries, self.name = binaries, name
        self.data, self.folder = folder / "data", folder
        self._run = {"check": True, "capture_output": True, "cwd": folder, **identity}
        self._fsync = "on" if durable else "off"

    def run(self, program, *words):
        subprocess.run([self.binaries / program, "-D", self.data, *words], **self._run)

    def make(self):
        self.run("initdb", "-U", self.name, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync={self._fsync}"
        options += " -c max_connections=200"
        self.run("pg_ctl", "-o", options, "-w", "-l", self.folder / "log", "start")

    def crash(self):
        """Stop at once, with nothing written down: what was committed must be found again in the log of writes."""
        self.run("pg_ctl", "-m", "immediate", "-w", "stop")

    def database(self, name="postgres"):
        if name != "postgres":
            command = [self.binaries / "createdb", "-h", self.folder, "-U", self.name, name]
            subprocess.run(command, **self._run)
        return f"postgresql://{self.name}@{quote(str(self.folder), safe='')}/{name}"


@contextmanager
def running(*, durable=False):
    """Yields a Server that runs; stops and removes it afterwards.

    durable: with fsync, for tests that kill the server; others need no disk.
    """
    import tempfile

    binaries = _binaries()
    identity, name = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        os.chmod(folder, 0o700)
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        one = Server(folder, binaries, identity, name, durable=durable)
        one.make()
        one.start()
        # Within this folder the socket is open to the test's own user.
        os.chmod(folder, 0o711)
        try:
            yield one
        finally:
            one.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(*, durable: bool = False):
    """Yields the address of a fresh database on a fresh server; stops and removes it afterwards."""
    with running(durable=durable) as one:
        yield one.database()
