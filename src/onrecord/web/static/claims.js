// Claims: the slider of days, and joining and parting of claims.
import { $, ask, onBegin, post, say } from "./room.js";

// The slider takes the place of the field for the day: each step shows the ledger as of then.
const slide = () => {
  const form = $("#asked");
  const range = $(".slide input", form);
  if (!range) return;
  const days = range.dataset.days.split(" ");
  const field = form.elements.as_of;
  range.closest("label").hidden = false;
  const place = field.value ? days.findLastIndex((day) => day <= field.value) : days.length - 1;
  range.value = Math.max(place, 0);
  const tell = () => range.setAttribute("aria-valuetext", days[range.value]);
  tell();
  let asked = 0;
  range.addEventListener("input", async () => {
    field.value = days[range.value];
    tell();
    const mine = (asked += 1);
    const address = new URL(form.action);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    await new Promise((done) => { setTimeout(done, 120); });
    if (mine !== asked) return;
    const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    const ledger = fresh.querySelector("#ledger");
    history.replaceState(null, "", address);
    if (ledger) $("#ledger").replaceChildren(...document.importNode(ledger, true).childNodes);
    else $("#ledger").replaceChildren(Object.assign(document.createElement("p"), { className: "note", textContent: "Nobody had told it by then." }));
    say($("#ledger .found")?.textContent ?? "Nobody had told it by then.");
  });
};
onBegin(slide);

const claim = () => $("#ledger").dataset.claim;

const look = async (form) => {
  const given = form.elements.about.value.trim();
  const wrong = $(".wrong", form);
  const named = given.match(/\/claims\/([^/?#]+)/);
  const path = named ? `/claims/${named[1]}.json` : `/claims.json?${new URLSearchParams({ about: given })}`;
  const answer = await fetch(path, { credentials: "same-origin" });
  const data = await answer.json();
  const rows = (named ? [data.claim] : data.claims ?? []).filter((row) => row && row.id !== claim());
  wrong.textContent = rows.length ? "" : "No other claim fits.";
  form.elements.other.replaceChildren(...rows.map((row) => new Option(`${row.words.slice(0, 140)} (${row.standing}, ${row.reports} reports)`, row.id)));
  if (rows.length) { form.elements.other.selectedIndex = 0; form.elements.other.focus(); }
};

document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-part]");
  if (part) {
    const words = $(".words", part.closest("li")).textContent;
    ask("part", (form) => { $(".words", form).textContent = words; },
      async ({ reason }) => { await post("/api/claims/part", { claim: claim(), proposition: part.dataset.part, reason: reason.value }); return "Parted: it is a claim of its own now."; });
  }
  if (event.target.closest("[data-join]")) {
    ask("join", (form) => { form.elements.other.replaceChildren(); },
      async ({ other, reason }) => {
        if (!other.value) throw new Error("Look for a claim first, and choose it.");
        await post("/api/claims/join", { claim: claim(), other: other.value, reason: reason.value });
        return "Joined: the two are one claim now.";
      });
  }
  if (event.target.closest('[data-do="look"]')) look(event.target.closest("form"));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("#join input[name=about]")) return;
  event.preventDefault();
  look(event.target.form);
});
