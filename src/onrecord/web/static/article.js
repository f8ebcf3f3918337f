// An article: choose, correct and add statements, with the mouse or by keyboard alone.
import { $, $$, cite, onBegin, post, renew, say, store } from "./room.js";

const ROLES = ["source", "cue", "content"];
let article = null;

const makeArticle = () => {
  const text = $("#text");
  const cards = $$("#cards > .card");
  const may = Boolean($("#bounds"));
  const bounds = $("#bounds");
  let at = -1;
  let draft = null; // while boundaries are set: { what, card, source, cue, content }

  // Offsets: every piece of the text knows that of its first character, in code points.
  const codePoints = (words) => [...words].length;
  const offsetOf = (node, place) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    let piece = element.closest("[data-o]");
    if (!piece || !text.contains(piece)) {
      // between pieces: the first piece after the place, else the end
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(text, text.childNodes.length);
      piece = $$("[data-o]", text).find((one) => range.comparePoint(one, 0) >= 0 && range.intersectsNode(one));
      if (piece) return Number(piece.dataset.o);
      const last = $$("[data-o]", text).at(-1);
      return last ? Number(last.dataset.o) + lengthOf(last) : 0;
    }
    const start = Number(piece.dataset.o);
    if ("odd" in piece.dataset) return start + (place > 0 ? 1 : 0);
    if (node.nodeType !== Node.TEXT_NODE) return start + (place > 0 ? lengthOf(piece) : 0);
    return start + codePoints(node.data.slice(0, place));
  };
  const lengthOf = (piece) => ("odd" in piece.dataset ? 1 : codePoints(piece.textContent));
  const rangeOf = ([start, end]) => {
    const range = document.createRange();
    let begun = false;
    for (const piece of $$("[data-o]", text)) {
      const first = Number(piece.dataset.o);
      const last = first + lengthOf(piece);
      if (last <= start || first >= end) continue;
      const node = piece.firstChild;
      const place = (offset) => ("odd" in piece.dataset || !node ? 0 : [...node.data].slice(0, offset - first).join("").length);
      if (!begun) { range.setStart(node ?? piece, place(Math.max(start, first))); begun = true; }
      if (node) range.setEnd(node, last <= end ? node.data.length : place(end));
      else range.setEnd(piece, 0);
    }
    return begun ? range : null;
  };
  const marked = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) && !text.contains(range.endContainer)) return null;
    const inside = (node) => text === node || text.contains(node);
    const start = inside(range.startContainer) ? offsetOf(range.startContainer, range.startOffset) : Number($("[data-o]", text).dataset.o);
    const lastPiece = $$("[data-o]", text).at(-1);
    const end = inside(range.endContainer) ? offsetOf(range.endContainer, range.endOffset) : Number(lastPiece.dataset.o) + lengthOf(lastPiece);
    return start < end ? [start, end] : null;
  };
  const wordsOf = (span) => {
    const range = rangeOf(span);
    if (!range) return "";
    const part = range.cloneContents();
    part.querySelectorAll(".number").forEach((one) => one.remove());
    return part.textContent;
  };

  // One statement is looked at.
  const select = (next, { scroll = true, focus = true } = {}) => {
    $$(".on", document.body).forEach((one) => one.classList.remove("on"));
    at = next;
    const card = cards[at];
    if (!card) return;
    card.classList.add("on");
    $$(`[data-s~="${CSS.escape(card.dataset.s)}"]`, text).forEach((one) => one.classList.add("on"));
    history.replaceState(null, "", `#${card.dataset.anchor}`);
    if (scroll) {
      document.getElementById(card.dataset.anchor)?.scrollIntoView({ block: matchMedia("(max-width: 60rem)").matches ? "start" : "center" });
      card.scrollIntoView({ block: "nearest" });
    }
    if (focus) card.focus({ preventScroll: true });
  };
  const selectAnchor = (anchor, options) => {
    const place = cards.findIndex((card) => card.dataset.anchor === anchor);
    if (place >= 0) select(place, options);
    return place >= 0;
  };
  const step = (by) => { if (cards.length) select(Math.min(Math.max(at + by, 0), cards.length - 1)); };
  const nextUnchecked = (from) => {
    for (let place = from; place < cards.length; place += 1) if (!cards[place].classList.contains("is-checked")) return place;
    return -1;
  };

  const correct = async (what, more, card = cards[at]) => {
    const body = { article: text.dataset.article, sha256: text.dataset.sha256, what, ...more };
    if (what !== "add") Object.assign(body, { statement: card.dataset.s, seen: JSON.parse(card.dataset.words) });
    return post("/api/corrections", body);
  };
  const told = { accept: "Accepted.", reject: "Not a statement.", speaker: "The speaker is changed.", spans: "The boundaries are changed.", kind: "Changed.", act: "Changed.", add: "Added." };
  const finish = async (what, { anchor = null, place = at, done = what } = {}) => {
    const progress = () => $(".head .checked")?.textContent ?? "";
    const words = done === what ? told[what] : "It was so already: checked, not changed.";
    await renew(words);
    if (!anchor || !article.selectAnchor(anchor)) article.select(Math.min(place, article.count() - 1));
    say(`${words} ${progress()}`);
  };
  const quick = async (what) => {
    if (at < 0 || busy) return;
    busy = true;
    const place = at;
    try {
      await correct(what);
      await finish(what, { place: what === "reject" ? place : place + 1 });
    } catch (error) { say(error.message); alert(error.message); }
    finally { busy = false; }
  };
  let busy = false;

  const ask = (name, fill, read) => {
    if (at < 0) return;
    const card = cards[at];
    const dialog = document.getElementById(name);
    const form = $("form", dialog);
    const wrong = $(".wrong", form);
    wrong.textContent = "";
    fill(form.elements, card.dataset);
    form.onsubmit = async (event) => {
      event.preventDefault();
      try {
        const changes = read(form.elements, card.dataset);
        let done;
        for (const [what, more] of changes) done = (await correct(what, more, card)).what;
        dialog.close();
        if (changes.length) await finish(changes.at(-1)[0], { anchor: card.dataset.anchor, done });
      } catch (error) { wrong.textContent = error.message; }
    };
    dialog.showModal();
  };
  // The words that are marked as who speaks come first among the suggested names.
  const suggest = (spans) => {
    const list = $("#speakers");
    const words = spans.map(wordsOf).join(" ").replace(/\s+/gu, " ").trim();
    $("[data-words]", list)?.remove();
    if (!words || words.length > 200) return "";
    list.prepend(Object.assign(document.createElement("option"), { value: words }));
    list.firstElementChild.dataset.words = "";
    return words;
  };
  const isHere = (name) => {
    const plain = (words) => words.trim().replace(/\s+/gu, " ").toLowerCase();
    return $$("#speakers [data-here]").some((option) => plain(option.value) === plain(name));
  };
  const askSpeaker = () => ask("speaker",
    (fields, card) => {
      const form = fields.speaker.form;
      const words = suggest(JSON.parse(card.words).source);
      const marked = $("[data-marked]", form);
      const show = () => {
        fields.speaker.disabled = fields.nobody.checked;
        marked.hidden = !words || fields.speaker.value === words;
        $("[data-new]", form).hidden = fields.nobody.checked || !fields.speaker.value.trim() || isHere(fields.speaker.value);
      };
      $("button", marked).textContent = words;
      $("button", marked).onclick = () => { fields.nobody.checked = false; fields.speaker.value = words; show(); fields.speaker.focus(); };
      fields.speaker.value = card.speaker;
      fields.nobody.checked = false;
      fields.nobody.onchange = fields.speaker.oninput = show;
      show();
      fields.speaker.select();
    },
    (fields) => {
      if (fields.nobody.checked) return [["speaker", { speaker: null }]];
      if (!fields.speaker.value.trim()) throw new Error("Give a name, or say that the text names nobody.");
      return [["speaker", { speaker: fields.speaker.value, label: fields.label.value }]];
    });
  const askType = () => ask("type",
    (fields, card) => { fields.kind.value = card.kind; fields.act.value = card.act; },
    (fields, card) => [
      ...(fields.kind.value === card.kind ? [] : [["kind", { kind: fields.kind.value }]]),
      ...(fields.act.value === card.act ? [] : [["act", { act: fields.act.value }]]),
    ]);

  // Boundaries.
  const show = () => {
    for (const role of ROLES) {
      bounds.elements[role].textContent = draft[role].map(wordsOf).join(" … ") || "none";
      const ranges = draft[role].map(rangeOf).filter(Boolean);
      if (window.Highlight) CSS.highlights.set(`draft-${role}`, new Highlight(...ranges));
    }
    suggest(draft.source);
  };
  const open = (what) => {
    if (!may || (what === "spans" && at < 0)) return;
    const words = what === "spans" ? JSON.parse(cards[at].dataset.words) : { source: [], cue: [], content: [] };
    const before = marked();
    draft = { what, card: cards[at], ...words };
    $("#bounds-title").textContent = what === "spans" ? "Boundaries" : "Add a missed statement";
    $(".of-new", bounds).hidden = what === "spans";
    $(".wrong", bounds).textContent = "";
    bounds.hidden = false;
    document.body.classList.add("drafting");
    if (what === "add" && before) draft.content = [before];
    show();
    $("#bounds-title").focus({ preventScroll: true });
    bounds.scrollIntoView({ block: "nearest" });
    mark(before ?? (what === "spans" ? words.content[0] : missAt()) ?? firstWord());
  };
  const close = () => {
    draft = null;
    bounds.hidden = true;
    document.body.classList.remove("drafting");
    if (window.Highlight) ROLES.forEach((role) => CSS.highlights.delete(`draft-${role}`));
    if (cards[at]) cards[at].focus({ preventScroll: true });
  };
  const take = (role, more) => {
    const span = marked();
    if (!span) { $(".wrong", bounds).textContent = "Mark words in the text first."; return; }
    $(".wrong", bounds).textContent = "";
    draft[role] = more ? [...draft[role], span].sort((a, b) => a[0] - b[0]) : [span];
    show();
    say(`${role}: ${bounds.elements[role].textContent}`);
  };
  const save = async () => {
    const { what, card } = draft;
    const words = Object.fromEntries(ROLES.map((role) => [role, draft[role]]));
    const more = { words };
    if (what === "add") {
      more.speaker = bounds.elements.speaker.value.trim() || null;
      more.act = bounds.elements.act.value;
      if (bounds.elements.kind.value) more.kind = bounds.elements.kind.value;
    }
    try {
      const done = (await correct(what, more, card)).what;
      const all = ROLES.flatMap((role) => words[role]);
      const anchor = `w${Math.min(...all.map(([a]) => a))}-${Math.max(...all.map(([, b]) => b))}-${words.content[0]?.[0]}`;
      close();
      getSelection().removeAllRanges();
      await finish(what, { anchor, done });
    } catch (error) { $(".wrong", bounds).textContent = error.message; }
  };

  // Words marked by keyboard: the browser's own selection, moved by words.
  const mark = (span) => {
    const range = span && rangeOf(span);
    if (!range) return;
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  };
  const whole = () => $$("[data-o]", text).map((piece) => ("odd" in piece.dataset ? " " : piece.textContent)).join("");
  const wordSpans = () => {
    const first = Number($("[data-o]", text)?.dataset.o ?? 0);
    const letters = [...whole()];
    const spans = [];
    let start = -1;
    letters.forEach((letter, place) => {
      const inside = !/[\s“”"„«»]/u.test(letter);
      if (inside && start < 0) start = place;
      if (!inside && start >= 0) { spans.push([first + start, first + place]); start = -1; }
    });
    if (start >= 0) spans.push([first + start, first + letters.length]);
    return spans;
  };
  const firstWord = () => wordSpans()[0];
  const missAt = () => {
    const number = document.activeElement?.dataset?.m;
    const spans = text.dataset.misses.trim().split(" ").filter(Boolean).map((one) => one.split("-").map(Number));
    return number === undefined ? spans[0] : spans[Number(number)];
  };
  let moving = 1; // which end Shift moves: 1 the last, 0 the first
  const move = (by, stretch) => {
    const spans = wordSpans();
    const now = marked() ?? spans[0];
    if (!now) return;
    const first = spans.findIndex(([, end]) => end > now[0]);
    const last = spans.findLastIndex(([start]) => start < now[1]);
    const keep = (place) => Math.min(Math.max(place, 0), spans.length - 1);
    if (!stretch) return mark(spans[keep(by > 0 ? last + 1 : first - 1)]);
    const ends = [first, last];
    ends[moving] = keep(ends[moving] + by);
    if (ends[0] <= ends[1]) mark([spans[ends[0]][0], spans[ends[1]][1]]);
  };

  const acts = {
    accept: () => quick("accept"), reject: () => quick("reject"), speaker: askSpeaker, type: askType,
    bounds: () => open("spans"), add: () => open("add"), cancel: close,
    undo: () => $("#corrections [data-undo]")?.click(),
    help: () => $("#help").showModal(),
    close: () => { const card = cards[at]; select(-1); document.getElementById(card?.dataset.anchor)?.focus({ preventScroll: true }); },
  };
  const keys = { a: "accept", x: "reject", s: "speaker", b: "bounds", t: "type", n: "add", u: "undo", "?": "help" };
  const press = (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      if (draft) { close(); event.preventDefault(); } else if (at >= 0) acts.close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (draft) return pressDraft(event);
    if (store.get("keys") === "off") return;
    const onButton = event.target.closest("button, summary, a");
    if (event.key === "Enter" || event.key === " ") return;
    const done = () => event.preventDefault();
    if (event.key === "j") { step(1); done(); }
    else if (event.key === "k") { step(-1); done(); }
    else if (event.key === "c" && cards[at]) { cite($("a.cite", cards[at])); done(); }
    else if (event.key === "m") { nextMiss(); done(); }
    else if (event.key === "g" && $("#onwards")) { $("#onwards").click(); done(); }
    else if (may && keys[event.key] && !(onButton && event.key === " ")) { acts[keys[event.key]](); done(); }
  };
  const pressDraft = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) { move(by, event.shiftKey); event.preventDefault(); }
    else if (event.key === "o") { moving = 1 - moving; say(moving ? "The end moves." : "The beginning moves."); }
    else if ("123".includes(event.key)) { take(ROLES["123".indexOf(event.key)], false); event.preventDefault(); }
    else if (event.key === "Enter" && !event.target.closest("button")) { save(); event.preventDefault(); }
  };
  const nextMiss = () => {
    const misses = $$(".miss[tabindex]", text);
    const now = misses.indexOf(document.activeElement);
    misses[(now + 1) % misses.length]?.focus();
  };

  const click = (event) => {
    const act = event.target.closest("[data-do]");
    if (act) {
      const card = act.closest(".card");
      if (card && cards.indexOf(card) !== at) select(cards.indexOf(card), { scroll: false, focus: false });
      acts[act.dataset.do]?.();
      return;
    }
    const number = event.target.closest("a.number, .facts a[href^='#w']");
    if (number) {
      const anchor = number.hash.replace(/^#c-/, "#").slice(1);
      if (selectAnchor(anchor)) event.preventDefault();
      return;
    }
    const words = event.target.closest("mark[data-s]");
    if (words && getSelection().isCollapsed && !draft) {
      const inner = words.dataset.s.split(" ").map((id) => cards.findIndex((card) => card.dataset.s === id)).filter((place) => place >= 0);
      if (inner.length) select(Math.max(...inner), { scroll: false, focus: false });
      cards[at]?.scrollIntoView({ block: "nearest" });
      return;
    }
    const card = event.target.closest(".card");
    if (card && !event.target.closest("a, button") && getSelection().isCollapsed) select(cards.indexOf(card), { focus: false });
  };

  if (bounds) {
    bounds.addEventListener("submit", (event) => { event.preventDefault(); save(); });
    for (const button of $$("[data-take], [data-more], [data-clear]", bounds)) {
      // the words stay marked while a button is pressed
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        const { take: role, more, clear } = button.dataset;
        if (clear) { draft[clear] = []; show(); } else take(role ?? more, Boolean(more));
      });
    }
  }
  const useKeys = $("#use-keys");
  if (useKeys) {
    useKeys.checked = store.get("keys") !== "off";
    useKeys.addEventListener("change", () => store.set("keys", useKeys.checked ? "on" : "off"));
  }
  const showMisses = $("#show-misses");
  if (showMisses) {
    showMisses.checked = store.get("misses") !== "off";
    const turn = () => text.classList.toggle("no-misses", !showMisses.checked);
    showMisses.addEventListener("change", () => { store.set("misses", showMisses.checked ? "on" : "off"); turn(); });
    turn();
  }
  return { press, click, select, selectAnchor, nextUnchecked, count: () => cards.length };
};

document.addEventListener("keydown", (event) => article?.press(event));
document.addEventListener("click", (event) => article?.click(event));
const point = () => {
  const anchor = location.hash.slice(1).replace(/^c-/, "");
  if (!article || !anchor) return;
  if (anchor === "unchecked") article.select(Math.max(article.nextUnchecked(0), 0));
  else article.selectAnchor(anchor);
};
addEventListener("hashchange", point);
onBegin(() => { article = $("#text") ? makeArticle() : null; });
point();
