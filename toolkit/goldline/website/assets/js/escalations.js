/* The list of escalations: found by words, status and guideline; the age of open ones as of today. */
(function () {
  "use strict";
  var goldline = window.goldline;
  var DAY = 24 * 60 * 60 * 1000;

  function days(opened) {
    var now = new Date();
    return Math.max(0, Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.parse(opened)) / DAY));
  }

  function showAges(page, longest) {
    page.querySelectorAll("[data-gl-opened]").forEach(function (one) {
      var age = days(one.dataset.glOpened);
      one.textContent = "· open for " + age + (age === 1 ? " day" : " days");
      one.classList.toggle("gl-age--long", age > longest);
    });
  }

  goldline.onPage(function (page) {
    var form = page.querySelector("form[data-gl-seek]");
    if (!form || form.goldline) { return; }
    form.goldline = true;
    showAges(page, Number(form.dataset.glOpenDays));
    var fields = ["q", "status", "guideline"];
    var entries = Array.from(page.querySelectorAll(".gl-escalation"), function (one) {
      return { element: one, text: one.textContent.toLocaleLowerCase() };
    });

    function filter() {
      var words = form.elements.q.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      var status = form.elements.status.value;
      var guideline = form.elements.guideline.value;
      var shown = 0;
      entries.forEach(function (one) {
        var data = one.element.dataset;
        var fits = (!status || data.glStatus === status) && (!guideline || data.glGuideline === guideline) &&
          words.every(function (word) { return one.text.indexOf(word) >= 0; });
        one.element.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      var all = !words.length && !status && !guideline;
      page.querySelectorAll("[data-gl-group]").forEach(function (group) {
        group.hidden = !all && !group.querySelector(".gl-escalation:not([hidden])");
      });
      form.querySelector("output").textContent = all ? "" :
        shown ? shown + " of " + entries.length : "Nothing fits. Try fewer words, or another status.";
    }

    /** A search is part of the address, so that it can be sent to a colleague. */
    function keep() {
      var state = new URLSearchParams();
      fields.forEach(function (name) { if (form.elements[name].value) { state.set(name, form.elements[name].value); } });
      var query = state.toString();
      try { history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "")); } catch (error) { /* too often */ }
    }

    /** What a link leads to is shown, whatever was searched for. */
    function reveal() {
      var place = document.getElementById(goldline.place());
      var entry = place && place.closest("[data-gl-group]");
      if (!entry || !(entry.hidden || place.closest("[hidden]"))) { return; }
      form.reset();
      filter();
      place.scrollIntoView();
    }

    var given = new URLSearchParams(location.search);
    fields.forEach(function (name) { if (given.has(name)) { form.elements[name].value = given.get(name); } });
    form.addEventListener("input", function () { filter(); keep(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("hashchange", reveal);
    filter();
    reveal();
  });
})();
