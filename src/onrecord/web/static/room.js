// What all pages share. They work without it; with it one can copy and correct. No text is ever made into HTML here.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const csrf = $('meta[name="csrf"]')?.content;
document.documentElement.classList.add("js");

export const say = (words) => { $("#say").textContent = words; };
export const store = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* nothing is kept then */ } } };

export const post = async (path, body) => {
  const answer = await fetch(path, { method: "POST", credentials: "same-origin", body: JSON.stringify(body ?? {}),
    headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": csrf } });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error?.message ?? `The server answered ${answer.status}.`);
  return data;
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-undo], [data-undo-judgement]");
  if (!button) return;
  const { undo, undoJudgement } = button.dataset;
  button.disabled = true;
  try { await post(undo ? `/api/corrections/${undo}/undo` : `/api/judgements/${undoJudgement}/undo`); await renew("Undone."); }
  catch (error) { button.disabled = false; say(error.message); alert(error.message); }
});

// Enter in a list sends the form, as it does in a field of words.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("form.filter select")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// The menu of a phone is one line: the page that is shown must be in sight.
const here = document.querySelector(".bar nav [aria-current]");
if (here) here.closest("ul").scrollLeft = here.offsetLeft - 40;

// What a page does when it is shown, and again when it was renewed.
const begins = [];
export const onBegin = (begin) => { begins.push(begin); begin(); };

// The page as the server has it now, without losing the place.
export const renew = async (words) => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = $("main");
  const side = $(".side")?.scrollTop ?? 0;
  const { scrollX, scrollY } = window;
  main.replaceChildren(...document.importNode(fresh.querySelector("main"), true).childNodes);
  begins.forEach((begin) => begin());
  if ($(".side")) $(".side").scrollTop = side;
  window.scrollTo(scrollX, scrollY);
  say(words);
};

// A dialog that sends something, and shows the page as it is then.
export const ask = (name, fill, send) => {
  const dialog = document.getElementById(name);
  const form = $("form", dialog);
  const wrong = $(".wrong", form);
  wrong.textContent = "";
  form.reset();
  fill(form);
  form.onsubmit = async (event) => {
    event.preventDefault();
    try { const words = await send(form.elements); dialog.close(); await renew(words); }
    catch (error) { wrong.textContent = error.message; }
  };
  dialog.showModal();
};

// Citations: the same three texts as on their own page.
export const cite = async (link) => {
  const dialog = $("#cite");
  if (!dialog) { location.href = link.href; return; }
  const address = new URL(link.href);
  address.pathname += ".json";
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) { location.href = link.href; return; }
  const forms = await answer.json();
  $(".forms", dialog).replaceChildren(...["plain", "markdown", "html"].map((name) => copier(name, forms[name])));
  dialog.showModal();
  $("button", dialog).focus();
  $$("textarea", dialog).forEach((area) => { area.scrollTop = 0; });
};
const copier = (name, words) => {
  const label = document.createElement("label");
  label.className = "copy";
  label.append({ plain: "Plain text", markdown: "Markdown", html: "HTML" }[name]);
  const area = document.createElement("textarea");
  Object.assign(area, { readOnly: true, rows: 4, value: words, dir: "auto" });
  label.append(area);
  const box = document.createElement("div");
  box.append(label, copyButton(area));
  return box;
};
const copyButton = (area) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(area.value); }
    catch { area.select(); document.execCommand("copy"); }
    button.textContent = "Copied";
    say("Copied.");
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return button;
};
document.addEventListener("click", (event) => {
  event.target.closest('[data-do="shut"]')?.closest("dialog")?.close();
  const link = event.target.closest("a.cite");
  if (link && $("#cite") && !event.ctrlKey && !event.metaKey) { event.preventDefault(); cite(link); }
});

onBegin(() => $$(".copy textarea").forEach((area) => { if (!$("#cite")?.contains(area)) area.after(copyButton(area)); }));
