/* The gold browser: state in the address, rows on the page, keys. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.gold) { return; }
  goldline.gold = true;
  var make = goldline.make;
  var STEP = 50;

  /* The state as text for the address, and back. It stands after the #, so no server sees what was looked for. */
  function written(state) {
    var params = new URLSearchParams();
    if (state.q) { params.set("q", state.q); }
    Object.keys(state.chosen).sort().forEach(function (name) {
      state.chosen[name].forEach(function (value) { params.append(name, value); });
    });
    if (state.sort) { params.set("sort", state.sort); }
    return params.toString();
  }

  function readState(text) {
    var state = { q: "", sort: "", chosen: {} };
    new URLSearchParams(text).forEach(function (value, name) {
      if (name === "q" || name === "sort") { state[name] = value; }
      else if (/^(level:[\w-]+\/[\w-]+|[a-z]+)$/.test(name) && name !== "constructor") {
        state.chosen[name] = (state.chosen[name] || []).concat(value);
      }
    });
    return state;
  }

  function begin(browser, data) {
    var find = function (name) { return browser.querySelector("[data-gl-" + name + "]"); };
    var search = browser.querySelector("#gl-search");
    var rows = find("rows"), count = find("count"), more = find("more"), nothing = find("nothing");
    var chips = find("chips"), leftOut = find("left-out"), sort = find("sort"), reveal = find("reveal"), filters = find("facet-box");
    var state = readState(location.hash.slice(1));
    var result = null, shown = STEP, index = null, facets = null;

    function known(item) {
      return !item.training || goldline.answers.revealed() || Boolean(goldline.answers.own(answered, item.id));
    }
    var answered = goldline.answers.all();

    function prepare() {
      answered = goldline.answers.all();
      index = goldline.goldFilter.prepare(data, known);
      find("facet-list").textContent = "";
      facets = goldline.goldFacets(find("facet-list"), index, data, function (name, value, on) {
        var kept = (state.chosen[name] || []).filter(function (one) { return one !== value; });
        set(name, on ? kept.concat(value) : kept);
      });
    }

    function set(name, values) {
      if (values.length) { state.chosen[name] = values; } else { delete state.chosen[name]; }
      if (name === "guideline") { dropLevels(); }
      go(true);
    }

    /* Judgments of a guideline that is no longer chosen would leave nothing to find. */
    function dropLevels() {
      Object.keys(state.chosen).forEach(function (one) {
        var of = one.slice(6).split("/")[0];
        if (one.indexOf("level:") === 0 && state.chosen.guideline && state.chosen.guideline.indexOf(of) < 0) { delete state.chosen[one]; }
      });
    }

    function go(step) {
      var text = written(state);
      var target = text ? "#" + text : location.pathname + location.search;
      if (location.hash.slice(1) !== text) {
        if (step) { history.pushState(null, "", target); } else { history.replaceState(null, "", target); }
      }
      shown = STEP;
      draw();
    }

    function draw() {
      var began = performance.now();
      result = goldline.goldFilter.find(index, state);
      result.found = goldline.goldFilter.sort(result.found, state.sort);
      browser.setAttribute("data-gl-filter-ms", (performance.now() - began).toFixed(1));
      facets.draw(result, state);
      drawRows();
      drawChips();
      var all = data.items.length.toLocaleString("en"), some = result.found.length.toLocaleString("en");
      count.textContent = some === all ? all + " items" : some + " of " + all + " items";
      leftOut.hidden = !result.untold || !result.found.length;
      leftOut.textContent = "";
      if (!leftOut.hidden) { leftOut.append(untoldWords()); }
      nothing.hidden = result.found.length > 0;
      if (!nothing.hidden) { drawNothing(); }
      if (search.value !== state.q) { search.value = state.q; }
      sort.value = state.sort;
      browser.setAttribute("data-gl-draw-ms", (performance.now() - began).toFixed(1));
    }

    function untoldWords() {
      var n = result.untold;
      return n.toLocaleString("en") + (n === 1 ? " training item is" : " training items are") +
        " left out: their gold shows after you have answered, or with “Show the gold of training items”.";
    }

    function drawNothing() {
      nothing.textContent = "";
      nothing.append(make("p", "", "No item is like that."));
      if (result.untold) { nothing.append(make("p", "", untoldWords())); }
      var ways = make("ul", "gl-plain");
      chosenPairs().concat(state.q ? [["q", state.q]] : []).forEach(function (pair) {
        var without = { q: pair[0] === "q" ? "" : state.q, chosen: {} };
        Object.keys(state.chosen).forEach(function (name) {
          var kept = state.chosen[name].filter(function (value) { return name !== pair[0] || value !== pair[1]; });
          if (kept.length) { without.chosen[name] = kept; }
        });
        var would = goldline.goldFilter.find(index, without).found.length;
        if (!would) { return; }
        var button = make("button", "gl-button", "Without " + chipWords(pair) + ": " + would.toLocaleString("en"));
        button.type = "button";
        button.addEventListener("click", function () { remove(pair); rows.focus(); });
        var line = make("li");
        line.append(button);
        ways.append(line);
      });
      nothing.append(ways);
      var clear = make("button", "gl-button", "Clear all filters");
      clear.type = "button";
      clear.addEventListener("click", function () { state = { q: "", sort: state.sort, chosen: {} }; go(true); search.focus(); });
      nothing.append(clear);
    }

    function chosenPairs() {
      var pairs = [];
      Object.keys(state.chosen).forEach(function (name) {
        state.chosen[name].forEach(function (value) { pairs.push([name, value]); });
      });
      return pairs;
    }

    function chipWords(pair) {
      return pair[0] === "q" ? "“" + pair[1] + "”" : index.facets.has(pair[0]) ? facets.words(pair[0], pair[1]) : pair[0] + ": " + pair[1];
    }

    function remove(pair) {
      if (pair[0] === "q") { state.q = ""; go(true); }
      else { set(pair[0], state.chosen[pair[0]].filter(function (value) { return value !== pair[1]; })); }
    }

    function drawChips() {
      var pairs = chosenPairs();
      chips.hidden = !pairs.length;
      find("chosen").textContent = pairs.length ? " (" + pairs.length + ")" : "";
      chips.replaceChildren.apply(chips, pairs.map(function (pair) {
        var button = make("button", "gl-chip", chipWords(pair));
        button.type = "button";
        button.setAttribute("aria-label", "Remove the filter " + chipWords(pair));
        button.addEventListener("click", function () { remove(pair); search.focus(); });
        var line = make("li");
        line.append(button);
        return line;
      }));
    }

    function drawRows() {
      var some = result.found.slice(0, shown);
      rows.replaceChildren.apply(rows, some.map(draw1));
      more.parentNode.hidden = result.found.length <= shown;
      more.textContent = "Show " + Math.min(STEP, result.found.length - shown) + " more of " + (result.found.length - shown).toLocaleString("en");
    }

    function draw1(row) {
      var item = row.item;
      var line = make("li", "gl-row");
      var head = make("p", "gl-row-head");
      var link = make("a", "gl-row-link");
      link.href = goldline.root + data.address.replace("*", encodeURIComponent(item.id));
      link.append(make("span", "gl-item", item.id));
      if (row.told && item.title) {
        var title = make("span", "", item.title);
        title.dir = "auto";
        link.append(" ", title);
      }
      head.append(link);
      var guideline = data.guidelines[item.guideline];
      if (row.told) { head.append(levelsOf(item, guideline)); }
      line.append(head);
      var veiled = item.sensitive && goldline.veil && goldline.veil.needed(item.sensitive);
      var text = make("p", "gl-row-text" + (veiled ? " gl-small" : ""), veiled ? "sensitive: " + item.sensitive.join(", ") : item.text || "");
      text.dir = veiled ? "ltr" : "auto";
      line.append(text);
      var kind = item.training ? (goldline.answers.own(answered, item.id) ? "answered" : "training") : "example";
      var facts = [item.modality, item.locale, item.difficulty, kind];
      if (row.told) { facts = facts.concat((item.tags || []).map(function (one) { return "#" + one; })); }
      line.append(make("p", "gl-row-facts", facts.filter(Boolean).join(" · ")));
      return line;
    }

    function levelsOf(item, guideline) {
      var made = make("span", "gl-row-levels");
      Object.keys(item.labels || {}).forEach(function (key) {
        var parts = key.split("/");
        var criterion = guideline.criteria.find(function (one) { return one.id === parts[0]; });
        var one = make("span", "gl-row-level");
        one.append(make("span", "", (criterion ? criterion.title : parts[0]) + (parts[1] ? " " + parts[1] : "")), " ", make("b", "", item.labels[key][0]));
        made.append(one);
      });
      return made;
    }

    /* --- what readers do --- */

    search.addEventListener("input", function () { state.q = search.value; go(false); });
    sort.addEventListener("change", function () { state.sort = sort.value; go(true); });
    more.addEventListener("click", function () {
      var at = shown;
      shown += STEP;
      drawRows();
      var next = rows.children[at];
      if (next) { next.querySelector("a").focus(); }
    });
    reveal.checked = goldline.answers.revealed();
    reveal.addEventListener("change", function () {
      goldline.remember("reveal", reveal.checked);
      prepare();
      draw();
    });
    browser.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); focusRow(0); });

    // Whoever opens an item walks on from it through the list that it was found in.
    ["click", "auxclick"].forEach(function (name) {
      rows.addEventListener(name, function (event) {
        if (!event.target.closest(".gl-row-link")) { return; }
        goldline.neighbours.keep(result.found.map(function (row) { return row.item.id; }));
      });
    });

    function links() { return Array.prototype.slice.call(rows.querySelectorAll(".gl-row-link")); }
    function focusRow(at) {
      var all = links();
      if (at < 0) { search.focus(); return; }
      if (all[at]) { all[at].focus(); } else if (at >= all.length && !more.parentNode.hidden) { more.click(); }
    }

    function keys(event) {
      if (!browser.isConnected) { window.removeEventListener("keydown", keys, true); return; }
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      var inText = event.target.matches && event.target.matches("input:not([type=checkbox]), select, textarea");
      var inSite = event.target.closest && event.target.closest(".md-search");
      if (event.key === "/" && !inText) {
        // Before the site's own search, which has the same key.
        event.preventDefault();
        event.stopImmediatePropagation();
        search.focus();
        search.select();
      } else if (event.key === "Escape" && event.target === search && search.value) {
        state.q = "";
        go(false);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !inSite) {
        var at = links().indexOf(document.activeElement);
        if (event.target === search && event.key === "ArrowDown") { event.preventDefault(); focusRow(0); }
        else if (at >= 0) { event.preventDefault(); focusRow(event.key === "ArrowDown" ? at + 1 : at - 1); }
      }
    }
    window.addEventListener("keydown", keys, true);
    function follow() {
      if (!browser.isConnected) { window.removeEventListener("popstate", follow); return; }
      state = readState(location.hash.slice(1));
      shown = STEP;
      draw();
    }
    window.addEventListener("popstate", follow);
    // A page that a browser kept may hold answers from before.
    window.addEventListener("pageshow", function (event) { if (event.persisted && browser.isConnected) { prepare(); draw(); } });

    filters.open = window.matchMedia("(min-width: 60em)").matches;
    prepare();
    draw();
    browser.setAttribute("data-gl-ready", "");
  }

  goldline.onPage(function (page) {
    var browser = page.querySelector("[data-gl-browser]");
    if (!browser || browser.hasAttribute("data-gl-begun")) { return; }
    browser.setAttribute("data-gl-begun", "");
    goldline.load("gold").then(function (data) { begin(browser, data); });
  });
})();
