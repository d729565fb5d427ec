"""Faults of a file as a file: what is no YAML, and what people write who know their subject, not YAML."""

from __future__ import annotations

from contract.faults import Fault
from contract.sample import CORRECTNESS, FINE, GUIDELINE, MAJOR, PROMPTED, TAXONOMY, VERDICT

# What YAML itself allows and goldline does not, or what is no YAML at all.
YAML_FAULTS = [
    Fault(
        "a key twice",
        FINE,
        "difficulty: easy",
        "difficulty: easy\ntitle: Again",
        ("title: Again", "title: A caption"),
    ),
    Fault("an anchor", FINE, "response: A dog", "response: &dog A dog", ("&dog",)),
    Fault("an alias to nothing", FINE, "tags: [animals]", "tags: *nothing", ("*nothing",)),
    Fault(
        "a merge key",
        FINE,
        "observations:\n",
        "observations:\n  <<: {on_topic: false}\n",
        ("<<:",),
    ),
    Fault(
        "a tag that runs a program",
        FINE,
        "difficulty: easy",
        'x-run: !!python/object/apply:os.system ["true"]',
        ("!!python",),
    ),
    Fault("a tag of one's own", FINE, "difficulty: easy", "difficulty: !level easy", ("!level",)),
    Fault("binary data", FINE, "difficulty: easy", "x-data: !!binary aGVsbG8=", ("!!binary",)),
    Fault("a directive", FINE, "id: cap-0001", "%YAML 1.1\n---\nid: cap-0001", ("%YAML", "---")),
    Fault("a second document", FINE, "tags: [animals]", "---\ntags: [animals]", ("---", "tags:")),
    Fault("a key that is a number", FINE, "difficulty: easy", "x-map: {1: one}", ("{1: one}",)),
    Fault("a key that is true", FINE, "difficulty: easy", "x-map: {true: one}", ("{true: one}",)),
    Fault("a key that is a list", FINE, "difficulty: easy", "x-map:\n  ? [a, b]\n  : one", ("? [a, b]",)),
    Fault("nesting without end", FINE, "difficulty: easy", "x-deep: " + "[" * 60 + "]" * 60, ("x-deep",)),
    Fault("a tab for indentation", FINE, "  on_topic: true", "\ton_topic: true", ("\ton_topic",)),
    Fault(
        "a bracket that is not closed", FINE, "tags: [animals]", "tags: [animals", ("tags:", "difficulty:")
    ),
    Fault("a quote that is not closed", FINE, "difficulty: easy", 'difficulty: "easy', ('"easy',)),
    Fault("a merge conflict", FINE, "response:", "<<<<<<< ours\nresponse:", ("<<<<<<<",)),
    Fault(
        "a merge conflict inside a text",
        CORRECTNESS,
        "  Look at the image before you read the caption.\n",
        "  <<<<<<< ours\n  Look at it.\n  =======\n  Read it.\n  >>>>>>> theirs\n",
        ("<<<<<<<", "=======", ">>>>>>>"),
    ),
    Fault("half a character", FINE, "title: A caption", 'x-half: "\\ud800"\ntitle: A caption', ("\\ud800",)),
    Fault("a number that is none", FINE, "ease: 70", "ease: .nan", (".nan",)),
    Fault("a number without end", FINE, "ease: 70", "ease: .inf", (".inf",)),
    Fault("a number too large for any machine", FINE, "ease: 70", "ease: 1e999", ("1e999",)),
    Fault(
        "a number of five thousand digits",
        FINE,
        "sentences: 1",
        "sentences: " + "9" * 5000,
        ("sentences: 9",),
    ),
]

# What people write who know their subject and not YAML.
FIRST_MISTAKES = [
    Fault("an id that reads as a number", FINE, "id: cap-0001", "id: 0123", ("id: 0123",)),
    Fault("an id that is null", FINE, "id: cap-0001", "id: ~", ("id: ~",)),
    Fault("a version that reads as a number", GUIDELINE, "version: 1.1.0", "version: 1.1", ("version: 1.1",)),
    Fault(
        "prose cut by a comma",
        TAXONOMY,
        "{name: minor, definition: Nobody would be misled.}",
        "{name: minor, definition: Nobody would be misled, not even a child.}",
        ("name: minor",),
    ),
    Fault(
        "prose cut by a colon",
        TAXONOMY,
        "{name: minor, definition: Nobody would be misled.}",
        "{name: minor, definition: Harmless: nobody would be misled.}",
        ("name: minor",),
    ),
    Fault(
        "prose cut by a number sign",
        TAXONOMY,
        "{name: minor, definition: Nobody would be misled.}",
        "{name: minor, definition: Step #1 of three.}",
        ("name: minor",),
    ),
    Fault(
        "a point of a rubric cut by a comma",
        PROMPTED,
        "{id: r2, text: Names the sand., points: 1}",
        "{id: r2, text: Names the sand, wet or dry., points: 1}",
        ("id: r2",),
    ),
    Fault("a key misspelt", FINE, "reference: A dog", "refrence: A dog", ("refrence",)),
    Fault("a key misspelt in a guideline", GUIDELINE, "locales:", "locale:", ("locale:",)),
    Fault(
        "a key misspelt in a rule",
        CORRECTNESS,
        "when: {on_topic: false}",
        "wehn: {on_topic: false}",
        ("wehn",),
    ),
    Fault("a key misspelt in a finding", MAJOR, "note: No ball", "notes: No ball", ("notes:",)),
    Fault(
        "a list where a text belongs",
        FINE,
        "response: A dog runs on wet sand.",
        "response: [A dog]",
        ("response:",),
    ),
    Fault("an observation in words", FINE, "on_topic: true", "on_topic: yes", ("on_topic: yes",)),
    Fault(
        "a fraction where a whole number belongs", FINE, "sentences: 1", "sentences: 1.5", ("sentences: 1.5",)
    ),
    Fault("a test without quotes", VERDICT, 'score: ">= 25"', "score: >= 25", ("score: >=",)),
]
