/* Exact decimals, as the rules count: ten times 0.1 is 1.
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

  goldline.numbers = {
    Dec: Dec,
    ZERO: ZERO,
    ONE: ONE,
    INFINITY: INFINITY,
    MINUS_INFINITY: MINUS_INFINITY,
    parse: parse,
    fromInteger: fromInteger,
    compare: compare,
    equal: equal,
    sign: sign,
    add: add,
    subtract: subtract,
    multiply: multiply,
    divide: divide,
    root: root,
    round: round,
    negate: negate,
    absolute: absolute,
    floor: floor,
    ceiling: ceiling,
    half: half,
    isWhole: isWhole,
    least: least,
    greatest: greatest,
    ascending: ascending,
    number: number,
  };
})(typeof window === "undefined" ? globalThis : window);
