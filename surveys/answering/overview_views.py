"""Before and after handing in: all answers on one page, warnings, the hand-in, receipts, and each answer's history."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from municipalities.swedish import plural
from municipalities.typed_text import typed
from surveys.answering import actions as answer_actions
from surveys.answering.hand_in_actions import NotReady, problems_in_the_way
from surveys.answering.permissions import Scope, allow_answering, refuse_colleague
from surveys.answering.presenters import history_rows, overview_rows, receipt_rows
from surveys.answering.queries import history_of, receipt_file_name, receipts_of
from surveys.answering.section_state import SectionState, get_receipt
from surveys.answering.views import address, frame_of, open_state, read_state


def _overview(request: HttpRequest, state: SectionState, scope: Scope, status: int = 200) -> HttpResponse:
    in_the_way = problems_in_the_way(state.problems, state.kept_warnings)
    problems = [
        (
            one,
            state.kept_warnings.get(one.code),
            one in in_the_way,
            f"{address('answering-section', state.response, state.section_of(one.question))}#q-{one.question}",
        )
        for one in state.problems
    ]
    parts = [
        (section, progress, overview_rows(state, section.questions))
        for section, progress in zip(state.questionnaire.sections, state.progress, strict=True)
    ]
    context = frame_of(state, scope, "oversikt") | {
        "overview": parts,
        "problems": problems,
        "in_the_way": in_the_way,
        "may_hand_in": scope.may("hand_in", state.response),
        "may_take_back": scope.may("take_back", state.response),
        "receipts": receipts_of(state.response),
        "left": state.to_answer - state.answered,
        # The page lies above this app: it is fetched by its address, and is a page of its own without script.
        "preview_url": f"{address('answering', state.response)}resultat/",
    }
    return render(request, "surveys/answering/answering_overview.html", context, status=status)


@allow_answering
def answering_overview(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    return _overview(request, state, scope)


@allow_answering
@require_POST
def answering_warning(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    answer_actions.keep_warning(
        response=state.response,
        check_code=request.POST.get("varning", ""),
        reason=typed(request.POST, "skal"),
        by=scope.by,
    )
    return redirect(f"{address('answering-overview', state.response)}#kontroller")


@allow_answering
@require_POST
def answering_hand_in(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    try:
        receipt = answer_actions.hand_in(response=state.response, by=scope.by, through=scope.through)
    except NotReady as problem:
        messages.error(request, str(problem))
        return _overview(request, state, scope, status=problem.status)
    messages.success(request, "Enkäten är inlämnad. Kvittot är skickat.")
    return redirect(address("answering-receipt", state.response, receipt.number))


@allow_answering
@require_POST
def answering_take_back(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    """What was changed after the receipt goes; `version` says what the page showed."""
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    shown = request.POST.get("version", "")
    version = int(shown) if shown.isdecimal() else 0
    back = answer_actions.take_back(response=state.response, version=version, by=scope.by, through=scope.through)
    told = plural(back, "{n} svar står som det lämnades in.", "{n} svar står som de lämnades in.")
    messages.success(request, f"Ändringarna är tagna tillbaka: {told}")
    return redirect(address("answering-overview", state.response))


@allow_answering
def answering_receipt(request: HttpRequest, area: str, year: int, kod: str, number: int) -> HttpResponse:
    state, scope = read_state(request, area, year, kod)
    refuse_colleague(scope)
    receipt = get_receipt(state.response, number)
    context = frame_of(state, scope) | {"receipt": receipt, "rows": receipt_rows(state.questionnaire, receipt)}
    return render(request, "surveys/answering/answering_receipt.html", context)


@allow_answering
def answering_receipt_pdf(request: HttpRequest, area: str, year: int, kod: str, number: int) -> HttpResponse:
    """The very bytes whose SHA-256 the receipt names."""
    state, scope = read_state(request, area, year, kod)
    refuse_colleague(scope)
    receipt = get_receipt(state.response, number)
    headers = {"Content-Disposition": f'inline; filename="{receipt_file_name(receipt)}"'}
    return HttpResponse(bytes(receipt.pdf), content_type="application/pdf", headers=headers)


@allow_answering
def answering_history(request: HttpRequest, area: str, year: int, kod: str, item: str) -> HttpResponse:
    state, scope = read_state(request, area, year, kod)
    found = state.questionnaire.items.get(item)
    if found is None or not scope.sees(state.section_of(state.questionnaire.question_of(item).code)):
        raise Http404
    changes = history_rows(found, history_of(state.response, item))
    question = state.questionnaire.question_of(item)
    context = frame_of(state, scope, state.section_of(question.code))
    return render(
        request,
        "surveys/answering/answering_history.html",
        context | {"item": found, "question": question, "changes": changes},
    )


urlpatterns = [
    path("enkat/<slug:area>/<int:year>/<str:kod>/oversikt/", answering_overview, name="answering-overview"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/varning/", answering_warning, name="answering-warning"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/lamna-in/", answering_hand_in, name="answering-hand-in"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/ta-tillbaka/", answering_take_back, name="answering-take-back"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/kvitto/<int:number>/", answering_receipt, name="answering-receipt"),
    path(
        "enkat/<slug:area>/<int:year>/<str:kod>/kvitto/<int:number>.pdf",
        answering_receipt_pdf,
        name="answering-receipt-pdf",
    ),
    path("enkat/<slug:area>/<int:year>/<str:kod>/historik/<str:item>/", answering_history, name="answering-history"),
]
