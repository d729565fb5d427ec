/* Rows of facts with unknown inputs: what each unknown could be beside those that are known.
 *
 * Inputs derive from bases: what is recorded, a judgment, the locale. Those of one base vary together, and
 * so do inputs that read the same findings: what one is known to be excludes much of what others could be.
 */
(function (global) {
  "use strict";

  var goldline = global.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;
  var findings = goldline.findings;
  var search = goldline.search;
  var Dec = numbers.Dec;
  var Span = numbers.Span;

  var MOST_WORLDS = 20000;
  var MOST_REMEMBERED = 500;
  var FINDINGS = ["worst", "count", "any", "sum"];

  function isOfFindings(source) {
    return FINDINGS.indexOf(source.kind) >= 0;
  }

  /** `strict`: what is known of inputs that no rule reads, and of findings, must be possible too. */
  function OpenRow(judge, table, known, among, strict) {
    this.judge = judge;
    this.table = table;
    this.known = known;
    this.among = among;
    this.strict = Boolean(strict);
    this.names = table.names.filter(function (name) {
      return known.has(name) || table.allNames.indexOf(name) >= 0;
    });
    this.components = {};
    this.names.forEach(function (name) {
      if (isOfFindings(table.sources[name])) this.components[name] = this.component(name);
    }, this);
    this.crowds = this.findCrowds();
  }

  OpenRow.prototype.labels = function (names) {
    return this.names.filter(function (name) {
      return names.indexOf(name) >= 0 && !this.known.has(name);
    }, this).map(function (name) { return "input:" + name; });
  };

  /** The search over all that the row could be; null where nothing is possible. */
  OpenRow.prototype.search = function (heed) {
    var parts = [];
    var groups = this.groups(heed);
    for (var at = 0; at < groups.length; at += 1) {
      var listed = this.listed(groups[at]);
      if (listed !== null && !listed.length) {
        if (heed) return null;
        listed = null;
      }
      if (listed !== null) parts.push(new Rows(this, Array.from(groups[at].names), listed));
      else parts = parts.concat(this.loose(groups[at]));
    }
    return new search.Search(this.table, parts);
  };

  OpenRow.prototype.groups = function (heed) {
    var groups = [];
    this.names.forEach(function (name) {
      var bases = this.bases(name);
      var crowds = this.crowds.filter(function (crowd) { return crowd.indexOf(name) >= 0; });
      gather(groups, { names: new Set([name]), bases: new Set(bases), crowds: new Set(crowds), cases: [] });
    }, this);
    (heed ? this.table.impossible : []).forEach(function (one) {
      var names = new Set(Object.keys(one));
      gather(groups, { names: names, bases: new Set(), crowds: new Set(), cases: [one] });
    });
    return groups;
  };

  function gather(groups, group) {
    groups.slice().forEach(function (other) {
      if (!meet(other.names, group.names) && !meet(other.bases, group.bases) && !meet(other.crowds, group.crowds)) {
        return;
      }
      groups.splice(groups.indexOf(other), 1);
      group = {
        names: union(other.names, group.names),
        bases: union(other.bases, group.bases),
        crowds: union(other.crowds, group.crowds),
        cases: other.cases.concat(group.cases),
      };
    });
    groups.push(group);
  }

  function meet(one, other) {
    return Array.from(one).some(function (thing) { return other.has(thing); });
  }

  function union(one, other) {
    return new Set(Array.from(one).concat(Array.from(other)));
  }

  /** What an input derives from; nothing for inputs of findings. */
  OpenRow.prototype.bases = function (name) {
    var source = this.table.sources[name];
    if (isOfFindings(source)) return [];
    if (source.kind === "recorded") return ["observation|" + (source.response || "") + "|" + source.observation];
    if (source.kind === "criterion") return [judgmentBase(source.criterion, source.response)];
    if (source.kind === "difference") {
      return [source.first, source.second].map(function (side) { return judgmentBase(source.criterion, side); });
    }
    return ["input|" + name];
  };

  function judgmentBase(criterion, response) {
    return "judgment|" + criterion + "|" + (response || "");
  }

  /** Every combination of cells that is possible, as Maps; null where there are too many. */
  OpenRow.prototype.listed = function (group) {
    var names = Array.from(group.names);
    var known = this.known;
    if (names.every(function (name) { return known.has(name); }) && !this.mustDerive(group)) {
      var cells = new Map(names.map(function (name) { return [name, known.get(name)]; }));
      return this.isImpossible(group, cells) ? [] : [cells];
    }
    var bases = Array.from(group.bases);
    var choices = bases.map(function (base) { return this.choices(base, names); }, this);
    var vectors = Array.from(group.crowds).map(this.vectors, this);
    if (vectors.indexOf(null) >= 0) return null;
    var size = choices.concat(vectors).reduce(function (count, list) { return count * list.length; }, 1);
    if (size > MOST_WORLDS) return null;
    var possible = new Map();
    tables.product(choices).forEach(function (combination) {
      var chosen = new Map(bases.map(function (base, at) { return [base, combination[at]]; }));
      this.derive(chosen, names).forEach(function (derived) {
        tables.product(vectors).forEach(function (together) {
          var cells = new Map(derived);
          together.forEach(function (part) { part.forEach(function (cell, name) { cells.set(name, cell); }); });
          if (this.isImpossible(group, cells)) return;
          var key = names.map(function (name) { return tables.keyOf(cells.get(name)); }).join("\n");
          possible.set(key, cells);
        }, this);
      }, this);
    }, this);
    return Array.from(possible.values());
  };

  /** Whether values that are all known must be seen to go together. */
  OpenRow.prototype.mustDerive = function (group) {
    return this.strict && (group.crowds.size > 0 || group.names.size > 1);
  };

  OpenRow.prototype.isImpossible = function (group, cells) {
    var domains = this.table.domains;
    return group.cases.some(function (one) {
      return Object.keys(one).every(function (name) {
        var cell = cells.get(name);
        if (cell instanceof tables.Passed) return false;
        return tables.holds(one[name], cell instanceof Span ? cell.inside() : cell, domains[name]);
      });
    });
  };

  /** One cell of every class of values that a base could have. */
  OpenRow.prototype.choices = function (base, names) {
    var table = this.table;
    var readers = names.filter(function (name) { return this.bases(name).indexOf(base) >= 0; }, this);
    var direct = readers.filter(function (name) { return table.sources[name].kind !== "difference"; });
    for (var at = 0; at < direct.length; at += 1) {
      if (this.known.has(direct[at])) return [this.known.get(direct[at])];
    }
    var domain = this.domainOf(readers[0]);
    var tests = [].concat.apply([], direct.map(table.tests, table));
    var measured = direct.length < readers.length || direct.some(table.reads, table);
    if (this.among.has(base)) return this.limited(base, tests);
    var found;
    if (measured && domain.kind === "numbers") found = findings.cellsOf(domain, tables.allCuts(tests));
    else {
      found = findings.representatives(domain, tests).filter(function (value) { return value !== null; });
      if (!measured) found = findings.alike(found, tests, domain);
    }
    return this.isNullable(base, domain) ? found.concat([null]) : found;
  };

  /** What a judgment can be that was worked out as far as its own facts go. */
  OpenRow.prototype.limited = function (base, tests) {
    var cuts = tables.allCuts(tests);
    return [].concat.apply([], this.among.get(base).map(function (cell) { return findings.split(cell, cuts); }));
  };

  OpenRow.prototype.domainOf = function (name) {
    var source = this.table.sources[name];
    return source.kind === "difference" ? judgedDomain(this.table, name) : this.table.domains[name];
  };

  /** What a judgment can be that an input compares. */
  function judgedDomain(table, name) {
    var plain = table.plain.inputs[name];
    if (!plain.judged) plain.judged = tables.readDomain(plain.scale);
    return plain.judged;
  }

  OpenRow.prototype.isNullable = function (base, domain) {
    var kind = base.split("|");
    if (kind[0] === "judgment") return this.table.plain.may_be_null.indexOf(kind[1]) >= 0;
    return domain.nullable && kind[0] !== "input";
  };

  /** What the inputs are that derive from these bases; nothing where that is not what is known. */
  OpenRow.prototype.derive = function (chosen, names) {
    var derived = names.filter(function (name) { return this.bases(name).length; }, this);
    var options = [];
    for (var at = 0; at < derived.length; at += 1) {
      var name = derived[at];
      var cells = this.bases(name).map(function (base) { return chosen.get(base); });
      var found = [cells[0]];
      if (cells.length > 1) {
        var ranks = judgedDomain(this.table, name).ranks || new Map();
        found = findings.split(findings.levelDifference(cells[0], cells[1], ranks), this.table.cuts[name] || []);
      }
      if (this.known.has(name)) {
        var value = this.known.get(name);
        if (!found.some(function (cell) { return agrees(cell, value); })) return [];
        found = [value];
      }
      options.push(found);
    }
    return tables.product(options).map(function (combination) {
      return new Map(derived.map(function (name, at) { return [name, combination[at]]; }));
    });
  };

  function agrees(cell, value) {
    if (cell instanceof Span) return tables.same(cell, value) || (value instanceof Dec && cell.holds(value));
    return tables.same(cell, value);
  }

  /* --- inputs of findings ------------------------------------------------------------------------ */

  OpenRow.prototype.component = function (name) {
    var source = this.table.sources[name];
    var cuts = (this.table.cuts[name] || []).slice();
    if (this.known.get(name) instanceof Dec) cuts.push(this.known.get(name));
    var base = { worst: -1, any: 0, count: numbers.ZERO, sum: numbers.ZERO }[source.kind];
    return new findings.Component(source, base, cuts, this.table.reads(name));
  };

  OpenRow.prototype.findCrowds = function () {
    var names = Object.keys(this.components);
    var found = findings.connected(names, this.components, this.unseenBy(names));
    var changed = [].concat.apply([], found);
    names.forEach(function (name) { if (changed.indexOf(name) < 0) found.push([name]); });
    return found;
  };

  OpenRow.prototype.unseenBy = function (names) {
    var scopes = names.map(function (name) { return this.components[name].scope; }, this);
    var responses = scopes.length ? tables.unique(scopes, String) : [null];
    var found = [];
    this.judge.unseen.forEach(function (name) {
      responses.forEach(function (response) { found.push({ name: name, response: response }); });
    });
    return found;
  };

  /** What some inputs can be together beside what is known, as Maps; null where there is too much. */
  OpenRow.prototype.vectors = function (names) {
    var known = this.known;
    var key = [this.table.id, this.strict].concat(names.map(function (name) {
      return name + (known.has(name) ? "=" + tables.keyOf(known.get(name)) : "");
    })).join("\n");
    var spaces = this.judge.spaces;
    if (!spaces.has(key)) {
      if (spaces.size >= MOST_REMEMBERED) spaces.clear();
      spaces.set(key, this.explored(names));
    }
    return spaces.get(key);
  };

  OpenRow.prototype.explored = function (names) {
    var known = this.known;
    if (!this.strict && names.every(function (name) { return known.has(name); })) {
      return [new Map(names.map(function (name) { return [name, known.get(name)]; }))];
    }
    var components = names.map(function (name) { return this.components[name]; }, this);
    var space = findings.explore(components, this.unseenBy(names), this.judge.order);
    if (space === null) return null;
    var fitting = space.filter(function (cells) {
      return names.every(function (name, at) { return !known.has(name) || agrees(cells[at], known.get(name)); });
    }).map(function (cells) {
      return cells.map(function (cell, at) { return known.has(names[at]) ? known.get(names[at]) : cell; });
    });
    return tables.unique(fitting, function (cells) { return cells.map(tables.keyOf).join("\n"); }).map(function (cells) {
      return new Map(names.map(function (name, at) { return [name, cells[at]]; }));
    });
  };

  /* --- too much to list, or nothing that is possible ---------------------------------------------- */

  OpenRow.prototype.loose = function (group) {
    return Array.from(group.names).map(function (name) {
      return new Rows(this, [name], this.alone(name).map(function (cell) { return new Map([[name, cell]]); }));
    }, this);
  };

  OpenRow.prototype.alone = function (name) {
    if (this.known.has(name)) return [this.known.get(name)];
    var bases = this.bases(name);
    var domain = this.table.domains[name];
    if (bases.length === 1 && this.among.has(bases[0])) return this.choices(bases[0], [name]);
    if (this.table.reads(name) && domain.kind === "numbers") {
      var found = findings.cellsOf(domain, this.table.cuts[name]);
      return domain.nullable ? found.concat([null]) : found;
    }
    var tests = this.table.tests(name);
    return findings.alike(findings.representatives(domain, tests), tests, domain);
  };

  /** A part of a row's inputs: an entry for every combination of cells that is possible. */
  function Rows(row, names, listed) {
    var table = row.table;
    var read = names.filter(function (name) { return table.readNames.indexOf(name) >= 0; });
    this.listed = listed;
    this.labels = row.labels(read);
    this.spread = listed.map(function (cells) { return spreadOf(row, read, cells); });
    this.entries = listed.map(function (cells) {
      var some = new Map(read.map(function (name) { return [name, cells.get(name)]; }));
      return search.signOf(table, some, function (name) { return everyLevel(row, name); });
    });
  }

  function everyLevel(row, name) {
    var domain = row.table.domains[name];
    if (domain.kind === "words") return domain.values;
    if (row.table.reads(name)) return findings.cellsOf(domain, row.table.cuts[name]);
    return findings.representatives(domain, row.table.tests(name)).filter(function (one) { return one !== null; });
  }

  /** What an entry leaves between bounds; of inputs that derive from the same one is enough. */
  function spreadOf(row, names, cells) {
    var wide = names.filter(function (name) { return cells.get(name) instanceof Span; });
    return wide.map(function (name) {
      var bases = row.bases(name).join("\n");
      return names.filter(function (other) {
        return other === name || (bases && bases === row.bases(other).join("\n"));
      }).map(function (other) { return "input:" + other; });
    });
  }

  Rows.prototype.missing = function (standings) {
    var rows = this;
    return search.least(this.labels, function (fixed) {
      return search.settles(rows.blocks(fixed), standings, rows.spread, fixed);
    });
  };

  Rows.prototype.blocks = function (fixed) {
    var blocks = new Map();
    var names = fixed.map(function (label) { return label.slice("input:".length); });
    this.listed.forEach(function (cells, at) {
      var key = names.map(function (name) { return tables.keyOf(cells.get(name)); }).join("\n");
      if (!blocks.has(key)) blocks.set(key, []);
      blocks.get(key).push(at);
    });
    return Array.from(blocks.values());
  };

  goldline.rows = { OpenRow: OpenRow, judgmentBase: judgmentBase, judgedDomain: judgedDomain };
})(typeof window === "undefined" ? globalThis : window);
