/* Sensitive content stays blurred, and away from the keyboard and from screen readers, until its reader opts in. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.veil) { return; }

  goldline.veil = {
    /* Which categories the reader always wants to see. */
    always: function () {
      var found = goldline.recall("sensitive", []);
      return Array.isArray(found) ? found : [];
    },
    /* Whether something of these categories (a list) has to be veiled. */
    needed: function (categories) {
      var always = goldline.veil.always();
      return categories.some(function (one) { return always.indexOf(one) < 0; });
    }
  };

  if (!goldline.onItem) { return; } // a list, not an item
  goldline.onItem(function (page) {
    var content = page.querySelector("[data-gl-sensitive]");
    var here = page.querySelector("[data-gl-unveil]");
    if (!content || !here) { return; }
    var categories = content.getAttribute("data-gl-sensitive").split(" ").filter(Boolean);
    var boxes = page.querySelectorAll("[data-gl-always]");

    function draw() {
      var veiled = goldline.veil.needed(categories) && !here.checked;
      // The blur is of the style sheet, from the box alone: it is there before any script has run.
      content.inert = veiled;
      if (veiled) {
        content.querySelectorAll("video, audio").forEach(function (one) { one.pause(); });
      }
    }

    boxes.forEach(function (box) {
      var name = box.getAttribute("data-gl-always");
      box.checked = goldline.veil.always().indexOf(name) >= 0;
      box.addEventListener("change", function () {
        var always = goldline.veil.always().filter(function (one) { return one !== name; });
        if (box.checked) { always.push(name); }
        goldline.remember("sensitive", always);
        if (!goldline.veil.needed(categories)) { here.checked = true; }
        if (!box.checked) { here.checked = false; }
        draw();
      });
    });
    if (!goldline.veil.needed(categories)) { here.checked = true; }
    here.addEventListener("change", draw);
    draw();
  });
})();
