/* How the rules judge an item: what each input reads, and which rules and tests hold. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.trace) { return; }
  var parts = goldline.parts, h = parts.h, html = parts.html;
  var STATES = { d: ["fired", "decides"], h: ["held", "holds"], u: ["unknown", "unknown"], f: ["failed", "does not hold"] };
  var TESTS = { "1": ["held", "✓", "holds:"], "0": ["failed", "✗", "does not hold:"], "?": ["unknown", "?", "unknown:"] };

  function summary(words, one) {
    if (one.trace.state) { return one.trace.state; }
    var value = parts.level(words, one.criterion, "value" in one.trace ? one.trace.value : one.gold).textContent;
    var fired = goldline.fired(words, one);
    return value + (fired.length ? " by " + fired.join(", ") : "");
  }

  function inputs(words, criterion, trace) {
    var read = trace.inputs || [];
    return read.length ? h("dl.gl-observed", null, words.criteria[criterion].inputs.map(function (one, at) {
      return h("div", null,
        h("dt", null, parts.inputLink(words, criterion, one), " ", h("span.gl-small", { dir: "auto" }, one[1])),
        h("dd", null, read[at]));
    })) : null;
  }

  /* The cases of a rule; `marks` are those of all its tests, one letter each, in order. */
  function cases(rule, marks) {
    var at = 0;
    return rule.cases.map(function (tests, number) {
      if (!tests.length) { return null; }
      return h("p.gl-tests", null, number ? [h("span.gl-or", null, "or"), " "] : null, tests.map(function (test) {
        var mark = TESTS[marks[at]] || TESTS["?"];
        at += 1;
        return [h("span.gl-test.gl-test--" + mark[0], null,
          h("span", { "aria-hidden": "true" }, mark[1]), h("span.gl-hidden", null, mark[2]),
          " " + test[0] + ": " + test[1]), " "];
      }));
    });
  }

  function steps(words, criterion, trace) {
    var marks = (trace.marks || "").split(",");
    return h("ol.gl-steps", null, words.criteria[criterion].rules.map(function (rule, number) {
      var mark = marks[number] || "u";
      var state = STATES[mark[0]] || STATES.u;
      return h("li.gl-step.gl-step--" + state[0], null,
        h("p", null,
          parts.ruleLink(words, criterion, rule.id), " ", h("span.gl-state", null, state[1]), " ",
          rule.text ? [html("span", { dir: "auto" }, rule.text), " "] : null,
          h("span.gl-nowrap", null, "→ ", h("b", null, rule.then))),
        cases(rule, mark.slice(1)));
    }));
  }

  /* The rules that a judgment came from. */
  goldline.fired = function (words, one) {
    var marks = one.trace && one.trace.marks ? one.trace.marks.split(",") : [];
    return words.criteria[one.criterion].rules.filter(function (_, at) { return (marks[at] || "")[0] === "d"; })
      .map(function (rule) { return rule.id; });
  };

  /* The trace of one judgment, drawn when it is opened: most are never read. */
  goldline.trace = function (words, one) {
    var criterion = one.criterion, trace = one.trace;
    var made = h("details.gl-history.gl-trace", null, h("summary", null, "How the rules judge it: " + summary(words, one)));
    made.addEventListener("toggle", function () {
      if (!made.open || made.childElementCount > 1) { return; }
      [
        trace.missing ? h("p.gl-small", null, "What would settle it: " + trace.missing.join(", ") + ".") : null,
        inputs(words, criterion, trace),
        steps(words, criterion, trace)
      ].forEach(function (part) { if (part) { made.append(part); } });
    });
    return made;
  };
})();
