/* The helper's panel: what the facts come to, which rules say so, and what would settle it. */
(function () {
  "use strict";

  var goldline = window.goldline;
  var numbers = goldline.numbers;
  var make = goldline.make;
  var tables = goldline.tables;

  var QUIET = 500; // a screen reader hears the judgment when the reader has stopped, not at every key
  var MOST_NEAR = 4;
  var MOST_NAMED = 2; // more levels than that one reads better in the list below

  function shown(value) {
    if (value === null) return "null";
    if (value === true) return "yes";
    if (value === false) return "no";
    if (!(value instanceof numbers.Span)) return String(value);
    if (value.low.inf && value.high.inf) return "any number";
    if (value.low.inf) return value.high + " or less";
    if (value.high.inf) return value.low + " or more";
    return value.low + " to " + value.high;
  }

  function listed(parts, last) {
    if (parts.length < 2) return parts.join("");
    return parts.slice(0, -1).join(", ") + " " + last + " " + parts[parts.length - 1];
  }

  /** The panel of a form; `questions` has the fields of each question by key. */
  function Panel(section, data, helper, questions) {
    this.section = section;
    this.data = data;
    this.helper = helper;
    this.questions = questions;
    this.plain = data.judge.criteria.find(function (one) { return one.id === data.criterion; });
  }

  /** What a result says, in one sentence. */
  Panel.prototype.sentence = function (result) {
    if (result.broken) return "These answers cannot all be true";
    var judgment = result.judgment;
    var name = this.naming(result.criterion);
    if (judgment.state === "decided") {
      return name(judgment.outcome) + (judgment.rules.length ? " (" + judgment.rules.join(", ") + ")" : "");
    }
    if (judgment.state === "gap") return "No judgment: no rule decides these facts";
    if (judgment.state === "conflict") return "No judgment: the rules " + listed(judgment.rules, "and") + " contradict each other";
    var states = { gap: "no judgment", conflict: "a contradiction of rules" };
    var beside = judgment.possible_states.map(function (state) { return states[state]; });
    var many = judgment.possible.length > MOST_NAMED;
    var parts = many ? ["one of " + judgment.possible.length + " levels"] : judgment.possible.map(name);
    return "Still open: " + listed(parts.concat(beside), "or");
  };

  Panel.prototype.naming = function (criterion) {
    var levels = new Map();
    this.data.judge.criteria.forEach(function (one) {
      if (one.id !== criterion) return;
      one.scale.levels.forEach(function (level) {
        levels.set(tables.keyOf(tables.decode(level.value)), level.label);
      });
    });
    return function (value) {
      if (value === "not-judged") return "not judged";
      var label = levels.get(tables.keyOf(value));
      if (label && typeof value === "string") return label;
      return label ? shown(value) + " · " + label : shown(value);
    };
  };

  Panel.prototype.show = function (result) {
    var part = function (name) { return this.section.querySelector(".gl-helper__" + name); }.bind(this);
    var judgment = result.judgment;
    var state = result.broken ? "broken" : judgment.state;
    var box = part("result");
    ["decided", "undecided", "gap", "conflict", "broken"].forEach(function (one) {
      box.classList.toggle("gl-helper__result--" + one, one === state);
    });
    var name = this.naming(this.data.criterion);
    part("outcome").textContent = state === "decided" ? name(judgment.outcome) : this.sentence(result);
    part("bar").textContent = part("outcome").textContent;
    this.say(this.sentence(result));
    part("rules").replaceChildren.apply(part("rules"), this.rules(result));
    this.showLevels(part("levels"), judgment, name);
    this.showMissing(part("missing"), result);
    this.showNear(part("near"), result, name);
  };

  Panel.prototype.say = function (sentence) {
    var status = this.section.querySelector(".gl-helper__status");
    var first = this.said === undefined;
    clearTimeout(this.waiting);
    if (this.said === sentence) return;
    var panel = this;
    this.waiting = setTimeout(function () {
      panel.said = sentence;
      status.textContent = first ? "" : sentence; // a page that opens has nothing to announce
    }, first ? 0 : QUIET);
    if (first) this.said = "";
  };

  /** The rules that give the judgment, or the answers that contradict each other. */
  Panel.prototype.rules = function (result) {
    if (result.broken) return this.contradictions(result);
    var plain = this.plain;
    return result.judgment.rules.map(function (id) {
      var rule = plain.rules.concat(plain.otherwise || []).find(function (one) { return one.id === id; });
      var line = make("p", "gl-helper__rule");
      var link = make("a", "", id);
      link.href = "#" + id;
      line.append(link, " ", rule ? rule.text || "Where no rule holds." : "");
      return line;
    });
  };

  Panel.prototype.contradictions = function (result) {
    var panel = this;
    var found = [];
    var collect = function (one) {
      if (one.contradiction.length) {
        var keys = tables.unique([].concat.apply([], one.contradiction.map(function (name) {
          return one.asks.get(name).length ? one.asks.get(name) : panel.keysOf(one, name);
        })), String);
        found.push(make("p", "", "Change one of them:"), panel.links(keys));
      }
      one.inner.forEach(collect);
    };
    collect(result);
    return found;
  };

  /** The questions whose answers gave an input its value. */
  Panel.prototype.keysOf = function (result, name) {
    return Array.from(this.questions.keys()).filter(function (key) {
      return this.questions.get(key).some(function (field) {
        return field.dataset.names.split(" ").indexOf(name) >= 0;
      });
    }, this);
  };

  Panel.prototype.links = function (keys) {
    var list = make("ul", "gl-helper__links");
    keys.forEach(function (key) {
      var fields = this.questions.get(key);
      if (!fields) return;
      var button = make("button", "gl-helper__to", fields[0].querySelector(".gl-ask__head").textContent);
      button.type = "button";
      button.dataset.to = fields[0].id;
      var row = make("li");
      row.append(button);
      list.append(row);
    }, this);
    return list;
  };

  Panel.prototype.showLevels = function (list, judgment, name) {
    var levels = this.plain.scale.levels;
    var possible = judgment ? judgment.possible.map(tables.keyOf) : [];
    list.hidden = !levels.length || !judgment;
    list.replaceChildren.apply(list, levels.map(function (level) {
      var value = tables.decode(level.value);
      var may = possible.indexOf(tables.keyOf(value)) >= 0;
      var state = !may ? "no" : judgment.state === "decided" ? "is" : "may";
      var row = make("li", "gl-level--" + state);
      var words = { no: "excluded", may: "possible", is: "the judgment" };
      row.append(make("span", "gl-level__name", name(value)), " ", make("span", "gl-level__state", words[state]));
      return row;
    }).reverse());
  };

  Panel.prototype.showMissing = function (part, result) {
    var keys = this.helper.missing(result);
    part.hidden = !keys.length;
    part.querySelector("ul").replaceWith(this.links(keys));
  };

  Panel.prototype.showNear = function (part, result, name) {
    var near = result.broken ? [] : this.helper.nearest(result, MOST_NEAR);
    part.hidden = !near.length;
    part.querySelector("ol").replaceChildren.apply(part.querySelector("ol"), near.map(function (one) {
      var row = make("li");
      var link = make("a", "", one.item.title || one.item.id);
      link.href = one.item.page;
      var label = one.label === null ? "" : name(one.label) + (one.item.exception ? " (an exception)" : "");
      var differs = one.differs.map(function (input) {
        return input + " " + (one.row.has(input) ? shown(one.row.get(input)) : "unknown");
      });
      var told = make("span", "gl-helper__differs");
      told.append(make("strong", "", label), label ? " · " : "", differs.length ? "with " + listed(differs, "and") : "the same facts");
      row.append(link, one.item.response ? " (response " + one.item.response + ")" : "", told);
      return row;
    }));
  };

  goldline.helper.Panel = Panel;
})();
