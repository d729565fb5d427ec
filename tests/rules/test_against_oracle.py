"""Random guidelines and facts: the rules say what the oracle works out the long way."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goldline.model.gold import Facts
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.span import Span
from rules.literal import Plain, norm
from rules.oracle import Oracle, Verdict
from rules.thoroughness import examples
from rules.worlds import Place
from strategies import facts, trials


def verdict(judgment: Judgment) -> Verdict:
    """Return a judgment in the oracle's terms."""
    assert not any(isinstance(value, Span) for value in judgment.possible), judgment
    return Verdict(
        judgment.state,
        norm(judgment.value) if judgment.state == "decided" else None,
        frozenset(judgment.rules),
        frozenset(norm(value) for value in judgment.possible),
        frozenset(judgment.possible_states),
    )


@given(st.data())
@examples(150)
def test_complete_facts_are_judged_as_the_oracle_judges_them(data: st.DataObject) -> None:
    trial = data.draw(trials())
    item = data.draw(facts(trial, complete=True))
    found = Judge(trial.guideline).judge(item)
    for place, expected in Oracle(trial.documents).judge(item).items():
        assert verdict(found[place]) == expected
        assert found[place].missing == ()


@given(st.data())
@examples(300)
def test_what_remains_possible_is_what_some_completion_gives(data: st.DataObject) -> None:
    trial = data.draw(trials())
    item = data.draw(facts(trial))
    found = Judge(trial.guideline).judge(item)
    oracle = Oracle(trial.documents)
    judged = oracle.judge(item)
    assert judged.keys() <= found.keys()
    for place, expected in judged.items():
        assert verdict(found[place]) == expected


@given(st.data())
@examples(150)
def test_what_is_missing_settles_it_and_nothing_less_does(data: st.DataObject) -> None:
    """Whatever the missing facts turn out to be, they settle it; left open, any of them leaves it open."""
    trial = data.draw(trials())
    item = data.draw(facts(trial))
    oracle = Oracle(trial.documents)
    for place, judgment in Judge(trial.guideline).judge(item).items():
        if place not in oracle.places(item):
            continue
        if judgment.state != "undecided":
            assert judgment.missing == ()
            continue
        assert judgment.missing
        assert settled(oracle, item, place, judgment.missing)
        for entry in judgment.missing:
            assert not settled(oracle, item, place, [other for other in judgment.missing if other != entry])


def settled(oracle: Oracle, item: Facts, place: Place, fixed: Iterable[str]) -> bool:
    """Whether, whatever the fixed facts are, one outcome is left."""
    return all(
        len({outcome.key for outcome in outcomes}) == 1
        for outcomes in oracle.outcomes(item, place, fixed).values()
    )


@given(st.data())
@examples(200)
def test_numbers_known_only_between_bounds_leave_out_nothing_that_is_possible(data: st.DataObject) -> None:
    """Formulas over counts, sums and open numbers: perhaps too careful, never too bold."""
    trial = data.draw(trials(exact=False))
    item = data.draw(facts(trial))
    found = Judge(trial.guideline).judge(item)
    for place, expected in Oracle(trial.documents).judge(item).items():
        judgment = found[place]
        assert expected.states <= set(judgment.possible_states)
        for value in expected.possible:
            assert any(covers(part, value) for part in judgment.possible)
        assert (judgment.state == "undecided") == bool(judgment.missing)


def covers(part: Plain, value: Plain) -> bool:
    """Whether a possible outcome is among what is listed: itself, or inside of bounds."""
    if not isinstance(part, Span):
        return bool(norm(part) == value)
    low, high = (None if end.is_infinite() else Fraction(end) for end in (part.low, part.high))
    above = low is None or value > low or (value == low and not part.low_open)
    return above and (high is None or value < high or (value == high and not part.high_open))
