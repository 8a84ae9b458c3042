"""`make mutation PIECE=rules`: changes the modules of a piece, one small thing at a time, and runs its tests on each.

mutmut does the work, in a folder of the piece's own under var/mutation, where it goes on if it was interrupted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from mutation.pieces import PIECES, Piece

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "mutation"
MUTMUT = Path(sys.executable).parent / "mutmut"
PACKAGES = ["municipalities", "surveys", "indicators", "workflow", "ojportal"]
BESIDE = ["tests", "templates", "static", "manage.py", "pyproject.toml", "mutation"]
# What pytest would load or look through anew for each mutant, to no use.
UNUSED = ["cacheprovider", "unraisableexception", "threadexception", "platformdirs", "faulthandler"]
UNNOTICED = ("survived", "no tests", "suspicious")


def lines(values: Iterable[object]) -> str:
    return "".join(f"\n    {value}" for value in values)


def configuration(piece: Piece) -> str:
    paths = [module.replace(".", "/") + ".py" for module in piece.modules]
    arguments = ["-pmutation.profile", *(f"-pno:{plugin}" for plugin in UNUSED)]
    if piece.database:
        arguments.append("--with-database")
    return f"""[mutmut]
source_paths ={lines(PACKAGES)}
only_mutate ={lines(paths)}
also_copy ={lines(BESIDE)}
pytest_add_cli_args_test_selection ={lines(piece.tests)}
pytest_add_cli_args ={lines(arguments)}
timeout_constant = 0.5
timeout_multiplier = 10
use_git_change_detection = false
on_dependency_change = ignore
"""


def mutmut(name: str, *arguments: str) -> str:
    """What mutmut prints for the piece; shown as it comes where it runs tests."""
    shown = None if arguments[0] == "run" else subprocess.PIPE
    done = subprocess.run([MUTMUT, *arguments], cwd=FOLDER / name, stdout=shown, text=True, check=True)  # noqa: S603
    return done.stdout or ""


def lay_out(name: str) -> None:
    """The piece's folder: links to the project, and what mutmut is to do there."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    for one in PACKAGES + BESIDE:
        if not (folder / one).is_symlink():
            (folder / one).symlink_to(ROOT / one)
    (folder / "setup.cfg").write_text(configuration(PIECES[name]), encoding="utf-8")


def unnoticed(name: str) -> list[str]:
    """Names of the mutants that no test noticed so far."""
    if not (FOLDER / name / "mutants").exists():
        return []
    told = (line.strip().rpartition(": ") for line in mutmut(name, "results").splitlines())
    return [mutant for mutant, _, status in told if status in UNNOTICED]


def run(name: str, options: list[str]) -> None:
    """Tries what is new or changed, then once more what survived before: there may be tests for it now."""
    lay_out(name)
    survivors = unnoticed(name)
    mutmut(name, "run", *options)
    if survivors:
        mutmut(name, "run", *options, *survivors)
    mutmut(name, "export-cicd-stats")
    print(lines(unnoticed(name)))


def summary(name: str) -> str:
    """One line of figures; a mutant that never ends is noticed as well."""
    path = FOLDER / name / "mutants" / "mutmut-cicd-stats.json"
    if not path.exists():
        return f"{name:16} not run yet"
    found = json.loads(path.read_text(encoding="utf-8"))
    noticed = found["killed"] + found["timeout"]
    return f"{name:16} {noticed:5} of {found['total']:5} noticed, {100 * noticed / found['total']:5.1f} %"


def main(piece: str = "", *options: str) -> None:
    """Without a piece: the figures so far. `all` runs every piece; else options of mutmut run, or `show NAME`."""
    if options[:1] == ("show",):
        print(mutmut(piece, *options))
        return
    for name in PIECES if piece == "all" else [piece] if piece else []:
        run(name, list(options))
    print("\n".join(summary(name) for name in PIECES))


main(*sys.argv[1:])
