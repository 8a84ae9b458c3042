"""The states of a report."""

from __future__ import annotations

from municipalities.roles import Role
from municipalities.states import Rule, Table
from workflow.models import Report
from workflow.states import FOU

KEEPERS = frozenset({FOU, Role.ADMIN.value})  # FoU staff for their network, the administrator for the nation

R = Report.State

REPORT: Table = {
    (R.DRAFT, "write"): Rule(R.DRAFT, KEEPERS),
    (R.DRAFT, "build"): Rule(R.DRAFT, KEEPERS),
    (R.DRAFT, "issue"): Rule(R.ISSUED, KEEPERS),
    (R.DRAFT, "discard"): Rule(R.DRAFT, KEEPERS),
    (R.ISSUED, "write"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "build"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "issue"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "discard"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "new_edition"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "share"): Rule(R.ISSUED, KEEPERS),
    (R.ISSUED, "withdraw"): Rule(R.WITHDRAWN, KEEPERS),
}
