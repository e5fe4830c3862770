"""Several processes that answer on one address: Python runs one thread at a time in each, so each processor needs one.

The record is read and its tables are made before the processes part, so they share that memory.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from typing import Any

SOONEST = 1.0
"""Seconds a process must have lived before another takes its place; one that dies sooner would only die again."""


def serve(application: Any, host: str, port: int, *, threads: int, processes: int) -> None:
    """Answer until told to stop. With more than one process, one that ends is replaced."""
    if processes == 1:
        _answer(application, threads, host=host, port=port)
        return
    shared = _listening(host, port)
    alive: dict[int, float] = {}

    def stop(number: int, _frame: Any) -> None:
        for child in alive:
            os.kill(child, signal.SIGTERM)
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while True:
        while len(alive) < processes:
            alive[_born(application, threads, shared)] = time.monotonic()
        child, status = os.wait()
        if time.monotonic() - alive.pop(child) < SOONEST:
            for other in alive:
                os.kill(other, signal.SIGTERM)
            raise SystemExit(f"A process of the site ended as soon as it began (status {status}).")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((host, port))
    made.listen(1024)
    made.setblocking(False)
    return made


def _born(application: Any, threads: int, shared: socket.socket) -> int:
    """Start a process; the number it has. No connection to a database may be shared, so none is open then."""
    from django.db import connections

    connections.close_all()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(0))
        _leave_with(parent)
        _answer(application, threads, sockets=[shared])
    finally:
        os._exit(1)


def _leave_with(parent: int) -> None:
    """End when the parent has ended, however that came about."""
    import threading

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _answer(application: Any, threads: int, **where: Any) -> None:
    from waitress import serve

    from clemency.web.serving import ANSWERING

    serve(application, threads=threads, **ANSWERING, **where)
