/* What an item's page is built with: elements, and links into the guideline. Text becomes text; only what
   the build made as HTML (`html`) is read as HTML. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.parts) { return; }
  var SVG = "http://www.w3.org/2000/svg";

  function put(made, children) {
    children.forEach(function (child) {
      if (Array.isArray(child)) { put(made, child); }
      else if (child !== null && child !== undefined && child !== false && child !== "") { made.append(child); }
    });
    return made;
  }

  function named(made, attributes) {
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === null || value === undefined || value === false) { return; }
      made.setAttribute(name, value === true ? "" : String(value));
    });
    return made;
  }

  /* An element: `h("p.gl-small.gl-told", {dir: "auto"}, "text", other)`. */
  function h(spec, attributes) {
    var words = spec.split(".");
    var made = document.createElement(words[0]);
    if (words.length > 1) { made.className = words.slice(1).join(" "); }
    return put(named(made, attributes), Array.prototype.slice.call(arguments, 2));
  }

  /* The same within a drawing. */
  function s(spec, attributes) {
    var words = spec.split(".");
    var made = document.createElementNS(SVG, words[0]);
    if (words.length > 1) { made.setAttribute("class", words.slice(1).join(" ")); }
    return put(named(made, attributes), Array.prototype.slice.call(arguments, 2));
  }

  /* An element with HTML that the build made and cleaned. */
  function html(spec, attributes, clean) {
    var made = h(spec, attributes);
    made.innerHTML = clean;
    return made;
  }

  var own = goldline.answers.own;

  function anchored(address, anchor) { return goldline.root + address + "#" + encodeURIComponent(anchor); }

  goldline.parts = {
    h: h,
    s: s,
    html: html,

    /* Nodes with a separator between them. */
    joined: function (nodes, separator) {
      return nodes.reduce(function (all, node, at) { return all.concat(at ? [separator, node] : [node]); }, []);
    },

    /* A number of seconds as people write it. */
    seconds: function (value) { return String(Number(value.toPrecision(6))); },

    criterionLink: function (words, criterion, attributes) {
      var one = words.criteria[criterion];
      return h("a", Object.assign({ href: goldline.root + one.at, dir: "auto" }, attributes), one.title);
    },
    ruleLink: function (words, criterion, rule) {
      return h("a", { href: anchored(words.criteria[criterion].at, rule), "data-gl-rule": rule }, rule);
    },
    inputLink: function (words, criterion, input) {
      return h("a", { href: anchored(words.criteria[criterion].at, input[2]) }, h("code", null, input[0]));
    },
    typeLink: function (words, path, titled) {
      var title = own(words.types, path);
      if (!title) { return h("code", null, path); }
      var at = anchored(words.taxonomy, path);
      return titled
        ? [h("a", { href: at, dir: "auto" }, title), " ", h("code", null, path)]
        : h("a", { href: at, title: title }, h("code", null, path));
    },
    versionLink: function (words, version) {
      var at = own(words.versions, version);
      return at ? h("a", { href: goldline.root + at }, version) : version;
    },
    escalationLink: function (id) { return h("a", { href: goldline.root + "escalations/index.html#" + id }, id); },

    /* A level, `[value, label]`: its value and, where that says more, its label. */
    levelWords: function (level) {
      var more = level[1] && level[1].toLowerCase() !== level[0].toLowerCase();
      return [h("b", null, level[0]), more ? " " + level[1] : ""];
    },

    /* A judgment in words: its value and, where that says more, its label. */
    level: function (words, criterion, value, notJudged) {
      if (value === notJudged) { return h("span.gl-level", null, h("b", null, "not judged")); }
      var found = words.criteria[criterion].levels.find(function (one) { return one[0] === value; });
      return h("span.gl-level", null, goldline.parts.levelWords(found || [value, ""]));
    }
  };
})();
