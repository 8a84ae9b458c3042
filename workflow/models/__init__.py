"""What people decide about the figures: cycles, meetings, development areas, decisions, plans,
follow-ups, and the documents written of it all."""

from workflow.models.areas import Analysis, DevelopmentArea, Homework, HomeworkFile, IndicatorVote, Reference, Vote
from workflow.models.cycles import Cycle, Step
from workflow.models.decisions import Decision, FigureNotice, Standpoint
from workflow.models.follow_ups import FollowUp, PlanReport, Verdict
from workflow.models.meetings import (
    AgendaPoint,
    Meeting,
    Participant,
    Protocol,
    ProtocolComment,
    ProtocolPoint,
    ProtocolVersion,
)
from workflow.models.plans import ActionPlan, Activity, Goal
from workflow.models.reports import DocumentTemplate, EditionFile, Report, ReportBuild, ReportEdition, ReportText

__all__ = [
    "ActionPlan",
    "Activity",
    "AgendaPoint",
    "Analysis",
    "Cycle",
    "Decision",
    "DevelopmentArea",
    "DocumentTemplate",
    "EditionFile",
    "FigureNotice",
    "FollowUp",
    "Goal",
    "Homework",
    "HomeworkFile",
    "IndicatorVote",
    "Meeting",
    "Participant",
    "PlanReport",
    "Protocol",
    "ProtocolComment",
    "ProtocolPoint",
    "ProtocolVersion",
    "Reference",
    "Report",
    "ReportBuild",
    "ReportEdition",
    "ReportText",
    "Standpoint",
    "Step",
    "Verdict",
    "Vote",
]
