"use strict";
(() => {
  const form = document.getElementById("filter");
  const said = [...document.querySelectorAll("#said > details")].map((details) => ({
    details,
    wasOpen: details.open,
    speaker: details.querySelector("summary").textContent.toLowerCase(),
    rows: [...details.querySelectorAll(".statements > li")],
  }));
  const OPEN_AT_MOST = 200; // more rows than this stay folded under their speakers
  const textOf = new Map();
  const read = (row) => {
    if (!textOf.has(row)) textOf.set(row, row.textContent.toLowerCase().replace(/\s+/g, " "));
    return textOf.get(row);
  };
  const filter = () => {
    const { text, speaker, outlet, act } = form.elements;
    const asked = text.value.trim().toLowerCase().replace(/\s+/g, " ");
    const who = speaker.value.trim().toLowerCase();
    const all = !asked && !who && !outlet.value && !act.value;
    let found = 0;
    for (const group of said) {
      const right = !who || group.speaker.includes(who);
      group.found = 0;
      for (const row of group.rows) {
        const keep = right && (!outlet.value || row.dataset.o === outlet.value) &&
          (!act.value || row.dataset.a === act.value) && (!asked || read(row).includes(asked));
        row.hidden = !keep;
        if (keep) group.found += 1;
      }
      group.details.hidden = !group.found;
      found += group.found;
    }
    for (const group of said) group.details.open = all ? group.wasOpen : found <= OPEN_AT_MOST;
    form.querySelector("output").value = all ? "" : found === 1 ? "1 statement" : `${found} statements`;
  };
  let soon = 0;
  form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(filter, 120); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.hidden = false;

  // All pieces of the statement that the address names, not only its first.
  const point = () => {
    document.querySelectorAll(".on").forEach((mark) => mark.classList.remove("on"));
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.matches(".number")) return;
    const number = target.textContent;
    target.closest(".text").querySelectorAll(`[data-s~="${number}"]`).forEach((mark) => mark.classList.add("on"));
  };
  addEventListener("hashchange", point);
  point();
})();
