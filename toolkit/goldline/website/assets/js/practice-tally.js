/* What came of a practice: pure functions from the practice, the gold and the rules. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.tally) { return; }
  var own = goldline.answers.own;

  /* Small and the same everywhere, so that a number gives one order to all (mulberry32). */
  function random(seed) {
    var a = seed >>> 0;
    return function () {
      a = (a + 0x6d2b79f5) >>> 0;
      var t = Math.imul(a ^ (a >>> 15), a | 1);
      t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  function shuffled(list, seed) {
    var made = list.slice(), next = random(seed);
    for (var at = made.length - 1; at > 0; at -= 1) {
      var other = Math.floor(next() * (at + 1));
      var kept = made[at];
      made[at] = made[other];
      made[other] = kept;
    }
    return made;
  }

  /* Which items a guideline has to practise with, in the order of their ids. */
  function trainers(data, guideline, difficulty, locale) {
    return data.items.filter(function (item) {
      return item.training && data.guidelines[item.guideline].id === guideline && item.labels &&
        (!difficulty || item.difficulty === difficulty) && (!locale || item.locale === locale);
    }).map(function (item) { return item.id; }).sort();
  }

  /* Items in the order of a seed; where some have been answered (`last` by id), those come last. */
  function choose(ids, seed, length, answered) {
    var mixed = shuffled(ids, seed);
    var first = mixed.filter(function (id) { return !own(answered, id); });
    var last = mixed.filter(function (id) { return own(answered, id); });
    return first.concat(last).slice(0, length);
  }

  /* Every judgment of a practice: {item, criterion, response, value, gold, rules, accept, verdict, at, seconds}. */
  function judgments(practice, data) {
    var made = [];
    var items = new Map(data.items.map(function (item) { return [item.id, item]; }));
    practice.items.forEach(function (id) {
      var item = items.get(id), answer = own(practice.answers, id);
      if (!item || !answer || !answer.values) { return; }
      Object.keys(item.labels || {}).forEach(function (key) {
        var label = item.labels[key], parts = key.split("/");
        var value = own(answer.values, key);
        var verdict = goldline.answers.verdict(value, label[0], label[2]);
        if (!verdict) { return; }
        made.push({
          item: id, criterion: parts[0], response: parts[1] || "", value: String(value), gold: label[0], rules: label[1],
          accept: label[2], verdict: verdict, at: String(answer.at || ""), seconds: Number(answer.seconds) || 0
        });
      });
    });
    return made;
  }

  function byCriterion(all) {
    var found = new Map();
    all.forEach(function (one) {
      if (!found.has(one.criterion)) { found.set(one.criterion, { criterion: one.criterion, all: 0, right: 0 }); }
      var row = found.get(one.criterion);
      row.all += 1;
      row.right += one.verdict !== "differs";
    });
    return Array.from(found.values());
  }

  /* What to read again: each rule that decided what the reader judged otherwise, those missed most first. */
  function again(all) {
    var found = new Map();
    all.filter(function (one) { return one.verdict === "differs"; }).forEach(function (one) {
      (one.rules.length ? one.rules : [""]).forEach(function (rule) {
        var key = one.criterion + " " + rule;
        if (!found.has(key)) { found.set(key, { criterion: one.criterion, rule: rule, missed: [] }); }
        found.get(key).missed.push(one);
      });
    });
    return Array.from(found.values()).sort(function (a, b) { return b.missed.length - a.missed.length || (a.rule < b.rule ? -1 : 1); });
  }

  /* A cell that a spreadsheet would run is shown as text. */
  function cell(value) {
    var text = String(value);
    if (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) { text = "'" + text; }
    return '"' + text.replace(/"/g, '""') + '"';
  }

  /* A judgment log, as `goldline score` reads it. */
  function csv(all, annotator, version) {
    var lines = [["item", "criterion", "response", "annotator", "value", "submitted_at", "seconds", "guideline"]];
    all.forEach(function (one) {
      lines.push([one.item, one.criterion, one.response, annotator, one.value, one.at, one.seconds, version]);
    });
    return lines.map(function (line) { return line.map(cell).join(","); }).join("\r\n") + "\r\n";
  }

  goldline.tally = { trainers: trainers, choose: choose, judgments: judgments, byCriterion: byCriterion, again: again, csv: csv };
})();
