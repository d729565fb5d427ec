/* Numbers that are only known to lie between two bounds, and formulas over them.
 *
 * A formula's span holds every value that the formula can take: perhaps more, never less.
 */
(function (global) {
  "use strict";

  var numbers = global.goldline.numbers;
  var Dec = numbers.Dec;
  var ZERO = numbers.ZERO;
  var ONE = numbers.ONE;
  var INFINITY = numbers.INFINITY;
  var MINUS_INFINITY = numbers.MINUS_INFINITY;
  var parse = numbers.parse;
  var fromInteger = numbers.fromInteger;
  var compare = numbers.compare;
  var equal = numbers.equal;
  var sign = numbers.sign;
  var add = numbers.add;
  var subtract = numbers.subtract;
  var multiply = numbers.multiply;
  var divide = numbers.divide;
  var root = numbers.root;
  var round = numbers.round;
  var negate = numbers.negate;
  var absolute = numbers.absolute;
  var half = numbers.half;
  var least = numbers.least;
  var greatest = numbers.greatest;
  var ascending = numbers.ascending;
  var number = numbers.number;

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

  numbers.Span = Span;
  numbers.distinct = distinct;
  numbers.asSpan = asSpan;
  numbers.hull = hull;
  numbers.intersection = intersection;
  numbers.combine = combine;
  numbers.compute = compute;
  numbers.apply = apply;
})(typeof window === "undefined" ? globalThis : window);
