/* Keeps what is typed in <form data-draft="key"> on this device until it was accepted.
   Keys carry the member's handle; signing out throws that member's drafts away. */
const member = document.documentElement.dataset.member || "";
const nameOf = (form) => `draft:${member}:${form.dataset.draft}`;
const SENT = "drafts-sent";
const TEXT = "textarea, input[type=text], input[type=url], input[type=number], input:not([type])";
const textsOf = (form) => [...form.querySelectorAll(TEXT)].filter((field) => field.name && !field.disabled);
const sent = () => JSON.parse(sessionStorage.getItem(SENT) || "[]");
const note = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

function keep(form) {
  const typed = Object.fromEntries(textsOf(form).map((field) => [field.name, field.value]));
  const written = textsOf(form).some((field) => field.value !== field.defaultValue);
  if (written) localStorage.setItem(nameOf(form), JSON.stringify(typed));
  else localStorage.removeItem(nameOf(form));
}

function show(form, element) {
  form.querySelector("[data-draft-note]")?.remove();
  if (!element) return;
  element.dataset.draftNote = "";
  const last = textsOf(form).filter((field) => !field.closest("details:not([open])")).at(-1) || textsOf(form).at(-1);
  (last.closest(".field") || last).append(element);
}

function restore(form) {
  const typed = JSON.parse(localStorage.getItem(nameOf(form)) || "{}");
  const fields = textsOf(form).filter((field) => field.name in typed && typed[field.name] !== field.value);
  if (!fields.length || form.querySelector("[aria-invalid]")) return;
  const before = new Map(fields.map((field) => [field, field.value]));
  for (const field of fields) {
    field.value = typed[field.name];
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
  const restored = note("draft-restored");
  restored?.querySelector("button").addEventListener("click", () => {
    before.forEach((value, field) => { field.value = value; });
    localStorage.removeItem(nameOf(form));
    show(form, null);
    fields[0].focus();
  });
  show(form, restored);
}

function start(form) {
  if (form.dataset.drafting) return;
  form.dataset.drafting = "true";
  restore(form);
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { keep(form); if (localStorage.getItem(nameOf(form))) show(form, note("draft-kept")); }, 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    keep(form);
    sessionStorage.setItem(SENT, JSON.stringify([...sent(), nameOf(form)]));
  });
}

/* The page that follows says with data-draft-clear that what was sent has been accepted. One that
   asks for the password first says with data-draft-wait that this is not known yet. */
function clear() {
  sent().forEach((name) => localStorage.removeItem(name));
  sessionStorage.removeItem(SENT);
}

function forget() {
  Object.keys(localStorage).filter((name) => name.startsWith(`draft:${member}:`)).forEach((name) => localStorage.removeItem(name));
}

if (document.querySelector("[data-draft-clear]")) clear();
else if (!document.querySelector("[data-draft-wait]")) sessionStorage.removeItem(SENT);
document.querySelectorAll("form[data-draft]").forEach(start);
document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forget));
document.addEventListener("htmx:load", (event) => {
  if (event.target.querySelector("[data-draft-clear]")) clear();
  event.target.querySelectorAll("form[data-draft]").forEach(start);
});
document.addEventListener("drafts:clear", clear);
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.requestConfig.elt.matches("form[data-draft]")) return;
  if (event.detail.xhr.status === 0 || event.detail.xhr.status >= 400) sessionStorage.removeItem(SENT);
});
