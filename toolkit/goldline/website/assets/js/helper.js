/* The helper's form: answers by keyboard, the judgment beside them, the state in the address. */
(function () {
  "use strict";

  var goldline = window.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;

  var PREFIX = "#helper?";
  var QUIET = 500; // a screen reader hears the judgment when the reader has stopped, not at every key
  var MOST_NEAR = 4;
  var MOST_NAMED = 2; // more levels than that one reads better in the list below

  function all(root, selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  function make(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

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

  function Form(section) {
    this.section = section;
    this.form = section.querySelector("form");
    this.data = JSON.parse(section.querySelector(".gl-helper__data").textContent);
    this.helper = new goldline.helper.Helper(this.data);
    this.plain = this.data.judge.criteria.find(function (one) { return one.id === this.data.criterion; }, this);
    this.questions = new Map();
    this.answers = new Map(); // by key, the text that stands in the address
    this.found = [];
    this.listing = false;
    all(section, ".gl-ask").forEach(function (field) {
      var key = field.dataset.key;
      if (!this.questions.has(key)) this.questions.set(key, []);
      this.questions.get(key).push(field);
    }, this);
    section.querySelector(".gl-helper__result").hidden = false;
    all(section, ".gl-helper__keys, .gl-helper__bar, .gl-found").forEach(function (part) { part.hidden = false; });
    this.severitiesOfType();
    this.listen();
    this.restore();
  }

  /* --- the state and the address ------------------------------------------------------------------ */

  Form.prototype.address = function () {
    var state = new URLSearchParams();
    this.answers.forEach(function (text, key) { state.append(key, text); });
    this.opened().forEach(function (key) { state.append("open", key); });
    if (this.listing) {
      state.append("found", this.found.map(function (one) { return one.name + (one.response ? " " + one.response : ""); }).join(","));
    }
    var text = state.toString();
    return text ? PREFIX + text : "";
  };

  Form.prototype.restore = function () {
    var state = new URLSearchParams(location.hash.startsWith(PREFIX) ? location.hash.slice(PREFIX.length) : "");
    this.answers = new Map();
    state.forEach(function (text, key) {
      if (this.questions.has(key) && this.read(key, text) !== undefined) this.answers.set(key, text);
    }, this);
    var open = state.getAll("open");
    all(this.section, "details[data-place]").forEach(function (one) {
      one.open = open.indexOf(one.dataset.place) >= 0;
    });
    this.listing = state.has("found") && this.section.querySelector(".gl-found") !== null;
    var known = this.known();
    this.found = (state.get("found") || "").split(",").map(function (text) {
      var parts = text.split(" ");
      return { name: parts.slice(0, 2).join(" "), response: parts[2] || null };
    }).filter(function (one) { return known.indexOf(one.name) >= 0; });
    this.show();
    if (location.hash.startsWith(PREFIX)) this.section.scrollIntoView();
  };

  /** Put the state into the address: Back leads to the page as it was opened, not through every key. */
  Form.prototype.keep = function () {
    var address = this.address();
    var first = !location.hash.startsWith(PREFIX) && address;
    var target = location.pathname + location.search + address;
    if (first) history.pushState(history.state, "", target);
    else if (address || location.hash.startsWith(PREFIX)) history.replaceState(history.state, "", target);
  };

  Form.prototype.known = function () {
    var found = [];
    this.data.judge.types.forEach(function (type) {
      type.severities.forEach(function (severity) { found.push(type.path + " " + severity); });
    });
    return found;
  };

  Form.prototype.opened = function () {
    return tables.unique(all(this.section, "details[data-place][open]").map(function (one) {
      return one.dataset.place;
    }), String);
  };

  /** The value that a text means as the answer of a question; undefined where it means none. */
  Form.prototype.read = function (key, text) {
    var field = this.questions.get(key)[0];
    var typed = field.querySelector(":scope > .gl-ask__number input[type=text]");
    if (!typed) {
      var option = all(field, ":scope > .gl-ask__options input").find(function (one) { return one.value === text; });
      return option && text ? tables.decode(JSON.parse(option.dataset.value)) : undefined;
    }
    if (text === "null") return field.querySelector(":scope > .gl-ask__number input[type=checkbox]") ? null : undefined;
    return readNumber(typed, text);
  };

  function readNumber(typed, text) {
    var value = numbers.parse(text.replace(",", "."));
    var parts = text.split("/");
    if ("share" in typed.dataset && parts.length === 2) {
      var earned = numbers.parse(parts[0]);
      var most = numbers.parse(parts[1]);
      value = earned && most && most.c > 0n ? numbers.divide(earned, most) : null;
    }
    if (value === null) return undefined;
    var low = numbers.parse(typed.dataset.minimum || "");
    var high = numbers.parse(typed.dataset.maximum || "");
    if ("integer" in typed.dataset && !numbers.isWhole(value)) return undefined;
    if ((low && numbers.compare(value, low) < 0) || (high && numbers.compare(value, high) > 0)) return undefined;
    return value;
  }

  /* --- listening ---------------------------------------------------------------------------------- */

  Form.prototype.listen = function () {
    var form = this;
    this.form.addEventListener("submit", function (event) {
      event.preventDefault();
      form.add();
    });
    this.form.addEventListener("change", function (event) { form.changed(event.target); });
    this.form.addEventListener("input", function (event) {
      if (event.target.type === "text") form.changed(event.target);
    });
    this.form.addEventListener("keydown", function (event) { form.pressed(event); });
    all(this.section, "details[data-place]").forEach(function (one) {
      one.addEventListener("toggle", function () { form.toggled(one); });
    });
    this.section.querySelector(".gl-helper__clear").addEventListener("click", function () { form.clear(); });
    this.section.addEventListener("click", function (event) {
      var to = event.target.closest("[data-to]");
      if (to) form.goTo(to.dataset.to);
      var gone = event.target.closest("[data-gone]");
      if (gone) form.remove(Number(gone.dataset.gone));
    });
  };

  Form.prototype.changed = function (target) {
    if (target.name === "helper-mode") {
      this.listing = target.value === "list";
      if (this.listing) this.openAll();
    } else if (target.name === "type") {
      this.severitiesOfType();
      return;
    } else if (target.closest(".gl-ask")) {
      var field = target.closest(".gl-ask");
      this.answer(field.dataset.key, textOf(field, target));
    } else return;
    this.keep();
    this.show(target);
  };

  function textOf(field, target) {
    if (target.type === "checkbox") return target.checked ? "null" : "";
    return target.value.trim();
  }

  Form.prototype.answer = function (key, text) {
    if (text && this.read(key, text) !== undefined) this.answers.set(key, text);
    else this.answers.delete(key);
  };

  /** Digits answer by number, Delete clears, up and down count. */
  Form.prototype.pressed = function (event) {
    var target = event.target;
    var field = target.closest(".gl-ask");
    if (!field || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.type === "text") {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      this.step(target, event.key === "ArrowUp" ? 1 : -1);
      event.preventDefault();
      return;
    }
    if (target.type !== "radio") return;
    var options = all(field, ":scope > .gl-ask__options input");
    var at = event.key === "Delete" || event.key === "Backspace" ? 0 : "123456789".indexOf(event.key) + 1;
    if (at === 0 && event.key.length === 1) return;
    if (at === 0 && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    if (!options[at] || options[at].disabled) return;
    options[at].checked = true;
    options[at].focus();
    this.changed(options[at]);
  };

  Form.prototype.step = function (typed, by) {
    var now = numbers.parse(typed.value);
    var next = now ? numbers.add(now, numbers.fromInteger(by)) : numbers.parse(typed.dataset.minimum || "0");
    if (readNumber(typed, next.toString()) === undefined) return;
    typed.value = next.toString();
    this.changed(typed);
  };

  Form.prototype.toggled = function (details) {
    if (this.showing) return;
    // The same judgment may be asked for in two places: they open and close together.
    all(this.section, "details[data-place]").forEach(function (other) {
      if (other !== details && other.dataset.place === details.dataset.place) other.open = details.open;
    });
    this.keep();
    this.show();
  };

  Form.prototype.clear = function () {
    this.answers = new Map();
    this.found = [];
    this.listing = false;
    all(this.section, "details[data-place]").forEach(function (one) { one.open = false; });
    this.keep();
    this.show();
    var first = this.form.querySelector("input:not([disabled])");
    if (first) first.focus();
  };

  Form.prototype.goTo = function (ident) {
    var field = document.getElementById(ident);
    for (var outer = field.parentElement; outer && outer !== this.section; outer = outer.parentElement) {
      if (outer.tagName === "DETAILS") outer.open = true;
    }
    var input = field.querySelector("input:checked:not([disabled]), input[type=text]:not([disabled])");
    if (input) input.focus();
    field.scrollIntoView({ block: "nearest" });
  };

  /** Whoever lists findings wants to see what follows from them, through other judgments too. */
  Form.prototype.openAll = function () {
    this.showing = true;
    all(this.section, "details[data-place]").forEach(function (one) {
      one.open = one.open || (one.querySelector("[data-findings]") !== null && !this.answers.has(one.dataset.place));
    }, this);
  };

  /* --- the list of findings ------------------------------------------------------------------------ */

  Form.prototype.severitiesOfType = function () {
    var type = this.form.elements.type;
    if (!type) return;
    var allowed = type.selectedOptions[0].dataset.severities.split(" ");
    var severity = this.form.elements.severity;
    Array.from(severity.options).forEach(function (option) {
      option.disabled = option.hidden = allowed.indexOf(option.value) < 0;
    });
    if (severity.selectedOptions[0].disabled) severity.value = allowed[0];
  };

  Form.prototype.add = function () {
    var fields = this.form.elements;
    if (!this.listing || !this.section.querySelector(".gl-found").contains(document.activeElement)) return;
    var response = fields.response ? fields.response.value : null;
    this.found.push({ name: fields.type.value + " " + fields.severity.value, response: response });
    this.keep();
    this.show();
  };

  Form.prototype.remove = function (at) {
    this.found.splice(at, 1);
    this.keep();
    this.show();
    var next = this.section.querySelectorAll("[data-gone]")[Math.min(at, this.found.length - 1)];
    (next || this.form.elements.type).focus();
  };

  Form.prototype.showFound = function () {
    var part = this.section.querySelector(".gl-found");
    if (!part) return;
    part.querySelector("[name=helper-mode][value='" + (this.listing ? "list" : "") + "']").checked = true;
    part.querySelector(".gl-found__list").hidden = !this.listing;
    part.querySelector(".gl-found__none").hidden = this.found.length > 0;
    var titles = new Map(this.data.judge.types.map(function (type) { return [type.path, type.title]; }));
    part.querySelector(".gl-found__rows").replaceChildren.apply(
      part.querySelector(".gl-found__rows"),
      this.found.map(function (one, at) {
        var words = one.name.split(" ");
        var row = make("li", "", titles.get(words[0]) + ", " + words[1] + (one.response ? ", response " + one.response : ""));
        var gone = make("button", "gl-found__gone", "Remove");
        gone.type = "button";
        gone.dataset.gone = at;
        gone.setAttribute("aria-label", "Remove " + row.textContent);
        row.append(" ", gone);
        return row;
      })
    );
  };

  /* --- showing ------------------------------------------------------------------------------------ */

  Form.prototype.facts = function () {
    var values = new Map();
    this.answers.forEach(function (text, key) { values.set(key, this.read(key, text)); }, this);
    return new goldline.helper.Facts(values, new Set(this.opened()), this.listing ? this.found : null);
  };

  Form.prototype.show = function (touched) {
    this.showing = true;
    var result = this.helper.evaluate(this.facts());
    this.questions.forEach(function (fields, key) {
      fields.forEach(function (field) { this.showAnswer(field, key, touched); }, this);
    }, this);
    this.showFound();
    this.showInner(result);
    this.showResult(result);
    this.showLink();
    var form = this;
    // A `toggle` is told of after this script is done: what we opened ourselves is no news.
    setTimeout(function () { form.showing = false; }, 0);
  };

  Form.prototype.showAnswer = function (field, key, touched) {
    var text = this.answers.get(key) || "";
    var fixed = this.listing && "findings" in field.dataset;
    var opened = field.querySelector(":scope > details[open]") !== null;
    if (fixed) text = this.derived(key);
    field.classList.toggle("gl-ask--fixed", fixed);
    field.classList.toggle("gl-ask--opened", opened);
    field.classList.toggle("gl-ask--known", text !== "");
    all(field, ":scope > .gl-ask__options input").forEach(function (input) {
      input.checked = input.value === text && !opened;
      input.disabled = fixed || opened;
    });
    var typed = field.querySelector(":scope > .gl-ask__number input[type=text]");
    if (typed) {
      var none = field.querySelector(":scope > .gl-ask__number input[type=checkbox]");
      if (none) none.checked = text === "null";
      if (typed !== touched) typed.value = text === "null" ? "" : text;
      typed.disabled = fixed || opened || text === "null";
      if (none) none.disabled = fixed || opened;
      typed.setAttribute("aria-invalid", String(Boolean(typed.value.trim() && !text)));
    }
    var note = field.querySelector(":scope > legend .gl-ask__note");
    note.textContent = fixed ? "from your list" : "";
    note.hidden = !fixed;
  };

  Form.prototype.derived = function (key) {
    var parts = key.split(".");
    var name = parts.slice(3).join(".");
    var source = this.helper.judge.tables[parts[1]].sources[name];
    var value = this.helper.direct(source, key, source.response || parts[2], this.facts());
    return value === true ? "true" : value === false ? "false" : String(value);
  };

  Form.prototype.showInner = function (result) {
    all(this.section, "details[data-place]").forEach(function (details) {
      var told = details.querySelector(":scope > .gl-ask__found");
      var inner = findInner(result, details.dataset.place);
      told.hidden = !inner;
      if (!inner) return;
      told.textContent = (inner.broken ? "" : "Comes to: ") + this.sentence(inner);
      told.classList.toggle("gl-ask__found--broken", inner.broken);
    }, this);
  };

  function findInner(result, key) {
    if (result.inner.has(key)) return result.inner.get(key);
    var found = Array.from(result.inner.values()).map(function (inner) { return findInner(inner, key); });
    return found.find(Boolean) || null;
  }

  /** What a result says, in one sentence. */
  Form.prototype.sentence = function (result) {
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

  Form.prototype.naming = function (criterion) {
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

  Form.prototype.showResult = function (result) {
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

  Form.prototype.say = function (sentence) {
    var status = this.section.querySelector(".gl-helper__status");
    var first = this.said === undefined;
    clearTimeout(this.waiting);
    if (this.said === sentence) return;
    var form = this;
    this.waiting = setTimeout(function () {
      form.said = sentence;
      status.textContent = first ? "" : sentence; // a page that opens has nothing to announce
    }, first ? 0 : QUIET);
    if (first) this.said = "";
  };

  /** The rules that give the judgment, or the answers that contradict each other. */
  Form.prototype.rules = function (result) {
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

  Form.prototype.contradictions = function (result) {
    var form = this;
    var found = [];
    var collect = function (one) {
      if (one.contradiction.length) {
        var keys = tables.unique([].concat.apply([], one.contradiction.map(function (name) {
          return one.asks.get(name).length ? one.asks.get(name) : form.keysOf(one, name);
        })), String);
        found.push(make("p", "", "Change one of them:"), form.links(keys));
      }
      one.inner.forEach(collect);
    };
    collect(result);
    return found;
  };

  /** The questions whose answers gave an input its value. */
  Form.prototype.keysOf = function (result, name) {
    return Array.from(this.questions.keys()).filter(function (key) {
      return this.questions.get(key).some(function (field) {
        return field.dataset.names.split(" ").indexOf(name) >= 0;
      });
    }, this);
  };

  Form.prototype.links = function (keys) {
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

  Form.prototype.showLevels = function (list, judgment, name) {
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

  Form.prototype.showMissing = function (part, result) {
    var keys = this.helper.missing(result);
    part.hidden = !keys.length;
    part.querySelector("ul").replaceWith(this.links(keys));
  };

  Form.prototype.showNear = function (part, result, name) {
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

  Form.prototype.showLink = function () {
    this.section.querySelector(".gl-helper__link").setAttribute("href", this.address() || "#helper");
  };

  goldline.onPage(function (root) {
    all(root, ".gl-helper").forEach(function (section) {
      if (section.goldline) return;
      section.goldline = new Form(section);
    });
  });

  window.addEventListener("hashchange", restore);
  window.addEventListener("popstate", restore);

  function restore() {
    var section = document.querySelector(".gl-helper");
    if (!section || !section.goldline) return;
    // A rule that is looked up leaves the answers as they are.
    if (location.hash && !location.hash.startsWith(PREFIX)) return;
    if (section.goldline.address() !== location.hash) section.goldline.restore();
  }
})();
