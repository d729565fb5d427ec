/* The helper's thinking: answers in, judgment out, without any page.
 *
 * Answers are kept by question: `o.RESPONSE.NAME` an observation, `f.CRITERION.RESPONSE.NAME` an input of
 * findings, `j.CRITERION.RESPONSE` a judgment, `r.RESPONSE.MEASURE` a rubric, `c.NAME` the context. A
 * question that has no answer is unknown. `open` holds the judgments that are worked out from their own
 * facts, `found` the list of findings, or null where there is none.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;
  var judging = goldline.judge;

  var MOST_TRIED = 48;

  /** `answers`: Map from key to value; `open`: Set of keys; `found`: [{name, response}] or null. */
  function Facts(answers, open, found) {
    this.answers = answers;
    this.open = open;
    this.found = found;
  }

  function Helper(data) {
    this.judge = new judging.Judge(data.judge);
    this.top = data.criterion;
    this.gold = data.gold.map(function (one) {
      return { item: one, row: judging.readRow(one.row), label: tables.decode(one.label) };
    });
  }

  /** What the facts come to: the row of inputs, its judgment or contradiction, and what is not answered. */
  Helper.prototype.evaluate = function (facts) {
    var result = this.place(this.top, "", facts, new Map());
    if (!result.broken && result.judgment.state === "undecided" && result.inner.size) this.divide(result, facts);
    return result;
  };

  /** Try every answer to open questions that several judgments put: those cannot answer each on its own. */
  Helper.prototype.divide = function (result, facts) {
    var shared = this.shared(result, facts);
    var choices = Array.from(shared.values());
    var size = choices.reduce(function (count, list) { return count * list.length; }, 1);
    if (!shared.size || size > MOST_TRIED) return;
    var keys = Array.from(shared.keys());
    var tried = tables.product(choices).map(function (values) {
      var answers = new Map(facts.answers);
      keys.forEach(function (key, at) { answers.set(key, values[at]); });
      return this.place(this.top, "", new Facts(answers, facts.open, facts.found), new Map());
    }, this).filter(function (one) { return !one.broken; });
    if (!tried.length) return;
    var missing = result.judgment.missing;
    var outcomes = [].concat.apply([], tried.map(function (one) { return outcomesOf(one.judgment); }));
    result.judgment = judging.summarise(outcomes, this.judge.tables[this.top]);
    if (result.judgment.state !== "undecided") return;
    result.judgment.missing = missing;
    if (tried.every(function (one) { return one.judgment.state !== "undecided"; })) result.settledBy = keys;
  };

  /** The open questions that more than one judgment puts, with one answer of each class. */
  Helper.prototype.shared = function (result, facts) {
    var readers = new Map();
    var judge = this.judge;
    var visit = function (one, response) {
      var table = judge.tables[one.criterion];
      table.allNames.forEach(function (name) {
        var key = keyOf(table, name, response);
        if (key === null || key[0] === "f" || facts.answers.has(key)) return;
        if (!readers.has(key)) readers.set(key, []);
        readers.get(key).push({ table: table, name: name });
      });
      one.inner.forEach(function (inner, key) { visit(inner, key.split(".")[2]); });
    };
    visit(result, "");
    var found = new Map();
    readers.forEach(function (some, key) {
      var measured = some.some(function (one) { return one.table.reads(one.name); });
      if (some.length > 1 && !measured) found.set(key, classesOf(some));
    });
    return found;
  };

  function classesOf(readers) {
    var domain = readers[0].table.domains[readers[0].name];
    var tests = [].concat.apply([], readers.map(function (one) { return one.table.tests(one.name); }));
    return goldline.findings.alike(goldline.findings.representatives(domain, tests), tests, domain);
  }

  function outcomesOf(judgment) {
    var Outcome = tables.Outcome;
    if (judgment.state !== "undecided") return [new Outcome(judgment.state, judgment.outcome, judgment.rules)];
    var states = judgment.possible_states.map(function (state) { return new Outcome(state, null, []); });
    return judgment.possible.map(function (value) { return new Outcome("decided", value, []); }).concat(states);
  }

  Helper.prototype.place = function (criterion, response, facts, done) {
    var place = criterion + "." + response;
    if (done.has(place)) return done.get(place);
    var table = this.judge.tables[criterion];
    var result = { criterion: criterion, row: new Map(), among: new Map(), inner: new Map(), asks: new Map() };
    table.names.forEach(function (name) { this.read(result, table, name, response, facts, done); }, this);
    result.contradiction = this.judge.contradiction(criterion, result.row, result.among);
    result.broken = result.contradiction.length > 0;
    result.inner.forEach(function (inner) { result.broken = result.broken || inner.broken; });
    result.judgment = result.broken ? null : this.judge.row(criterion, result.row, result.among);
    done.set(place, result);
    return result;
  };

  /** Take one input's value into the row, and note which questions would tell it. */
  Helper.prototype.read = function (result, table, name, response, facts, done) {
    var source = table.sources[name];
    var scope = source.response || response || "";
    var key = keyOf(table, name, response);
    if (key !== null) {
      result.asks.set(name, [key]);
      var value = this.direct(source, key, scope, facts);
      if (value !== undefined) result.row.set(name, value);
      return;
    }
    var sides = source.kind === "difference" ? [source.first, source.second] : [scope];
    var readings = sides.map(function (side) {
      return this.reading(result, source.criterion, side, facts, done);
    }, this);
    result.asks.set(name, [].concat.apply([], readings.map(function (one) { return one.asks; })));
    if (source.kind === "criterion") {
      if (readings[0].cells && readings[0].cells.length === 1 && isValue(readings[0].cells[0])) {
        result.row.set(name, readings[0].cells[0]);
      } else this.limit(result, source.criterion, source.response || "", readings[0].cells);
      return;
    }
    var sure = readings.every(function (one) {
      return one.cells && one.cells.length === 1 && isValue(one.cells[0]);
    });
    if (sure) {
      var ranks = goldline.rows.judgedDomain(table, name).ranks || new Map();
      result.row.set(name, goldline.findings.levelDifference(readings[0].cells[0], readings[1].cells[0], ranks));
    }
    readings.forEach(function (one, at) { this.limit(result, source.criterion, sides[at], one.cells); }, this);
  };

  Helper.prototype.limit = function (result, criterion, response, cells) {
    if (cells) result.among.set(goldline.rows.judgmentBase(criterion, response), cells);
  };

  function isValue(cell) {
    return !(cell instanceof numbers.Span) && !(cell instanceof tables.Passed);
  }

  Helper.prototype.direct = function (source, key, scope, facts) {
    if (!source.effects || facts.found === null) return facts.answers.get(key);
    var mine = facts.found.filter(function (one) { return !scope || one.response === scope; });
    var anywhere = Object.assign({}, source, { response: null });
    return goldline.findings.total(anywhere, mine, this.judge.order);
  };

  /** What a judgment can be, and the questions that would tell it; no cells where nothing is known. */
  Helper.prototype.reading = function (result, criterion, response, facts, done) {
    var table = this.judge.tables[criterion];
    var scope = table && table.plain.target === "item" ? "" : response;
    var key = "j." + criterion + "." + scope;
    if (table && !this.applies(table, facts)) return { cells: [null], asks: [] };
    if (!table || !facts.open.has(key)) {
      var known = facts.answers.get(key);
      return { cells: known === undefined ? null : [known], asks: known === undefined ? [key] : [] };
    }
    var inner = this.place(criterion, scope, facts, done);
    result.inner.set(key, inner);
    if (inner.broken) return { cells: null, asks: [] };
    var judgment = inner.judgment;
    var cells = tables.unique(judgment.possible.map(readable), tables.keyOf);
    judgment.possible_states.forEach(function (state) {
      cells.push(new tables.Passed(state, judgment.rules));
    });
    return { cells: cells, asks: this.missing(inner) };
  };

  Helper.prototype.applies = function (table, facts) {
    var modality = facts.answers.get("c.modality");
    var only = table.plain.modalities;
    return modality === undefined || !only.length || only.indexOf(modality) >= 0;
  };

  function readable(value) {
    return value === "not-judged" ? null : value;
  }

  /** The questions whose answers would settle a result, in the order in which they are missing. */
  Helper.prototype.missing = function (result) {
    if (result.judgment === null) return [];
    if (result.settledBy) return result.settledBy;
    var found = result.judgment.missing.map(function (label) {
      return result.asks.get(label.slice("input:".length)) || [];
    });
    var direct = tables.unique([].concat.apply([], found), String);
    if (direct.length || result.judgment.state !== "undecided") return direct;
    // What is open rests on judgments that are worked out: their questions, then.
    return tables.unique([].concat.apply([], Array.from(result.asks.values())), String);
  };

  /** The key of the question that tells an input; null where it rests on judgments. */
  function keyOf(table, name, response) {
    var source = table.sources[name];
    var scope = source.response || response || "";
    switch (source.kind) {
      case "recorded":
        return "o." + scope + "." + source.observation;
      case "rubric":
        return "r." + scope + "." + source.measure;
      case "context":
        return "c." + source.name;
      case "criterion":
      case "difference":
        return null;
      default:
        return "f." + table.id + "." + (response || "") + "." + name;
    }
  }

  /* --- the nearest gold --------------------------------------------------------------------------- */

  /** The gold items whose facts are nearest: [{item, label, differs: [input names]}]. */
  Helper.prototype.nearest = function (result, most) {
    var table = this.judge.tables[this.top];
    var names = table.readNames.filter(function (name) { return result.row.has(name); });
    if (!names.length) return [];
    return this.gold.map(function (gold, at) {
      var far = 0;
      var differs = [];
      names.forEach(function (name) {
        var apart = distance(table.domains[name], result.row.get(name), gold.row.get(name));
        far += apart;
        if (apart > 0) differs.push(name);
      });
      return { item: gold.item, label: gold.label, differs: differs, row: gold.row, far: far, at: at };
    }).sort(function (one, other) {
      return one.far - other.far || one.differs.length - other.differs.length || one.at - other.at;
    }).slice(0, most);
  };

  /** From 0, the same, to 1, as different as can be; half of that where one is unknown. */
  function distance(domain, one, other) {
    if (one === undefined || other === undefined) return 0.5;
    if (tables.same(one, other)) return 0;
    if (one === null || other === null) return 1;
    if (domain.kind === "words" && domain.ordered) {
      var ranks = domain.ranks;
      return Math.abs(ranks.get(tables.keyOf(one)) - ranks.get(tables.keyOf(other))) / (domain.values.length - 1);
    }
    if (domain.kind !== "numbers") return 1;
    var apart = Math.abs(numbers.number(one) - numbers.number(other));
    var room = domain.minimum === null || domain.maximum === null
      ? apart + 2
      : numbers.number(domain.maximum) - numbers.number(domain.minimum);
    return Math.min(1, apart / (room || 1));
  }

  goldline.helper = { Helper: Helper, Facts: Facts, keyOf: keyOf };
})(typeof window === "undefined" ? globalThis : window);
