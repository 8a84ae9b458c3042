"""Why something that was wished is not done. Raised by every action, turned into a page in one place.

Three words, and no others: NotPossible (what was asked for cannot be done, and why), Closed (this state, or this day,
takes no more of it) and WrittenMeanwhile (somebody else was first; nothing of theirs is overwritten). A thing that is
not the person's to do is Django's own PermissionDenied. Whatever is raised, the action's transaction is rolled back:
nothing is half done.

A view that shows a form answers a refusal with the form, as it was typed:

    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            do_it(**form.cleaned_data, by=...)
            return redirect(...)
    return render(request, "page.html", {"form": form}, status=status_of(form))

What no view answers is answered by RefusalMiddleware, with the reason and all that was typed; to script as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

HIDDEN = re.compile(r"csrfmiddlewaretoken|gor|version|seen|sett-.*")  # names of what no person types
CODE = re.compile(r"[a-z0-9_-]*")  # what buttons, choices and days send


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


@contextmanager
def refuse_form(form: BaseForm) -> Iterator[None]:
    """What is refused inside stands above the form as its own error; the form keeps all that was typed, and has as
    `theirs` what another wrote meanwhile."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.refused_with = refusal.status  # type: ignore[attr-defined]  # read by status_of
        form.theirs = getattr(refusal, "theirs", None)  # type: ignore[attr-defined]  # read by the template


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
        if is_script(request):
            return HttpResponse(str(exception), status=exception.status, content_type="text/plain; charset=utf-8")
        shown = {"refusal": str(exception), "typed": typed_in(request), "back": _back(request)}
        return render(request, "refused.html", shown, status=exception.status)


def is_script(request: HttpRequest) -> bool:
    """Sent by our own script, which shows a text where a person would get a page."""
    return request.headers.get("X-Requested-With") == "fetch"


def typed_in(request: HttpRequest) -> list[str]:
    """Every text that a person has written in the form, in its order; not what buttons, choices and codes send."""
    names = [name for name in request.POST if not HIDDEN.fullmatch(name)]
    texts = [text for name in names for text in request.POST.getlist(name)]
    return [text for text in texts if not CODE.fullmatch(text.strip())]


def _back(request: HttpRequest) -> str:
    """The page the person came from; the start page where that is not one of ours."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if is_ours else "/"
