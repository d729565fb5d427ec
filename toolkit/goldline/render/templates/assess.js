"use strict";
(() => {
  const form = document.getElementById("form");
  const { assessment, analyst, guideline } = form.dataset;
  const items = [...document.querySelectorAll("section.item")];
  const key = `goldline/assessment/${assessment}`;
  const said = document.getElementById("said");
  const byId = (id) => document.getElementById(id);
  const IDLE = 120000; // who has not moved for two minutes is not working on the item
  const state = { values: {}, seconds: {}, at: -1, handedIn: null };
  let last = performance.now();
  let moved = last;

  // --- what is kept between visits ---------------------------------------------------------

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && kept.values && kept.seconds) Object.assign(state, kept);
    } catch { /* a broken memory is as good as none */ }
  }

  function save() {
    try {
      localStorage.setItem(key, JSON.stringify(state));
      byId("unsaved").hidden = true;
    } catch {
      byId("unsaved").hidden = false;
    }
  }

  // --- time --------------------------------------------------------------------------------

  function tick() {
    const now = performance.now();
    const working = document.visibilityState === "visible" && now - moved < IDLE;
    const item = items[state.at];
    if (item && working && !state.handedIn) {
      const code = item.dataset.code;
      state.seconds[code] = (state.seconds[code] || 0) + Math.min(now - last, 2000) / 1000;
    }
    last = now;
  }

  // --- moving about ------------------------------------------------------------------------

  function show(at, focus = true) {
    tick();
    state.at = Math.max(-1, Math.min(at, items.length));
    byId("start").hidden = state.at !== -1;
    byId("end").hidden = state.at !== items.length;
    items.forEach((item, number) => { item.hidden = number !== state.at; });
    document.querySelectorAll("video, audio").forEach((one) => one.pause());
    byId("back").disabled = state.at === -1;
    byId("next").hidden = state.at === items.length;
    byId("next").textContent = state.at === -1 ? "Start" : "Next";
    if (state.at === items.length) summary();
    if (focus) {
      const place = state.at === -1 ? byId("start") : state.at === items.length ? byId("end") : items[state.at];
      const heading = place.querySelector("h2");
      heading.focus();
      window.scrollTo(0, 0);
    }
    count();
    save();
  }

  function questions() {
    return [...form.querySelectorAll("fieldset[data-criterion]")];
  }

  function nameOf(fieldset) {
    return fieldset.querySelector("input").name;
  }

  function open() {
    return questions().filter((one) => !(nameOf(one) in state.values));
  }

  function count() {
    const all = questions().length;
    const done = all - open().length;
    byId("progress").max = all;
    byId("progress").value = done;
    byId("done").textContent = `${done} of ${all} questions answered`;
  }

  function summary() {
    const missing = open();
    const list = byId("missing");
    list.replaceChildren();
    byId("complete").hidden = missing.length > 0;
    byId("incomplete").hidden = missing.length === 0;
    items.forEach((item, number) => {
      const some = missing.filter((one) => item.contains(one)).length;
      if (!some) return;
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Item ${number + 1}: ${some} open`;
      button.addEventListener("click", () => show(number));
      row.append(button);
      list.append(row);
    });
  }

  // --- handing in --------------------------------------------------------------------------

  function checksum(text) {
    let crc = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
  }

  function moment() {
    const now = new Date();
    const away = -now.getTimezoneOffset();
    const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
    const local = new Date(now.getTime() + away * 60000).toISOString().slice(0, 19);
    return `${local}${away < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
  }

  function submission() {
    const answers = questions().filter((one) => nameOf(one) in state.values).map((one) => ({
      item: one.dataset.code,
      criterion: one.dataset.criterion,
      response: one.dataset.response || null,
      value: state.values[nameOf(one)],
    }));
    const seconds = {};
    items.forEach((item) => {
      seconds[item.dataset.code] = Math.round((state.seconds[item.dataset.code] || 0) * 10) / 10;
    });
    const lines = [
      [assessment, analyst, state.handedIn].join("\t"),
      ...answers.map((one) => [one.item, one.criterion, one.response || "", one.value].join("\t")),
      ...Object.entries(seconds).map(([code, time]) => [code, time.toFixed(1)].join("\t")),
    ];
    return {
      format: "goldline/submission/1",
      assessment,
      analyst,
      guideline,
      submitted_at: state.handedIn,
      answers,
      seconds,
      checksum: checksum(lines.join("\n")),
    };
  }

  function download() {
    const text = `${JSON.stringify(submission(), null, 2)}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${assessment}-answers.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function lock() {
    const done = Boolean(state.handedIn);
    form.querySelectorAll("input").forEach((one) => { one.disabled = done; });
    byId("handed").hidden = !done;
    byId("finish").textContent = done ? "Save the file again" : "Finish and save the file";
    if (done) byId("when").textContent = state.handedIn;
  }

  function finish() {
    if (!state.handedIn) {
      if (open().length && !byId("sure").checked) {
        said.textContent = "Some questions are open. Answer them, or tick the box to finish all the same.";
        byId("sure").focus();
        return;
      }
      tick();
      state.handedIn = moment();
      save();
      lock();
    }
    download();
    said.textContent = `Saved as ${assessment}-answers.json. Send this file to your lead.`;
  }

  // --- begin -------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    state.values[event.target.name] = event.target.value;
    count();
    save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    const fieldset = event.target.closest("fieldset");
    if (/^[1-9]$/.test(event.key)) {
      const choice = fieldset.querySelectorAll("input")[Number(event.key) - 1];
      if (choice && !choice.disabled) { choice.focus(); choice.click(); event.preventDefault(); }
    } else if (event.key === "Enter") {
      event.preventDefault();
      const here = [...items[state.at].querySelectorAll("fieldset")];
      const after = here[here.indexOf(fieldset) + 1];
      if (after) (after.querySelector("input:checked") || after.querySelector("input")).focus();
      else byId("next").focus();
    }
  });
  ["keydown", "pointermove", "pointerdown", "scroll"].forEach((name) =>
    addEventListener(name, () => { moved = performance.now(); }, { passive: true }));
  byId("back").addEventListener("click", () => show(state.at - 1));
  byId("next").addEventListener("click", () => show(state.at + 1));
  byId("finish").addEventListener("click", finish);
  document.addEventListener("visibilitychange", () => { tick(); save(); });
  addEventListener("pagehide", () => { tick(); save(); });
  setInterval(() => { tick(); save(); }, 1000);

  load();
  form.querySelectorAll("input[type=radio]").forEach((one) => {
    one.checked = state.values[one.name] === one.value;
  });
  document.querySelectorAll(".needs-script").forEach((one) => { one.hidden = false; });
  lock();
  show(state.at, false);
})();
