/* The filters of the gold browser: a box for each facet, a line for each choice with how much it would find. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.goldFacets) { return; }
  var make = goldline.make;
  var FEW = 8;
  var TITLES = {
    guideline: "Guideline", type: "Type of finding", severity: "Severity", modality: "Modality", locale: "Locale",
    difficulty: "Difficulty", kind: "Kind", tag: "Tag", sensitive: "Sensitive content"
  };
  var ORDER = ["guideline", "kind", "modality", "locale", "difficulty", "LEVELS", "severity", "type", "tag", "sensitive"];
  // These read as one wants them; all others by how much they find.
  var AS_GIVEN = ["guideline", "difficulty", "severity"];

  /* Return {draw(result, state)}. `change(facet, value, on)` is called for what the reader chooses. */
  goldline.goldFacets = function (list, index, data, change) {
    var boxes = new Map();
    var hint = make("p", "gl-small gl-facet-hint", "Choose one guideline to filter by judgment.");
    var levels = make("div", "gl-facet-levels");

    function words(name, value) {
      if (name === "guideline") {
        return (data.guidelines.find(function (one) { return one.id === value; }) || { title: value }).title;
      }
      if (name.indexOf("level:") === 0) {
        var level = criterionOf(name).levels.find(function (one) { return one[0] === value; });
        return level && level[1] && level[1].toLowerCase() !== value.toLowerCase() ? value + " " + level[1] : value;
      }
      if (name === "type") {
        var titled = data.guidelines.find(function (one) { return goldline.answers.own(one.types, value); });
        return (titled ? titled.types[value] + " " : "") + value;
      }
      return value;
    }

    function criterionOf(name) {
      var parts = name.slice(6).split("/");
      var guideline = data.guidelines.find(function (one) { return one.id === parts[0]; });
      return (guideline && guideline.criteria.find(function (one) { return one.id === parts[1]; })) || { title: parts[1], levels: [] };
    }

    function box(name, title) {
      var facet = index.facets.get(name);
      var made = make("fieldset", "gl-facet");
      made.setAttribute("data-gl-facet", name);
      made.append(make("legend", "", title));
      var lines = make("div", "gl-choices-list");
      var more = make("button", "gl-facet-more", "");
      more.type = "button";
      more.hidden = true;
      made.append(lines, more);
      var kept = facet.values.map(function (value) {
        var line = make("label", "gl-choice");
        var input = document.createElement("input");
        input.type = "checkbox";
        input.value = value;
        input.addEventListener("change", function () { change(name, value, input.checked); });
        var text = make("span", "gl-choice-name", words(name, value));
        text.dir = "auto";
        var number = make("span", "gl-choice-count", "");
        line.append(input, text, number);
        return { value: value, line: line, input: input, number: number };
      });
      var one = { element: made, lines: lines, more: more, choices: kept, open: false, placed: "" };
      more.addEventListener("click", function () { one.open = !one.open; one.draw(); });
      boxes.set(name, one);
      return one;
    }

    function draw(name, one, counts, chosen) {
      one.draw = function () { draw(name, one, counts, chosen); };
      var order = one.choices.map(function (choice, at) {
        choice.count = counts[at] || 0;
        choice.input.checked = chosen.indexOf(choice.value) >= 0;
        choice.number.textContent = choice.count.toLocaleString("en");
        choice.line.classList.toggle("gl-choice--none", choice.count === 0 && !choice.input.checked);
        return choice;
      });
      if (AS_GIVEN.indexOf(name) < 0 && name.indexOf("level:") < 0 && !one.order) {
        // Settled once, so that lines do not jump under the pointer.
        one.order = order.slice().sort(function (a, b) { return b.count - a.count || (a.value < b.value ? -1 : 1); });
      }
      var shown = (one.order || order).filter(function (choice) { return choice.count > 0 || choice.input.checked; });
      var few = one.open ? shown : shown.filter(function (choice, at) { return at < FEW || choice.input.checked; });
      var placed = few.map(function (choice) { return choice.value; }).join("\n");
      if (placed !== one.placed) {
        var focus = document.activeElement;
        one.lines.replaceChildren.apply(one.lines, few.map(function (choice) { return choice.line; }));
        if (focus && one.lines.contains(focus)) { focus.focus(); }
        one.placed = placed;
      }
      one.more.hidden = shown.length <= FEW;
      one.more.textContent = one.open ? "fewer" : shown.length - few.length + " more";
      one.element.hidden = shown.length === 0;
    }

    ORDER.forEach(function (name) {
      if (name === "LEVELS") { list.append(hint, levels); }
      else { list.append(box(name, TITLES[name]).element); }
    });

    return {
      words: function (name, value) {
        var title = name.indexOf("level:") === 0 ? criterionOf(name).title : TITLES[name];
        return title + ": " + words(name, value);
      },
      draw: function (result, state) {
        var chosen = state.chosen.guideline || [];
        var guideline = chosen.length === 1 ? chosen[0] : data.guidelines.length === 1 ? data.guidelines[0].id : "";
        hint.hidden = Boolean(guideline);
        index.facets.forEach(function (facet, name) {
          var of = name.indexOf("level:") === 0;
          var here = of && (name.slice(6).split("/")[0] === guideline || (state.chosen[name] || []).length > 0);
          if (of && here && !boxes.has(name)) { levels.append(box(name, criterionOf(name).title).element); }
          var one = boxes.get(name);
          if (!one) { return; }
          if (of && !here) { one.element.hidden = true; return; }
          draw(name, one, result.counts[name], state.chosen[name] || []);
        });
      }
    };
  };
})();
