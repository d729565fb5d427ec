/* What the gold says of an item: feedback, findings with their evidence, judgments, observations, votes. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.itemGold) { return; }
  var parts = goldline.parts, h = parts.h, html = parts.html;

  function section(id, title) {
    return h.apply(null, ["section", { "aria-labelledby": id }, h("h2.gl-part", { id: id }, title)]
      .concat(Array.prototype.slice.call(arguments, 2)));
  }

  function small(says) { return says ? [" ", h("span.gl-small", null, says)] : null; }

  /* --- findings ---------------------------------------------------------------------------- */

  function quoted(one) {
    var words = ["“", h("bdi", null, one.quote), "”"];
    return [
      one.anchor ? h("a", { href: "#" + one.anchor }, words) : words,
      small(one["in"] ? "in " + one["in"] : ""),
      small(one.occurrence ? "occurrence " + one.occurrence : "")
    ];
  }

  function seen(one) {
    var seconds = parts.seconds;
    var where = one.region ? h("a", { href: "#" + one.anchor }, "region of " + one.media)
      : ["in ", h("a", { href: "#" + one.anchor }, one.media)];
    return [
      one.segment ? [h("button.gl-seek", {
        type: "button", "data-gl-seek": one.segment[0], "data-gl-until": one.segment[1], "data-gl-media": one.media
      }, h("span", { "aria-hidden": "true" }, "▶"), " " + seconds(one.segment[0]) + " to " + seconds(one.segment[1]) + " s"), " "] : null,
      where
    ];
  }

  function accepted(words, also) {
    var said = (also.severities || []).concat((also.types || []).map(function (path) { return parts.typeLink(words, path); }))
      .concat(also.absent ? ["not to find it"] : []);
    return h("p.gl-small", null, "Right too: ", parts.joined(said, ", "), ".");
  }

  function finding(words, one, at) {
    var number = at + 1;
    return h("li.gl-finding", { id: "finding-" + number, "data-gl-finding": number, tabindex: "0" },
      h("p.gl-finding-head", null,
        h("span.gl-number", { "data-gl-number": number, "aria-hidden": "true" }),
        h("span.gl-severity", null, one.severity), " ", parts.typeLink(words, one.type, true),
        one.response ? [" ", h("span.gl-tag", null, "response " + one.response)] : null),
      h("ul.gl-plain.gl-pointers", null, (one.pointers || []).map(function (pointer) {
        return h("li", null, "quote" in pointer ? quoted(pointer) : seen(pointer),
          small(pointer.words ? "(" + pointer.words + ")" : ""));
      })),
      one.note ? html("div.gl-finding-note", { dir: "auto" }, one.note) : null,
      one.accept ? accepted(words, one.accept) : null);
  }

  function findings(words, item) {
    var some = item.findings || [];
    return section("findings-title", "Findings",
      item.unsearched ? h("p", null, "Nobody has looked for findings here: they are unknown.")
        : some.length ? h("ol.gl-findings", null, some.map(function (one, at) { return finding(words, one, at); }))
          : h("p", null, "None: there is nothing to mark."),
      item.inspected ? h("p.gl-small", null, "Looked for since: ",
        parts.joined(item.inspected.map(function (path) { return parts.typeLink(words, path); }), ", "), ".") : null);
  }

  /* --- judgments --------------------------------------------------------------------------- */

  function head(words, one, notJudged) {
    var fired = goldline.fired(words, one);
    var accept = one.accept || [];
    return h("p.gl-judgment-head", null,
      one.response ? [h("span.gl-tag", null, "response " + one.response), " "] : null,
      "gold" in one ? parts.level(words, one.criterion, one.gold, notJudged) : h("span.gl-small", null, "no gold label"),
      accept.length ? [" ", h("span.gl-small", null, "right too: ", parts.joined(accept.map(function (value) {
        return h("span", { "data-gl-accept": value }, value);
      }), ", "))] : null,
      one.exception ? [" ", h("span.gl-state.gl-state-open", null, "exception")] : null,
      one.against ? [" ", h("span.gl-state.gl-state-open", null, "against the rules")] : null,
      fired.length ? [" ", h("span.gl-by", null, parts.joined(fired.map(function (rule) {
        return parts.ruleLink(words, one.criterion, rule);
      }), " "))] : null);
  }

  function exception(one) {
    return h("div.gl-note", null, h("p", null, h("strong", null, "Why the label stands against the rules:"), " ",
      html("span", { dir: "auto" }, one.exception), small(one.by ? "Decided by " + one.by + "." : "")));
  }

  function past(words, some) {
    return h("details.gl-history", null,
      h("summary", null, "History: changed in " + some.length + (some.length === 1 ? " version" : " versions")),
      h("ul.gl-plain", null, some.map(function (one) {
        return h("li", null, parts.versionLink(words, one[0]), " ", h("span.gl-date", null, one[1]), " " + one[2]);
      })));
  }

  function judgment(words, one, notJudged) {
    return h("div.gl-judgment", { "data-gl-judgment": goldline.itemForm.key(one), "data-gl-gold": "gold" in one ? one.gold : null },
      head(words, one, notJudged),
      h("p.gl-yours", { "data-gl-yours": true, hidden: true }),
      one.rationale ? html("div", { dir: "auto" }, one.rationale) : null,
      one.exception ? exception(one) : null,
      one.escalation ? h("p.gl-small", null, "Came of ",
        one.escalation[1] ? parts.escalationLink(one.escalation[0]) : one.escalation[0], ".") : null,
      one.trace ? goldline.trace(words, one)
        : words.criteria[one.criterion].ruled ? null : h("p.gl-small", null, "People judge this; no rules decide."),
      one.past ? past(words, one.past) : null);
  }

  function judgments(words, item, notJudged) {
    var boxes = [], last = "";
    (item.judgments || []).forEach(function (one) {
      if (one.criterion !== last) {
        last = one.criterion;
        boxes.push(h("div.gl-judged", null,
          h("h3", { id: "judged-" + last }, parts.criterionLink(words, last))));
      }
      boxes[boxes.length - 1].append(judgment(words, one, notJudged));
    });
    return section("judgments-title", "Judgments", boxes);
  }

  /* --- observations and votes -------------------------------------------------------------- */

  function observations(words, item) {
    return section("observed-title", "Observations", item.observations.map(function (some) {
      var of = some[0];
      return [
        of ? h("h3", null, of === "item" ? "The whole item" : "Response " + of) : null,
        h("dl.gl-observed", null, some[1].map(function (one) {
          return h("div", null, h("dt", { dir: "auto" }, goldline.answers.own(words.asks, one[0]) || h("code", null, one[0])), h("dd", null, one[1]));
        }))
      ];
    }));
  }

  function ballot(words, item, one) {
    var given = one.votes.filter(function (value) { return value !== null; }).length;
    var differ = one.differ || [];
    var labelled = "gold" in one;
    return h("tr", null,
      h("th", { scope: "row" }, words.criteria[one.criterion].title + (one.response ? " " + one.response : "")),
      one.votes.map(function (value, at) {
        return h("td" + (differ.indexOf(at) >= 0 ? ".gl-differs" : ""), null, value === null ? "–" : value);
      }),
      h("td", null, labelled ? one.gold : "–"),
      h("td", null, (labelled ? given - differ.length : 0) + " of " + given));
  }

  function votes(words, item) {
    var head = ["judgment"].concat(item.votes.map(function (one) { return one[0]; }), ["gold", "agree"]);
    var rows = (item.judgments || []).filter(function (one) { return one.votes; });
    return section("votes-title", "Votes",
      h("div.gl-scroll", { tabindex: "0", role: "region", "aria-label": "Table of votes" },
        h("table.gl-table.gl-votes", null,
          h("thead", null, h("tr", null, head.map(function (name) { return h("th", { scope: "col" }, name); }))),
          h("tbody", null, rows.map(function (one) { return ballot(words, item, one); })))),
      item.votes.map(function (one) {
        if (one[1] === null && !one[2]) { return null; }
        return h("p.gl-small", null, h("b", null, one[0]),
          one[1] === null ? null : " took " + parts.seconds(one[1]) + " seconds",
          one[2] ? [": ", h("span", { dir: "auto" }, one[2])] : null);
      }),
      item.settled ? h("p", null, "Settled by " + item.settled[0],
        item.settled[1] ? [": ", html("span", { dir: "auto" }, item.settled[1])] : null) : null);
  }

  /* All that the gold says of an item; `notJudged` is the value of what cannot be judged. */
  goldline.itemGold = function (words, item, notJudged) {
    return [
      item.feedback ? html("div.gl-feedback", { dir: "auto" }, item.feedback) : null,
      findings(words, item),
      judgments(words, item, notJudged),
      item.observations ? observations(words, item) : null,
      item.votes ? votes(words, item) : null
    ];
  };
})();
