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


@contextmanager
def server(*, durable: bool = False):
    """Yields the address of a fresh database on a fresh server; stops and removes it afterwards.

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
        data = folder / "data"
        run = {"check": True, "capture_output": True, "cwd": folder, **identity}
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", name, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"], **run
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync={'on' if durable else 'off'}"
        subprocess.run([binaries / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start"], **run)
        # Within this folder the socket is open to the test's own user.
        os.chmod(folder, 0o711)
        try:
            yield f"postgresql://{name}@{quote(str(folder), safe='')}/postgres"
        finally:
            subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
