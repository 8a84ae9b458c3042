"""What publications state in running text, headings and captions, read from YAML and tried by code. Pure.

The format is documented at the top of each pastaenden.yaml; claim_checks has one function per check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.reconciling.claim_checks import CHECKS
from indicators.reconciling.claim_facts import Arguments, Facts, Verdict
from indicators.reconciling.printed_figures import Checked, Finding, Kind, Severity
from surveys.questionnaires.strict_yaml import Node, optional_text, read_yaml

_YEAR = re.compile(r"\d{4}$")


@dataclass(frozen=True)
class Claim:
    """`survey` is the year the statement is about: that of its check, else of its publication's name."""

    slug: str
    publication: str
    place: str
    says: str
    check: str
    arguments: Arguments
    concerns: tuple[str, ...]
    note: str
    survey: str


def load_claims(path: Path | str) -> list[Claim]:
    """The claims of one area. FileError for an unknown key, an unknown check or a repeated claim."""
    path = Path(path)
    claims: dict[str, Claim] = {}
    for node in read_yaml(path).sequence():
        claim = _claim(node, path.parent.name)
        if claim.slug in claims:
            raise node.error(f"påståendet {claim.slug} står två gånger")
        claims[claim.slug] = claim
    return list(claims.values())


def _claim(node: Node, area: str) -> Claim:
    fields = node.fields("claim publication place says check", "concerns note")
    check, body = _check(fields["check"])
    arguments = _arguments(check, body)
    publication = fields["publication"].text()
    concerns = fields["concerns"].texts() if "concerns" in fields else ()
    return Claim(
        slug=fields["claim"].text(),
        publication=publication,
        place=fields["place"].text(),
        says=fields["says"].text(),
        check=check,
        arguments=arguments,
        concerns=concerns or _indicators(arguments),
        note=optional_text(fields, "note"),
        survey=_survey(arguments, area, publication),
    )


def _check(node: Node) -> tuple[str, Node]:
    found = list(node.mapping().items())
    if len(found) != 1:
        raise node.error("här ska det stå en enda prövning")
    name, body = found[0]
    if name not in CHECKS:
        raise body.error(f"okänd prövning {name}")
    return name, body


def _arguments(check: str, body: Node) -> Arguments:
    """A list stands under the key `all`; the keys of a mapping are checked."""
    if isinstance(body.value, list):
        if CHECKS[check].required != "all":
            raise body.error("här ska det stå nycklar med värden")
        return {"all": body}
    return body.fields(CHECKS[check].required, CHECKS[check].optional)


def _indicators(arguments: Arguments) -> tuple[str, ...]:
    for key in ("indicator", "indicators"):
        if key in arguments:
            return arguments[key].texts()
    return ()


def _survey(arguments: Arguments, area: str, publication: str) -> str:
    for key in ("survey", "to_survey"):
        if key in arguments:
            return arguments[key].text()
    year = _YEAR.search(publication)
    return f"{area}/{year[0]}" if year else ""


def check_claims(claims: Iterable[Claim], facts: Facts) -> Checked:
    """Statements that do not hold. Those whose figures are not there are not tried."""
    findings, tried = [], 0
    for claim in claims:
        verdict = CHECKS[claim.check].run(facts, claim.publication, claim.arguments)
        if verdict is None:
            continue
        tried += 1
        if not verdict.holds:
            findings.append(_finding(claim, verdict, facts.names))
    return Checked(Kind.TEXT, "påståenden i text, rubriker och bildtexter", tuple(findings), tried)


def _finding(claim: Claim, verdict: Verdict, names: Mapping[str, str]) -> Finding:
    group = claim.arguments.get("group")
    row = group.text() if group is not None else ""
    return Finding(
        kind=Kind.TEXT,
        severity=Severity.DIFFERENCE if verdict.between_sources else Severity.ERROR,
        place=claim.place,
        printed=claim.says,
        ours=verdict.ours,
        difference="",
        explanation=" ".join(filter(None, (f"{verdict.why}.", claim.note))),
        survey=claim.survey,
        indicator=claim.concerns[0] if claim.concerns else "",
        row=row,
        row_name=names.get(row, row),
        publication=claim.publication,
    )
