/* What is judged: media with what was found drawn on them, and texts with what was found marked in them. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.exhibits) { return; }
  var h = goldline.parts.h, s = goldline.parts.s, html = goldline.parts.html;
  var LANE = 8; // pixels from one stretch of a clip to the next

  function boxes(one) {
    return s("svg.gl-regions.gl-told", { "aria-hidden": "true", focusable: "false" }, one.boxes.map(function (box) {
      var place = { x: box[1], y: box[2], width: box[3], height: box[4] };
      var while_ = box[5];
      return s("g.gl-region", {
        "data-gl-finding": box[0],
        "data-gl-from": while_ ? while_[0] : null,
        "data-gl-until": while_ ? while_[1] : null
      },
      s("rect.gl-region-edge", place),
      s("rect.gl-region-line", place),
      s("svg", { x: box[1], y: box[2], overflow: "visible" },
        s("rect.gl-region-tag", { width: 20, height: 18 }),
        s("text.gl-region-number", { x: 10, y: 13.5, "text-anchor": "middle" }, String(box[0]))));
    }));
  }

  function seek(stretch, name) {
    var seconds = goldline.parts.seconds;
    return h("button.gl-seek", {
      type: "button", "data-gl-finding": stretch[0], "data-gl-media": name,
      "data-gl-seek": stretch[1], "data-gl-until": stretch[2]
    },
    h("span.gl-number", { "data-gl-number": stretch[0], "aria-hidden": "true" }), " ",
    h("span.gl-hidden", null, "Play finding " + stretch[0] + ", "),
    seconds(stretch[1]) + " to " + seconds(stretch[2]) + " s");
  }

  function timeline(one) {
    var stretches = one.stretches || [];
    if (!stretches.length) { return null; }
    return h("div.gl-timeline.gl-told", { "data-gl-timeline": one.id },
      s("svg.gl-track", { "aria-hidden": "true", focusable: "false" },
        stretches.map(function (stretch, lane) {
          return s("rect.gl-stretch", {
            "data-gl-finding": stretch[0], "data-gl-from": stretch[1], "data-gl-until": stretch[2],
            x: stretch[3] || null, width: stretch[3] ? stretch[4] : null, y: lane * LANE + 2, height: 6, rx: 2
          });
        }),
        s("rect.gl-playhead", { x: 0, y: 0, width: 2, height: "100%" })),
      h("div.gl-seeks", null, stretches.map(function (stretch) { return seek(stretch, one.id); })));
  }

  function medium(one) {
    var at = one.at ? goldline.root + one.at.split("/").map(encodeURIComponent).join("/") : "";
    var drawn = one.boxes ? boxes(one) : null;
    if (one.kind === "image") {
      var picture = h("img", { src: at, alt: one.alt || "", width: one.width, height: one.height });
      if (one.width && one.height) {
        picture.style.setProperty("--gl-wide", one.width + "px");
        picture.style.setProperty("--gl-ratio", String(one.width / one.height));
      }
      return h("div.gl-picture", null, picture, drawn);
    }
    if (one.kind === "video") {
      return h("div.gl-picture", null,
        h("video", { src: at, controls: true, preload: "metadata", playsinline: true, "aria-label": one.alt }), drawn);
    }
    if (one.kind === "audio") {
      return h("audio", { src: at, controls: true, preload: "metadata", "aria-label": one.alt });
    }
    return h("p.gl-note", null, "This file cannot be shown here: " + one.path);
  }

  goldline.exhibits = {
    /* A picture, clip or sound; `number` is its number among several, else 0. */
    exhibit: function (one, number) {
      var size = (one.width ? one.width + " × " + one.height + " " : "")
        + (one.seconds ? Number(one.seconds.toPrecision(3)) + " s " : "");
      return h("figure.gl-exhibit", { id: "media-" + one.id, "data-gl-exhibit": one.id },
        medium(one),
        timeline(one),
        h("figcaption", null,
          number ? [h("b", null, String(number)), " "] : null,
          h("code", null, one.id), " ", h("span.gl-alt", { dir: "auto" }, one.alt), " ",
          h("span.gl-small", null, size,
            one.attribution ? [h("span", { dir: "auto" }, one.attribution), " "] : null, one.license), " ",
          one.kind === "image"
            ? h("button.gl-enlarge", { type: "button", "data-gl-enlarge": true }, "Enlarge", h("span.gl-hidden", null, " " + one.id))
            : null));
    },

    /* One text: the prompt, a turn of it, the reference, a response. */
    passage: function (one) {
      var turn = one.anchor.indexOf("turn-") === 0;
      var sort = turn ? ".gl-turn.gl-turn--" + (one.role === "assistant" ? "model" : "other") : "";
      return h("div.gl-passage" + sort, null,
        one.role
          ? h("p.gl-label", null, turn
            ? [h("span.gl-turn-number", null, one.anchor.slice(5)), " " + one.role]
            : "Response " + one.role)
          : null,
        (one.media || []).map(function (name) {
          return h("p.gl-small.gl-turn-media", null, "shows ", h("a", { href: "#media-" + name }, name));
        }),
        html("div.gl-text", { id: one.anchor, dir: "auto", lang: one.lang || null }, one.html || ""));
    }
  };
})();
