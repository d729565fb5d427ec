/* Values, tests and tables: which rules hold for facts, and what they give.
 *
 * A value is null, true, false, a word, or an exact number. In data a number is {"n": "0.5"}. A cell
 * is a value, a span of numbers, or a `Passed`: a judgment that another criterion does not give.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var Dec = numbers.Dec;
  var Span = numbers.Span;

  function Passed(state, rules) {
    this.state = state;
    this.rules = rules;
  }

  function decode(plain) {
    return plain !== null && typeof plain === "object" ? numbers.parse(plain.n) : plain;
  }

  function encode(value) {
    if (value instanceof Dec) return { n: value.toString() };
    if (!(value instanceof Span)) return value;
    return {
      min: encode(value.low),
      max: encode(value.high),
      min_open: value.lowOpen,
      max_open: value.highOpen,
    };
  }

  /** A text that two cells share only if they are the same. */
  function keyOf(cell) {
    if (cell === null) return "null";
    if (typeof cell === "string") return "s" + cell;
    if (cell instanceof Passed) return "p" + cell.state + cell.rules.join();
    return typeof cell === "boolean" ? String(cell) : "n" + cell.toString();
  }

  function same(one, other) {
    return keyOf(one) === keyOf(other);
  }

  /** One of each, as `key` tells them apart, in the order in which they come. */
  function unique(things, key) {
    var found = new Map();
    things.forEach(function (thing) {
      var name = key(thing);
      if (!found.has(name)) found.set(name, thing);
    });
    return Array.from(found.values());
  }

  /** All combinations that take one of each list; the last list turns fastest. */
  function product(lists) {
    return lists.reduce(
      function (found, list) {
        var longer = [];
        found.forEach(function (before) {
          list.forEach(function (one) { longer.push(before.concat([one])); });
        });
        return longer;
      },
      [[]]
    );
  }

  /* --- domains and tests ------------------------------------------------------------------------ */

  function readDomain(plain) {
    if (plain.kind === "words") {
      var values = plain.values.map(decode);
      var ranks = new Map();
      values.forEach(function (value, rank) { ranks.set(keyOf(value), rank); });
      return { kind: "words", values: values, ordered: plain.ordered, nullable: plain.nullable, ranks: ranks };
    }
    if (plain.kind === "locales") return { kind: "locales", known: plain.known, nullable: false };
    return {
      kind: "numbers",
      integer: plain.integer,
      minimum: decode(plain.minimum),
      maximum: decode(plain.maximum),
      nullable: plain.nullable,
    };
  }

  /** Whether a value is one that the domain allows. */
  function contains(domain, value) {
    if (value === null) return domain.nullable;
    if (domain.kind === "words") return domain.ranks.has(keyOf(value));
    if (domain.kind === "locales") return typeof value === "string";
    if (!(value instanceof Dec) || (domain.integer && !numbers.isWhole(value))) return false;
    return (
      (domain.minimum === null || numbers.compare(value, domain.minimum) >= 0) &&
      (domain.maximum === null || numbers.compare(value, domain.maximum) <= 0)
    );
  }

  function readTest(plain) {
    switch (plain[0]) {
      case "is":
        return ["is", decode(plain[1])];
      case "compare":
        return ["compare", plain[1], decode(plain[2])];
      case "between":
        return ["between", decode(plain[1]), decode(plain[2]), plain[3], plain[4]];
      case "any":
      case "not":
        return [plain[0], plain[1].map(readTest)];
      default:
        return plain;
    }
  }

  var ALWAYS = ["always"];

  function holds(test, value, domain) {
    var part = function (one) { return holds(one, value, domain); };
    switch (test[0]) {
      case "always":
        return true;
      case "is":
        return same(test[1], value);
      case "any":
        return test[1].some(part);
    }
    if (value === null) return false;
    switch (test[0]) {
      case "not":
        return !test[1].some(part);
      case "prefix":
        return typeof value === "string" && value.startsWith(test[1]);
      case "compare":
        return ordered(test[1], value, test[2], domain);
      default:
        return (
          ordered(test[3] ? ">" : ">=", value, test[1], domain) &&
          ordered(test[4] ? "<" : "<=", value, test[2], domain)
        );
    }
  }

  function ordered(operator, value, bound, domain) {
    var apart;
    if (domain.kind === "words") {
      var left = domain.ranks.get(keyOf(value));
      var right = domain.ranks.get(keyOf(bound));
      if (!domain.ordered || left === undefined || right === undefined) return false;
      apart = left - right;
    } else if (value instanceof Dec && bound instanceof Dec) {
      apart = numbers.compare(value, bound);
    } else {
      return false;
    }
    if (operator === "<") return apart < 0;
    if (operator === "<=") return apart <= 0;
    return operator === ">" ? apart > 0 : apart >= 0;
  }

  /** The numbers at which a test may change its answer. */
  function cutPoints(test) {
    switch (test[0]) {
      case "is":
        return test[1] instanceof Dec ? [test[1]] : [];
      case "compare":
        return test[2] instanceof Dec ? [test[2]] : [];
      case "between":
        return [test[1], test[2]].filter(function (bound) { return bound instanceof Dec; });
      case "any":
      case "not":
        return allCuts(test[1]);
      default:
        return [];
    }
  }

  function allCuts(tests) {
    return tests.reduce(function (found, test) { return found.concat(cutPoints(test)); }, []);
  }

  /* --- the table -------------------------------------------------------------------------------- */

  function Outcome(state, value, rules) {
    this.state = state;
    this.value = value;
    this.rules = rules;
    this.key = state + "|" + keyOf(value);
  }

  /** A criterion's rules, read from what Python compiled of them. */
  function Table(plain) {
    this.id = plain.id;
    this.plain = plain;
    this.names = Object.keys(plain.inputs);
    this.sources = plain.inputs;
    this.domains = mapValues(plain.domains, readDomain);
    this.hitPolicy = plain.hit_policy;
    this.aggregate = plain.aggregate;
    this.priority = plain.priority.map(keyOfPlain);
    this.rules = plain.rules.map(readRule);
    this.otherwise = plain.otherwise && readRule(plain.otherwise);
    this.impossible = plain.impossible.map(readCase);
    this.scale = readScale(plain.scale);
    this.cases = [];
    this.ruleOf = [];
    this.rules.forEach(function (rule, index) {
      rule.cases.forEach(function (one) {
        this.cases.push(one);
        this.ruleOf.push(index);
      }, this);
    }, this);
    this.full = (1n << BigInt(this.cases.length)) - 1n;
    this.tested = unique([].concat.apply([], this.cases.map(Object.keys)), String);
    var thens = this.rules.concat(this.otherwise || []);
    this.formulaNames = unique(
      [].concat.apply([], thens.map(function (rule) { return rule.formula ? rule.formula.names : []; })),
      String
    );
    this.readNames = unique(this.tested.concat(this.formulaNames), String);
    this.allNames = unique(
      this.readNames.concat([].concat.apply([], this.impossible.map(Object.keys))),
      String
    );
    this.cuts = {};
    this.allNames.forEach(function (name) { this.cuts[name] = allCuts(this.tests(name)); }, this);
    this.masks = new Map();
    this.constants = new Map();
    this.places = new Map(this.rules.map(function (rule, at) { return [rule.id, at]; }));
  }

  function mapValues(object, change) {
    var found = {};
    Object.keys(object).forEach(function (name) { found[name] = change(object[name]); });
    return found;
  }

  function keyOfPlain(plain) {
    return keyOf(decode(plain));
  }

  function readCase(plain) {
    return mapValues(plain, readTest);
  }

  function readRule(plain) {
    return {
      id: plain.id,
      value: plain.formula ? null : decode(plain.then),
      formula: plain.formula || null,
      cases: (plain.cases || []).map(readCase),
    };
  }

  function readScale(plain) {
    var ranks = new Map();
    plain.levels.forEach(function (level, rank) { ranks.set(keyOfPlain(level.value), rank); });
    return { numeric: plain.numeric, ranks: ranks };
  }

  Table.prototype.reads = function (name) {
    return this.formulaNames.indexOf(name) >= 0;
  };

  /** Every test on an input, those of impossible cases last. */
  Table.prototype.tests = function (name) {
    var found = this.tested.indexOf(name) < 0 ? [] : this.cases.map(function (one) { return one[name] || ALWAYS; });
    this.impossible.forEach(function (one) { if (one[name]) found.push(one[name]); });
    return found;
  };

  /** The cases that fail for an input's value, or for a span that no cut point divides. */
  Table.prototype.fails = function (name, cell) {
    var key = name + "|" + keyOf(cell);
    var found = this.masks.get(key);
    if (found === undefined) {
      found = 0n;
      var value = cell instanceof Span ? cell.inside() : cell;
      this.cases.forEach(function (one, at) {
        if (one[name] && !holds(one[name], value, this.domains[name])) found |= 1n << BigInt(at);
      }, this);
      if (this.masks.size > 20000) this.masks.clear();
      this.masks.set(key, found);
    }
    return found;
  };

  Table.prototype.inOrder = function (rules) {
    var places = this.places;
    var place = function (rule) { return places.has(rule) ? places.get(rule) : places.size; };
    return unique(rules, String).sort(function (one, other) { return place(one) - place(other); });
  };

  /** The outcome where exactly these cases fail, for a table without formulas. */
  Table.prototype.constant = function (fails) {
    var found = this.constants.get(fails);
    if (found === undefined) {
      found = this.resolve(fails, new Map())[0];
      this.constants.set(fails, found);
    }
    return found;
  };

  /** What the table gives where these cases fail; `amounts` has what formulas read. */
  Table.prototype.resolve = function (fails, amounts) {
    var held = [];
    this.cases.forEach(function (_, at) {
      if (!((fails >> BigInt(at)) & 1n) && held[held.length - 1] !== this.ruleOf[at]) held.push(this.ruleOf[at]);
    }, this);
    if (!held.length) {
      if (!this.otherwise) return [new Outcome("gap", null, [])];
      return this.amount(this.otherwise, amounts);
    }
    if (this.hitPolicy === "first") return this.amount(this.rules[held[0]], amounts);
    return this.several(held.map(function (at) { return this.rules[at]; }, this), amounts);
  };

  Table.prototype.amount = function (rule, amounts, rules) {
    var ids = rules || [rule.id];
    if (!rule.formula) return [new Outcome("decided", rule.value, ids)];
    var found = numbers.compute(rule.formula.term, function (name) { return asAmount(amounts.get(name)); });
    var outcomes = found[0] === null ? [] : [new Outcome("decided", asCell(found[0]), ids)];
    if (found[1] || !outcomes.length) outcomes.push(new Outcome("gap", null, ids));
    return outcomes;
  };

  function asAmount(cell) {
    return cell instanceof Dec || cell instanceof Span ? cell : null;
  }

  function asCell(amount) {
    return amount instanceof Span && numbers.equal(amount.low, amount.high) ? amount.low : amount;
  }

  Table.prototype.several = function (rules, amounts) {
    var ids = rules.map(function (rule) { return rule.id; });
    if (this.hitPolicy === "unique") {
      return rules.length > 1 ? [new Outcome("conflict", null, ids)] : this.amount(rules[0], amounts);
    }
    if (this.aggregate === "count") return [new Outcome("decided", numbers.fromInteger(ids.length), ids)];
    if (this.hitPolicy === "any" && unique(rules, result).length === 1) {
      return this.amount(rules[0], amounts, ids);
    }
    var found = rules.map(function (rule) { return this.amount(rule, amounts); }, this);
    if (found.some(function (part) { return part[0].state === "gap"; })) return [new Outcome("gap", null, ids)];
    if (found.some(function (part) { return part.length > 1 || part[0].value instanceof Span; })) {
      return this.uncertain([].concat.apply([], found), ids);
    }
    return [this.join(found.map(function (part) { return part[0]; }), ids)];
  };

  function result(rule) {
    return rule.formula ? "f" + canonical(rule.formula.term) : keyOf(rule.value);
  }

  function canonical(term) {
    if (term[0] === "n") return "n" + numbers.parse(term[1]);
    return "(" + term.map(function (part) {
      if (!Array.isArray(part)) return part;
      return Array.isArray(part[0]) ? "[" + part.map(canonical).join() + "]" : canonical(part);
    }).join(" ") + ")";
  }

  Table.prototype.uncertain = function (parts, ids) {
    var decided = parts.filter(function (one) { return one.state === "decided"; });
    var cells = decided.map(function (one) { return one.value; });
    var gaps = cells.length < parts.length ? [new Outcome("gap", null, ids)] : [];
    return this.wide(cells, ids).concat(gaps);
  };

  Table.prototype.wide = function (cells, ids) {
    var amounts = cells.filter(function (cell) { return asAmount(cell) !== null; });
    var words = cells.filter(function (cell) { return asAmount(cell) === null; });
    var decided = function (cell) { return new Outcome("decided", cell, ids); };
    if (this.hitPolicy === "any") {
      var common = words.length ? null : numbers.intersection(amounts);
      return (common === null ? [] : [decided(asCell(common))]).concat(new Outcome("conflict", null, ids));
    }
    if (this.priority.length) return cells.map(decided);
    var aggregate = this.aggregate || "min";
    if (words.length && aggregate === "sum") return [new Outcome("gap", null, ids)];
    if (words.length && aggregate === "min") return [decided(words[0])];
    return [decided(asCell(together(aggregate, amounts)))];
  };

  function together(aggregate, amounts) {
    if (aggregate !== "sum") return numbers.apply(aggregate === "min" ? "min" : "max", amounts)[0];
    return amounts.reduce(function (one, other) { return numbers.combine("+", one, other)[0]; });
  }

  Table.prototype.join = function (parts, ids) {
    var table = this;
    var values = parts.map(function (part) { return part.value; });
    if (this.hitPolicy === "any") {
      var alike = values.every(function (value) { return same(value, values[0]); });
      return alike ? new Outcome("decided", values[0], ids) : new Outcome("conflict", null, ids);
    }
    if (this.hitPolicy === "priority") {
      var best = pick(values, this.byPriority.bind(this));
      var winners = parts.filter(function (part) { return same(part.value, best); });
      return new Outcome("decided", best, winners.map(function (part) { return part.rules[0]; }));
    }
    if (this.aggregate === "sum") {
      if (!values.every(function (value) { return value instanceof Dec; })) return new Outcome("gap", null, ids);
      return new Outcome("decided", values.reduce(numbers.add, numbers.ZERO), ids);
    }
    var turn = this.aggregate === "min" ? 1 : -1;
    var first = pick(values, function (one, other) { return turn * table.byRank(one, other); });
    return new Outcome("decided", first, ids);
  };

  /** The value that comes before all others; the first of those that are equal. */
  function pick(values, apart) {
    return values.reduce(function (one, other) { return apart(other, one) < 0 ? other : one; });
  }

  Table.prototype.byPriority = function (one, other) {
    var left = this.priority.indexOf(keyOf(one));
    var right = this.priority.indexOf(keyOf(other));
    if (left >= 0 || right >= 0) return (left < 0 ? Infinity : left) - (right < 0 ? Infinity : right);
    return this.byRank(one, other);
  };

  Table.prototype.byRank = function (one, other) {
    return numbers.compare(this.rank(one), this.rank(other));
  };

  Table.prototype.rank = function (value) {
    var rank = this.scale.ranks.get(keyOf(value));
    if (rank !== undefined) return numbers.fromInteger(rank);
    return value instanceof Dec ? value : numbers.MINUS_INFINITY;
  };

  goldline.tables = {
    Passed: Passed,
    Outcome: Outcome,
    Table: Table,
    decode: decode,
    encode: encode,
    keyOf: keyOf,
    same: same,
    unique: unique,
    product: product,
    readDomain: readDomain,
    contains: contains,
    holds: holds,
    cutPoints: cutPoints,
    allCuts: allCuts,
  };
})(typeof window === "undefined" ? globalThis : window);
