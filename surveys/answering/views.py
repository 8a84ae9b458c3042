"""The municipality's side of a survey: the start page, one section at a time, and saving answer by answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.characters import plain_text
from municipalities.refusals import Closed, is_script
from municipalities.typed_text import typed
from surveys.answering import actions as answer_actions
from surveys.answering.forms import AssignForm
from surveys.answering.permissions import Scope, allow_answering, get_response_to_answer, get_response_to_read
from surveys.answering.presenters import days_left_text, present_block, saved_text
from surveys.answering.queries import receipts_of
from surveys.answering.saving import Edit, Saved, refuse_all
from surveys.answering.section_state import SectionState
from surveys.models import ChangeReason, Response
from surveys.questionnaires.questionnaire import Section

# Hidden fields: what the page showed of an item, and in a conflict what the other person has written.
SEEN, SEEN_COMMENT = "sett-", "sett-kommentar-"
THEIRS, THEIR_COMMENT = "deras-", "deras-kommentar-"


def open_state(request: HttpRequest, area: str, year: int, kod: str) -> tuple[SectionState, Scope]:
    """For writing and reading alike; the scope says which. Where nobody has begun and nothing is open: 404."""
    response, scope = get_response_to_answer(request, area, year, kod)
    return SectionState(response, timezone.localdate()), scope


def read_state(request: HttpRequest, area: str, year: int, kod: str) -> tuple[SectionState, Scope]:
    response, scope = get_response_to_read(request, area, year, kod)
    return SectionState(response, timezone.localdate()), scope


def address(name: str, response: Response, *more: object) -> str:
    survey = response.survey
    return reverse(name, args=[survey.area.slug, survey.year, response.municipality.code, *more])


def frame_of(state: SectionState, scope: Scope, here: str = "") -> dict[str, object]:
    """What every page of answering shows around its own content."""
    return _around_blocks(state, scope, here) | {
        "days_left": days_left_text(state.closes, state.today),
        "saved_text": saved_text(state.saved_at),
    }


def _around_blocks(state: SectionState, scope: Scope, here: str) -> dict[str, object]:
    """What questions and the list of sections are drawn with."""
    response = state.response
    names: dict[str, list[str]] = {}
    for one in state.assignments:
        names.setdefault(one.section, []).append(one.name)
    parts = [
        (one, address("answering-section", response, one.section), one.section == here, names.get(one.section, []))
        for one in state.progress
        if scope.sees(one.section)
    ]
    return {
        "state": state,
        "response": response,
        "survey": response.survey,
        "municipality": response.municipality,
        "scope": scope,
        "parts": parts,
        "here": here,
        "reasons": ChangeReason.Reason.choices,
        "is_colleague": scope.role == "colleague",
        "unsent": [
            (one, f"{address('answering-section', response, one.section)}#q-{one.question}")
            for one in state.unsent
            if scope.sees(one.section)
        ],
    }


@allow_answering
def answering_page(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    return render(request, "surveys/answering/answering.html", start_page(state, scope, AssignForm(state)))


def start_page(state: SectionState, scope: Scope, form: AssignForm) -> dict[str, object]:
    shown = {"receipts": receipts_of(state.response), "assignments": state.assignments, "assign_form": form}
    return frame_of(state, scope) | shown


def get_section(state: SectionState, scope: Scope, code: str) -> Section:
    """404 for a section that is not there, or not the colleague's."""
    section = state.section(code)
    if section is None or not scope.sees(code):
        raise Http404
    return section


def seen_items(request: HttpRequest) -> list[str]:
    """The items that were on the page."""
    found = [key.removeprefix(SEEN_COMMENT).removeprefix(SEEN) for key in request.POST if key.startswith(SEEN)]
    return list(dict.fromkeys(found))


def edits_of(request: HttpRequest) -> dict[str, Edit]:
    """Item: what the form says of it. The item's hidden field "sett-" tells that it was on the page.

    A field without a value is an emptied field; `andrat` names the items that the person has just changed. Of a
    conflict on the page that includes having seen the other's version.
    """
    data, meant = request.POST, set(request.POST.getlist("andrat"))
    dropped = set(data.getlist("ta-deras"))
    found = {}
    for code in seen_items(request):
        if code in dropped:
            continue
        is_asked = f"{SEEN}{code}" in data  # else only its comment field is on the page
        written = [text for text in data.getlist(f"svar-{code}") if plain_text(text).strip()]
        found[code] = Edit(
            value_raw=" / ".join(written) if is_asked else None,
            comment=data.get(f"kommentar-{code}"),
            seen_value=_seen(data, code, meant, SEEN, THEIRS),
            seen_comment=_seen(data, code, meant, SEEN_COMMENT, THEIR_COMMENT),
            intended=code in meant,
        )
    return found


def _seen(data: QueryDict, code: str, meant: set[str], shown: str, theirs: str) -> str:
    if code in meant and f"{theirs}{code}" in data:
        return str(data[f"{theirs}{code}"])
    return str(data.get(f"{shown}{code}", ""))


def save_of(request: HttpRequest, response: Response, scope: Scope, edits: dict[str, Edit]) -> Saved:
    return answer_actions.save_answers(
        response=response, changes=edits, by=scope.by, through=scope.through, sections=scope.sections
    )


@allow_answering
def answering_section(request: HttpRequest, area: str, year: int, kod: str, section: str) -> HttpResponse:
    """The page; without script its buttons save the whole section and go on."""
    state, scope = open_state(request, area, year, kod)
    shown = get_section(state, scope, section)
    saved, edits = None, {}
    if request.method == "POST":
        edits, before = edits_of(request), state.asked
        try:
            saved = save_of(request, state.response, scope, edits)
        except Closed as problem:
            saved = refuse_all(edits, str(problem))
        state = SectionState(state.response, state.today)
        if saved.is_complete and not (opened := state.first_opened(shown, before)):
            return redirect(_next_address(request, state, scope, section))
        if saved.is_complete:
            messages.info(request, "Sparat. Följdfrågor har öppnats nedan.")
            return redirect(f"{request.path}#q-{opened}")
    blocks = [present_block(state, one, saved, edits) for one in shown.questions]
    sees = [one.section for one in state.progress if scope.sees(one.section)]
    place = sees.index(section)
    context = frame_of(state, scope, section) | {
        "section": shown,
        "blocks": blocks,
        "errors": [(block.question.code, *fault) for block in blocks for fault in block.faults],
        "previous": sees[place - 1] if place else "",
        "next": sees[place + 1] if place + 1 < len(sees) else "",
    }
    return render(request, "surveys/answering/answering_section.html", context, status=_status(saved))


def _status(saved: Saved | None) -> int:
    if saved is None or saved.is_complete:
        return 200
    return 409 if saved.conflicts else 422


def _next_address(request: HttpRequest, state: SectionState, scope: Scope, section: str) -> str:
    goal = request.POST.get("gor", "")
    if goal == "oversikt" and scope.sections is None:
        return address("answering-overview", state.response)
    if state.section(goal) is not None and scope.sees(goal):
        return address("answering-section", state.response, goal)
    return address("answering-section", state.response, section)


@allow_answering
@require_POST
def answering_save(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    """One question at a time, by script: gives back the blocks that changed, and the list of sections."""
    response, scope = get_response_to_answer(request, area, year, kod)
    edits = edits_of(request)
    saved = save_of(request, response, scope, edits)
    return _fragments(request, SectionState(response, timezone.localdate()), scope, saved, edits)


def _fragments(
    request: HttpRequest, state: SectionState, scope: Scope, saved: Saved, edits: dict[str, Edit]
) -> HttpResponse:
    touched = [
        present_block(state, question, saved, edits)
        for question in state.touched_by(edits)
        if scope.sees(state.section_of(question.code))
    ]
    context = _around_blocks(state, scope, request.POST.get("avsnitt", ""))
    context |= {"blocks": touched, "saved": saved, "saved_text": saved_text(saved.at)}
    return render(request, "surveys/answering/_saved.html", context, status=_status(saved))


def _after_question(
    request: HttpRequest, state: SectionState, scope: Scope, question: str, saved: Saved | None = None
) -> HttpResponse:
    """The fragment for script; without it back to the question."""
    found = state.question(question)
    saved = saved or Saved(timezone.now())
    if is_script(request) and found is not None:
        fresh = SectionState(state.response, state.today)
        return _fragments(request, fresh, scope, saved, {item.code: Edit() for item in found.items})
    if saved.conflicts:
        messages.error(request, "Någon annan har ändrat svaret sedan du öppnade sidan. Se vad som står nu.")
    section = state.section_of(question)
    return redirect(f"{address('answering-section', state.response, section)}#q-{question}")


def get_question_section(state: SectionState, scope: Scope, question: str) -> str:
    """404 for a question that is not there, or not in the colleague's part."""
    section = state.section_of(question)
    if not section or not scope.sees(section):
        raise Http404
    return section


@allow_answering
@require_POST
def answering_same(request: HttpRequest, area: str, year: int, kod: str, question: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    get_question_section(state, scope, question)
    data = request.POST
    seen = {one: (data.get(f"{SEEN}{one}", ""), data.get(f"{SEEN_COMMENT}{one}", "")) for one in seen_items(request)}
    saved = answer_actions.confirm_same(
        response=state.response,
        question=question,
        by=scope.by,
        through=scope.through,
        sections=scope.sections,
        seen=seen,
    )
    return _after_question(request, state, scope, question, saved)


@allow_answering
@require_POST
def answering_reason(request: HttpRequest, area: str, year: int, kod: str, question: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    get_question_section(state, scope, question)
    answer_actions.give_change_reason(
        response=state.response,
        question=question,
        reason=request.POST.get("skal", ""),
        text=typed(request.POST, "skal-text"),
        by=scope.by,
    )
    return _after_question(request, state, scope, question)


urlpatterns = [
    path("enkat/<slug:area>/<int:year>/<str:kod>/", answering_page, name="answering"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/avsnitt/<str:section>/", answering_section, name="answering-section"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/spara/", answering_save, name="answering-save"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/samma/<str:question>/", answering_same, name="answering-same"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/skal/<str:question>/", answering_reason, name="answering-reason"),
]
