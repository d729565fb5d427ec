"""Word lists: words that each reader takes differently, and plainer words for hard ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

# --- vague words ------------------------------------------------------------------------------

# What to write instead, and the words that call for it.
_VAGUE: Final = (
    (
        "say `always`, or name the case in which it is otherwise",
        """usually, normally, generally, typically, often, sometimes, mostly, frequently, commonly,
        occasionally, rarely, seldom, in general, in most cases, in some cases, as a rule,
        from time to time, tends to, tend to""",
    ),
    (
        "give a number, such as `two or more`",
        """some, several, many, few, a few, various, numerous, a lot of, lots of, a number of,
        a couple of, plenty of, most of, multiple""",
    ),
    (
        "name what can be seen or counted, such as `more than a quarter of the picture`",
        """significant, significantly, substantial, substantially, considerable, considerably, serious,
        seriously, severe, severely, slight, slightly, somewhat, quite, rather, fairly, relatively,
        reasonably, very, extremely, highly, excessive, excessively, enough, sufficient, sufficiently,
        insufficient, overly, largely, mainly, partly, partially, to some extent, to a certain extent,
        more or less, a bit, a little, too long, too short, too much, too many, too large, too small,
        too big, too little, too few, too vague, too general""",
    ),
    (
        "say by which sign an analyst can tell",
        """appropriate, appropriately, inappropriate, inappropriately, adequate, adequately, inadequate,
        acceptable, unacceptable, suitable, suitably, unsuitable, proper, properly, reasonable,
        unreasonable, satisfactory, relevant, irrelevant, important, unimportant, obvious, obviously,
        clearly, easily, normal, abnormal, good, bad, poor, poorly, nice, decent, high-quality,
        low-quality, high quality, low quality, well-written, natural-sounding, common sense,
        use your judgment, use your judgement, at your discretion, as you see fit""",
    ),
    (
        "say what holds; where the facts leave it open, give that case a rule of its own",
        """probably, possibly, perhaps, maybe, likely, unlikely, presumably, might, in principle,
        basically, essentially""",
    ),
    (
        "list every case, or say what the cases have in common",
        """etc, et cetera, and so on, and so forth, and the like, or the like, or so, or similar,
        and similar, among others, among other things, including but not limited to""",
    ),
    (
        "name the case in which it is to be done",
        """if possible, where possible, when possible, if necessary, where necessary, when necessary,
        as necessary, if needed, as needed, where needed, as far as possible, if applicable,
        where applicable, as applicable, as soon as possible, try to, as appropriate,
        where appropriate, if appropriate""",
    ),
    (
        "give the limit, such as `at least 8 of 10`",
        "roughly, approximately, approx, almost, nearly, close to, circa, around half, about half",
    ),
    (
        "write `or` where either will do and `and` where both are needed, or make two cases of it",
        "and/or",
    ),
    (
        "write `must`, or say what it gets where it is not so",
        "should",
    ),
)

VAGUE: Final[dict[str, str]] = {
    " ".join(word.split()): instead for instead, words in _VAGUE for word in words.split(",")
}
"""Words that each analyst takes differently, and what to write instead."""

# Where one of these stands around the word, it is exact after all.
_EXACT: Final = re.compile(
    r"\b(?:(?:how|as|so) (?:many|much|few|often|likely|good|bad|important|severe|serious|relevant)"
    r"|rather than|or rather|as good as)\b",
    re.IGNORECASE,
)
QUOTED: Final = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|‘[^’]*’|«[^»]*»|(?<!\w)'[^']*'(?!\w)")
_SINGULAR_OR_PLURAL: Final = re.compile(r"\b\w+\((?:s|es)\)")


@cache
def _vague_pattern() -> re.Pattern[str]:
    longest_first = sorted(VAGUE, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def find_vague(text: str, defined: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each vague word of a text once, as it is written, with what to write instead.

    Left out are words in quotes, which are spoken of rather than used, and `defined` words (in
    lower case), to which the guideline itself gives a meaning.
    """
    bare = QUOTED.sub(_blank, text)
    said: set[str] = set()
    for found in _vague_pattern().finditer(_EXACT.sub(_blank, bare)):
        word = " ".join(found[0].lower().split())
        if word not in said and word not in defined:
            said.add(word)
            yield " ".join(found[0].split()), VAGUE[word]
    for found in _SINGULAR_OR_PLURAL.finditer(bare):
        yield found[0], "write the plural, or `one or more` with it"


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# --- plainer words ----------------------------------------------------------------------------

_PLAINER: Final = """
    abundant: much; accentuate: stress; accordingly: so; accrue: add up; acquiesce: agree;
    additionally: also; adjacent: next to; adjudicate: decide; advantageous: helpful;
    aforementioned: this; albeit: although; alleviate: ease; ambiguity: two meanings;
    ambiguous: with two meanings; ameliorate: improve; analogous: like; anomalous: unusual;
    ascertain: find out; attenuate: weaken; brevity: shortness; circumvent: get around;
    cogent: convincing; cognizant: aware; commence: begin; commensurate: equal; comprise: consist of;
    concise: short; concur: agree; congruent: in agreement; consequently: so;
    conspicuous: easy to see; constitute: be; contradictory: saying the opposite;
    convoluted: hard to follow; corroborate: confirm; culminate: end; deem: treat as;
    deficient: missing something; delineate: describe; demeaning: making someone small;
    denote: mean; derogatory: insulting; designate: name; detrimental: harmful; deviate: differ;
    discern: see; discernible: that can be seen; discrepancy: difference; disparate: different;
    disseminate: spread; egregious: shocking; elicit: bring out; elucidate: explain;
    embellish: decorate; encompass: include; endeavor: try; endeavour: try; enumerate: list;
    equitable: fair; erroneous: wrong; erroneously: wrongly; evince: show; exacerbate: make worse;
    exemplify: show; exhaustive: complete; exhibit: show; explicate: explain;
    extraneous: not needed; fabricate: invent; facilitate: help; fallacious: wrong;
    feasible: possible; forthwith: at once; gratuitous: without a reason; henceforth: from now on;
    herein: here; hitherto: until now; illegible: that cannot be read; immaterial: of no weight;
    impede: hinder; implausible: hard to believe; imply: suggest; inaccurate: wrong;
    inadvertently: by mistake; incoherent: without connection; incongruous: that does not fit;
    inception: start; infer: conclude; inherent: that belongs to it; innocuous: harmless;
    intelligible: that can be understood; juxtapose: put side by side; legible: that can be read;
    ludicrous: absurd; magnitude: size; mandatory: required; mitigate: reduce;
    necessitate: need; negate: cancel; negligible: of no weight; nomenclature: names;
    notwithstanding: in spite of; nuance: small difference; obfuscate: hide;
    objectionable: offensive; obviate: make unnecessary; omission: thing left out; omit: leave out;
    ostensibly: as it seems; paraphrase: say in other words; pejorative: insulting;
    pertain: be about; pertinent: that matters here; plausible: easy to believe; portray: show;
    preclude: rule out; predominant: main; predominantly: for the greater part;
    prerequisite: condition; proficiency: skill; prohibit: forbid; provenance: origin;
    proximity: nearness; purport: claim; purportedly: as is claimed; rectify: correct;
    redundant: said twice; refrain: do not; render: make; repudiate: reject; requisite: needed;
    rudimentary: basic; salient: that stands out; scrutinise: look closely at;
    scrutinize: look closely at; spurious: false; stipulate: require; subsequent: later;
    subsequently: later; substantiate: prove; succinct: short; superfluous: not needed;
    supersede: replace; terminate: end; trivial: of no weight; ubiquitous: found everywhere;
    unambiguous: with one meaning; unequivocal: clear; unintelligible: that cannot be understood;
    utilise: use; utilize: use; veracity: truth; verbatim: word for word;
    verbose: wordy; verify: check; whereas: but; whereby: by which
    """
PLAINER: Final[dict[str, str]] = {
    hard.strip(): plain.strip() for hard, plain in (pair.split(": ") for pair in _PLAINER.split(";"))
}
"""Plainer words, by the hard or heavy word."""

_EVERYDAY: Final = """
cannot zero null esc
    analyst analysts annotate annotation annotations annotator annotators app apps benchmark bot
    browser caption captions chatbot dataset datasets download emoji emojis escalation escalations
    guideline guidelines hallucinate hallucinated hallucination hallucinations hashtag hashtags
    hyperlink laptop login logo logos markdown metadata multimodal online pixel pixels popup prompt
    prompts rater raters rubric rubrics screenshot screenshots smartphone spreadsheet taxonomy
    unicode upload url urls username video videos webpage webpages website websites wiki
    """
EVERYDAY: Final = frozenset(_EVERYDAY.split())
"""Words that learners' lists rank as rare, and that everyone who judges AI output knows."""

_ENDINGS: Final = (
    ("ies", "y"),
    ("es", "e"),
    ("es", ""),
    ("s", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
)


def forms(word: str) -> Iterator[str]:
    """Yield a word in lower case, then what it may be a form of (`omits`: `omit`)."""
    yield word
    for ending, without in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            yield word.removesuffix(ending) + without


def plainer(word: str) -> str | None:
    """Return a plainer word for one in lower case, or None where the list knows none."""
    return next((PLAINER[form] for form in forms(word) if form in PLAINER), None)
