"""The taxonomy: a plain `taxonomy.yaml` becomes severities and a flat table of finding types."""

from __future__ import annotations

from goldline.model.finding import Where
from goldline.model.taxonomy import FindingType, Severity, Taxonomy
from goldline.reading.names import shown
from goldline.reading.parts import Parts, Plain, entries

EMPTY = Taxonomy("", (), {}, {})


def build_taxonomy(raw: Plain, file: str, parts: Parts) -> Taxonomy:
    """Return the taxonomy, with what types inherit resolved; problems go to `parts`."""
    root = Where(file)
    severities = tuple(
        _severity(entry, root.down("severities", index)) for index, entry in enumerate(raw["severities"])
    )
    names = tuple(severity.name for severity in severities)
    ranks = {name: rank for rank, name in enumerate(names)}
    if len(ranks) < len(names):
        index = next(i for i, name in enumerate(names) if name in names[:i])
        message = f"two severities are called {shown(names[index])}"
        parts.report("duplicate-id", root.down("severities", index), message)
    top = FindingType("", "", "", (), names, None, None, None, root)
    types: dict[str, FindingType] = {}
    for name, entry in entries(raw.get("findings")):
        _add_type(name, entry, root.down("findings", name), top, ranks, types, parts)
    return Taxonomy(file, severities, types, ranks)


def _severity(entry: str | Plain, where: Where) -> Severity:
    if isinstance(entry, str):
        return Severity(entry, "", where)
    return Severity(entry["name"], entry.get("definition", ""), where)


def _add_type(
    name: str,
    raw: Plain,
    where: Where,
    above: FindingType,
    ranks: dict[str, int],
    types: dict[str, FindingType],
    parts: Parts,
) -> None:
    path = f"{above.path}.{name}" if above.path else name
    parts.check_versions(raw, where)
    for index, severity in enumerate(raw.get("severities", ())):
        if severity not in ranks:
            spot = where.down("severities", index)
            parts.report_unknown("unknown-severity", spot, "severity", severity, ranks)
    known = [severity for severity in raw.get("severities", ()) if severity in ranks]
    own_since = raw.get("since")
    type_ = types[path] = FindingType(
        path=path,
        title=raw.get("title") or name.replace("-", " ").capitalize(),
        definition=raw.get("definition", ""),
        evidence=tuple(raw["evidence"]) if "evidence" in raw else above.evidence,
        severities=tuple(sorted(known, key=ranks.__getitem__)) if known else above.severities,
        since=own_since or above.since,
        own_since=own_since,
        was=raw.get("was"),
        where=where,
    )
    for child, entry in entries(raw.get("children")):
        _add_type(child, entry, where.down("children", child), type_, ranks, types, parts)
