/* Escalating: forms that work without this, and with it know their room, carry the helper's facts, and
   show what was asked before. What leaves the site is an address: ids, version, commit and the question. */
(function () {
  "use strict";
  var goldline = window.goldline;
  var make = goldline.make;
  var PARTS = ["guideline", "item", "criterion", "rules"];
  var MOST = 6;
  var NEARLY = 0.6;
  var SHORT = 3;

  function words(text) {
    return new Set(text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u).filter(function (one) {
      return one.length > SHORT;
    }));
  }

  function ids(text) {
    return text.split(/[\s,;]+/).filter(Boolean);
  }

  /** One form: `frame` is what it stands in, with what was asked before. */
  function Form(form, frame) {
    this.form = form;
    this.frame = frame;
    this.kind = form.dataset.glEscalate;
    this.question = form.querySelector("[data-gl-question]");
    this.room = form.querySelector("[data-gl-room]");
    this.rules = form.querySelector("[data-gl-rules]");
    this.data = null;
    // The room is counted as it is used up, so the cautious limit for all scripts of the world can go.
    this.question.removeAttribute("maxlength");
    if (form.dataset.glPattern) {
      // What the form is about is sent without standing here; what a quick reader has typed below it stays.
      var about = this.question.defaultValue;
      if (this.question.value.startsWith(about)) { this.question.value = this.question.value.slice(about.length); }
      if (this.question.name) {
        this.whole = make("input");
        this.whole.type = "hidden";
        this.whole.name = this.question.name;
        this.form.append(this.whole);
        this.question.removeAttribute("name");
      }
    }
    this.listen();
    this.update();
  }

  Form.prototype.part = function (name) {
    var field = this.form.querySelector('[data-gl-part="' + name + '"]');
    if (field) { return field.value.trim(); }
    var fixed = { guideline: "glGuideline", item: "glItem", criterion: "glCriterion", rules: "glRulesAsked" };
    return this.form.dataset[fixed[name]] || "";
  };

  Form.prototype.filled = function (pattern) {
    return PARTS.reduce(function (text, name) {
      return text.split("{" + name + "}").join(this.part(name));
    }.bind(this), pattern);
  };

  /** Everything as one text, where a place has no fields of its own. */
  Form.prototype.text = function () {
    return this.filled(this.form.dataset.glPattern || "") + this.question.value;
  };

  /** Put what was filled in into what is sent. */
  Form.prototype.compose = function () {
    if (this.whole) { this.whole.value = this.text(); }
    var subject = this.form.dataset.glSubject;
    if (subject && this.form.elements[subject]) {
      this.form.elements[subject].value = this.filled(this.form.dataset.glTitle).replace(/\s+/g, " ").trim();
    }
  };

  /** The address as the browser will open it; `empty` leaves the question out. */
  Form.prototype.address = function (empty) {
    var kept = this.question.value;
    if (empty) { this.question.value = ""; }
    this.compose();
    var pairs = new URLSearchParams();
    new FormData(this.form).forEach(function (value, name) { pairs.append(name, value.replace(/\r?\n/g, "\r\n")); });
    this.question.value = kept;
    this.compose();
    var query = pairs.toString();
    if (this.kind === "mail") { query = query.replace(/\+/g, "%20"); }
    return this.form.getAttribute("action") + "?" + query;
  };

  Form.prototype.over = function () {
    return this.kind === "none" ? 0 : this.address().length - Number(this.form.dataset.glLimit);
  };

  Form.prototype.update = function () {
    if (this.kind === "none") { return; }
    var limit = Number(this.form.dataset.glLimit);
    var over = this.over();
    var bare = this.address(true).length;
    var typed = Array.from(this.question.value).length;
    // What a character of this text takes: one byte in English, nine in Chinese.
    var each = typed ? Math.max(1, (limit + over - bare) / typed) : 1;
    var used = (limit + over - bare) / (limit - bare);
    this.room.hidden = used < NEARLY;
    this.room.classList.toggle("gl-escalate__room--over", over > 0);
    var says = this.room.querySelector("p");
    var text = over > 0
      ? "Too long by about " + Math.ceil(over / each) + " characters: an address cannot hold more. Shorten it here, or copy it, open the form without it, and paste it there."
      : "Room for about " + Math.floor(-over / each) + " more characters.";
    if (says.textContent !== text) { says.textContent = text; }
    this.room.querySelector(".gl-escalate__way").hidden = over <= 0;
    var empty = this.room.querySelector("[data-gl-empty]");
    if (over > 0) { empty.href = this.address(true); }
    this.question.setAttribute("aria-invalid", String(over > 0));
  };

  Form.prototype.listen = function () {
    var one = this;
    var waiting = 0;
    this.form.addEventListener("input", function () {
      // A text of many lines comes line by line.
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(function () { one.update(); one.showBefore(); });
    });
    this.form.addEventListener("change", function (event) {
      if (event.target.dataset.glPart === "guideline") { one.showCriteria(); }
      if (event.target.dataset.glPart) { one.showRules(); one.update(); one.showBefore(); }
    });
    this.form.addEventListener("submit", function (event) {
      one.compose();
      if (one.over() > 0) {
        event.preventDefault();
        one.update();
        one.question.focus();
        goldline.say("Not sent: the question is too long for an address");
      }
    });
    this.form.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      if (button.hasAttribute("data-gl-copy")) { one.copy(one.question.value); }
      if (button.hasAttribute("data-gl-copy-all")) { one.copy(one.text()); }
      if (button.dataset.glRule) { one.toggle(button.dataset.glRule); }
    });
  };

  Form.prototype.copy = function (text) {
    var field = this.question;
    goldline.copy(text).then(function (copied) {
      if (copied) { goldline.say("Copied"); return; }
      field.value = text;
      field.select();
      goldline.say("Press Ctrl and C to copy what is marked");
    });
  };

  /** Bring in what the form can say by what this site holds. */
  Form.prototype.know = function (data) {
    this.data = data;
    this.showCriteria();
    this.showRules();
    this.showBefore();
  };

  Form.prototype.guideline = function () {
    return this.part("guideline").split("@")[0];
  };

  Form.prototype.showCriteria = function () {
    var field = this.form.querySelector('select[data-gl-part="criterion"]');
    var mine = this.guideline();
    if (!field) { return; }
    field.querySelectorAll("optgroup").forEach(function (group) {
      group.hidden = group.dataset.glOf !== mine;
      group.disabled = group.hidden;
    });
    if (field.selectedOptions[0] && field.selectedOptions[0].parentNode.disabled) { field.value = ""; }
  };

  Form.prototype.showRules = function () {
    if (!this.rules || !this.data) { return; }
    var rules = (this.data.rules[this.guideline()] || {})[this.part("criterion")] || [];
    var chosen = ids(this.part("rules"));
    this.rules.hidden = rules.length === 0;
    this.rules.replaceChildren.apply(this.rules, rules.map(function (rule) {
      var button = make("button", "gl-escalate__rule", rule[0]);
      button.type = "button";
      button.dataset.glRule = rule[0];
      button.title = rule[1];
      button.setAttribute("aria-pressed", String(chosen.indexOf(rule[0]) >= 0));
      return button;
    }));
  };

  Form.prototype.toggle = function (rule) {
    var field = this.form.querySelector('[data-gl-part="rules"]');
    var chosen = ids(field.value);
    var at = chosen.indexOf(rule);
    if (at >= 0) { chosen.splice(at, 1); } else { chosen.push(rule); }
    field.value = chosen.join(", ");
    this.rules.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(chosen.indexOf(button.dataset.glRule) >= 0));
    });
    this.update();
    this.showBefore();
  };

  /** What was asked about the same, the likest first. */
  Form.prototype.showBefore = function () {
    var place = this.frame.querySelector("[data-gl-before]");
    if (!this.data || !place || this.form.closest("details:not([open])")) { return; }
    var mine = { guideline: this.guideline(), item: this.part("item"), criterion: this.part("criterion"), rules: ids(this.part("rules")) };
    var asked = words(this.question.value);
    var found = this.data.asked.map(function (one) {
      if (one.guideline !== mine.guideline) { return null; }
      var shared = one.rules.some(function (rule) { return mine.rules.indexOf(rule) >= 0; });
      var same = one.item && one.item === mine.item;
      var near = 0;
      words(one.question + " " + one.answer).forEach(function (word) { near += asked.has(word) ? 1 : 0; });
      near = asked.size ? near / asked.size : 0;
      var fits = mine.rules.length ? shared || same : (mine.criterion && one.criterion === mine.criterion) || same;
      if (!fits && near < 0.4) { return null; }
      return { one: one, score: 3 * near + (shared ? 2 : 0) + (same ? 2 : 0) + (one.status === "open" ? 0.5 : 0) };
    }).filter(Boolean).sort(function (a, b) {
      return b.score - a.score || (a.one.opened < b.one.opened ? 1 : -1);
    }).slice(0, MOST);
    place.hidden = found.length === 0;
    var told = !place.hasAttribute("data-gl-untold");
    place.querySelector("ul").replaceChildren.apply(place.querySelector("ul"), found.map(function (each) {
      var row = make("li");
      var link = make("a", "", each.one.id);
      link.href = goldline.root + each.one.at;
      row.append(link, " ", make("span", "gl-state gl-state-" + each.one.status, each.one.status));
      if (!told) { return row; }
      [["", each.one.question], ["gl-escalate__answer", each.one.answer]].forEach(function (text) {
        if (!text[1]) { return; }
        var said = make("span", text[0], text[1]);
        said.dir = "auto";
        row.append(" ", said);
      });
      return row;
    }));
  };

  /* --- from the helper ---------------------------------------------------------------------------- */

  /** What the helper holds, as the beginning of a question: facts, the judgment, and the way back to them. */
  function helperState(helper) {
    var link = helper.querySelector(".gl-helper__link").getAttribute("href");
    var facts = [];
    new URLSearchParams(link.startsWith("#helper?") ? link.slice(8) : "").forEach(function (text, key) {
      // Keys end in the response, which may be none, and the name: `f.correctness.b.worst_error`.
      var path = key.split(".");
      var of = path.length > 2 ? path[path.length - 2] : "";
      if (key !== "open") { facts.push(path[path.length - 1] + (of ? " of " + of : "") + " = " + text); }
    });
    var outcome = helper.querySelector(".gl-helper__outcome").textContent.replace(/\s+/g, " ").trim();
    var rules = Array.from(helper.querySelectorAll(".gl-helper__rule a"), function (one) { return one.textContent; });
    var lines = [];
    if (facts.length) { lines.push("Facts: " + facts.join(", ")); }
    if (facts.length && outcome) { lines.push("The rules say: " + outcome); }
    // An address on somebody's disk leads nobody anywhere.
    if (facts.length && location.protocol !== "file:") { lines.push(location.href.split("#")[0] + link); }
    return { rules: rules, text: lines.length ? lines.join("\n") + "\n\n" : "" };
  }

  function fromHelper(link) {
    var frame = document.getElementById("escalate");
    var helper = link.closest(".gl-helper");
    if (!frame || !helper) { return; }
    var state = helperState(helper);
    frame.querySelectorAll("[data-gl-escalate]").forEach(function (element) {
      var one = element.goldline;
      var rules = element.querySelector('[data-gl-part="rules"]');
      if (rules) { rules.value = state.rules.join(", "); }
      var old = one.question.value;
      one.question.value = state.text + old.slice(one.facts && old.startsWith(one.facts) ? one.facts.length : 0);
      one.facts = state.text;
      one.showRules();
      one.update();
      one.showBefore();
    });
  }

  /* --- opening ------------------------------------------------------------------------------------ */

  function open(frame) {
    for (var one = frame; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") { one.open = true; }
    }
    var field = frame.querySelector("[data-gl-question]");
    if (field) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
      frame.scrollIntoView({ block: "nearest" });
    }
  }

  function fromAddress() {
    var frame = document.getElementById(goldline.place());
    if (frame && frame.classList.contains("gl-escalate__body")) { open(frame); }
  }

  function bring(frame) {
    if (frame.goldline) { return; }
    frame.goldline = Array.from(frame.querySelectorAll("[data-gl-escalate]"), function (element) {
      element.goldline = new Form(element, frame);
      return element.goldline;
    });
    // One question, wherever it is typed.
    frame.addEventListener("input", function (event) {
      if (!event.target.hasAttribute("data-gl-question")) { return; }
      frame.goldline.forEach(function (one) {
        if (one.question !== event.target) { one.question.value = event.target.value; }
      });
    });
    goldline.load("escalations").then(function (data) {
      frame.goldline.forEach(function (one) { one.know(data); });
    });
  }

  window.addEventListener("hashchange", fromAddress);
  // Once more when all is loaded: only then has the browser gone to the place, and let go of the focus.
  window.addEventListener("load", function () { setTimeout(fromAddress); });
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest("a[data-gl-from-helper]") : null;
    var frame = link && document.getElementById("escalate");
    if (!frame) { return; }
    event.preventDefault();
    if (frame.closest("details")) { frame.closest("details").open = true; }
    bring(frame);
    fromHelper(link);
    open(frame);
  });
  goldline.onPage(function (page) {
    // Most forms of a page are never opened: each is set up when it is.
    page.querySelectorAll(".gl-escalate").forEach(function (place) {
      var frame = place.querySelector(".gl-escalate__body");
      if (place.tagName !== "DETAILS" || place.open) { bring(frame); return; }
      place.addEventListener("toggle", function () { if (place.open) { bring(frame); } });
    });
    fromAddress();
  });
})();
