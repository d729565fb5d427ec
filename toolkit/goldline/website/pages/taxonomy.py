"""What a finding can be: severities, and the tree of types with a definition and an example each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldline.model.criterion import AnyInput, CountInput, SumInput, WorstInput
from goldline.model.gold import FoundFact, Item
from goldline.model.guideline import Guideline
from goldline.model.taxonomy import EVERYTHING, FindingType
from goldline.website import links, since
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.references import references
from goldline.website.rendering import render
from goldline.website.terms import Terms


@dataclass(frozen=True, slots=True)
class Example:
    """One finding of an example item: the words it is about, and why it is one."""

    item: Item
    finding: FoundFact
    quote: str


@dataclass(frozen=True, slots=True)
class ShownType:
    """A type, what is below it, an example, and the criteria that read it."""

    type: FindingType
    depth: int
    example: Example | None
    read_by: tuple[str, ...]
    inherits: bool


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield a page for each guideline that has types."""
    for guideline in site.guidelines.values():
        here = links.taxonomy(guideline.id)
        examples = _examples(site, guideline)
        read = _readers(guideline)
        types = [_shown(guideline, one, examples, read) for one in guideline.taxonomy.types.values()]
        body = render(
            "taxonomy.html.j2",
            here,
            site=site,
            guideline=guideline,
            prose=Terms(guideline, here, references(site, guideline)),
            types=types,
            since=since.changed_since(site, guideline.id, None),
        )
        tops = [one for one in types if one.depth == 0]
        yield Page(
            here,
            f"Types of findings · {guideline.title}",
            body,
            outline=(
                Heading("severities", "Severities"),
                *(
                    Heading(
                        top.type.path,
                        top.type.title,
                        tuple(
                            Heading(one.type.path, one.type.title)
                            for one in types
                            if one.depth and one.type.path.startswith(top.type.path + ".")
                        ),
                    )
                    for top in tops
                ),
            ),
            source=guideline.taxonomy.file,
            scripts=since.SCRIPTS,
        )


def _shown(
    guideline: Guideline, one: FindingType, examples: dict[str, Example], read: dict[str, tuple[str, ...]]
) -> ShownType:
    all_severities = tuple(severity.name for severity in guideline.taxonomy.severities)
    return ShownType(
        type=one,
        depth=one.path.count("."),
        example=examples.get(one.path),
        read_by=read.get(one.path, ()),
        inherits=one.severities == all_severities,
    )


def _examples(site: SiteModel, guideline: Guideline) -> dict[str, Example]:
    """Return the plainest finding of each type: one with a quote, from an example item, in order of ids."""
    found: dict[str, Example] = {}
    for item in site.items_of(guideline.id):
        if site.visibility(item) != "example":
            continue
        for finding in item.findings or ():
            quote = next((e.quote for e in finding.evidence if e.quote is not None), "") or ""
            known = found.get(finding.type)
            if known is None or (quote and not known.quote):
                found[finding.type] = Example(item, finding, quote)
    return found


def _readers(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """Return the criteria whose inputs read each type."""
    taxonomy = guideline.taxonomy
    found: dict[str, dict[str, None]] = {}
    for criterion in guideline.criteria.values():
        for source in criterion.inputs.values():
            for path in taxonomy.below(_patterns(source)):
                found.setdefault(path, {})[criterion.id] = None
    return {path: tuple(names) for path, names in found.items()}


def _patterns(source: object) -> tuple[str, ...]:
    if isinstance(source, SumInput):
        named = [row.types or (EVERYTHING,) for row in source.rows]
        return tuple(dict.fromkeys(one for types in named for one in types))
    return source.types if isinstance(source, WorstInput | CountInput | AnyInput) else ()
