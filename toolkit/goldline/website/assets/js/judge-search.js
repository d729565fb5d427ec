/* The search over facts that are not known, by parts that do not touch each other.
 *
 * What some inputs come to is their sign: the cases that fail (a BigInt), or `Ways` where formulas read
 * amounts or a judgment is lost. Signs of parts join to those of the table, which give the outcomes.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;
  var Span = numbers.Span;
  var unique = tables.unique;
  var keyOf = tables.keyOf;

  var MOST_SIGNS = 20000;
  var MOST_TRIALS = 200000;

  /** The cases that fail, and what formulas read: a list of [name, cell], by name. */
  function Way(fails, amounts) {
    this.fails = fails;
    this.amounts = amounts;
    this.key = fails + ":" + amounts.map(function (one) { return one[0] + "=" + keyOf(one[1]); }).join(";");
  }

  /** One way, or where judgments are lost one for every level that they might have had. */
  function Ways(ways, lost) {
    this.ways = unique(ways, keyOfSign);
    this.lost = lost.slice().sort(function (one, other) { return one.order - other.order; });
    var marks = this.lost.map(function (mark) { return mark.order + mark.state + mark.rules.join(); });
    this.key = this.ways.map(keyOfSign).join("/") + "!" + marks.join("/");
  }

  function keyOfSign(sign) {
    return typeof sign === "bigint" ? sign : sign.key;
  }

  function asWays(sign) {
    return typeof sign === "bigint" ? new Ways([new Way(sign, [])], []) : sign;
  }

  function join(one, two) {
    if (typeof one === "bigint" && typeof two === "bigint") return one | two;
    var left = asWays(one);
    var right = asWays(two);
    var ways = tables.product([left.ways, right.ways]).map(function (pair) {
      return new Way(pair[0].fails | pair[1].fails, byName(pair[0].amounts.concat(pair[1].amounts)));
    });
    return new Ways(ways, left.lost.concat(right.lost));
  }

  function byName(amounts) {
    return amounts.sort(function (one, other) { return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0; });
  }

  function failAlso(sign, fails) {
    if (typeof sign === "bigint") return sign | fails;
    return new Ways(sign.ways.map(function (way) { return new Way(way.fails | fails, way.amounts); }), sign.lost);
  }

  function masksOf(sign) {
    return typeof sign === "bigint" ? [sign] : sign.ways.map(function (way) { return way.fails; });
  }

  /** What these inputs come to; `levels` gives all that a lost judgment might have been. */
  function signOf(table, cells, levels) {
    var names = Array.from(cells.keys());
    var lost = names.filter(function (name) { return cells.get(name) instanceof tables.Passed; });
    if (!lost.length) {
      var way = wayOf(table, cells);
      return way.amounts.length ? new Ways([way], []) : way.fails;
    }
    var ways = tables.product(lost.map(levels)).map(function (chosen) {
      var trial = new Map(cells);
      lost.forEach(function (name, at) { trial.set(name, chosen[at]); });
      return wayOf(table, trial);
    });
    var marks = lost.map(function (name) {
      var passed = cells.get(name);
      return { order: table.allNames.indexOf(name), state: passed.state, rules: passed.rules };
    });
    return new Ways(ways, marks);
  }

  function wayOf(table, cells) {
    var fails = 0n;
    var amounts = [];
    cells.forEach(function (cell, name) {
      fails |= table.fails(name, cell);
      if (table.reads(name)) amounts.push([name, cell]);
    });
    return new Way(fails, byName(amounts));
  }

  /** What the table gives where all of its inputs come to this sign. */
  function finish(table, sign) {
    if (typeof sign === "bigint") return [table.constant(sign)];
    if (!sign.lost.length) return table.resolve(sign.ways[0].fails, new Map(sign.ways[0].amounts));
    var passed = [new tables.Outcome(sign.lost[0].state, null, sign.lost[0].rules)];
    var found = merge([].concat.apply([], sign.ways.map(function (way) {
      return table.resolve(way.fails, new Map(way.amounts));
    })));
    if (found.length > 1 || found[0].value instanceof Span) return passed;
    return [new tables.Outcome(found[0].state, found[0].value, table.inOrder(found[0].rules))];
  }

  /** Outcomes of one state and value as one, with the rules of all of them. */
  function merge(outcomes) {
    var found = new Map();
    outcomes.forEach(function (one) {
      var before = found.get(one.key);
      var rules = before ? unique(before.rules.concat(one.rules), String) : one.rules;
      found.set(one.key, new tables.Outcome(one.state, one.value, rules));
    });
    return Array.from(found.values());
  }

  /* --- the search ------------------------------------------------------------------------------- */

  /** All parts of one table; a part has `entries`, a sign for each way in which it could be known. */
  function Search(table, parts) {
    this.table = table;
    this.parts = parts;
    var idle = idleCases(table, parts);
    this.entries = parts.map(function (part) {
      return part.entries.map(function (sign) { return failAlso(sign, idle); });
    });
    this.signs = this.entries.map(function (signs) { return unique(signs, keyOfSign); });
    this.mayFail = this.signs.map(function (signs) { return anyOf(allMasks(signs)); });
  }

  /** Every outcome that is possible; more of them where there is too much to search. */
  Search.prototype.outcomes = function () {
    var places = this.parts.map(function (_, at) { return at; });
    var table = this.table;
    var joined = this.joined(places);
    if (joined === null) return anything(table, [].concat.apply([], this.signs));
    return [].concat.apply([], joined.map(function (sign) { return finish(table, sign); }));
  };

  /** The names of what must be known so that it is settled how the outcome stands. */
  Search.prototype.missing = function () {
    var found = [];
    this.parts.forEach(function (part, at) {
      if (this.signs[at].length === 1 && !this.table.formulaNames.length) return;
      var standings = this.standings(at);
      var kinds = unique(standings, function (one) { return one.kind + "|" + one.open; });
      if (kinds.length > 1 || standings[0].open) found = found.concat(part.missing(standings));
    }, this);
    return unique(found, String);
  };

  /** The distinct signs of these parts together, or null where there are too many. */
  Search.prototype.joined = function (places) {
    var mayFail = this.mayFail;
    var rest = anyOf(mayFail.filter(function (_, at) { return places.indexOf(at) < 0; }));
    var found = [0n];
    for (var i = 0; i < places.length; i += 1) {
      var signs = this.signs[places[i]];
      var ahead = rest | anyOf(places.slice(i + 1).map(function (at) { return mayFail[at]; }));
      if (found.length * signs.length > MOST_TRIALS) return null;
      var next = new Map();
      found.forEach(function (one) {
        signs.forEach(function (two) {
          var sign = this.withoutIdle(join(one, two), ahead);
          if (!next.has(keyOfSign(sign))) next.set(keyOfSign(sign), sign);
        }, this);
      }, this);
      found = Array.from(next.values());
      if (found.length > MOST_SIGNS) return null;
    }
    return found;
  };

  Search.prototype.withoutIdle = function (sign, mayFail) {
    if (this.table.hitPolicy !== "first" || typeof sign !== "bigint") return sign;
    return sign | afterFirst(this.table, this.table.full & ~(sign | mayFail));
  };

  /** How each entry of a part stands: those of one kind lead to the same, whatever the others are. */
  Search.prototype.standings = function (at) {
    var places = this.parts.map(function (_, place) { return place; });
    var others = this.joined(places.filter(function (place) { return place !== at; }));
    var signs = this.signs[at];
    var few = others !== null && others.length * signs.length <= MOST_TRIALS;
    var found = new Map();
    signs.forEach(function (sign) {
      var standing = few ? this.standing(sign, others) : { kind: "sign " + keyOfSign(sign), open: false };
      found.set(keyOfSign(sign), standing);
    }, this);
    return this.entries[at].map(function (sign) { return found.get(keyOfSign(sign)); });
  };

  Search.prototype.standing = function (sign, others) {
    var open = false;
    var kinds = others.map(function (other) {
      var found = unique(finish(this.table, join(sign, other)), function (one) { return one.key; });
      open = open || found.length > 1 || found[0].value instanceof Span;
      return found.map(function (one) { return one.key; }).sort().join("&");
    }, this);
    return { kind: kinds.join("\n"), open: open };
  };

  function idleCases(table, parts) {
    var masks = parts.map(function (part) { return allMasks(part.entries); });
    var failing = anyOf(masks.map(function (part) {
      return part.reduce(function (one, other) { return one & other; }, table.full);
    }));
    if (table.hitPolicy !== "first") return failing;
    return failing | afterFirst(table, table.full & ~anyOf(masks.map(anyOf)));
  }

  function afterFirst(table, certain) {
    var lowest = certain & -certain;
    return lowest ? table.full & ~((lowest << 1n) - 1n) : 0n;
  }

  function allMasks(signs) {
    return [].concat.apply([], signs.map(masksOf));
  }

  function anyOf(masks) {
    return masks.reduce(function (one, other) { return one | other; }, 0n);
  }

  /** All that a table could give if each of its cases might hold or fail: a last resort. */
  function anything(table, signs) {
    var Outcome = tables.Outcome;
    var lost = [];
    signs.forEach(function (sign) {
      (sign.lost || []).forEach(function (mark) { lost.push(new Outcome(mark.state, null, mark.rules)); });
    });
    if (table.formulaNames.length) {
      var everywhere = new Span(numbers.MINUS_INFINITY, numbers.INFINITY, true, true);
      return [
        new Outcome("decided", everywhere, []),
        new Outcome("gap", null, []),
        new Outcome("conflict", null, []),
      ].concat(lost);
    }
    var found = [table.constant(0n), table.constant(table.full)];
    table.cases.forEach(function (_, at) { found.push(table.constant(table.full & ~(1n << BigInt(at)))); });
    found = found.concat(lost);
    if (table.aggregate === "count") {
      table.rules.forEach(function (_, at) {
        found.push(new Outcome("decided", numbers.fromInteger(at + 1), []));
      });
    }
    if (table.aggregate === "sum") {
      var amounts = table.rules.map(function (rule) { return rule.value; }).filter(function (value) {
        return value instanceof numbers.Dec;
      });
      var sum = function (pick) {
        return amounts.reduce(function (total, one) {
          return numbers.add(total, pick([one, numbers.ZERO]));
        }, numbers.ZERO);
      };
      found.push(new Outcome("decided", new Span(sum(numbers.least), sum(numbers.greatest)), []));
    }
    return found;
  }

  /* --- what is missing -------------------------------------------------------------------------- */

  /** Labels that are enough, none of which could be left out; earlier ones are kept first. */
  function least(labels, enough) {
    var without = function (all, label) { return all.filter(function (one) { return one !== label; }); };
    var needed = labels.filter(function (label) { return !enough(without(labels, label)); });
    if (enough(needed)) return needed;
    return labels.filter(function (label) { return needed.indexOf(label) < 0; }).reverse().reduce(
      function (kept, label) {
        var rest = without(kept, label);
        return enough(rest) ? rest : kept;
      },
      labels
    );
  }

  /** Whether all entries of each block stand alike, and what `fixed` leaves between bounds matters not. */
  function settles(blocks, standings, spread, fixed) {
    var loose = standings.some(function (one, at) {
      return one.open && spread[at].some(function (labels) {
        return !labels.some(function (label) { return fixed.indexOf(label) >= 0; });
      });
    });
    if (loose) return false;
    return blocks.every(function (block) {
      return block.every(function (at) { return standings[at].kind === standings[block[0]].kind; });
    });
  }

  goldline.search = { Search: Search, signOf: signOf, finish: finish, merge: merge, least: least, settles: settles };
})(typeof window === "undefined" ? globalThis : window);
