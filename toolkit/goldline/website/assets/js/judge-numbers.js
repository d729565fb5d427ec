/* Exact decimals and spans of them, as the rules count: ten times 0.1 is 1.
 *
 * A number is an integer and a power of ten. Sums and products are exact; quotients and roots carry
 * twelve significant digits; rounding goes half away from zero.
 */
(function (global) {
  "use strict";

  var goldline = (global.goldline = global.goldline || {});
  var DIGITS = 12;
  var TEN = 10n;

  function Dec(coefficient, exponent, infinite) {
    this.c = coefficient;
    this.e = exponent;
    this.inf = infinite || 0;
  }

  Dec.prototype.toString = function () {
    if (this.inf) return this.inf > 0 ? "Infinity" : "-Infinity";
    if (this.e >= 0) return (this.c * power(this.e)).toString();
    var negative = this.c < 0n;
    var digits = magnitude(this.c).toString();
    var decimals = -this.e;
    if (digits.length <= decimals) digits = "0".repeat(decimals - digits.length + 1) + digits;
    var at = digits.length - decimals;
    return (negative ? "-" : "") + digits.slice(0, at) + "." + digits.slice(at);
  };

  function power(exponent) {
    return TEN ** BigInt(exponent);
  }

  function magnitude(integer) {
    return integer < 0n ? -integer : integer;
  }

  function make(coefficient, exponent) {
    if (coefficient === 0n) return ZERO;
    while (coefficient % TEN === 0n) {
      coefficient /= TEN;
      exponent += 1;
    }
    return new Dec(coefficient, exponent);
  }

  var ZERO = new Dec(0n, 0);
  var ONE = new Dec(1n, 0);
  var TWO = new Dec(2n, 0);
  var INFINITY = new Dec(0n, 0, 1);
  var MINUS_INFINITY = new Dec(0n, 0, -1);

  /** The number that a text is (`-1.50`, `2e3`), or null where it is none. */
  function parse(text) {
    var found = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
    if (!found || (!found[2] && !found[3])) return null;
    var decimals = found[3] || "";
    var integer = BigInt((found[2] || "") + decimals);
    return make(found[1] === "-" ? -integer : integer, Number(found[4] || 0) - decimals.length);
  }

  function fromInteger(integer) {
    return make(BigInt(integer), 0);
  }

  function compare(one, other) {
    if (one.inf || other.inf) return one.inf - other.inf;
    var apart = one.e - other.e;
    var left = apart > 0 ? one.c * power(apart) : one.c;
    var right = apart < 0 ? other.c * power(-apart) : other.c;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  function negate(one) {
    return one.inf ? (one.inf > 0 ? MINUS_INFINITY : INFINITY) : new Dec(-one.c, one.e);
  }

  function add(one, other) {
    if (one.inf || other.inf) return one.inf ? one : other;
    var apart = one.e - other.e;
    return apart >= 0
      ? make(one.c * power(apart) + other.c, other.e)
      : make(one.c + other.c * power(-apart), one.e);
  }

  function subtract(one, other) {
    return add(one, negate(other));
  }

  function multiply(one, other) {
    if (one.inf || other.inf) return sign(one) * sign(other) > 0 ? INFINITY : MINUS_INFINITY;
    return make(one.c * other.c, one.e + other.e);
  }

  function sign(one) {
    return one.inf || (one.c > 0n ? 1 : one.c < 0n ? -1 : 0);
  }

  function absolute(one) {
    return sign(one) < 0 ? negate(one) : one;
  }

  function isWhole(one) {
    return !one.inf && one.e >= 0;
  }

  /** The quotient in twelve digits; the divisor is not nought. */
  function divide(one, other) {
    if (one.c === 0n) return ZERO;
    var above = magnitude(one.c);
    var below = magnitude(other.c);
    var shift = DIGITS + 2 + below.toString().length - above.toString().length;
    if (shift > 0) above *= power(shift);
    else shift = 0;
    var found = cut(above / below, one.e - other.e - shift, false);
    return sign(one) * sign(other) < 0 ? negate(found) : found;
  }

  /** Twelve digits of an integer with more of them; what lies beyond its last digit is never a half. */
  function cut(integer, exponent, evenHalves, exact) {
    var dropped = integer.toString().length - DIGITS;
    if (dropped <= 0) return make(integer, exponent);
    var unit = power(dropped);
    var kept = integer / unit;
    var rest = 2n * (integer % unit);
    var up = rest > unit || (rest === unit && (!evenHalves || !exact || kept % 2n === 1n));
    return make(up ? kept + 1n : kept, exponent + dropped);
  }

  /** The square root in twelve digits; a tie goes to the even digit, as decimal roots do. */
  function root(one) {
    if (one.c === 0n) return ZERO;
    var integer = one.c;
    var exponent = one.e;
    if (exponent % 2 !== 0) {
      integer *= TEN;
      exponent -= 1;
    }
    var shift = Math.max(0, DIGITS + 2 - Math.floor(integer.toString().length / 2));
    integer *= power(2 * shift);
    var found = integerRoot(integer);
    return cut(found, exponent / 2 - shift, true, found * found === integer);
  }

  function integerRoot(integer) {
    var guess = power(Math.ceil(integer.toString().length / 2));
    for (;;) {
      var next = (guess + integer / guess) / 2n;
      if (next >= guess) return guess;
      guess = next;
    }
  }

  /** Rounded to some decimals; a half goes away from zero, or towards it. */
  function round(one, decimals, halfDown) {
    if (one.inf || one.e >= -decimals) return one;
    var unit = power(-decimals - one.e);
    var size = magnitude(one.c);
    var kept = size / unit;
    var rest = 2n * (size % unit);
    if (rest > unit || (rest === unit && !halfDown)) kept += 1n;
    return make(one.c < 0n ? -kept : kept, -decimals);
  }

  function floor(one) {
    if (one.e >= 0) return one;
    var unit = power(-one.e);
    var kept = one.c / unit;
    return make(one.c < 0n ? kept - 1n : kept, 0);
  }

  function ceiling(one) {
    return negate(floor(negate(one)));
  }

  function half(one) {
    return multiply(one, new Dec(5n, -1));
  }

  function least(numbers) {
    return numbers.reduce(function (one, other) {
      return compare(other, one) < 0 ? other : one;
    });
  }

  function greatest(numbers) {
    return numbers.reduce(function (one, other) {
      return compare(other, one) > 0 ? other : one;
    });
  }

  function equal(one, other) {
    return compare(one, other) === 0;
  }

  function ascending(numbers) {
    return numbers.slice().sort(compare);
  }

  function number(one) {
    return one.inf ? one.inf * Infinity : Number(one.toString());
  }

  /* --- spans: numbers that are only known to lie between two bounds ----------------------------- */

  function Span(low, high, lowOpen, highOpen) {
    this.low = low;
    this.high = high;
    this.lowOpen = Boolean(lowOpen);
    this.highOpen = Boolean(highOpen);
  }

  Span.prototype.inside = function () {
    if (this.low.inf && this.high.inf) return ZERO;
    if (this.low.inf) return subtract(this.high, ONE);
    if (this.high.inf) return add(this.low, ONE);
    return half(add(this.low, this.high));
  };

  Span.prototype.holds = function (one) {
    var low = compare(one, this.low);
    var high = compare(one, this.high);
    return (low > 0 || (low === 0 && !this.lowOpen)) && (high < 0 || (high === 0 && !this.highOpen));
  };

  Span.prototype.split = function (cuts) {
    var parts = [];
    var low = this.low;
    var lowOpen = this.lowOpen;
    distinct(cuts).filter(this.holds, this).forEach(function (at) {
      if (compare(low, at) < 0) parts.push(new Span(low, at, lowOpen, true));
      parts.push(at);
      low = at;
      lowOpen = true;
    });
    var apart = compare(low, this.high);
    if (apart < 0 || (apart === 0 && !lowOpen && !this.highOpen)) {
      parts.push(new Span(low, this.high, lowOpen, this.highOpen));
    }
    return parts;
  };

  Span.prototype.toString = function () {
    return (this.lowOpen ? "(" : "[") + this.low + ".." + this.high + (this.highOpen ? ")" : "]");
  };

  function distinct(numbers) {
    return ascending(numbers).filter(function (one, at, all) {
      return at === 0 || !equal(one, all[at - 1]);
    });
  }

  function asSpan(amount) {
    return amount instanceof Span ? amount : new Span(amount, amount);
  }

  function ends(span) {
    return [[span.low, span.lowOpen], [span.high, span.highOpen]];
  }

  function hullOfEnds(all) {
    var numbers = all.map(function (end) { return end[0]; });
    var low = least(numbers);
    var high = greatest(numbers);
    var open = function (at) {
      return all.every(function (end) { return !equal(end[0], at) || end[1]; });
    };
    return new Span(low, high, open(low), open(high));
  }

  function hull(spans) {
    return hullOfEnds(spans.reduce(function (all, span) { return all.concat(ends(span)); }, []));
  }

  function intersection(amounts) {
    var spans = amounts.map(asSpan);
    var low = greatest(spans.map(function (span) { return span.low; }));
    var high = least(spans.map(function (span) { return span.high; }));
    var lowOpen = spans.some(function (span) { return span.lowOpen && equal(span.low, low); });
    var highOpen = spans.some(function (span) { return span.highOpen && equal(span.high, high); });
    var apart = compare(low, high);
    if (apart > 0 || (apart === 0 && (lowOpen || highOpen))) return null;
    return apart === 0 ? low : new Span(low, high, lowOpen, highOpen);
  }

  function opposite(amount) {
    if (!(amount instanceof Span)) return negate(amount);
    return new Span(negate(amount.high), negate(amount.low), amount.highOpen, amount.lowOpen);
  }

  /** What `one operator other` may be, as [amount, may be a gap]; no amount is null. */
  function combine(operator, one, other) {
    if (one instanceof Dec && other instanceof Dec) {
      if (operator === "+") return [add(one, other), false];
      if (operator === "-") return [subtract(one, other), false];
      if (operator === "*") return [multiply(one, other), false];
      return other.c === 0n ? [null, true] : [divide(one, other), false];
    }
    if (operator === "-") return combine("+", one, opposite(asSpan(other)));
    var left = asSpan(one);
    var right = asSpan(other);
    if (operator === "+") {
      return [
        new Span(
          add(left.low, right.low),
          add(left.high, right.high),
          left.lowOpen || right.lowOpen,
          left.highOpen || right.highOpen
        ),
        false,
      ];
    }
    return operator === "/" ? quotient(left, right) : [hullOfEnds(corners(left, right, product)), false];
  }

  function corners(left, right, meet) {
    var found = [];
    ends(left).forEach(function (one) {
      ends(right).forEach(function (other) { found.push(meet(one, other)); });
    });
    return found;
  }

  function isNought(end) {
    return !end[0].inf && end[0].c === 0n;
  }

  function product(one, other) {
    if ((isNought(one) && !one[1]) || (isNought(other) && !other[1])) return [ZERO, false];
    if (isNought(one) || isNought(other)) return [ZERO, true];
    return [multiply(one[0], other[0]), one[1] || other[1]];
  }

  function quotient(one, two) {
    var parts = [];
    if (sign(two.high) > 0) {
      parts.push([one, sign(two.low) > 0 ? two : new Span(ZERO, two.high, true, two.highOpen)]);
    }
    if (sign(two.low) < 0) {
      var below = sign(two.high) < 0 ? two : new Span(two.low, ZERO, two.lowOpen, true);
      parts.push([opposite(one), opposite(below)]);
    }
    if (!parts.length) return [null, true];
    var all = parts.map(function (part) { return hullOfEnds(corners(part[0], part[1], over)); });
    return [hull(all), two.holds(ZERO)];
  }

  function over(one, other) {
    if (isNought(one)) return [ZERO, one[1]];
    if (other[0].inf) return [ZERO, true];
    if (isNought(other) || one[0].inf) return [sign(one[0]) < 0 ? MINUS_INFINITY : INFINITY, true];
    return [divide(one[0], other[0]), false];
  }

  /* --- formulas --------------------------------------------------------------------------------- */

  /** What a formula comes to, as [amount, may be a gap]. `valueOf` gives a number, a span or null. */
  function compute(term, valueOf) {
    switch (term[0]) {
      case "n":
        return [term.number || (term.number = parse(term[1])), false];
      case "name":
        var found = valueOf(term[1]);
        return [found, found === null];
      case "neg":
        var operand = compute(term[1], valueOf);
        return [operand[0] === null ? null : opposite(operand[0]), operand[1]];
      case "call":
        return call(term[1], term[2].map(function (part) { return compute(part, valueOf); }));
      default:
        var left = compute(term[1], valueOf);
        var right = compute(term[2], valueOf);
        if (left[0] === null || right[0] === null) return [null, true];
        var both = combine(term[0], left[0], right[0]);
        return [both[0], both[1] || left[1] || right[1]];
    }
  }

  function call(name, results) {
    if (results.some(function (one) { return one[0] === null; })) return [null, true];
    var found = apply(name, results.map(function (one) { return one[0]; }));
    return [found[0], found[1] || results.some(function (one) { return one[1]; })];
  }

  function apply(name, amounts) {
    var plain = amounts.every(function (amount) { return amount instanceof Dec; });
    switch (name) {
      case "min":
        return [plain ? least(amounts) : leastSpan(amounts.map(asSpan)), false];
      case "max":
        if (plain) return [greatest(amounts), false];
        return [opposite(leastSpan(amounts.map(asSpan).map(opposite))), false];
      case "abs":
        return [plain ? absolute(amounts[0]) : absoluteSpan(amounts[0]), false];
      case "sqrt":
        if (plain) return sign(amounts[0]) < 0 ? [null, true] : [root(amounts[0]), false];
        return rootSpan(amounts[0]);
      case "round":
        var decimals = amounts.length > 1 ? number(amounts[1]) : 0;
        return [plain ? round(amounts[0], decimals) : roundSpan(asSpan(amounts[0]), decimals), false];
      default:
        var total = amounts.reduce(function (one, other) { return combine("+", one, other)[0]; });
        return combine("/", total, fromInteger(amounts.length));
    }
  }

  function leastSpan(spans) {
    var low = least(spans.map(function (span) { return span.low; }));
    var high = least(spans.map(function (span) { return span.high; }));
    var lowOpen = spans.every(function (span) { return !equal(span.low, low) || span.lowOpen; });
    var highOpen = spans.some(function (span) { return equal(span.high, high) && span.highOpen; });
    return new Span(low, high, lowOpen, highOpen);
  }

  function absoluteSpan(span) {
    if (sign(span.low) >= 0) return span;
    if (sign(span.high) <= 0) return opposite(span);
    return hullOfEnds([[ZERO, false], [span.high, span.highOpen], [negate(span.low), span.lowOpen]]);
  }

  function rootSpan(span) {
    if (sign(span.high) < 0 || (sign(span.high) === 0 && span.highOpen)) return [null, true];
    var gap = sign(span.low) < 0;
    var low = gap ? ZERO : root(span.low);
    var high = span.high.inf ? INFINITY : root(span.high);
    return [new Span(low, high, !gap && sign(low) === 0 && span.lowOpen, high.inf), gap];
  }

  function roundSpan(span, decimals) {
    // At an open end a tie goes the way of what lies inside.
    var low = round(span.low, decimals, span.lowOpen && sign(span.low) <= 0);
    var high = round(span.high, decimals, span.highOpen && sign(span.high) > 0);
    return equal(low, high) ? low : new Span(low, high, low.inf, high.inf);
  }

  goldline.numbers = {
    Dec: Dec,
    Span: Span,
    ZERO: ZERO,
    ONE: ONE,
    TWO: TWO,
    INFINITY: INFINITY,
    MINUS_INFINITY: MINUS_INFINITY,
    parse: parse,
    fromInteger: fromInteger,
    compare: compare,
    equal: equal,
    add: add,
    subtract: subtract,
    multiply: multiply,
    divide: divide,
    root: root,
    round: round,
    negate: negate,
    floor: floor,
    ceiling: ceiling,
    half: half,
    isWhole: isWhole,
    least: least,
    greatest: greatest,
    ascending: ascending,
    distinct: distinct,
    number: number,
    asSpan: asSpan,
    hull: hull,
    intersection: intersection,
    combine: combine,
    compute: compute,
    apply: apply,
  };
})(typeof window === "undefined" ? globalThis : window);
