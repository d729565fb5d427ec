/* The judge: facts in, judgment out. It knows no page.
 *
 * A row gives a value for some of a criterion's own inputs; all others are unknown, and the judgment is
 * over all that they could be. What Python's `goldline decide` says of a row, this says too.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;
  var search = goldline.search;
  var Dec = numbers.Dec;
  var Span = numbers.Span;

  var MOST_LISTED = 24;

  /** A guideline made ready for judging, from what Python compiled of it. */
  function Judge(plain) {
    this.plain = plain;
    this.order = ["none"].concat(plain.severities);
    this.unseen = [];
    plain.types.forEach(function (type) {
      type.severities.forEach(function (severity) { this.unseen.push(type.path + " " + severity); }, this);
    }, this);
    this.tables = {};
    this.spaces = new Map();
    plain.criteria.forEach(function (criterion) {
      this.tables[criterion.id] = new tables.Table(criterion);
    }, this);
  }

  /** The judgment of a row: a Map from input to value. `among` limits what judgments can be, by base. */
  Judge.prototype.row = function (criterion, row, among) {
    var table = this.tables[criterion];
    var known = new Map();
    table.names.forEach(function (name) { if (row.has(name)) known.set(name, row.get(name)); });
    var complete = table.readNames.every(function (name) { return known.has(name); });
    if (complete) {
      var cells = new Map(table.readNames.map(function (name) { return [name, known.get(name)]; }));
      return summarise(search.finish(table, search.signOf(table, cells)), table);
    }
    var open = new goldline.rows.OpenRow(this, table, known, among || new Map());
    var found = open.search(true) || open.search(false);
    var outcomes = found.outcomes();
    var judgment = summarise(outcomes, table);
    if (judgment.state !== "undecided") return judgment;
    var missing = found.missing();
    judgment.missing = open.labels(table.readNames).filter(function (label) {
      return !missing.length || missing.indexOf(label) >= 0;
    });
    return judgment;
  };

  /** The inputs whose values cannot all be true together: as few as show it; none where all is well. */
  Judge.prototype.contradiction = function (criterion, row, among) {
    var table = this.tables[criterion];
    var judge = this;
    var names = table.names.filter(function (name) { return row.has(name); });
    var cannotBe = function (some) {
      var known = new Map(some.map(function (name) { return [name, row.get(name)]; }));
      return !new goldline.rows.OpenRow(judge, table, known, among || new Map(), true).search(true);
    };
    if (!cannotBe(names)) return [];
    return names.reduceRight(function (kept, name) {
      var rest = kept.filter(function (other) { return other !== name; });
      return cannotBe(rest) ? rest : kept;
    }, names);
  };

  /** The one judgment that all these outcomes come to, or that it is undecided between them. */
  function summarise(outcomes, table) {
    var found = search.merge(outcomes);
    var values = found.filter(function (one) { return one.state === "decided"; }).map(valueOf);
    var states = found.map(function (one) { return one.state; }).filter(function (state) {
      return state !== "decided";
    });
    var judgment = {
      outcome: null,
      state: "undecided",
      rules: [],
      possible: orderValues(values, table),
      possible_states: tables.unique(states, String).sort(),
      missing: [],
    };
    if (found.length === 1 && !(found[0].value instanceof Span)) {
      judgment.state = found[0].state;
      judgment.outcome = found[0].value;
      judgment.rules = table.inOrder(found[0].rules);
    }
    return judgment;
  }

  function valueOf(outcome) {
    return outcome.value;
  }

  /** Values lowest first; numbers that are spans or too many come as one span. */
  function orderValues(values, table) {
    var isAmount = function (value) { return value instanceof Dec || value instanceof Span; };
    var amounts = values.filter(isAmount);
    var spans = values.some(function (value) { return value instanceof Span; });
    if (spans || (table.scale.numeric && amounts.length > MOST_LISTED)) {
      var others = values.filter(function (value) { return !isAmount(value); });
      return [numbers.hull(amounts.map(numbers.asSpan))].concat(orderValues(others, table));
    }
    return values.map(function (value) { return [rankOf(value, table), value]; }).sort(function (one, other) {
      var apart = numbers.compare(one[0], other[0]);
      if (apart || !one[0].inf) return apart;
      return String(one[1]) < String(other[1]) ? -1 : String(one[1]) > String(other[1]) ? 1 : 0;
    }).map(function (pair) { return pair[1]; });
  }

  function rankOf(value, table) {
    var rank = table.scale.ranks.get(tables.keyOf(value));
    if (rank !== undefined) return numbers.fromInteger(rank);
    return value instanceof Dec ? value : numbers.INFINITY;
  }

  /* --- plain data --------------------------------------------------------------------------------- */

  /** A row from plain data; what is absent is unknown. */
  function readRow(plain) {
    return new Map(Object.keys(plain).map(function (name) { return [name, tables.decode(plain[name])]; }));
  }

  /** A judgment as plain data, its numbers exact. */
  function plainJudgment(judgment) {
    return {
      outcome: tables.encode(judgment.outcome),
      state: judgment.state,
      rules: judgment.rules,
      possible: judgment.possible.map(tables.encode),
      possible_states: judgment.possible_states,
      missing: judgment.missing,
    };
  }

  goldline.judge = {
    Judge: Judge,
    summarise: summarise,
    readRow: readRow,
    plainJudgment: plainJudgment,
  };
})(typeof window === "undefined" ? globalThis : window);
