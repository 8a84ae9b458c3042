"""The look for names that stand alone sees them where they do, and only there."""

from __future__ import annotations

import pytest

from tests.workflow.names_alone import alone_in

NAMES = {"LSS": {"Intern samordning"}}


@pytest.mark.parametrize(
    ("page", "is_seen"),
    [
        ("<title>Varför: LSS, Ekerö</title>", True),
        ("<title>Varför: Intern samordning: LSS, Ekerö</title>", False),
        ("<h2>Grönt</h2><ul><li><span>✓</span> <a>LSS</a></li></ul>", True),
        ("<p>LSS: 2 av 8</p>", True),
        ("<p>Intern samordning: LSS</p>", False),
        ("<p>Rutin för LSS och bistånd</p>", False),
        ('<tr><th scope="rowgroup">Helhetssyn · Intern samordning</th></tr><tr><th scope="row">LSS</th></tr>', False),
        ('<tr><th scope="rowgroup">Helhetssyn</th></tr><tr><th scope="row">LSS</th></tr>', True),
        ('<li><span class="tag">G2</span> Finns en rutin? <strong>LSS</strong></li>', False),
        ('<li><span class="tag">G2</span> Finns en rutin?</li><li>LSS</li>', True),
    ],
)
def test_a_name_is_seen_where_nothing_says_its_group(page: str, is_seen: bool) -> None:
    assert bool(alone_in(page, NAMES)) is is_seen
