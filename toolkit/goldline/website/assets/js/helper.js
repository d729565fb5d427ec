/* The helper's form: answers by keyboard, the judgment beside them, the state in the address. */
(function () {
  "use strict";

  var goldline = window.goldline;
  var numbers = goldline.numbers;
  var tables = goldline.tables;

  var PREFIX = "#helper?";

  function all(root, selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  var make = goldline.make;

  function Form(section) {
    this.section = section;
    this.form = section.querySelector("form");
    this.data = JSON.parse(section.querySelector(".gl-helper__data").textContent);
    this.helper = new goldline.helper.Helper(this.data);
    this.questions = new Map();
    this.answers = new Map(); // by key, the text that stands in the address
    this.found = [];
    this.listing = false;
    all(section, ".gl-ask").forEach(function (field) {
      var key = field.dataset.key;
      if (!this.questions.has(key)) this.questions.set(key, []);
      this.questions.get(key).push(field);
    }, this);
    this.panel = new goldline.helper.Panel(section, this.data, this.helper, this.questions);
    all(section, ".gl-helper__bar").forEach(function (part) { part.hidden = false; });
    this.severitiesOfType();
    // Readers may have answered before scripts ran.
    var early = location.hash.startsWith(PREFIX) ? [] : this.given();
    this.listen();
    this.restore();
    early.forEach(function (pair) { this.answer(pair[0], pair[1]); }, this);
    if (early.length) {
      this.show();
      this.keep();
    }
    section.classList.add("gl-helper--ready");
  }

  /** What stands in the form: for each answer its key and its text. */
  Form.prototype.given = function () {
    return all(this.section, ".gl-ask input").filter(function (one) {
      return one.type === "text" ? one.value.trim() : one.checked && (one.type === "checkbox" || one.value);
    }).map(function (one) {
      var field = one.closest(".gl-ask");
      return [field.dataset.key, textOf(field, one)];
    });
  };

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
    try {
      if (first) history.pushState(history.state, "", target);
      else if (address || location.hash.startsWith(PREFIX)) history.replaceState(history.state, "", target);
    } catch (error) {
      // Browsers refuse addresses that change too often, as under a key held down: the next change is kept.
    }
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
      var text = textOf(field, target);
      // A field that is left says again what it said: drawing anew would take a link from under the pointer.
      if (text && this.answers.get(field.dataset.key) === text) return;
      this.answer(field.dataset.key, text);
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
    this.panel.show(result);
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
      told.textContent = (inner.judgment && inner.judgment.state === "decided" ? "Comes to: " : "") + this.panel.sentence(inner);
      told.classList.toggle("gl-ask__found--broken", inner.broken);
    }, this);
  };

  function findInner(result, key) {
    if (result.inner.has(key)) return result.inner.get(key);
    var found = Array.from(result.inner.values()).map(function (inner) { return findInner(inner, key); });
    return found.find(Boolean) || null;
  }

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
