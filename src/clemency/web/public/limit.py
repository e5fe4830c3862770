"""How often one client may ask the API: a bucket of requests a client, refilled steadily, held in memory alone.

The buckets lie in memory that the processes of one `clemency serve public` share, so that a client has one bucket
whichever of them answers.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import multiprocessing
import os
import secrets
import struct
import time
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

DEFAULT_A_MINUTE = 600


class Buckets:
    """A bucket for each client, shared with every process that is forked afterwards.

    rate: requests a second that a bucket gains.  most: what a bucket holds when full.

    A client is held as a digest of its address under a key that is made at the start and never written down; where
    the room is short, the bucket that was asked longest ago makes place, which is the fullest one.
    """

    ROWS, WIDTH = 4096, 8  # a client's row follows from its digest; it may have any of the places in it
    _PLACE = struct.Struct("=8sdd")  # digest, requests left, when that was

    def __init__(self, rate: float, most: float) -> None:
        self.rate, self.most = rate, most
        self._key = secrets.token_bytes(16)
        fork = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
        self._lock = multiprocessing.get_context(fork).Lock()
        self._memory = mmap.mmap(-1, self.ROWS * self.WIDTH * self._PLACE.size)

    def wait(self, client: str) -> int:
        """Seconds until the client may ask again; 0 takes one request from its bucket."""
        digest = hashlib.blake2b(client.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest()
        first = int.from_bytes(digest[:4], "little") % self.ROWS * self.WIDTH * self._PLACE.size
        # A process that died holding the lock must not stop the site: after a second the limit gives way.
        locked = self._lock.acquire(timeout=1)
        try:
            now = time.monotonic()
            places = [self._PLACE.unpack_from(self._memory, first + n * self._PLACE.size) for n in range(self.WIDTH)]
            mine = next((n for n, place in enumerate(places) if place[0] == digest), None)
            if mine is None:
                mine = min(range(self.WIDTH), key=lambda n: places[n][2])
                left = self.most
            else:
                left = min(self.most, places[mine][1] + (now - places[mine][2]) * self.rate)
            allowed = left >= 1
            self._PLACE.pack_into(
                self._memory, first + mine * self._PLACE.size, digest, left - 1 if allowed else left, now
            )
        finally:
            if locked:
                self._lock.release()
        return 0 if allowed else math.ceil((1 - left) / self.rate)


class ApiLimit:
    """Answers 429 with Retry-After when a client's bucket is empty.

    CLEMENCY_API_RATE sets the requests a minute. The client is the address that connects; behind a proxy that is the
    proxy, so limit there as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        rate = int(os.environ.get("CLEMENCY_API_RATE", DEFAULT_A_MINUTE)) / 60
        self.buckets = Buckets(rate, max(20.0, rate * 15))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/api/") and request.method != "OPTIONS":
            wait = self.buckets.wait(request.META.get("REMOTE_ADDR", ""))
            if wait:
                response = JsonResponse({"detail": f"Too many requests. Ask again in {wait} seconds."}, status=429)
                response["Retry-After"] = str(wait)
                response["Cache-Control"] = "no-store"
                return response
        return self.get_response(request)
