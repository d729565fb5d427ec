/* What is new since the reader's last visit, as far as this browser remembers. */
(function () {
  "use strict";
  var goldline = window.goldline;

  goldline.onPage(function (page) {
    var news = page.querySelector("[data-gl-news]");
    if (!news) { return; }
    var first = goldline.recall("visited", null) === null;
    var versions = goldline.recall("versions", {});
    var rulings = goldline.recall("rulings", []);
    var now = {};
    var all = [];
    var fresh = 0;
    news.querySelectorAll("[data-gl-guideline]").forEach(function (line) {
      var name = line.getAttribute("data-gl-guideline");
      var version = line.getAttribute("data-gl-version");
      var known = Object.prototype.hasOwnProperty.call(versions, name) ? versions[name] : null;
      now[name] = version;
      if (first || known === version) { return; }
      line.querySelector("[data-gl-from]").textContent = known || "new";
      line.hidden = false;
      fresh += 1;
    });
    news.querySelectorAll("[data-gl-ruling]").forEach(function (line) {
      var id = line.getAttribute("data-gl-ruling");
      all.push(id);
      if (first || rulings.indexOf(id) >= 0) { return; }
      line.hidden = false;
      fresh += 1;
    });
    news.hidden = fresh === 0;
    goldline.remember("visited", true);
    goldline.remember("versions", now);
    goldline.remember("rulings", all);
  });
})();
