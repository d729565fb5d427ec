"use strict";
(() => {
  const form = document.getElementById("form");
  const { assessment, analyst, guideline } = form.dataset;
  const items = [...document.querySelectorAll("section.item")];
  const key = `goldline/assessment/${assessment}`;
  const said = document.getElementById("said");
  const boxes = [...document.querySelectorAll(".found")];
  const byId = (id) => document.getElementById(id);
  const IDLE = 120000; // who has not moved for two minutes is not working on the item
  const state = { values: {}, seconds: {}, found: {}, at: -1, handedIn: null };
  let last = performance.now();
  let moved = last;

  // --- what is kept between visits ---------------------------------------------------------

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && kept.values && kept.seconds) Object.assign(state, { found: {} }, kept);
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
    return [
      ...questions().filter((one) => !(nameOf(one) in state.values)),
      ...boxes.filter((one) => !(one.dataset.code in state.found)),
    ];
  }

  function count() {
    const all = questions().length + boxes.length;
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

  // --- what is wrong -----------------------------------------------------------------------

  const plain = (text) => text.replace(/\s+/g, " ").trim();

  function textsOf(box) {
    return [...box.closest("section").querySelectorAll(".text")].map((one) => one.textContent);
  }

  function numbersOf(group) {
    const written = [...group.querySelectorAll("input")].map((one) => one.value.trim());
    if (written.every((one) => one === "")) return null;
    return written.map((one) => (one === "" ? NaN : Number(one)));
  }

  // Returns a finding as it is handed in, or a sentence about what is missing.
  function entry(box) {
    const value = (name) => { const one = box.querySelector(`.${name}`); return one ? one.value.trim() : null; };
    const type = value("type");
    const severity = value("severity");
    const response = value("response");
    if (!type) return "Choose a type.";
    if (!severity) return "Choose how bad it is.";
    const { severities, places } = box.querySelector(".type").selectedOptions[0].dataset;
    const allowed = severities.split(" ");
    if (!allowed.includes(severity)) return `An error of this type is ${allowed.join(" or ")}.`;
    if (response === "") return "Choose the response.";
    const evidence = [];
    const words = box.querySelector(".quote").value;
    if (words.trim()) {
      // Lines of a text may be folded where they were copied from: what counts is what stands in the text.
      const parts = plain(words).split(" ").map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const found = textsOf(box).map((one) => one.match(new RegExp(parts.join("\\s+"), "u"))).find(Boolean);
      if (!found) return "These words do not stand in the text. Copy them as they are.";
      evidence.push({ quote: found[0] });
    }
    for (const group of box.querySelectorAll(".region, .segment")) {
      const numbers = numbersOf(group);
      if (!numbers) continue;
      const media = Number(group.dataset.media);
      if (group.classList.contains("region")) {
        const [left, top, width, height] = numbers;
        const inside = numbers.every((one) => one >= 0) && width > 0 && height > 0
          && left + width <= 100.05 && top + height <= 100.05;
        if (!inside) return `The place in picture ${media} needs four numbers, and lies inside the picture.`;
        evidence.push({ media, region: numbers.map((one) => Math.round(one * 10) / 1000) });
      } else {
        const [from, to] = numbers;
        if (!(from >= 0 && to > from)) return `The place in clip ${media} needs two numbers, the later one last.`;
        evidence.push({ media, segment: numbers.map((one) => Math.round(one * 1000) / 1000) });
      }
    }
    if (places !== undefined && !evidence.length) return "Say where it is: copy the words, or mark the place.";
    return { type, severity, response, evidence };
  }

  function words(finding, box) {
    const title = [...box.querySelector(".type").options].find((one) => one.value === finding.type);
    const where = finding.evidence.map((one) => {
      if (one.quote !== undefined) return `“${plain(one.quote)}”`;
      if (one.region) return `picture ${one.media}: ${one.region.map((n) => Math.round(n * 1000) / 10).join(", ")} %`;
      return `clip ${one.media}: ${one.segment.join(" to ")} seconds`;
    });
    const response = finding.response ? `, response ${finding.response}` : "";
    const place = where.length ? `: ${where.join("; ")}` : "";
    return `${title ? title.textContent : finding.type}, ${finding.severity}${response}${place}`;
  }

  function list(box) {
    const several = state.found[box.dataset.code];
    box.querySelector("ol").replaceChildren(...(several || []).map((finding, number) => {
      const row = document.createElement("li");
      row.textContent = words(finding, box);
      if (!state.handedIn) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "Remove";
        button.setAttribute("aria-label", `Remove error ${number + 1}`);
        button.addEventListener("click", () => {
          several.splice(number, 1);
          if (!several.length) delete state.found[box.dataset.code];
          changed(box, "Removed.");
          box.querySelector(".type").focus();
        });
        row.append(button);
      }
      return row;
    }));
    const nothing = box.querySelector(".nothing");
    nothing.checked = Boolean(several) && !several.length;
    nothing.disabled = Boolean(state.handedIn) || Boolean(several && several.length);
  }

  function changed(box, text) {
    list(box);
    box.querySelector(".why").textContent = text;
    count();
    save();
  }

  function empty(box) {
    box.querySelectorAll("select").forEach((one) => { one.value = ""; });
    box.querySelectorAll("input[type=text], input[type=number]").forEach((one) => { one.value = ""; });
    box.querySelector(".means").textContent = "";
    box.closest("section").querySelectorAll(".picture rect").forEach((one) => { frame(one, [0, 0, 0, 0]); });
  }

  function frame(rect, numbers) {
    ["x", "y", "width", "height"].forEach((name, at) => rect.setAttribute(name, String(numbers[at] || 0)));
  }

  function drawing(box, group) {
    const picture = box.closest("section").querySelector(`.picture[data-media="${group.dataset.media}"]`);
    if (!picture) return;
    const rect = picture.querySelector("rect");
    const inputs = [...group.querySelectorAll("input")];
    let start = null;
    const at = (event) => {
      const frameOf = picture.getBoundingClientRect();
      const part = (one, from, size) => Math.max(0, Math.min(100, ((one - from) / size) * 100));
      return [part(event.clientX, frameOf.left, frameOf.width), part(event.clientY, frameOf.top, frameOf.height)];
    };
    const draw = (event) => {
      const here = at(event);
      const low = here.map((one, axis) => Math.min(one, start[axis]));
      const high = here.map((one, axis) => Math.max(one, start[axis]));
      const numbers = [low[0], low[1], high[0] - low[0], high[1] - low[1]].map((one) => Math.floor(one * 10) / 10);
      inputs.forEach((one, axis) => { one.value = String(numbers[axis]); });
      frame(rect, numbers);
    };
    picture.addEventListener("pointerdown", (event) => {
      if (state.handedIn || event.pointerType === "touch") return;
      start = at(event);
      picture.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    picture.addEventListener("pointermove", (event) => { if (start) draw(event); });
    picture.addEventListener("pointerup", () => { start = null; });
    group.addEventListener("input", () => frame(rect, inputs.map((one) => Number(one.value))));
  }

  boxes.forEach((box) => {
    const type = box.querySelector(".type");
    type.addEventListener("change", () => {
      box.querySelector(".means").textContent = type.selectedOptions[0].dataset.means || "";
    });
    box.querySelector(".take").addEventListener("mousedown", (event) => event.preventDefault());
    box.querySelector(".take").addEventListener("click", () => {
      const taken = String(getSelection());
      if (taken.trim()) box.querySelector(".quote").value = plain(taken);
      else box.querySelector(".why").textContent = "Select the words in the text first.";
    });
    box.querySelectorAll(".region").forEach((group) => drawing(box, group));
    box.querySelector(".add").addEventListener("click", () => {
      const finding = entry(box);
      if (typeof finding === "string") { box.querySelector(".why").textContent = finding; return; }
      (state.found[box.dataset.code] ||= []).push(finding);
      empty(box);
      changed(box, "Added.");
      type.focus();
    });
    box.querySelector(".nothing").addEventListener("change", (event) => {
      if (event.target.checked) state.found[box.dataset.code] = [];
      else delete state.found[box.dataset.code];
      changed(box, "");
    });
  });

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
    const findings = {};
    boxes.forEach((box) => {
      const several = state.found[box.dataset.code];
      if (several) findings[box.dataset.code] = several;
    });
    const place = (one) => one.evidence.map((each) => {
      if (each.quote !== undefined) return `quote:${each.quote}`;
      const kind = each.region ? "region" : "segment";
      return `${kind}:${each.media}:${each[kind].map((number) => number.toFixed(3)).join(",")}`;
    }).join("|");
    const lines = [
      [assessment, analyst, state.handedIn].join("\t"),
      ...answers.map((one) => [one.item, one.criterion, one.response || "", one.value].join("\t")),
      ...Object.entries(seconds).map(([code, time]) => [code, time.toFixed(1)].join("\t")),
      ...Object.entries(findings).flatMap(([code, several]) => (several.length
        ? several.map((one) => [code, one.type, one.severity, one.response || "", place(one)].join("\t"))
        : [[code, "none"].join("\t")])),
    ];
    return {
      format: "goldline/submission/1",
      assessment,
      analyst,
      guideline,
      submitted_at: state.handedIn,
      answers,
      seconds,
      ...(boxes.length ? { findings } : {}),
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
    form.querySelectorAll("input, select, .add, .take").forEach((one) => { one.disabled = done; });
    boxes.forEach(list);
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
    if (event.target.type !== "radio") return; // what is wrong has listeners of its own
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
