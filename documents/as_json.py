"""A tree as JSON, for the process that sets PDF and for keeping: same tree, same text. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from documents import tree
from documents.tree import Deck, Document


def write_json(document: Document | Deck) -> str:
    """Canonical: one line, keys in order. Every part says its kind under "is"."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(text: str) -> Any:
    """What `write_json` wrote, part for part."""
    return _part(json.loads(text))


def sha256_of(document: Document | Deck) -> str:
    return hashlib.sha256(write_json(document).encode()).hexdigest()


def _plain(part: Any) -> Any:
    if is_dataclass(part) and not isinstance(part, type):
        return {"is": type(part).__name__} | {one.name: _plain(getattr(part, one.name)) for one in fields(part)}
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    if isinstance(part, Decimal):
        return {"is": "Decimal", "of": str(part)}
    if isinstance(part, date):
        return {"is": "date", "of": part.isoformat()}
    return part


def _part(found: Any) -> Any:
    if isinstance(found, list):
        return tuple(_part(one) for one in found)
    if not isinstance(found, dict):
        return found
    kind = found.pop("is")
    if kind == "Decimal":
        return Decimal(found["of"])
    if kind == "date":
        return date.fromisoformat(found["of"])
    return getattr(tree, kind)(**{name: _part(value) for name, value in found.items()})
