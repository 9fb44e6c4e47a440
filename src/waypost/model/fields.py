"""The names of a value's fields."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from msgspec import Struct


def field_names(value: object) -> tuple[str, ...]:
    """Name the fields of a value or of its class, in order; none of what has no fields.

    The project's own values are structs. A site's own planners may bring dataclasses.
    """
    if is_dataclass(value):
        return tuple([field.name for field in fields(value)])
    kind = value if isinstance(value, type) else type(value)
    return kind.__struct_fields__ if issubclass(kind, Struct) else ()
