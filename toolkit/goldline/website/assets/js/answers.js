/* What a reader answered before they saw the gold, and the practice under way: kept in their browser only. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.answers) { return; }

  function own(from, key) {
    return from && Object.prototype.hasOwnProperty.call(from, key) ? from[key] : undefined;
  }

  /* Only what has the shape that we wrote is read: people edit what browsers keep, and versions differ. */
  function record(value) {
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  }

  function number(text) {
    return /^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : NaN;
  }

  goldline.answers = {
    own: own,

    all: function () { return record(goldline.recall("answers", {})); },
    of: function (item) {
      var found = own(goldline.answers.all(), item);
      return found && typeof found.values === "object" && found.values ? found : null;
    },
    keep: function (item, values, seconds) {
      var all = goldline.answers.all();
      all[item] = { values: values, at: new Date().toISOString(), seconds: seconds };
      goldline.remember("answers", all);
      return all[item];
    },
    forget: function (item) {
      var all = goldline.answers.all();
      delete all[item];
      goldline.remember("answers", all);
    },

    /* Whether the reader wants to see the gold of training items without answering. */
    revealed: function () { return goldline.recall("reveal", false) === true; },

    /* How an answer stands to the gold: "same", "accepted" or "differs"; "" without an answer. */
    verdict: function (given, gold, accept) {
      if (given === undefined || given === null || given === "") { return ""; }
      function alike(value) {
        return value === given || (number(value) === number(given) && !isNaN(number(given)));
      }
      if (alike(gold)) { return "same"; }
      return (accept || []).some(alike) ? "accepted" : "differs";
    },

    /* The practice under way: {guideline, seed, items: [id], answers: {id: {values, at, seconds}}}. */
    practice: function () {
      var found = record(goldline.recall("practice", null));
      return Array.isArray(found.items) && found.items.length && typeof found.answers === "object" ? found : null;
    },
    keepPractice: function (practice) { goldline.remember("practice", practice); },

    /* The first item of a practice that has no answer, or null. */
    next: function (practice) {
      var left = practice.items.filter(function (id) { return !own(practice.answers, id); });
      return left.length ? left[0] : null;
    }
  };
})();
