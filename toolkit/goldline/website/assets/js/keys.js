/* The keys of the site, all in one list: `?` opens it on every page. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.keys) { return; }
  goldline.keys = true;
  var make = goldline.make;
  var KEYS = [
    ["Everywhere", [
      [["?"], "this list"],
      [["/"], "search; on the page of all gold, search the gold"],
      [["Tab"], "to the next link, question or answer"],
      [["Esc"], "close what is open"]
    ]],
    ["In the list of gold", [
      [["↓", "↑"], "from row to row, from the search field too"],
      [["Enter"], "open the item"]
    ]],
    ["On an item", [
      [["j", "k"], "the next and the previous item of your list"],
      [["←", "→"], "from answer to answer"],
      [["Tab"], "to each finding, which shows where it is"]
    ]],
    ["In the helper of a criterion", [
      [["1", "9"], "answer by number"],
      [["Delete"], "not looked yet"]
    ]]
  ];

  function table(group) {
    return [make("h3", "", group[0]), make("dl", "gl-keys__list", group[1].map(function (one) {
      var keys = one[0].map(function (key) { return make("kbd", "", key); });
      return make("div", "", [make("dt", "", keys.flatMap(function (key, at) { return at ? [" ", key] : [key]; })), make("dd", "", one[1])]);
    }))];
  }

  function open() {
    var before = document.activeElement;
    var close = make("button", "gl-button", "Close");
    close.type = "button";
    var title = make("h2", "", "Keys");
    title.id = "gl-keys-title";
    var dialog = make("dialog", "gl-keys md-typeset", [title].concat(KEYS.flatMap(table), [make("p", "", close)]));
    dialog.setAttribute("aria-labelledby", title.id);
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("close", function () {
      dialog.remove();
      if (before && before.isConnected) { before.focus(); }
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || goldline.typing(event)) { return; }
    event.preventDefault();
    open();
  });
  document.addEventListener("click", function (event) {
    if (event.target instanceof Element && event.target.closest("[data-gl-keys]")) { open(); }
  });
})();
