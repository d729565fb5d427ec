/* Filtering gold: pure functions from items and a state to what is found and how much each choice would find.
   Choices of one facet widen, facets narrow. What is not told yet (the gold of training items that their
   reader has not answered) is found by no filter that would tell it. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.goldFilter) { return; }
  var SIMPLE = ["guideline", "modality", "locale", "difficulty", "kind", "sensitive", "tag"];
  var DIFFICULTIES = ["easy", "medium", "hard"];

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }

  function above(path) {
    var parts = path.split(".");
    return parts.map(function (_, at) { return parts.slice(0, at + 1).join("."); });
  }

  /* What `known(item)` says decides whether the gold of an item may be told. */
  function prepare(data, known) {
    var facets = new Map();

    function facet(name) {
      if (!facets.has(name)) { facets.set(name, { name: name, values: [], at: new Map() }); }
      return facets.get(name);
    }
    function number(name, value) {
      var one = facet(name);
      if (!one.at.has(value)) { one.at.set(value, one.values.length); one.values.push(value); }
      return one.at.get(value);
    }

    SIMPLE.forEach(facet);
    facet("type");
    facet("severity");
    DIFFICULTIES.forEach(function (one) { number("difficulty", one); });
    data.guidelines.forEach(function (guideline) {
      number("guideline", guideline.id);
      guideline.severities.forEach(function (one) { number("severity", one); });
      guideline.criteria.forEach(function (criterion) {
        criterion.levels.forEach(function (level) { number("level:" + guideline.id + "/" + criterion.id, level[0]); });
      });
    });
    var rows = data.items.map(function (item) {
      var guideline = data.guidelines[item.guideline];
      var told = known(item);
      var tags = item.tags || [];
      // Which rules decide an item tells its gold: an id finds the items of which it may be told.
      var rules = Object.keys(item.labels || {}).flatMap(function (key) { return item.labels[key][1]; });
      return {
        item: item,
        told: told,
        facets: [
          [number("guideline", guideline.id)],
          [number("modality", item.modality)],
          [number("locale", item.locale)],
          item.difficulty ? [number("difficulty", item.difficulty)] : [],
          [number("kind", item.training ? (told ? "answered" : "training") : "example")],
          (item.sensitive || []).map(function (one) { return number("sensitive", one); }),
          tags.map(function (one) { return number("tag", one); })
        ],
        levels: Object.keys(item.labels || {}).map(function (key) {
          var name = "level:" + guideline.id + "/" + key.split("/")[0];
          return [name, number(name, item.labels[key][0])];
        }),
        findings: (item.findings || []).map(function (one) {
          return [above(one[0]).map(function (path) { return number("type", path); }), number("severity", one[1])];
        }),
        text: folded([item.id, item.text || ""].concat(told ? [item.title || ""].concat(rules) : [], tags).join(" ")),
        untold: told ? "" : folded(rules.join(" "))
      };
    });
    return { facets: facets, rows: rows };
  }

  function bits(facet, chosen) {
    if (!chosen || !chosen.length) { return null; }
    var made = new Uint8Array(facet.values.length);
    chosen.forEach(function (value) { if (facet.at.has(value)) { made[facet.at.get(value)] = 1; } });
    return made;
  }

  function any(list, chosen) {
    for (var at = 0; at < list.length; at += 1) { if (chosen[list[at]]) { return true; } }
    return false;
  }

  /* `state`: {q, chosen: {facet: [value]}}. Return {found: [row], counts: {facet: [number]}, untold: number}. */
  function find(index, state) {
    var counts = {};
    index.facets.forEach(function (facet, name) { counts[name] = new Uint32Array(facet.values.length); });
    var simple = SIMPLE.map(function (name) { return bits(index.facets.get(name), state.chosen[name]); });
    var levels = [];
    Object.keys(state.chosen).forEach(function (name) {
      if (name.indexOf("level:") === 0 && state.chosen[name].length) {
        levels.push([name, index.facets.has(name) ? bits(index.facets.get(name), state.chosen[name]) : new Uint8Array(0)]);
      }
    });
    var types = bits(index.facets.get("type"), state.chosen.type);
    var severities = bits(index.facets.get("severity"), state.chosen.severity);
    var tells = levels.length > 0 || types !== null || severities !== null;
    var words = folded(state.q || "").split(/\s+/).filter(Boolean);
    var found = [], untold = 0;

    rows: for (var r = 0; r < index.rows.length; r += 1) {
      var row = index.rows[r];
      var guessed = false;
      for (var w = 0; w < words.length; w += 1) {
        if (row.text.indexOf(words[w]) >= 0) { continue; }
        if (row.untold.indexOf(words[w]) < 0) { continue rows; }
        guessed = true;
      }
      var fails = 0, failed = "";
      for (var s = 0; s < SIMPLE.length && fails < 2; s += 1) {
        if (simple[s] && !any(row.facets[s], simple[s])) { fails += 1; failed = SIMPLE[s]; }
      }
      if (fails > 1) { continue; }
      if ((tells || guessed) && !row.told) {
        untold += fails === 0;
        continue;
      }
      for (var l = 0; l < levels.length && fails < 2; l += 1) {
        var held = false;
        for (var k = 0; k < row.levels.length && !held; k += 1) {
          held = row.levels[k][0] === levels[l][0] && levels[l][1][row.levels[k][1]] === 1;
        }
        if (!held) { fails += 1; failed = levels[l][0]; }
      }
      if (fails > 1) { continue; }
      // Type and severity are of one and the same finding.
      var both = !types && !severities;
      for (var f = 0; f < row.findings.length && !both; f += 1) {
        both = (!types || any(row.findings[f][0], types)) && (!severities || severities[row.findings[f][1]] === 1);
      }
      if (row.told && fails === 0) { countFindings(row, types, severities, counts); }
      if (!both) { continue; }
      if (fails === 0) {
        found.push(row);
        for (s = 0; s < SIMPLE.length; s += 1) { count(counts[SIMPLE[s]], row.facets[s]); }
        if (row.told) { countLevels(row, counts, ""); }
      } else if (failed.indexOf("level:") === 0) {
        countLevels(row, counts, failed);
      } else {
        count(counts[failed], row.facets[SIMPLE.indexOf(failed)]);
      }
    }
    return { found: found, counts: counts, untold: untold };
  }

  function count(into, values) { for (var at = 0; at < values.length; at += 1) { into[values[at]] += 1; } }

  /* Two responses with one level are one item. */
  function countLevels(row, counts, only) {
    for (var at = 0; at < row.levels.length; at += 1) {
      var one = row.levels[at];
      if (only && one[0] !== only) { continue; }
      var again = false;
      for (var before = 0; before < at && !again; before += 1) {
        again = row.levels[before][0] === one[0] && row.levels[before][1] === one[1];
      }
      if (!again) { counts[one[0]][one[1]] += 1; }
    }
  }

  function countFindings(row, types, severities, counts) {
    if (!row.findings.length) { return; }
    var seenTypes = [], seenSeverities = [];
    for (var at = 0; at < row.findings.length; at += 1) {
      var one = row.findings[at];
      if (!severities || severities[one[1]]) {
        for (var t = 0; t < one[0].length; t += 1) { if (seenTypes.indexOf(one[0][t]) < 0) { seenTypes.push(one[0][t]); } }
      }
      if ((!types || any(one[0], types)) && seenSeverities.indexOf(one[1]) < 0) { seenSeverities.push(one[1]); }
    }
    count(counts.type, seenTypes);
    count(counts.severity, seenSeverities);
  }

  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  function sort(rows, by) {
    if (!by) { return rows; }
    var down = by[0] === "-" ? -1 : 1, name = by.replace("-", "");
    function key(row) {
      if (name === "difficulty") { var at = DIFFICULTIES.indexOf(row.item.difficulty); return at < 0 ? 9 * down : at; }
      if (name === "unanswered") { return row.told ? 1 : 0; }
      return row.item[name] || "";
    }
    return rows.map(function (row) { return [key(row), row]; })
      .sort(function (a, b) { return down * compare(a[0], b[0]) || compare(a[1].item.id, b[1].item.id); })
      .map(function (pair) { return pair[1]; });
  }

  goldline.goldFilter = { prepare: prepare, find: find, sort: sort };
})();
