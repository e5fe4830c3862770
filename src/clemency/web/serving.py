"""How both sites answer: what waitress is told."""

from __future__ import annotations

from typing import Any

# A browser keeps its connection open while its reader reads. Waitress takes 100 connections if it is not told otherwise,
# and then answers nobody until one is closed; with `poll` it can watch more than the 1,024 that `select` can.
ANSWERING: dict[str, Any] = {
    "ident": None,
    "clear_untrusted_proxy_headers": True,
    "connection_limit": 4000,
    "channel_timeout": 60,  # seconds without a word before a connection is closed
    "asyncore_use_poll": True,
}
