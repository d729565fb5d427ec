/* The questions that an item which trains asks before it tells its gold. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.itemForm) { return; }
  var parts = goldline.parts, h = parts.h;

  function number(criterion, key) {
    var bounds = (criterion.minimum === null ? "" : " from " + criterion.minimum)
      + (criterion.maximum === null ? "" : " to " + criterion.maximum);
    return h("label", null, "A number" + bounds + " ",
      h("input", { type: "text", inputmode: "decimal", name: key, autocomplete: "off" }));
  }

  function choice(key, value, sort, says) {
    return h("label" + sort, null, h("input", { type: "radio", name: key, value: value }), h("span", null, says));
  }

  function choices(criterion, key, notJudged) {
    if (criterion.numeric) { return number(criterion, key); }
    return criterion.levels.map(function (level) {
      return choice(key, level[0], "", parts.levelWords(level));
    }).concat([choice(key, notJudged, ".gl-choice-not", "cannot be judged")]);
  }

  function question(words, judgment, notJudged) {
    var criterion = words.criteria[judgment.criterion];
    var key = goldline.itemForm.key(judgment);
    var rules = parts.criterionLink(words, judgment.criterion, { class: "gl-look-up" });
    rules.replaceChildren("rules", h("span.gl-hidden", null, " of " + criterion.title));
    return h("fieldset", { "data-gl-question": key },
      h("legend", null, h("span", { dir: "auto" }, criterion.title),
        judgment.response ? [" ", h("span.gl-tag", null, "response " + judgment.response)] : null, " ", rules),
      h("p.gl-small", { dir: "auto" }, criterion.question),
      h("div.gl-choices", null, choices(criterion, key, notJudged)));
  }

  goldline.itemForm = {
    /* What a judgment is called: `correctness`, `correctness/a`. */
    key: function (judgment) { return judgment.criterion + (judgment.response ? "/" + judgment.response : ""); },

    /* The form, and where its outcome goes; nothing where there is nothing to ask. */
    draw: function (words, judgments, notJudged) {
      var asked = judgments.filter(function (one) { return "gold" in one && words.criteria[one.criterion].asked; });
      if (!asked.length) { return null; }
      return [
        h("form.gl-ask-form", { "data-gl-ask": true, "aria-labelledby": "ask-title" },
          h("h2.gl-part", { id: "ask-title" }, "Your judgment"),
          asked.map(function (one) { return question(words, one, notJudged); }),
          h("p.gl-ask-end", null, h("button.gl-button.gl-button--main", { type: "submit" }, "Compare with the gold"), " ",
            h("span.gl-ask-left", { role: "status" }))),
        h("div.gl-outcome", { "data-gl-outcome": true, tabindex: "-1", hidden: true })
      ];
    }
  };
})();
