"""Why something that was wished is not done. Raised by every action, turned into a page in one place.

Four words, and no others: NotPossible (what was asked for cannot be done, and why), Closed (this state, or this day,
takes no more of it), WrittenMeanwhile (somebody else was first; nothing of theirs is overwritten) and NotYours.
Whatever is raised, the caller's transaction is rolled back: nothing is half done.

A view that shows a form answers a refusal with the form, as it was typed (`refuse_form`). What no view answers is
answered by RefusalMiddleware, with the reason and all that was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

HIDDEN = ("csrfmiddlewaretoken", "gor", "version", "seen")


class Refused(Exception):
    """What was wished is not done. The message says why and what to do, in Swedish, for the person who tried."""

    status = 422


class NotPossible(Refused):
    """It cannot be done as it was asked for: something is missing, or does not fit."""


class Closed(Refused):
    """The thing does not take it in its state, or on this day."""


class WrittenMeanwhile(Refused):
    """Somebody else has written since the page was shown. `mine` and `theirs` are the two versions, of one type."""

    status = 409

    def __init__(self, why: str, *, theirs: Any, mine: Any = None) -> None:
        super().__init__(why)
        self.theirs, self.mine = theirs, mine


class NotYours(PermissionDenied):
    """The person may not do this to this thing; 403."""


@contextmanager
def refuse_form(form: BaseForm) -> Iterator[None]:
    """What is refused inside stands above the form as its own error; the form keeps all that was typed."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.refused_with = refusal.status  # type: ignore[attr-defined]


def status_of(*forms: BaseForm | None) -> int:
    """200, or why one of the bound forms is shown again: 409 where two have written, otherwise 422."""
    refused = [form for form in forms if form is not None and form.is_bound and form.errors]
    return max((getattr(form, "refused_with", 422) for form in refused), default=200, key=lambda code: code == 409)


class RefusalMiddleware:
    """Answers what no view has answered: why not, what was typed, and the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        shown = {"refusal": str(exception), "typed": typed_in(request), "back": _back(request)}
        return render(request, "refused.html", shown, status=exception.status)


def typed_in(request: HttpRequest) -> list[str]:
    """Every text of the form with a blank in it, as a person writes and a button does not; in the form's order."""
    texts = (text for name in request.POST if name not in HIDDEN for text in request.POST.getlist(name))
    return [text for text in texts if " " in text.strip()]


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if came_from and is_ours else "/"
