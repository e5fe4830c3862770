"""What every answer of the public site passes through: input that no page can read, kept pages, headers, errors."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from clemency.errors import CoverageError, InputError

View = Callable[[HttpRequest], HttpResponseBase]


class ReadableInput:
    """Refuses addresses and forms that hold a NUL: no text of the record has one, and databases choke on it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) > 8000:
            return problem(request, 414, InputError("The address is too long. Shorten what you ask for."))
        values = [request.path, *(v for pair in request.GET.lists() for v in (pair[0], *pair[1]))]
        if any("\x00" in value for value in values):
            return problem(request, 400, InputError("The address holds a NUL character, which is no text. Remove it."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An InputError is the reader's to mend: its own words, as 400 (404 where the law or record does not reach)."""
        if isinstance(error, InputError):
            return problem(request, 404 if isinstance(error, CoverageError) else 400, error)
        return None


def problem(request: HttpRequest, status: int, error: Exception) -> HttpResponse:
    """The error page, or plain JSON for the API; it says what was wrong with the question and nothing of the inside."""
    from django.http import JsonResponse
    from django.shortcuts import render

    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(error)}, status=status)
    response = render(request, "public/problem.html", {"status": status, "message": str(error)}, status=status)
    response["Cache-Control"] = "no-store"
    return response


class KeptPages:
    """Keeps finished pages in memory, by address and by the state of the record.

    A page is a function of its address and the record, so it is made once for each. Answers to forms are never kept:
    they are asked by POST, marked no-store, and leave no trace.
    """

    MOST_BYTES = int(os.environ.get("CLEMENCY_KEEP_PAGES", "96")) * 1024 * 1024
    """CLEMENCY_KEEP_PAGES sets the megabytes kept; 0 keeps none."""
    MOST_PAGE = 2 * 1024 * 1024

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.lock = threading.Lock()
        self.pages: OrderedDict[tuple[str, str], tuple[bytes, dict[str, str]]] = OrderedDict()
        self.size = 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            response = self.get_response(request)
            response.setdefault("Cache-Control", "no-store")
            return response
        from clemency.web.public.record import stamp

        # The host too: pages, feeds and the sitemap hold whole addresses.
        key = (stamp(), f"{request.scheme}://{request.get_host()}{request.get_full_path()}")
        with self.lock:
            held = self.pages.get(key)
            if held is not None:
                self.pages.move_to_end(key)
        if held is not None:
            return HttpResponse(held[0], headers=held[1])
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and response.status_code == 200
            and not response.has_header("Cache-Control")
        ):
            response["Cache-Control"] = "public, max-age=300"
            content = response.content
            if len(content) <= self.MOST_PAGE and request.method == "GET":
                self._keep(key, content, dict(response.items()))
        return response

    def _keep(self, key: tuple[str, str], content: bytes, headers: dict[str, str]) -> None:
        with self.lock:
            if key not in self.pages:
                self.pages[key] = (content, headers)
                self.size += len(content)
            while self.size > self.MOST_BYTES:
                _, (dropped, _headers) = self.pages.popitem(last=False)
                self.size -= len(dropped)


class OpenToRead:
    """Lets any page of any site read the API and the downloads: they are public, and no cookie is ever sent."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_open = request.path.startswith(("/api/", "/feeds/", "/downloads/"))
        if is_open and request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
        if is_open:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, X-Total-Count"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
        else:
            response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_vary_headers(response, ("Accept-Encoding",))
        return response
