"""Error pages: what was wrong with the question, nothing of the inside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        words = {400: "The request cannot be read.", 404: "There is nothing at this address."}
        return JsonResponse({"detail": words.get(status, "Something went wrong here.")}, status=status)
    response = render(request, "public/problem.html", {"status": status, "message": message}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, "The request cannot be read. Send it again from the form.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, "The page could not be made. It has been noted; please try again later.")
