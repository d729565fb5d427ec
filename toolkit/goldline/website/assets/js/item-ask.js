/* Items that train ask first: the reader answers, then sees the gold and where their answers differ. */
(function () {
  "use strict";
  var goldline = window.goldline;
  if (goldline.itemAsk) { return; }
  goldline.itemAsk = true;
  var answers = goldline.answers;
  var SAYS = { same: "the same as the gold", accepted: "right too", differs: "differs from the gold" };

  function questions(form) { return Array.prototype.slice.call(form.querySelectorAll("[data-gl-question]")); }

  function given(question) {
    var name = question.getAttribute("data-gl-question");
    var found = question.querySelector('input[type="text"]') || question.querySelector("input:checked");
    return [name, found ? found.value.trim() : ""];
  }

  function read(form) {
    var values = {};
    questions(form).forEach(function (question) {
      var pair = given(question);
      if (pair[1]) { values[pair[0]] = pair[1]; }
    });
    return values;
  }

  /* Write each answer beside the gold; return how many there are, and how many are right. */
  function compare(content, values) {
    var all = 0, right = 0;
    content.querySelectorAll("[data-gl-judgment]").forEach(function (row) {
      var line = row.querySelector("[data-gl-yours]");
      var value = answers.own(values, row.getAttribute("data-gl-judgment"));
      var accept = Array.prototype.map.call(row.querySelectorAll("[data-gl-accept]"), function (one) { return one.getAttribute("data-gl-accept"); });
      var verdict = answers.verdict(value, row.getAttribute("data-gl-gold"), accept);
      line.hidden = !verdict;
      row.classList.toggle("gl-judgment--differs", verdict === "differs");
      if (!verdict) { return; }
      all += 1;
      right += verdict !== "differs";
      line.className = "gl-yours gl-yours--" + verdict;
      line.textContent = "You: " + value + ", " + SAYS[verdict];
    });
    return { all: all, right: right };
  }

  goldline.onItem(function (page) {
    var content = page.querySelector("[data-gl-case]");
    var form = content && content.querySelector("[data-gl-ask]");
    var gold = content && content.querySelector("[data-gl-answers]");
    if (!gold) { return; }
    var id = content.getAttribute("data-gl-case");
    var practice = answers.practice();
    var inPractice = practice && practice.items.indexOf(id) >= 0;
    if (!form) { return; }
    var outcome = content.querySelector("[data-gl-outcome]");
    var left = form.querySelector(".gl-ask-left");
    var began = Date.now();
    var course = page.querySelector("[data-gl-course]");

    function drawCourse() {
      if (!inPractice) { return; }
      course.hidden = false;
      course.textContent = "";
      var next = answers.next(practice);
      var position = practice.items.indexOf(id) + 1;
      course.append(goldline.make("span", "", "Practice: item " + position + " of " + practice.items.length));
      if (answers.own(practice.answers, id)) {
        var link = goldline.make("a", "gl-button gl-button--main", next ? "Next item" : "See how it went");
        link.href = next ? "#" + encodeURIComponent(next) : course.getAttribute("data-gl-practice");
        course.append(link);
      }
      var stop = goldline.make("a", "", "overview");
      stop.href = course.getAttribute("data-gl-practice");
      course.append(stop);
    }

    function show(values, focus) {
      gold.open = true;
      form.hidden = true;
      var score = compare(content, values);
      outcome.hidden = false;
      outcome.textContent = "";
      var line = goldline.make("p", "gl-outcome-score", score.right + " of " + score.all + " as the gold");
      line.classList.toggle("gl-outcome-score--all", score.right === score.all);
      var again = goldline.make("button", "gl-button", "Answer again");
      again.type = "button";
      again.addEventListener("click", function () { ask(true); });
      outcome.append(line, again);
      if (focus) { outcome.focus(); }
    }

    function ask(again) {
      form.hidden = false;
      outcome.hidden = true;
      gold.open = false;
      began = Date.now();
      if (again) {
        form.reset();
        compare(content, {});
        var first = form.querySelector("input");
        if (first) { first.focus(); }
      }
      count();
    }

    function count() {
      var open = questions(form).length - Object.keys(read(form)).length;
      left.textContent = open ? open + (open === 1 ? " question is" : " questions are") + " open" : "";
    }

    form.addEventListener("change", count);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var open = questions(form).filter(function (question) { return !given(question)[1]; });
      questions(form).forEach(function (question) { question.classList.toggle("gl-question--open", open.indexOf(question) >= 0); });
      if (open.length) {
        count();
        open[0].querySelector("input").focus();
        return;
      }
      var kept = answers.keep(id, read(form), Math.round((Date.now() - began) / 1000));
      if (inPractice) {
        practice = answers.practice() || practice;
        practice.answers[id] = kept;
        answers.keepPractice(practice);
      }
      show(kept.values, true);
      drawCourse();
    });

    var known = inPractice ? answers.own(practice.answers, id) : answers.of(id);
    drawCourse();
    if (known && known.values) { show(known.values, false); }
    else if (answers.revealed() && !inPractice) { gold.open = true; form.hidden = false; count(); }
    else { ask(false); }
  });
})();
