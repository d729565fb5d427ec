/* An item's page: a finding and its evidence point at each other. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.item) { return; }
  var lit = [];

  function numbers(of) { return (of.getAttribute("data-gl-finding") || "").split(" ").filter(Boolean); }

  function carrier(event) {
    return event.target instanceof Element ? event.target.closest("[data-gl-case] [data-gl-finding]") : null;
  }

  goldline.item = {
    /* Whether findings of this item may be seen now. */
    told: function (content) {
      var answers = content.querySelector("[data-gl-answers]");
      return !answers || answers.open;
    },
    /* Light what belongs to these findings, and nothing else. */
    light: function (content, which) {
      if (which.join() === lit.join()) { return; }
      lit = which;
      content.querySelectorAll("[data-gl-finding]").forEach(function (one) {
        one.classList.toggle("gl-lit", numbers(one).some(function (n) { return which.indexOf(n) >= 0; }));
      });
      content.classList.toggle("gl-case--lit", which.length > 0);
      content.dispatchEvent(new CustomEvent("gl-lit", { detail: which }));
    }
  };

  function follow(event) {
    var one = carrier(event);
    var content = one ? one.closest("[data-gl-case]") : document.querySelector("[data-gl-case]");
    if (!content || !goldline.item.told(content)) { return; }
    if (one) {
      goldline.item.light(content, numbers(one));
    } else if (!content.querySelector("[data-gl-finding]:focus, [data-gl-finding] :focus")) {
      goldline.item.light(content, []);
    }
  }
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);

  document.addEventListener("click", function (event) {
    // A mark or a region leads to its finding; a text that is being selected does not.
    var one = carrier(event);
    if (!one || event.target.closest("a, button, video") || !one.matches(".gl-mark, .gl-region, .gl-stretch")) { return; }
    var content = one.closest("[data-gl-case]");
    if (!goldline.item.told(content) || String(window.getSelection())) { return; }
    var finding = document.getElementById("finding-" + numbers(one)[0]);
    if (finding) { finding.focus(); finding.scrollIntoView({ block: "nearest" }); }
  });

  goldline.onItem(function () { lit = []; });
})();
