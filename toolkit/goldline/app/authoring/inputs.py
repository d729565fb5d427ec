"""`new input`: what a criterion asks or reads, new or taken over from another criterion of its guideline."""

from __future__ import annotations

from typing import Any

from goldline.app.authoring.choices import Choice, one_of
from goldline.app.authoring.overlay import OverlayTree
from goldline.app.frame import Frame, load_frame
from goldline.errors import GoldlineError
from goldline.model.criterion import Criterion
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml import read_yaml
from goldline.store.tree import Tree
from goldline.writing.disk import Write
from goldline.writing.order import key_order
from goldline.writing.splice import Editor

Raw = dict[str, Any]

KINDS = (
    Choice("boolean", "a yes/no question to the analyst"),
    Choice("enum", "a question with a few words to choose from"),
    Choice("integer", "a question answered by a whole number"),
    Choice("worst", "the highest severity among the findings of some types"),
    Choice("count", "how many findings of some types there are"),
    Choice("any", "whether there is a finding of some types"),
    Choice("criterion", "the judgment of another criterion"),
)
"""The kinds of input that a command makes; the rarer ones (sum, number, rubric, …) are for an editor."""

ASKED = ("boolean", "enum", "integer")
OF_FINDINGS = ("worst", "count", "any")


def read_input(guideline: Guideline, criterion: Criterion, kind: str, about: str, words: str = "") -> Raw:
    """Return an input as its file will have it.

    `about` is the question, the types (joined by commas) or the criterion that it is about; `words` are
    what an enum's question may be answered with. Raises `GoldlineError` where there is no such thing.
    """
    one_of(kind, tuple(choice.value for choice in KINDS), "a kind of input")
    about = about.strip()
    if kind in OF_FINDINGS:
        known = tuple(guideline.taxonomy.types)
        types = [one_of(part.strip(), known, "a finding type") for part in about.split(",") if part.strip()]
        if about == "*":
            return {kind: "*"}
        if not types:
            hint = f"there are {listed(list(known))}" if known else "`goldline new type` makes one"
            raise GoldlineError("no finding type is named", hint=hint)
        return {kind: types[0] if len(types) == 1 else types}
    if kind == "criterion":
        others = tuple(name for name in guideline.criteria if name != criterion.id)
        return {"criterion": one_of(about, others, "another criterion")}
    if not about:
        raise GoldlineError("the question is missing", hint="say what the analyst is asked")
    if kind == "enum":
        values = [part.strip() for part in words.split(",") if part.strip()]
        if len(values) < 2:
            raise GoldlineError("an enum needs two words at least", hint="such as `slang, neutral, stiff`")
        return {"enum": values, "ask": about}
    return {kind: about}


def lent_inputs(tree: Tree, guideline: Guideline, criterion: Criterion) -> dict[str, Raw]:
    """Return the inputs of the guideline's other criteria, as their files have them, by name.

    Those that this criterion could read as well: not what reads responses apart, nor itself.
    """
    found: dict[str, Raw] = {}
    for other in guideline.criteria.values():
        if other.id == criterion.id or other.target != criterion.target:
            continue
        document = read_yaml(tree.read(other.file), other.file).value
        for name, raw in (document.get("inputs") or {}).items() if isinstance(document, dict) else ():
            if raw.get("criterion") != criterion.id and name not in {**criterion.inputs, **guideline.inputs}:
                found.setdefault(name, raw)
    return found


def insert_input(frame: Frame, criterion: Criterion, name: str, raw: Raw) -> tuple[Write, Frame]:
    """Return the criterion's file with the input in it, and the repository as it would then be.

    Raises `GoldlineError` where the name is taken, or where the guideline could not be read any more.
    """
    if name in criterion.inputs:
        raise GoldlineError(f"{shown(criterion.id)} has an input {shown(name)}", hint="choose another name")
    data = frame.tree.read(criterion.file)
    editor = Editor(data, criterion.file)
    if "inputs" in editor.value:
        editor.insert(("inputs",), name, raw)
    else:
        editor.insert((), "inputs", {name: raw}, order=key_order("criterion"))
    after = load_frame(OverlayTree(frame.tree, {criterion.file: editor.data}, {}), frame.settings)
    fresh = [p for p in after.problems if p not in frame.problems and p.at.file.startswith("guidelines/")]
    if fresh:
        raise GoldlineError(f"`{name}`: {fresh[0].message}", hint=fresh[0].hint)
    return Write(criterion.file, editor.data, data), after


def unknown_input(name: str, known: list[str]) -> GoldlineError:
    """Return the refusal of an input that is not there, with what there is."""
    hint = did_you_mean(name, known).lstrip("; ") or f"there are {listed(known)}"
    return GoldlineError(f"there is no input {shown(name)} to take over", hint=hint)
