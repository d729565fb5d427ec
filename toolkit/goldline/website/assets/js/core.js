/* What all scripts of the site share: running on every page, also where pages change without loading,
   and data that works from a folder on disk, where nothing may be fetched. */
(function () {
  "use strict";
  var waiting = new Map();
  var held = new Map();
  // This script's own address leads to the site's root, wherever the page lies.
  var root = new URL("../../../", document.currentScript.src).href;

  var goldline = {
    root: root,

    /* Run a function now and after each page change. It must bear being run again. */
    onPage: function (run) {
      if (window.document$ && window.document$.subscribe) {
        window.document$.subscribe(function () { run(document); });
      } else if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", function () { run(document); });
      } else {
        run(document);
      }
    },

    /* Return a promise of the data in data/NAME.js. */
    load: function (name) {
      if (!held.has(name)) {
        held.set(name, new Promise(function (resolve, reject) {
          waiting.set(name, resolve);
          var script = document.createElement("script");
          script.src = root + "data/" + name + ".js";
          script.onerror = function () {
            held.delete(name);
            reject(new Error("data/" + name + ".js cannot be loaded"));
          };
          document.head.appendChild(script);
        }));
      }
      return held.get(name);
    },

    /* An element with a class and what is in it, texts and elements; nothing is read as HTML. */
    make: function (tag, name, inside) {
      var made = document.createElement(tag);
      if (name) { made.className = name; }
      if (inside !== undefined && inside !== null) { made.append.apply(made, [].concat(inside)); }
      return made;
    },

    /* What the address names on this page: the part after its #, or "" where it is no text. */
    place: function () {
      try { return decodeURIComponent(location.hash.slice(1)); } catch (error) { return ""; }
    },

    /* Whether a key is a letter of what its reader types, or theirs in a dialog: then it is no command. */
    typing: function (event) {
      return event.target instanceof Element && event.target.closest(
        "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog") !== null;
    },

    /* Called by data files. */
    receive: function (name, value) {
      var resolve = waiting.get(name);
      if (resolve) { resolve(value); }
    },

    /* What the reader's browser remembers; where it may not remember, it forgets. */
    remember: function (key, value) {
      try { localStorage.setItem("goldline." + key, JSON.stringify(value)); } catch (error) { /* private window */ }
    },
    recall: function (key, otherwise) {
      try {
        var found = localStorage.getItem("goldline." + key);
        return found === null ? otherwise : JSON.parse(found);
      } catch (error) { return otherwise; }
    }
  };
  window.goldline = goldline;
})();
