/* Reading: terms explained on hover and focus, links that copy themselves, details opened for print. */
(function () {
  "use strict";
  var goldline = window.goldline;
  var tip = null;
  var owner = null;

  function hide() {
    if (!tip) { return; }
    tip.hidden = true;
    if (owner) { owner.removeAttribute("aria-describedby"); }
    owner = null;
  }

  function show(term) {
    if (owner === term) { return; }
    hide();
    if (!tip || !tip.isConnected) {
      tip = document.createElement("div");
      tip.className = "gl-tip";
      tip.id = "gl-tip";
      tip.setAttribute("role", "tooltip");
      // What it says can be reached with the pointer, and stays while the pointer is on it.
      tip.addEventListener("mouseleave", function () { if (owner !== document.activeElement) { hide(); } });
      document.body.appendChild(tip);
    }
    owner = term;
    tip.textContent = term.getAttribute("data-gl-explains");
    tip.hidden = false;
    term.setAttribute("aria-describedby", "gl-tip");
    var box = term.getBoundingClientRect();
    var width = tip.offsetWidth;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    tip.style.left = left + window.scrollX + "px";
    var below = box.bottom + tip.offsetHeight + 4 < window.innerHeight;
    tip.style.top = (below ? box.bottom : box.top - tip.offsetHeight) + window.scrollY + "px";
  }

  function termOf(event) {
    return event.target instanceof Element ? event.target.closest(".gl-term") : null;
  }

  document.addEventListener("mouseover", function (event) {
    var term = termOf(event);
    if (term) { show(term); }
    else if (owner && owner !== document.activeElement && !(tip && tip.contains(event.target))) { hide(); }
  });
  document.addEventListener("focusin", function (event) {
    var term = termOf(event);
    if (term) { show(term); } else { hide(); }
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });

  /* Say something once, for eyes and for screen readers, without taking the focus. */
  var said = null;
  var timer = 0;
  goldline.say = function (text) {
    if (!said || !said.isConnected) {
      said = document.createElement("div");
      said.className = "gl-said";
      said.setAttribute("role", "status");
      document.body.appendChild(said);
    }
    said.hidden = false;
    said.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(function () { said.hidden = true; said.textContent = ""; }, 2500);
  };

  /* Return a promise of whether a text could be copied. */
  goldline.copy = function (text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return false; });
    }
    return Promise.resolve(false);
  };

  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest(".gl-page .headerlink") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    goldline.copy(link.href).then(function (copied) {
      goldline.say(copied ? "Link copied" : "The address bar has the link");
    });
  });

  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.filter.call(document.querySelectorAll("details.gl-history"), function (one) {
      return !one.open;
    });
    closed.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (one) { one.open = false; });
  });

  goldline.onPage(hide);
})();
