"""Timing and printing."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def all_seconds(work: Callable[[], object], rounds: int = 5, before: Callable[[], object] | None = None) -> list[float]:
    """Wall-clock seconds of each round of `work`; `before` runs untimed ahead of each."""
    seconds = []
    for _ in range(rounds):
        if before is not None:
            before()
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def median_seconds(work: Callable[[], object], rounds: int = 5, before: Callable[[], object] | None = None) -> float:
    return statistics.median(all_seconds(work, rounds, before))


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def line(name: str, seconds: float, floor: float | None = None, note: str = "") -> None:
    """One row: what, milliseconds, and how many times the floor."""
    ratio = f"{seconds / floor:9.2f} x" if floor else " " * 11
    print(f"{name:<58}{seconds * 1000:12.1f} ms {ratio}  {note}")
