"""How often one client may ask the API: a bucket of requests a client, refilled steadily, held in memory alone."""

from __future__ import annotations

import math
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

DEFAULT_A_MINUTE = 600
MOST_CLIENTS = 20_000


class ApiLimit:
    """Answers 429 with Retry-After when a client's bucket is empty.

    CLEMENCY_API_RATE sets the requests a minute. The client is the address that connects; behind a proxy that is the
    proxy, so limit there as well. Addresses are forgotten as the bucket refills; none is written down.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.rate = int(os.environ.get("CLEMENCY_API_RATE", DEFAULT_A_MINUTE)) / 60
        self.most = max(20.0, self.rate * 15)
        self.lock = threading.Lock()
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/api/") and request.method != "OPTIONS":
            wait = self._wait(request.META.get("REMOTE_ADDR", ""))
            if wait:
                response = JsonResponse({"detail": f"Too many requests. Ask again in {wait} seconds."}, status=429)
                response["Retry-After"] = str(wait)
                response["Cache-Control"] = "no-store"
                return response
        return self.get_response(request)

    def _wait(self, client: str) -> int:
        """Seconds until the client may ask again; 0 takes one from its bucket."""
        now = time.monotonic()
        with self.lock:
            left, then = self.buckets.pop(client, (self.most, now))
            left = min(self.most, left + (now - then) * self.rate)
            allowed = left >= 1
            self.buckets[client] = (left - 1 if allowed else left, now)
            while len(self.buckets) > MOST_CLIENTS:
                self.buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / self.rate)
