"""An analysis in which every text is an attack: whatever field a model or a document might fill."""

import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from docpanel.agents.analysis import Analysis

__all__ = ["COMPLETE", "hostile", "records_within", "text_fields"]

COMPLETE = Analysis.model_validate_json(
    (Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8")
)
"""Holds at least one of every kind of record."""


def hostile(attack: str, record: BaseModel = COMPLETE) -> Any:
    """Return the record with `attack` in every field, list and map that may hold text.

    Names and ids are no exception: all become the same, so that what cites them still finds them.
    """
    return record.model_copy(
        update={
            name: _attacked(getattr(record, name), field.annotation, attack)
            for name, field in type(record).model_fields.items()
        }
    )


def text_fields() -> set[tuple[str, str]]:
    """Return every field of an analysis, and of all records within it, that may hold free text."""
    models: list[Any] = [Analysis]
    for model in models:
        leaves = {leaf for field in model.model_fields.values() for leaf in _leaves(field.annotation)}
        models += [leaf for leaf in leaves if _is_record(leaf) and leaf not in models]
    return {
        (model.__name__, name)
        for model in models
        for name, field in model.model_fields.items()
        if str in _leaves(field.annotation)
    }


def records_within(record: BaseModel) -> Iterator[BaseModel]:
    """Yield a record and all records within it."""
    yield record
    for _, value in record:
        parts = (
            value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
        )
        for part in parts:
            if isinstance(part, BaseModel):
                yield from records_within(part)


def _attacked(value: Any, kind: Any, attack: str) -> Any:
    if isinstance(value, BaseModel):
        return hostile(attack, value)
    if isinstance(value, Mapping):
        item_kind = get_args(kind)[1]
        items = [_attacked(item, item_kind, attack) for item in value.values()]
        return {attack: items[0]} if items else {attack: attack} if item_kind is str else {}
    if isinstance(value, tuple):
        item_kind = get_args(kind)[0]
        texts = (attack,) if item_kind is str and not value else value
        return tuple(_attacked(item, item_kind, attack) for item in texts)
    return attack if str in _leaves(kind) else value


def _leaves(kind: Any) -> Iterator[Any]:
    """Yield the types that an annotation is made of; a Literal is no text."""
    if get_origin(kind) is Literal:
        return
    if get_origin(kind) in {Union, types.UnionType, Annotated, tuple, dict}:
        for part in get_args(kind):
            yield from _leaves(part)
    else:
        yield kind


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
