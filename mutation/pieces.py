"""The pieces of `make mutation`: which modules are changed and which tests must notice. Each fits ten minutes."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    modules: tuple[str, ...]  # dotted, as in pyproject.toml; a room stands for all its modules
    tests: tuple[str, ...]
    database: bool = False  # otherwise tests that need one are left out: they cost a hundred times as much


PIECES = {
    "rules": Piece(
        ("indicators.rules.evaluate", "indicators.rules.aggregate", "indicators.rules.explain"),
        ("tests/indicators/rules",),
    ),
    "definitions": Piece(
        ("indicators.rules.loader", "indicators.rules.spec", "indicators.rules.outcomes", "indicators.rules.names"),
        ("tests/indicators/rules",),
    ),
    "questionnaires": Piece(
        (
            "surveys.questionnaires.strict_yaml",
            "surveys.questionnaires.questionnaire",
            "surveys.questionnaires.answer_values",
            "surveys.questionnaires.kinds",
        ),
        ("tests/surveys/questionnaires",),
    ),
    "answers": Piece(
        (
            "municipalities.swedish",
            "surveys.questionnaires.answer_rules",
            "surveys.questionnaires.year_copies",
            "surveys.collecting.differing_questions",
            "surveys.files.missing_signs",
        ),
        (
            "tests/test_docstrings.py",
            "tests/surveys/questionnaires",
            "tests/surveys/collecting",
            "tests/surveys/files/test_missing_signs.py",
        ),
    ),
    "reading": Piece(
        (
            "indicators.prose.reading.words",
            "indicators.prose.reading.about",
            "indicators.prose.reading.clauses",
            "indicators.prose.reading.who",
            "indicators.prose.reading.amounts",
            "indicators.prose.reading.reading",
        ),
        ("tests/indicators/prose/test_reading.py", "tests/test_docstrings.py"),
    ),
    "prose": Piece(
        (
            "indicators.prose.facts",
            "indicators.prose.statements",
            "indicators.prose.thresholds",
            "indicators.prose.trying",
        ),
        ("tests/indicators/prose",),
    ),
    "sentences": Piece(
        (
            "indicators.prose.against",
            "indicators.prose.changes",
            "indicators.prose.figures",
            "indicators.prose.phrases",
            "indicators.prose.sentence",
            "indicators.prose.sentences",
            "indicators.prose.summary",
            "indicators.prose.who",
        ),
        ("tests/indicators/prose",),
    ),
    "days": Piece(
        (
            "municipalities.days",
            "municipalities.places.similar",
            "surveys.questionnaires.dates_in_text",
            "surveys.questionnaires.left_behind",
        ),
        ("tests/test_docstrings.py", "tests/municipalities", "tests/surveys/questionnaires"),
    ),
    "comparing": Piece(
        ("indicators.comparing.comparisons", "indicators.comparing.matrix", "indicators.importing.headings"),
        ("tests/indicators/comparing", "tests/indicators/importing"),
    ),
    "trees": Piece(("documents.tree", "documents.checks", "documents.as_json"), ("tests/documents/test_checks.py",)),
    "pages": Piece(
        (
            "documents.web.as_html",
            "documents.web.figures",
            "documents.web.tables",
            "documents.web.pictures",
            "documents.web.markup",
        ),
        ("tests/documents/web/test_as_html.py", "tests/documents/web/test_figures.py"),
    ),
    "paper": Piece(
        ("documents.paper.typeface", "documents.paper.long_words"),
        ("tests/documents/paper/test_typeface.py", "tests/documents/paper/test_long_words.py"),
    ),
    "workbooks": Piece(
        ("documents.workbook.as_xlsx", "documents.workbook.names", "documents.workbook.notes"),
        ("tests/test_docstrings.py", "tests/documents/workbook"),
    ),
    "pictures": Piece(
        (
            "documents.pictures.drawing",
            "documents.pictures.measuring",
            "documents.pictures.trends",
            "documents.pictures.dots",
        ),
        ("tests/test_docstrings.py", "tests/documents/pictures"),
    ),
    "counted_pictures": Piece(
        (
            "documents.pictures.grids",
            "documents.pictures.profiles",
            "documents.pictures.developments",
            "documents.pictures.responding",
        ),
        ("tests/documents/pictures",),
    ),
    "word": Piece(
        ("documents.word.elements", "documents.word.packing", "documents.word.widths"),
        ("tests/documents/word", "tests/test_docstrings.py"),
    ),
    "slides": Piece(
        (
            "documents.slides.as_pptx",
            "documents.slides.from_document",
            "documents.slides.tables",
            "documents.slides.template",
            "documents.lines",
        ),
        ("tests/test_docstrings.py", "tests/documents/slides"),
    ),
    "editions": Piece(
        ("indicators.editions.printed_amounts", "indicators.editions.statements"),
        ("tests/test_docstrings.py", "tests/indicators/editions"),
    ),
    "importing": Piece(
        (
            "indicators.importing.shares",
            "indicators.importing.choices",
            "indicators.importing.questions",
            "indicators.importing.tables.heading_words",
        ),
        ("tests/test_docstrings.py", "tests/indicators/importing"),
    ),
    "figures": Piece(
        (
            "indicators.reconciling.printed_figures",
            "indicators.reconciling.reconciliation",
            "indicators.reconciling.against_computed",
            "indicators.reconciling.shifted_columns",
            "indicators.reconciling.plausibility",
        ),
        ("tests/indicators/reconciling",),
    ),
    "suspicions": Piece(
        (
            "indicators.reconciling.impossible_figures",
            "indicators.reconciling.jumps",
            "indicators.reconciling.last_years_columns",
            "indicators.reconciling.percent_points",
        ),
        ("tests/indicators/reconciling",),
    ),
    "claims": Piece(
        (
            "indicators.reconciling.claims",
            "indicators.reconciling.claim_checks",
            "indicators.reconciling.claim_facts",
            "indicators.reconciling.group_checks",
        ),
        ("tests/indicators/reconciling",),
    ),
    "meetings": Piece(
        (
            "workflow.meetings.agenda",
            "workflow.meetings.calendar_files",
            "workflow.cycles.step_days",
            "workflow.areas.candidates",
            "workflow.follow_up.movement",
        ),
        ("tests/workflow/meetings", "tests/workflow/cycles", "tests/workflow/areas", "tests/workflow/follow_up"),
    ),
    "reports": Piece(
        (
            "workflow.documents.edited",
            "workflow.documents.results.facts",
            "workflow.documents.results.layout",
            "workflow.documents.results.tables",
            "workflow.documents.results.report",
            "workflow.documents.results.annexes",
            "workflow.documents.results.chapters",
            "workflow.documents.results.method",
            "workflow.documents.results.misprints",
            "workflow.documents.results.opening",
            "workflow.documents.results.pictures",
            "workflow.documents.results.sentences",
            "workflow.documents.results.typed_blocks",
            "workflow.documents.results.words",
            "workflow.documents.results.wording",
        ),
        ("tests/test_docstrings.py", "tests/workflow/documents"),
        database=True,
    ),
    "leaflets": Piece(
        ("indicators.leaflets.facts", "indicators.leaflets.leaflet"),
        ("tests/indicators/leaflets",),
        database=True,
    ),
    "plan and follow-up documents": Piece(
        (
            "workflow.documents.action_plans.facts",
            "workflow.documents.action_plans.plan_document",
            "workflow.documents.follow_ups.facts",
            "workflow.documents.follow_ups.pictures",
            "workflow.documents.follow_ups.report",
        ),
        (
            "tests/workflow/plans/test_plan_documents.py",
            "tests/workflow/follow_up/test_follow_up_report.py",
            "tests/workflow/follow_up/test_report_under_way.py",
        ),
        database=True,
    ),
    "years": Piece(
        ("indicators.years.definition_changes",), ("tests/indicators/years/test_definitions.py",), database=True
    ),
    "permissions": Piece(
        (
            "municipalities.permissions",
            "surveys.answering.permissions",
            "surveys.collecting.permissions",
            "surveys.questionnaires.permissions",
        ),
        (
            "tests/municipalities",
            "tests/surveys/answering/test_permissions.py",
            "tests/surveys/answering/test_sharing_views.py",
            "tests/surveys/collecting/test_permissions.py",
            "tests/surveys/collecting/test_question_views.py",
            "tests/surveys/collecting/test_whose_collection.py",
            "tests/indicators/years",
            "tests/indicators/comparing/test_answer_preview.py",
            "tests/indicators/comparing/test_whose_results.py",
        ),
        database=True,
    ),
    "sight": Piece(
        (
            "indicators.permissions",
            "indicators.importing.permissions",
            "indicators.own_groups.permissions",
            "indicators.publishing.permissions",
        ),
        (
            "tests/indicators/importing/test_owners.py",
            "tests/indicators/own_groups",
            "tests/indicators/publishing",
            "tests/indicators/comparing/test_unfinished_results.py",
            "tests/indicators/comparing/test_whose_results.py",
            "tests/indicators/comparing/test_own_groups.py",
            "tests/workflow/decisions/test_unpublished.py",
        ),
        database=True,
    ),
    "parts": Piece(
        ("workflow.permissions",),
        (
            "tests/workflow/cycles/test_parts.py",
            "tests/workflow/cycles/test_units.py",
            "tests/workflow/cycles/test_views.py",
            "tests/workflow/areas/test_views.py",
            "tests/workflow/decisions",
            "tests/workflow/plans",
            "tests/workflow/meetings/test_views.py",
            "tests/workflow/meetings/test_protocol_views.py",
            "tests/workflow/to_do/test_overview_views.py",
        ),
        database=True,
    ),
    "issuing": Piece(
        ("workflow.documents.permissions",),
        ("tests/workflow/documents/test_beginning.py", "tests/workflow/documents/test_views.py"),
        database=True,
    ),
    "imprints": Piece(("workflow.documents.editions",), ("tests/workflow/documents/test_issuing.py",)),
    "states": Piece(("municipalities.states", "workflow.follow_up.states"), ("tests/workflow",)),
    "concerned": Piece(("municipalities.people.concerned",), ("tests/municipalities/people",), database=True),
    "protocols": Piece(
        ("workflow.documents.meetings.facts", "workflow.documents.meetings.protocol"),
        ("tests/test_docstrings.py", "tests/workflow/documents/meetings"),
        database=True,
    ),
    "deciding": Piece(
        (
            "workflow.documents.meetings.parts",
            "workflow.documents.deciding.facts",
            "workflow.documents.deciding.tables",
            "workflow.documents.deciding.analysis",
            "workflow.documents.deciding.basis",
            "workflow.documents.deciding.decision",
        ),
        ("tests/test_docstrings.py", "tests/workflow/documents/deciding"),
        database=True,
    ),
    "national_sheet": Piece(
        (
            "workflow.documents.national.facts",
            "workflow.documents.national.messages",
            "workflow.documents.national.sheet",
        ),
        ("tests/test_docstrings.py", "tests/workflow/documents/national/test_sheet.py"),
    ),
    "files": Piece(
        (
            "municipalities.characters",
            "surveys.files.csv_files",
            "surveys.files.number_formats",
            "surveys.files.sheet_watchers",
        ),
        ("tests/test_docstrings.py", "tests/municipalities/test_characters.py", "tests/surveys/files"),
    ),
}
