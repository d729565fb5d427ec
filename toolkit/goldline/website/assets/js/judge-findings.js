/* What inputs can be: cells of one input, and the values that inputs of findings can take together.
 *
 * A critical finding raises the worst severity, the count and the sum at once. So the search adds one
 * finding after another and keeps what it reaches. Beyond every number that a test names all counts and
 * sums are alike: that makes it finite.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;
  var Dec = numbers.Dec;
  var Span = numbers.Span;

  var MOST_LISTED = 64;
  var LISTED_OF_ENDLESS = 12;
  var MOST_STATES = 20000;
  var ROOM = 12;
  var LARGEST = Math.pow(2, 50);

  /* --- one input -------------------------------------------------------------------------------- */

  /** All numbers of a domain as cells: each cut point, and the open spans between them. */
  function cellsOf(domain, cuts) {
    var low = domain.minimum === null ? numbers.MINUS_INFINITY : domain.minimum;
    var high = domain.maximum === null ? numbers.INFINITY : domain.maximum;
    if (numbers.compare(low, high) > 0) return [];
    var parts = new Span(low, high, low.inf, high.inf).split(cuts);
    return domain.integer ? [].concat.apply([], parts.map(wholeNumbers)) : parts;
  }

  function wholeNumbers(part) {
    if (part instanceof Dec) return numbers.isWhole(part) ? [part] : [];
    var first = null;
    var last = null;
    if (!part.low.inf) {
      first = part.lowOpen ? numbers.add(numbers.floor(part.low), numbers.ONE) : numbers.ceiling(part.low);
    }
    if (!part.high.inf) {
      last = part.highOpen ? numbers.subtract(numbers.ceiling(part.high), numbers.ONE) : numbers.floor(part.high);
    }
    if (first === null) {
      return [new Span(numbers.MINUS_INFINITY, last === null ? part.high : last, true, last === null)];
    }
    if (last !== null && numbers.number(numbers.subtract(last, first)) < MOST_LISTED) {
      return countUp(first, numbers.number(numbers.subtract(last, first)) + 1);
    }
    var rest = numbers.add(first, numbers.fromInteger(LISTED_OF_ENDLESS));
    return countUp(first, LISTED_OF_ENDLESS).concat(
      new Span(rest, last === null ? numbers.INFINITY : last, false, last === null)
    );
  }

  function countUp(first, count) {
    var found = [];
    for (var at = 0; at < count; at += 1) found.push(numbers.add(first, numbers.fromInteger(at)));
    return found;
  }

  /** Values such that every class of values that the tests tell apart is among them; null last. */
  function representatives(domain, tests) {
    var none = domain.nullable ? [null] : [];
    if (domain.kind === "words") return domain.values.concat(none);
    if (domain.kind === "numbers") return numbersBetween(domain, tables.allCuts(tests)).concat(none);
    if (domain.known.length) return domain.known.slice();
    var named = [];
    tests.forEach(function (test) { patterns(test, named); });
    return tables.unique(named, String).sort().concat("und");
  }

  function patterns(test, found) {
    if (test[0] === "prefix") found.push(test[1].replace(/-+$/, "") + "-ZZ");
    else if (test[0] === "is" && typeof test[1] === "string") found.push(test[1]);
    else if (test[0] === "any" || test[0] === "not") test[1].forEach(function (one) { patterns(one, found); });
  }

  function numbersBetween(domain, cuts) {
    var bounds = [domain.minimum, domain.maximum].filter(function (bound) { return bound !== null; });
    var points = numbers.distinct(cuts.concat(bounds));
    if (!points.length) return [numbers.ZERO];
    var found = domain.integer ? wholesBetween(points) : anyBetween(points);
    return found.filter(function (one) { return tables.contains(domain, one); });
  }

  function anyBetween(points) {
    var found = [numbers.subtract(points[0], numbers.ONE)];
    points.forEach(function (here, at) {
      var after = points[at + 1];
      found.push(here, after ? numbers.half(numbers.add(here, after)) : numbers.add(here, numbers.ONE));
    });
    return found;
  }

  function wholesBetween(points) {
    var found = [numbers.subtract(numbers.ceiling(points[0]), numbers.ONE)];
    points.forEach(function (here, at) {
      if (numbers.isWhole(here)) found.push(here);
      var above = numbers.add(numbers.floor(here), numbers.ONE);
      var after = points[at + 1];
      if (!after || numbers.compare(above, after) < 0) found.push(above);
    });
    return numbers.distinct(found);
  }

  /** One value of each class that the tests tell apart. */
  function alike(values, tests, domain) {
    return tables.unique(values, function (value) {
      return tests.map(function (test) { return tables.holds(test, value, domain) ? "1" : "0"; }).join("");
    });
  }

  /** By how many levels `one` stands above `two`; on numbers, by how much; null if one is null. */
  function levelDifference(one, two, ranks) {
    if (one instanceof tables.Passed) return one;
    if (two instanceof tables.Passed) return two;
    if (one === null || two === null) return null;
    var left = ranks.get(tables.keyOf(one));
    var right = ranks.get(tables.keyOf(two));
    if (left !== undefined && right !== undefined) return numbers.fromInteger(left - right);
    var amounts = [one, two].every(function (cell) { return cell instanceof Dec || cell instanceof Span; });
    return amounts ? numbers.combine("-", one, two)[0] : null;
  }

  function split(cell, cuts) {
    return cell instanceof Span ? cell.split(cuts) : [cell];
  }

  /* --- inputs of findings ----------------------------------------------------------------------- */

  /** One input of findings: what is recorded for it, and the numbers at which a test on it may change. */
  function Component(source, base, cuts, measured) {
    this.kind = source.kind;
    this.scope = source.response;
    this.base = base;
    this.measured = measured;
    this.scale = 1;
    this.effects = source.effects;
    if (this.kind === "sum") this.rescale([base].concat(cuts), Object.values(source.effects));
    var scale = this.scale;
    this.cuts = cuts.map(function (one) { return numbers.number(one) * scale; });
    this.start = this.kind === "worst" || this.kind === "any" ? base : numbers.number(base) * scale;
    this.nothing = this.kind === "worst" ? -1 : 0;
  }

  /** Count sums in their smallest unit, so that whole numbers do. */
  Component.prototype.rescale = function (decimals, effects) {
    var amounts = effects.map(numbers.parse);
    var smallest = decimals.concat(amounts).reduce(function (least, one) { return Math.min(least, one.e); }, 0);
    this.unit = -smallest;
    this.scale = Math.pow(10, this.unit);
  };

  /** What one more finding does to the input: a rank, a weight, one more, or nothing. */
  Component.prototype.effect = function (finding) {
    if (this.scope !== null && this.scope !== finding.response) return this.nothing;
    var found = this.effects[finding.name];
    if (found === undefined) return this.nothing;
    return this.kind === "sum" ? Math.round(Number(found) * this.scale) : found;
  };

  Component.prototype.touches = function (finding) {
    var effect = this.effect(finding);
    return this.kind === "worst" ? effect >= 0 : effect !== 0;
  };

  /** Where amounts are told apart: beyond `low` and `high` all are alike; `margin` is how far to follow. */
  Component.prototype.limit = function (effects) {
    if (this.kind === "worst" || this.kind === "any") return { low: -1, high: Infinity, margin: null };
    var points = this.cuts.concat(this.start);
    var low = Math.min.apply(null, points);
    var high = Math.max.apply(null, points);
    if (this.kind === "count") return { low: 0, high: halfEven(high) + (this.measured ? ROOM : 0), margin: null };
    var room = this.measured ? 2 * widest(effects) : 0;
    return { low: low - room, high: high + room, margin: null };
  };

  Component.prototype.isMixed = function (effects) {
    return this.kind === "sum" && effects.some(isNegative) && effects.some(isPositive);
  };

  /** How many findings bring an input that only grows, or falls, from its base to any value. */
  Component.prototype.height = function (limit, effects) {
    if (this.kind === "worst" || this.kind === "any") return 1;
    if (this.kind === "count") return Math.trunc(limit.high - this.start) + 1;
    var steps = effects.filter(Boolean).map(Math.abs);
    return steps.length ? Math.trunc((limit.high - limit.low) / Math.min.apply(null, steps)) + 1 : 0;
  };

  /** What the input is for a number of the search. */
  Component.prototype.cell = function (number, limit, order) {
    if (this.kind === "worst") return order[number + 1];
    if (this.kind === "any") return number > 0;
    var at = this.unscaled.bind(this);
    if (number > limit.high) {
      if (!this.measured) return at(limit.high + this.scale);
      if (this.kind === "count") return new Span(at(limit.high + 1), numbers.INFINITY, false, true);
      return new Span(at(limit.high), numbers.INFINITY, true, true);
    }
    if (number < limit.low) {
      if (!this.measured) return at(limit.low - this.scale);
      return new Span(numbers.MINUS_INFINITY, at(limit.low), true, true);
    }
    return at(number);
  };

  Component.prototype.unscaled = function (number) {
    return numbers.multiply(numbers.fromInteger(number), numbers.parse("1e-" + (this.unit || 0)));
  };

  function isNegative(number) {
    return number < 0;
  }

  function isPositive(number) {
    return number > 0;
  }

  function widest(effects) {
    return effects.reduce(function (most, one) { return Math.max(most, Math.abs(one)); }, 0);
  }

  function halfEven(number) {
    var below = Math.floor(number);
    if (number - below !== 0.5) return Math.round(number);
    return below % 2 === 0 ? below : below + 1;
  }

  /** Every list of cells that unseen findings can lead to, the base first; null where there are too many. */
  function explore(components, unseen, order) {
    var atoms = atomsOf(components, unseen);
    var limits = limitsOf(components, atoms);
    if (limits === null || limits.filter(function (one) { return one.margin !== null; }).length > 1) return null;
    var start = components.map(function (one) { return one.start; });
    var seen = new Set([start.join()]);
    var queue = [start];
    for (var at = 0; at < queue.length; at += 1) {
      for (var i = 0; i < atoms.length; i += 1) {
        var there = addFinding(queue[at], atoms[i], limits, components);
        var key = there && there.join();
        if (!there || seen.has(key)) continue;
        if (seen.size >= MOST_STATES) return null;
        seen.add(key);
        queue.push(there);
      }
    }
    return queue.map(function (vector) {
      return components.map(function (one, i) { return one.cell(vector[i], limits[i], order); });
    });
  }

  function atomsOf(components, unseen) {
    var found = unseen.filter(function (finding) {
      return components.some(function (one) { return one.touches(finding); });
    });
    var effects = found.map(function (finding) {
      return components.map(function (one) { return one.effect(finding); });
    });
    return tables.unique(effects, String);
  }

  function limitsOf(components, atoms) {
    var effects = components.map(function (_, at) { return atoms.map(function (atom) { return atom[at]; }); });
    var limits = components.map(function (one, at) { return one.limit(effects[at]); });
    var mixed = components.map(function (one, at) { return one.isMixed(effects[at]); });
    var steps = 0;
    components.forEach(function (one, at) { if (!mixed[at]) steps += one.height(limits[at], effects[at]); });
    components.forEach(function (_, at) {
      if (mixed[at]) limits[at].margin = (steps + 1) * widest(effects[at]);
    });
    var safe = limits.every(function (one) {
      return one.high === Infinity || Math.max(-one.low, one.high, one.margin || 0) < LARGEST;
    });
    return safe ? limits : null; // beyond what plain numbers count exactly there is too much to list anyhow
  }

  function addFinding(here, effect, limits, components) {
    var there = new Array(here.length);
    for (var at = 0; at < here.length; at += 1) {
      var kind = components[at].kind;
      if (kind === "worst") there[at] = Math.max(here[at], effect[at]);
      else if (kind === "any") there[at] = Math.min(here[at] + effect[at], 1);
      else {
        var limit = limits[at];
        var total = here[at] + effect[at];
        if (limit.margin !== null) {
          if (total < limit.low - limit.margin || total > limit.high + limit.margin) return null;
        } else if (total > limit.high) total = Infinity;
        else if (total < limit.low) total = -Infinity;
        there[at] = total;
      }
    }
    return there;
  }

  /** The inputs that findings change together, each list in the order of `names`. */
  function connected(names, components, unseen) {
    var groups = names.map(function (name) { return { names: [name], findings: 0 }; });
    unseen.forEach(function (finding) {
      var touched = names.filter(function (name) { return components[name].touches(finding); });
      var mine = groups.filter(function (group) {
        return group.names.some(function (name) { return touched.indexOf(name) >= 0; });
      });
      if (!mine.length) return;
      mine[0].findings += 1;
      mine.slice(1).forEach(function (other) {
        mine[0].names = mine[0].names.concat(other.names);
        groups.splice(groups.indexOf(other), 1);
      });
    });
    return groups.filter(function (group) { return group.findings; }).map(function (group) {
      return names.filter(function (name) { return group.names.indexOf(name) >= 0; });
    });
  }

  /** What an input of findings is for findings that are all known: [{name: "type severity", response}]. */
  function total(source, findings, order) {
    var effects = findings.filter(function (finding) {
      return source.response === null || source.response === finding.response;
    }).map(function (finding) { return source.effects[finding.name]; }).filter(function (effect) {
      return effect !== undefined;
    });
    if (source.kind === "worst") return order[Math.max.apply(null, effects.concat(-1)) + 1];
    if (source.kind === "count") return numbers.fromInteger(effects.length);
    if (source.kind === "any") return effects.length > 0;
    return effects.map(numbers.parse).reduce(numbers.add, numbers.ZERO);
  }

  goldline.findings = {
    Component: Component,
    cellsOf: cellsOf,
    representatives: representatives,
    alike: alike,
    levelDifference: levelDifference,
    split: split,
    explore: explore,
    connected: connected,
    total: total,
  };
})(typeof window === "undefined" ? globalThis : window);
