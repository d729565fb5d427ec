/* The list that the reader came from: the item before and the item after, by link and by key. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.neighbours) { return; }
  var h = goldline.parts ? goldline.parts.h : null;

  goldline.neighbours = {
    /* Remember a list of ids: items are opened in this tab or in another. */
    keep: function (ids) { goldline.remember("list", ids); },
    kept: function () {
      var found = goldline.recall("list", []);
      return Array.isArray(found) ? found : [];
    }
  };
  if (!goldline.onItem) { return; } // the list itself, not an item

  function link(id, text, key) {
    if (!id) { return h("span.gl-small", { "aria-hidden": "true" }, text); }
    return h("a", { href: "#" + encodeURIComponent(id), "aria-keyshortcuts": key, title: id + " ( " + key + " )", "data-gl-go": key }, text);
  }

  goldline.onItem(function (page) {
    var place = page.querySelector("[data-gl-neighbours]");
    var list = goldline.neighbours.kept();
    var at = list.indexOf(page.querySelector("[data-gl-case]").getAttribute("data-gl-case"));
    var practising = !page.querySelector("[data-gl-course]").hidden;
    place.hidden = at < 0 || list.length < 2 || practising;
    if (place.hidden) { return; }
    place.replaceChildren(
      link(list[at - 1], "‹ previous", "k"),
      h("span.gl-small", null, (at + 1) + " of " + list.length + " in your list"),
      link(list[at + 1], "next ›", "j"));
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) { return; }
    var go = goldline.typing(event) ? null : document.querySelector('[data-gl-neighbours]:not([hidden]) [data-gl-go="' + event.key + '"]');
    if (go) { event.preventDefault(); go.click(); }
  });
})();
