/* The page of gold items: shows the one that the address names, `#ID`, and goes to a place of it, `#ID/finding-2`. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.onItem) { return; }
  var parts = goldline.parts, h = parts.h;
  var waiting = []; // what is done with each item that is shown
  var shown = null; // its id

  /* Run a function with the page each time that it shows another item. */
  goldline.onItem = function (run) { waiting.push(run); };

  /* The shelf on which an item's record lies: 32 bits of FNV-1a, as `shelves.py` counts. */
  function shelfOf(id, shelves) {
    var value = 0x811c9dc5;
    new TextEncoder().encode(id).forEach(function (byte) { value = Math.imul(value ^ byte, 0x01000193); });
    return (value >>> 0) % shelves;
  }

  function asked() {
    var words = goldline.place();
    var cut = words.indexOf("/");
    return cut < 0 ? { id: words, place: "" } : { id: words.slice(0, cut), place: words.slice(cut + 1) };
  }

  /* --- the page ---------------------------------------------------------------------------- */

  function facts(words, item) {
    return h("ul.gl-facts", null,
      h("li", null, item.modality), h("li", null, item.locale),
      item.difficulty ? h("li", null, item.difficulty) : null,
      h("li", null, item.told ? "example" : "training"),
      h("li", null, "confirmed under ", parts.versionLink(words, item.stamp)),
      h("li", null, "set " + item.set),
      item.tags ? h("li.gl-told", null, item.tags.map(function (tag) { return [h("span.gl-tag", null, tag), " "]; })) : null);
  }

  function retired(item) {
    return h("div.gl-note", null, h("p", null, "This item is retired",
      item.because ? [": ", h("span", { dir: "auto" }, item.because)] : "."));
  }

  function questions(item) {
    return (item.asked || []).map(function (one) {
      return h("p.gl-small", null, "Asked about in ", parts.escalationLink(one[0]), " ",
        h("span.gl-state.gl-state-" + one[1], null, one[1]), " ", h("span.gl-told", { dir: "auto" }, one[2]));
    });
  }

  function warning(item) {
    return h("div.gl-warning", { role: "group", "aria-labelledby": "warning-title" },
      h("p", { id: "warning-title" },
        h("strong", null, "Sensitive content: " + item.sensitive.join(", ") + "."), " It is blurred until you choose to see it."),
      h("p", null,
        h("label", null, h("input", { type: "checkbox", id: "gl-unveil", "data-gl-unveil": true }), " Show this item"), " ",
        item.sensitive.map(function (one) {
          return [h("label", null, h("input", { type: "checkbox", "data-gl-always": one }), " Always show " + one), " "];
        })));
  }

  function passages(id, title, inside) {
    return h("section.gl-passages", { "aria-labelledby": id }, h("h2.gl-part", { id: id }, title), inside);
  }

  function response(one) {
    return h("div.gl-response", null, goldline.exhibits.passage(one),
      (one.exhibits || []).map(function (each) { return goldline.exhibits.exhibit(each, 0); }),
      one.model ? h("p.gl-small.gl-told", null, "model: " + one.model) : null);
  }

  function source(text) {
    return h("li", null, /^https?:\/\/[^\s<>"']+$/.test(text)
      ? h("a", { href: text, rel: "noopener noreferrer" }, text)
      : h("span", { dir: "auto" }, text));
  }

  function point(one) {
    return h("li", null, h("code", null, one.id), " ", h("span", { dir: "auto" }, one.text), " ",
      h("span.gl-small", null, one.points + " points"),
      one.met.map(function (met) {
        return [" ", h("span.gl-state.gl-told", null, (met[1] ? "met" : "not met") + (met[0] ? " by " + met[0] : ""))];
      }));
  }

  function evidence(item) {
    var stage = item.stage || [];
    var several = item.responses.length > 1;
    return h("div.gl-evidence", null,
      stage.length ? h("section.gl-stage", { "aria-label": "Media" }, stage.map(function (one, at) {
        return goldline.exhibits.exhibit(one, stage.length > 1 ? at + 1 : 0);
      })) : null,
      h("div.gl-texts", null,
        item.prompt ? passages("prompt-title", "Prompt", item.prompt.map(goldline.exhibits.passage)) : null,
        passages("response-title", several ? "Responses" : "Response", h("div.gl-responses", null, item.responses.map(response))),
        item.reference ? passages("reference-title", "Reference", [
          goldline.exhibits.passage(item.reference),
          item.sources ? h("ul.gl-plain.gl-small.gl-sources", null, item.sources.map(source)) : null
        ]) : null,
        item.rubric ? passages("rubric-title", "Rubric of this item", h("ul.gl-plain.gl-rubric", null, item.rubric.map(point))) : null));
  }

  function judging(words, item, notJudged) {
    var gold = goldline.itemGold(words, item, notJudged);
    if (item.told) { return h("div.gl-judging", null, h("div.gl-answers", null, gold)); }
    return h("div.gl-judging", null,
      goldline.itemForm.draw(words, item.judgments || [], notJudged),
      h("details.gl-answers", { "data-gl-answers": true },
        h("summary", null, "Show the gold", h("span", null, " without an answer of your own")), gold));
  }

  function sourceOf(item) { return item.source || "goldsets/" + item.set + "/items/" + item.id + ".yaml"; }

  function draw(place, words, item) {
    var notJudged = place.getAttribute("data-gl-not-judged");
    var edit = place.getAttribute("data-gl-edit");
    var several = item.responses.length > 1 ? ".gl-desk--several" : "";
    var media = item.stage ? ".gl-desk--media" : "";
    document.querySelector("[data-gl-item-of]").replaceChildren(" · ",
      h("a", { href: goldline.root + words.at, dir: "auto" }, words.title));
    place.replaceChildren.apply(place, [
      h("h1", { tabindex: "-1" }, h("span.gl-item", null, item.id),
        item.title ? [" ", h("span.gl-told", { dir: "auto" }, item.title)] : null),
      facts(words, item),
      item.retired ? retired(item) : null,
      questions(item),
      h("nav.gl-course", { "data-gl-course": true, "data-gl-practice": place.getAttribute("data-gl-practice"), "aria-label": "Practice", hidden: true }),
      h("nav.gl-neighbours", { "data-gl-neighbours": true, "aria-label": "Items of your list", hidden: true }),
      item.sensitive ? warning(item) : null,
      h("article.gl-case" + (item.told ? ".gl-case--told" : ""), {
        "data-gl-case": item.id, "data-gl-sensitive": (item.sensitive || []).join(" "), "aria-label": "Item " + item.id
      }, h("div.gl-desk" + several + media, null, evidence(item), judging(words, item, notJudged))),
      edit ? h("p.gl-small", null, h("a", { href: edit + sourceOf(item) }, "Edit this item")) : null
    ].flat().filter(Boolean));
    var site = document.title.split(" - ").pop();
    document.title = (item.told && item.title ? item.title : item.id) + " - " + site;
  }

  /* --- asking about it --------------------------------------------------------------------- */

  function fill(page, words, item) {
    var frame = page.querySelector(".gl-escalate");
    var count = frame.querySelector("[data-gl-asked-before]");
    var before = (item.asked || []).length;
    count.hidden = before === 0;
    count.textContent = "asked before: " + before;
    // Before its gold is open, an item that trains tells no ruling either.
    frame.querySelector("[data-gl-before]").toggleAttribute("data-gl-untold", !item.told);
    frame.querySelectorAll("[data-gl-escalate]").forEach(function (form) {
      var values = { guideline: words.id + "@" + words.version, item: item.id, criterion: "", rules: "" };
      Object.keys(values).forEach(function (name) {
        var field = form.querySelector('[data-gl-part="' + name + '"]');
        field.value = values[name];
        if (name === "guideline" || name === "item") { field.closest(".gl-escalate__part").classList.add("gl-escalate__part--known"); }
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  }

  /* --- going to it ------------------------------------------------------------------------- */

  function reach(place) {
    var target = place && document.getElementById(place);
    if (!target) { return false; }
    for (var one = target; one; one = one.parentElement) { if (one.tagName === "DETAILS") { one.open = true; } }
    document.querySelectorAll(".gl-reached").forEach(function (other) { other.classList.remove("gl-reached"); });
    target.classList.add("gl-reached");
    target.scrollIntoView({ block: "nearest" });
    if (target.tabIndex >= 0) { target.focus({ preventScroll: true }); }
    return true;
  }

  function missing(place, id) {
    shown = null;
    document.querySelector("[data-gl-item-of]").textContent = "";
    place.replaceChildren(h("h1", { tabindex: "-1" }, id ? "There is no item " + id : "Gold item"),
      h("p", null, id ? "It may have another name now, or it is not for everybody to see. " : "No item is named in the address. ",
        h("a", { href: "index.html" }, "Look for it in the gold"), "."));
  }

  function show(moved) {
    var place = document.querySelector("[data-gl-item-page]");
    if (!place) { return; }
    var wanted = asked();
    if (wanted.id && wanted.id === shown) { reach(wanted.place); return; }
    if (!wanted.id) { missing(place, ""); return; }
    goldline.load("items-" + shelfOf(wanted.id, Number(place.getAttribute("data-gl-shelves")))).then(function (records) {
      var item = goldline.answers.own(records, wanted.id);
      if (!item) { missing(place, wanted.id); return null; }
      return goldline.load("guideline-" + item.guideline).then(function (words) {
        if (asked().id !== wanted.id || shown === wanted.id) { return; } // the reader has gone on
        shown = wanted.id;
        draw(place, words, item);
        var page = place.closest(".gl-page");
        fill(page, words, item);
        waiting.forEach(function (run) { run(page); });
        if (!reach(wanted.place) && moved) {
          window.scrollTo(0, 0);
          place.querySelector("h1").focus({ preventScroll: true });
        }
      });
    }).catch(function () {
      place.replaceChildren(h("h1", null, "Gold item"), h("p", null, "This item could not be loaded. Load the page again."));
    });
  }

  // A link to a place within the item keeps the item in the address.
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest('[data-gl-item-page] a[href^="#"]') : null;
    var place = link ? decodeURIComponent(link.getAttribute("href").slice(1)) : "";
    if (!place || !shown || !document.getElementById(place)) { return; }
    event.preventDefault();
    history.replaceState(history.state, "", "#" + encodeURIComponent(shown) + "/" + place);
    reach(place);
  });
  window.addEventListener("hashchange", function () { show(true); });
  goldline.onPage(function () { shown = null; show(false); });
})();
