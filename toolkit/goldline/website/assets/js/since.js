/* Marks what changed on a page since the version that its reader knows. */
(function () {
  "use strict";
  var goldline = window.goldline;
  var PLACES = ".gl-rule, .gl-level-card, .gl-type, dl > div";

  function unmark(page) {
    page.querySelectorAll(".gl-marked").forEach(function (one) { one.classList.remove("gl-marked"); });
    page.querySelectorAll(".gl-since-mark").forEach(function (one) { one.remove(); });
  }

  function mark(page, changes) {
    return Object.keys(changes).filter(function (anchor) {
      var heading = document.getElementById(anchor);
      var place = heading && heading.closest(PLACES);
      if (!place || !page.contains(place)) { return false; }
      var word = document.createElement("span");
      word.className = "gl-since-mark gl-tag gl-tag-" + (changes[anchor] === "new" ? "added" : "changed");
      word.textContent = changes[anchor];
      heading.append(" ", word);
      place.classList.add("gl-marked");
      return true;
    }).length;
  }

  goldline.onPage(function (page) {
    var panel = page.querySelector("[data-gl-since]");
    if (!panel || panel.classList.contains("gl-ready")) { return; }
    var versions = JSON.parse(page.querySelector("#gl-since").textContent);
    var select = panel.querySelector("select");
    var key = "since." + panel.getAttribute("data-gl-since");
    function show() {
      unmark(page);
      var known = Object.prototype.hasOwnProperty.call(versions, select.value);
      var count = known ? mark(page, versions[select.value]) : 0;
      panel.querySelector("[role=status]").textContent =
        !known ? "" : count === 0 ? "Nothing on this page." : count === 1 ? "1 place" : count + " places";
    }
    select.addEventListener("change", function () {
      goldline.remember(key, select.value);
      show();
    });
    select.value = goldline.recall(key, "");
    if (select.selectedIndex < 0) { select.value = ""; }
    panel.classList.add("gl-ready");
    show();
  });
})();
