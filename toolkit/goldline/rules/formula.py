"""Formulas of numeric criteria: read once, computed exactly.

Sums, differences and products are exact decimals; quotients, means and roots carry 12 significant
digits; `round` goes half away from zero. Null, division by zero and the root of a negative number
have no result (a gap).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import reduce

from goldline.model.formula import Binary, Call, Formula, Name, Negative, Number, Term

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),]))")
_FUNCTIONS = ("min", "max", "mean", "abs", "sqrt", "round")
_ONE_ARGUMENT = ("abs", "sqrt")
_LONGEST = 2000
_DEEPEST = 40

EXACT = Context(prec=10_000, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Wide enough that no sum or product of what a guideline can hold is ever rounded."""
TWELVE = Context(prec=12, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)


class BadFormula(Exception):
    """A formula that cannot be read; the message says where."""


def parse_formula(text: str) -> Formula:
    """Return the formula that `text` stands for; raises `BadFormula`."""
    if len(text) > _LONGEST:
        raise BadFormula(f"longer than {_LONGEST} characters")
    reader = _Reader(text)
    term = reader.sum(0)
    if reader.token:
        raise BadFormula(f"`{reader.token}` is not expected here")
    names: dict[str, None] = {}
    _collect(term, names)
    return Formula(text, term, tuple(names))


def _collect(term: Term, names: dict[str, None]) -> None:
    match term:
        case Name():
            names[term.name] = None
        case Negative():
            _collect(term.operand, names)
        case Binary():
            _collect(term.left, names)
            _collect(term.right, names)
        case Call():
            for part in term.arguments:
                _collect(part, names)
        case Number():
            pass


class _Reader:
    """A reader by recursive descent: a sum of products of signed atoms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.token = ""
        self.kind = ""
        self.next()

    def next(self) -> None:
        rest = self.text[self.at :]
        if not rest.strip():
            self.token = self.kind = ""
            return
        found = _TOKEN.match(self.text, self.at)
        if not found:
            raise BadFormula(f"`{rest.strip()[0]}` has no meaning in a formula")
        self.kind = found.lastgroup or ""
        self.token = found[self.kind]
        self.at = found.end()

    def take(self, sign: str) -> bool:
        if self.kind == "sign" and self.token == sign:
            self.next()
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            where = f"before `{self.token}`" if self.token else "at the end"
            raise BadFormula(f"`{sign}` is missing {where}")

    def sum(self, depth: int) -> Term:
        if depth > _DEEPEST:
            raise BadFormula(f"nested deeper than {_DEEPEST}")
        term = self.product(depth)
        while self.kind == "sign" and self.token in "+-":
            sign = self.token
            self.next()
            right = self.product(depth)
            term = Binary("+" if sign == "+" else "-", term, right)
        return term

    def product(self, depth: int) -> Term:
        term = self.signed(depth)
        while self.kind == "sign" and self.token in "*/":
            sign = self.token
            self.next()
            right = self.signed(depth)
            term = Binary("*" if sign == "*" else "/", term, right)
        return term

    def signed(self, depth: int) -> Term:
        if depth > _DEEPEST:
            raise BadFormula(f"nested deeper than {_DEEPEST}")
        if self.take("-"):
            return Negative(self.signed(depth + 1))
        if self.take("+"):
            return self.signed(depth + 1)
        return self.atom(depth)

    def atom(self, depth: int) -> Term:
        token, kind = self.token, self.kind
        if kind == "number":
            self.next()
            return Number(Decimal(token))
        if kind == "name":
            self.next()
            if self.kind == "sign" and self.token == "(":
                return self.call(token, depth)
            return Name(token)
        if self.take("("):
            term = self.sum(depth + 1)
            self.expect(")")
            return term
        raise BadFormula(f"`{token}` is not expected here" if token else "it ends too early")

    def call(self, name: str, depth: int) -> Term:
        if name not in _FUNCTIONS:
            raise BadFormula(f"there is no function `{name}`; there are {', '.join(_FUNCTIONS)}")
        self.expect("(")
        arguments = [self.sum(depth + 1)]
        while self.take(","):
            arguments.append(self.sum(depth + 1))
        self.expect(")")
        if name in _ONE_ARGUMENT and len(arguments) != 1:
            raise BadFormula(f"`{name}` takes one argument")
        if name == "round":
            self.check_round(arguments)
        return Call(name, tuple(arguments))  # type: ignore[arg-type]  # one of _FUNCTIONS, as seen above

    def check_round(self, arguments: list[Term]) -> None:
        if len(arguments) == 1:
            return
        digits = arguments[1]
        if len(arguments) > 2 or not isinstance(digits, Number) or digits.value not in range(13):
            raise BadFormula("`round` takes a term and, if need be, the number of decimals: 0 to 12")


def compute(term: Term, value_of: Callable[[str], Decimal | None]) -> Decimal | None:
    """Return the exact value of a formula's tree, or None where it has none (a gap)."""
    match term:
        case Number():
            return term.value
        case Name():
            return value_of(term.name)
        case Negative():
            operand = compute(term.operand, value_of)
            return None if operand is None else EXACT.minus(operand)
        case Binary():
            left, right = compute(term.left, value_of), compute(term.right, value_of)
            return None if left is None or right is None else combine(term.operator, left, right)
        case Call():
            found = [compute(part, value_of) for part in term.arguments]
            numbers = [number for number in found if number is not None]
            return apply(term.function, numbers) if len(numbers) == len(found) else None


def combine(operator: str, left: Decimal, right: Decimal) -> Decimal | None:
    """Return `left operator right`; None for a division by zero."""
    match operator:
        case "+":
            return EXACT.add(left, right)
        case "-":
            return EXACT.subtract(left, right)
        case "*":
            return EXACT.multiply(left, right)
        case _:
            return None if right == 0 else TWELVE.divide(left, right)


def apply(function: str, numbers: list[Decimal]) -> Decimal | None:
    """Return the value of a function; None for the root of a negative number."""
    match function:
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "abs":
            return EXACT.abs(numbers[0])
        case "sqrt":
            return None if numbers[0] < 0 else TWELVE.sqrt(numbers[0])
        case "round":
            digits = int(numbers[1]) if len(numbers) > 1 else 0
            return EXACT.quantize(numbers[0], Decimal(1).scaleb(-digits))
        case _:
            return TWELVE.divide(add_up(numbers), Decimal(len(numbers)))


def add_up(numbers: Iterable[Decimal]) -> Decimal:
    """Return the exact sum: `sum` would round it to the digits of the thread's own context."""
    return reduce(EXACT.add, numbers, Decimal(0))
