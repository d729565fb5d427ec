"""`score`: each person against the gold, and each team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from goldline.app.browsing.library import HELD_OUT, Library
from goldline.app.people.cards import Base, accuracy_of, person_card, team_card
from goldline.app.people.finding_scores import tally_findings
from goldline.app.people.gathering import Person, gather, teams_of
from goldline.app.people.gold import Gold
from goldline.errors import GoldlineError
from goldline.model.judgments import Judgments, LogProblems
from goldline.model.scorecard import Scorecard, ScoreReport
from goldline.reading.names import did_you_mean, listed


def score(
    library: Library,
    judgments: Judgments,
    *,
    analyst: str | None = None,
    for_analyst: bool = False,
    teams: Mapping[str, str] | None = None,
    pass_mark: float | None = None,
) -> ScoreReport:
    """Return a scorecard for each person (or one of them) and each team.

    With `for_analyst` nothing of held-out items is in it, and nobody else's name.
    """
    _check_analyst(judgments, analyst, for_analyst)
    hidden = _held_out(library) if for_analyst else set()
    gathered = gather(library, judgments, Gold(library), hidden)
    people = gathered.people
    for code, tallies in tally_findings(library, judgments, hidden).items():
        people[code].findings = tallies
    team_of = teams_of(judgments, people, teams or {})
    base = Base.of(people.values())
    cards = [
        person_card(library, one, team_of.get(code, ""), base, pass_mark)
        for code, one in sorted(people.items(), key=lambda pair: pair[1].name)
        if analyst in (None, one.name)
    ]
    of_teams = () if analyst is not None else _team_cards(library, people, team_of, base)
    return ScoreReport(
        source=judgments.name,
        analysts=tuple(cards),
        teams=of_teams,
        together=None if analyst is not None else _together(library, people, of_teams, base),
        everybody=accuracy_of(row for one in people.values() for row in one.rows),
        # Its messages name other people, and items that may be held out.
        problems=LogProblems() if for_analyst else judgments.problems,
        read=judgments.read,
        used=len(judgments),
        scored=sum(len(one.rows) for one in people.values()),
        without_gold=gathered.without_gold,
        not_judged=gathered.not_judged,
        held_out=gathered.held_out,
        pass_mark=pass_mark,
        for_analyst=for_analyst,
        notes=() if for_analyst else library.notes(),
    )


def _check_analyst(judgments: Judgments, analyst: str | None, for_analyst: bool) -> None:
    if for_analyst and analyst is None:
        raise GoldlineError("for which analyst is the scorecard?", hint="name them: --analyst a17")
    known = sorted({judgments.annotators[code] for code in set(judgments.annotator)})
    if analyst is not None and analyst not in known:
        # An analyst who mistypes their name must not learn those of others.
        hint = "" if for_analyst else did_you_mean(analyst, known).removeprefix("; ")
        names = "" if for_analyst or not known else f"there are {listed(known)}"
        raise GoldlineError(f"there are no judgments by `{analyst}`", hint=hint or names)


def _held_out(library: Library) -> set[str]:
    return {item.id for item in library.items if library.visibility(item) == HELD_OUT}


def _team_cards(
    library: Library, people: Mapping[int, Person], team_of: Mapping[int, str], base: Base
) -> tuple[Scorecard, ...]:
    together: dict[str, list[Person]] = defaultdict(list)
    for code, one in people.items():
        together[team_of.get(code, "")].append(one)
    return tuple(team_card(library, name, members, base) for name, members in sorted(together.items()))


def _together(
    library: Library, people: Mapping[int, Person], teams: tuple[Scorecard, ...], base: Base
) -> Scorecard:
    return teams[0] if len(teams) == 1 else team_card(library, "", list(people.values()), base)
