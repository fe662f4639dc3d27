/* Keeps what is typed and chosen in <form data-draft="key"> on this device until it was accepted;
   signing out throws a member's drafts away. */
import { controlsOf, fill, isChanged, read } from "./kept.js";

const member = document.documentElement.dataset.member || "";
const nameOf = (form) => `draft:${member}:${form.dataset.draft}`;
const SENT = "drafts-sent";
const sent = () => JSON.parse(sessionStorage.getItem(SENT) || "[]");
let isOver = false;
const note = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

function keep(form) {
  if (isOver) return;
  if (controlsOf(form).some(isChanged)) localStorage.setItem(nameOf(form), JSON.stringify(read(form)));
  else localStorage.removeItem(nameOf(form));
}

function show(form, element, atTop) {
  form.querySelector("[data-draft-note]")?.remove();
  if (!element) return;
  element.dataset.draftNote = "";
  if (atTop) return form.prepend(element);
  const last = controlsOf(form).filter((field) => !field.closest("details:not([open])")).at(-1);
  (last?.closest(".field") || form).append(element);
}

function restore(form) {
  const before = read(form);
  if (form.querySelector("[aria-invalid]") || !fill(form, JSON.parse(localStorage.getItem(nameOf(form)) || "{}"))) return;
  const restored = note("draft-restored");
  restored?.querySelector("button").addEventListener("click", () => {
    fill(form, before);
    localStorage.removeItem(nameOf(form));
    show(form, null);
    controlsOf(form)[0]?.focus();
  });
  show(form, restored, true);
}

/* What opens a form says that a draft is in it. */
function hint(element) {
  if (!localStorage.getItem(`draft:${member}:${element.dataset.draftHint}`)) return;
  const begun = note("draft-begun");
  if (begun) element.before(begun);
  delete element.dataset.draftHint;
}

function start(form) {
  if (form.dataset.drafting) return;
  form.dataset.drafting = "true";
  restore(form);
  let pause;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(() => { keep(form); if (localStorage.getItem(nameOf(form))) show(form, note("draft-kept")); }, 400);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    keep(form);
    sessionStorage.setItem(SENT, JSON.stringify([...sent(), nameOf(form)]));
  });
}

/* A page says with data-draft-clear that what was sent is accepted, with data-draft-wait that this
   is not known yet. */
function clear() {
  sent().forEach((name) => localStorage.removeItem(name));
  sessionStorage.removeItem(SENT);
}

/* From here on nothing is kept, not even what a pause in typing was about to keep. */
function forget() {
  isOver = true;
  Object.keys(localStorage).filter((name) => name.startsWith(`draft:${member}:`)).forEach((name) => localStorage.removeItem(name));
}

/* What was not sent goes back into its form. */
function takeUp(fields) {
  const values = {};
  for (const one of fields.querySelectorAll("input[type=hidden]")) (values[one.name] ||= []).push(one.value);
  const here = [...document.querySelectorAll("form[method=post]")].find((form) => form !== fields && form.action === fields.action && controlsOf(form).length);
  if (here) fill(here, values);
}

function startAll(root) {
  root.querySelectorAll("form[data-draft]").forEach(start);
  root.querySelectorAll("[data-draft-hint]").forEach(hint);
}

if (document.querySelector("[data-draft-clear]")) clear();
else if (!document.querySelector("[data-draft-wait]")) sessionStorage.removeItem(SENT);
startAll(document);
document.querySelectorAll("[data-unsent-fields]").forEach(takeUp);
document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forget));
document.addEventListener("htmx:load", (event) => {
  if (event.target.querySelector("[data-draft-clear]")) clear();
  startAll(event.target);
});
document.addEventListener("drafts:clear", clear);
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.requestConfig.elt.matches("form[data-draft]")) return;
  if (event.detail.xhr.status === 0 || event.detail.xhr.status >= 400) sessionStorage.removeItem(SENT);
});
