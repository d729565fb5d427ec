/* Media on an item's page: clips play what a finding points at, regions come and go, pictures can be enlarged. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.itemMedia) { return; }
  goldline.itemMedia = true;

  function playerOf(exhibit) { return exhibit.querySelector("video, audio"); }

  function play(content, name, from, until) {
    content.querySelectorAll("[data-gl-exhibit]").forEach(function (exhibit) {
      var player = playerOf(exhibit);
      if (!player) { return; }
      if (exhibit.getAttribute("data-gl-exhibit") !== name) { player.pause(); return; }
      function go() {
        // A stretch that ends with its clip must not be stopped short of its end.
        player.goldlineUntil = until < player.duration - 0.05 ? until : null;
        player.currentTime = from;
        player.play().catch(function () { /* the browser may not let it play; it stands at the right place */ });
      }
      if (player.readyState > 0) { go(); } else { player.addEventListener("loadedmetadata", go, { once: true }); player.load(); }
      exhibit.scrollIntoView({ block: "nearest" });
    });
  }

  function follow(exhibit, player) {
    var regions = exhibit.querySelectorAll(".gl-region[data-gl-from]");
    var head = exhibit.querySelector(".gl-playhead");
    function draw() {
      var at = player.currentTime;
      regions.forEach(function (one) {
        var now = at >= Number(one.getAttribute("data-gl-from")) - 0.02 && at <= Number(one.getAttribute("data-gl-until")) + 0.02;
        one.classList.toggle("gl-region--later", !now);
      });
      if (head && player.duration > 0) { head.setAttribute("x", 100 * at / player.duration + "%"); }
      if (player.goldlineUntil && at >= player.goldlineUntil) {
        player.goldlineUntil = null;
        player.pause();
      }
    }
    function tick() {
      draw();
      if (!player.paused && !player.ended && player.isConnected) { requestAnimationFrame(tick); }
    }
    ["timeupdate", "seeked", "loadedmetadata"].forEach(function (name) { player.addEventListener(name, draw); });
    player.addEventListener("play", tick);
    player.addEventListener("loadedmetadata", function () { place(exhibit, player); });
    if (player.readyState > 0) { place(exhibit, player); }
    draw();
  }

  /* Where the file's header did not say how long it is, the player knows. */
  function place(exhibit, player) {
    if (!(player.duration > 0) || !isFinite(player.duration)) { return; }
    exhibit.querySelectorAll(".gl-stretch").forEach(function (one) {
      var from = Number(one.getAttribute("data-gl-from")), until = Number(one.getAttribute("data-gl-until"));
      one.setAttribute("x", 100 * from / player.duration + "%");
      one.setAttribute("width", 100 * Math.min(until - from, player.duration - from) / player.duration + "%");
    });
  }

  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) { return; }
    var content = event.target.closest("[data-gl-case]");
    var seek = event.target.closest("[data-gl-seek]");
    if (content && seek) {
      play(content, seek.getAttribute("data-gl-media"), Number(seek.getAttribute("data-gl-seek")), Number(seek.getAttribute("data-gl-until")));
    }
    var enlarge = event.target.closest("[data-gl-enlarge]");
    if (enlarge) { open(enlarge); }
  });

  function open(button) {
    var exhibit = button.closest("[data-gl-exhibit]");
    var picture = exhibit.querySelector(".gl-picture");
    var dialog = document.createElement("dialog");
    dialog.className = "gl-large md-typeset" + (button.closest(".gl-case--told, .gl-case:has(.gl-answers[open])") ? " gl-case--told" : "");
    dialog.setAttribute("aria-label", "Picture " + exhibit.getAttribute("data-gl-exhibit"));
    var bar = goldline.make("p", "gl-large-bar");
    var size = goldline.make("button", "gl-button", "Actual size");
    var close = goldline.make("button", "gl-button", "Close");
    size.type = close.type = "button";
    bar.append(size, close);
    var desk = goldline.make("div", "gl-large-desk");
    desk.tabIndex = 0;
    desk.setAttribute("role", "group");
    desk.setAttribute("aria-label", "Picture, scrolls");
    var place = document.createComment("");
    picture.replaceWith(place);
    desk.append(picture);
    dialog.append(bar, desk);
    document.body.append(dialog);
    size.addEventListener("click", function () {
      var actual = dialog.classList.toggle("gl-large--actual");
      size.textContent = actual ? "Fit the window" : "Actual size";
    });
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("close", function () {
      place.replaceWith(picture);
      dialog.remove();
      button.focus();
    });
    dialog.showModal();
  }

  goldline.onItem(function (page) {
    var content = page.querySelector("[data-gl-case]");
    if (!content) { return; }
    content.querySelectorAll("[data-gl-exhibit]").forEach(function (exhibit) {
      var player = playerOf(exhibit);
      if (player) { follow(exhibit, player); }
    });
  });
})();
