/* The practice page: begin, go on, see how it went. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.practicePage) { return; }
  goldline.practicePage = true;
  var answers = goldline.answers, make = goldline.make, tally = goldline.tally;

  function begin(desk, data, rules) {
    var find = function (name) { return desk.querySelector("[data-gl-" + name + "]"); };
    var form = find("setup"), says = find("setup-says");

    function itemAddress(id) { return goldline.root + data.address.replace("*", encodeURIComponent(id)); }
    function link(address, text, name) {
      var made = make("a", name || "", text);
      made.href = address;
      return made;
    }
    function guidelineOf(id) { return data.guidelines.find(function (one) { return one.id === id; }); }
    function button(text, run, name) {
      var made = make("button", name || "gl-button", text);
      made.type = "button";
      made.addEventListener("click", run);
      return made;
    }

    function drawLocales() {
      var locales = Array.from(new Set(data.items.filter(function (item) {
        return item.training && data.guidelines[item.guideline].id === form.guideline.value;
      }).map(function (item) { return item.locale; }))).sort();
      var chosen = form.locale.value;
      form.locale.replaceChildren.apply(form.locale, [new Option("any", "")].concat(locales.map(function (one) { return new Option(one, one); })));
      form.locale.value = locales.indexOf(chosen) >= 0 ? chosen : "";
    }
    form.guideline.addEventListener("change", drawLocales);

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var ids = tally.trainers(data, form.guideline.value, form.difficulty.value, form.locale.value);
      if (!ids.length) { says.textContent = "No training item is like that: choose another difficulty or locale."; return; }
      var given = form.seed.value.trim();
      var seed = given ? Number(given) : Math.floor(Math.random() * 1e6);
      var length = form.length.value === "all" ? ids.length : Number(form.length.value);
      var practice = {
        format: "goldline/practice/1", guideline: form.guideline.value, seed: seed, began: new Date().toISOString(),
        items: tally.choose(ids, seed, length, given ? {} : answers.all()), answers: {}
      };
      answers.keepPractice(practice);
      location.href = itemAddress(practice.items[0]);
    });

    function draw() {
      var practice = answers.practice();
      var guideline = practice ? guidelineOf(practice.guideline) : null;
      var next = guideline ? answers.next(practice) : null;
      var done = guideline ? practice.items.filter(function (id) { return answers.own(practice.answers, id); }).length : 0;
      drawRunning(practice, guideline, next, done);
      find("summary").hidden = !guideline || !done;
      if (guideline && done) { drawSummary(practice, guideline, next); }
      drawPast();
    }

    function drawRunning(practice, guideline, next, done) {
      find("running").hidden = !next;
      var body = find("running-body");
      body.textContent = "";
      if (!next) { return; }
      body.append(make("p", "", guideline.title + ": " + done + " of " + practice.items.length + " answered, order " + practice.seed + "."));
      var line = make("p", "gl-buttons");
      line.append(link(itemAddress(next), done ? "Go on" : "Begin with the first item", "gl-button gl-button--main"), button("End it", function () {
        if (done) { keepPast(practice); practice.items = practice.items.filter(function (id) { return answers.own(practice.answers, id); }); answers.keepPractice(practice); }
        else { answers.keepPractice(null); }
        draw();
        find(done ? "summary" : "setup").focus();
      }));
      body.append(line);
    }

    function drawSummary(practice, guideline, next) {
      var body = find("summary-body");
      var all = tally.judgments(practice, data);
      var right = all.filter(function (one) { return one.verdict !== "differs"; }).length;
      body.textContent = "";
      body.append(make("p", "gl-outcome-score", right + " of " + all.length + " judgments as the gold" + (next ? " so far" : "")));
      body.append(byCriterion(all, guideline));
      body.append(toRead(all, guideline));
      var line = make("p", "gl-buttons");
      line.append(
        button("Save as CSV", function () { save("practice.csv", "text/csv", tally.csv(all, "me", guideline.id + "@" + guideline.version)); }),
        button("Save as JSON", function () { save("practice.json", "application/json", JSON.stringify(exported(practice, all), null, 1)); })
      );
      body.append(line);
      if (!next) { keepPast(practice); }
    }

    function byCriterion(all, guideline) {
      var table = make("table", "gl-table gl-tally");
      var head = make("tr");
      ["criterion", "as the gold", ""].forEach(function (text) {
        var cell = make(text ? "th" : "td", "", text);
        if (text) { cell.scope = "col"; }
        head.append(cell);
      });
      var top = make("thead");
      top.append(head);
      var bottom = make("tbody");
      tally.byCriterion(all).forEach(function (one) {
        var criterion = guideline.criteria.find(function (c) { return c.id === one.criterion; });
        var row = make("tr"), name = make("th");
        name.scope = "row";
        name.append(criterion ? link(goldline.root + criterion.address, criterion.title) : one.criterion);
        var meter = document.createElement("meter");
        meter.max = one.all;
        meter.value = one.right;
        meter.setAttribute("aria-hidden", "true");
        var bar = make("td");
        bar.append(meter);
        row.append(name, make("td", "", one.right + " of " + one.all), bar);
        bottom.append(row);
      });
      table.append(top, bottom);
      return table;
    }

    function toRead(all, guideline) {
      var part = make("div", "gl-again");
      var list = tally.again(all);
      part.append(make("h3", "", list.length ? "Read again" : "Nothing to read again: every judgment was as the gold."));
      var lines = make("ul", "gl-list");
      list.forEach(function (one) {
        var rule = answers.own(answers.own(answers.own(rules.guidelines, guideline.id), one.criterion), one.rule);
        var criterion = guideline.criteria.find(function (c) { return c.id === one.criterion; });
        var line = make("li", "gl-rule");
        var head = make("p");
        if (rule) { head.append(link(goldline.root + rule.address, one.rule), " ", make("span", "", rule.text)); }
        else { head.append(criterion ? link(goldline.root + criterion.address, criterion.title) : one.criterion); }
        head.dir = "auto";
        line.append(head);
        one.missed.forEach(function (miss) {
          var told = make("p", "gl-small");
          told.append(link(itemAddress(miss.item), miss.item, "gl-item"), (miss.response ? " " + miss.response : "") + ": you gave " + miss.value + ", the gold is " + miss.gold);
          line.append(told);
        });
        lines.append(line);
      });
      part.append(lines);
      return part;
    }

    function exported(practice, all) {
      return {
        format: "goldline/practice/1", guideline: practice.guideline, seed: practice.seed, began: practice.began,
        items: practice.items, judgments: all
      };
    }

    function save(name, kind, text) {
      var made = link(URL.createObjectURL(new Blob([text], { type: kind })), "");
      made.download = name;
      document.body.append(made);
      made.click();
      made.remove();
      setTimeout(function () { URL.revokeObjectURL(made.href); }, 1000);
    }

    function keepPast(practice) {
      var all = tally.judgments(practice, data);
      var past = pastOnes().filter(function (one) { return one.began !== practice.began; });
      past.push({
        began: practice.began, guideline: practice.guideline, seed: practice.seed, items: Object.keys(practice.answers).length,
        right: all.filter(function (one) { return one.verdict !== "differs"; }).length, all: all.length
      });
      goldline.remember("practised", past.slice(-50));
    }

    function pastOnes() {
      var found = goldline.recall("practised", []);
      return Array.isArray(found) ? found.filter(function (one) { return one && typeof one.began === "string"; }) : [];
    }

    function drawPast() {
      var past = pastOnes();
      find("past").hidden = !past.length;
      var body = find("past-body"), list = make("ul", "gl-list");
      body.textContent = "";
      past.slice().reverse().forEach(function (one) {
        var guideline = guidelineOf(one.guideline);
        list.append(make("li", "", one.began.slice(0, 10) + " " + (guideline ? guideline.title : one.guideline) + ": " + one.right + " of " + one.all + " judgments on " + one.items + (one.items === 1 ? " item" : " items")));
      });
      body.append(list, button("Forget all my answers", function () {
        ["answers", "practice", "practised"].forEach(function (name) { goldline.remember(name, null); });
        draw();
        find("setup").focus();
      }));
    }

    find("setup").tabIndex = -1;
    drawLocales();
    draw();
    window.addEventListener("pageshow", function (event) { if (event.persisted && desk.isConnected) { draw(); } });
  }

  goldline.onPage(function (page) {
    var desk = page.querySelector("[data-gl-practice-page]");
    if (!desk || desk.hasAttribute("data-gl-begun")) { return; }
    desk.setAttribute("data-gl-begun", "");
    Promise.all([goldline.load("gold"), goldline.load("practice")]).then(function (both) { begin(desk, both[0], both[1]); });
  });
})();
