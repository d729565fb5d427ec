"""The table of all checks: one import line and one row of `MODULES` for each, sorted by code.

A check that stands in no row here does not run. The tests compare this table with the folder.
"""

from __future__ import annotations

from types import ModuleType

from goldline.checks.base import Check, check_from

MODULES: tuple[ModuleType, ...] = ()

ALL: tuple[Check, ...] = tuple(sorted(map(check_from, MODULES), key=lambda check: check.code))
"""Every check, by code."""

_BY_CODE = {check.code: check for check in ALL}
_BY_NAME = {check.name: check for check in ALL}


def by_code(code: str) -> Check | None:
    """Return the check with that code (`GL203`, in any case), or None where there is none."""
    return _BY_CODE.get(code.upper())


def by_name(kind: str) -> Check | None:
    """Return the check of that name, which is the `kind` of the problems it reports, or None."""
    return _BY_NAME.get(kind)
