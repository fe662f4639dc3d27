/* Keeps what is typed and chosen in <form data-draft="key"> on this device until it was accepted.
   Keys carry the member's handle; signing out throws that member's drafts away. */
import { controlsOf, fill, isChanged, read } from "./kept.js";

const member = document.documentElement.dataset.member || "";
const nameOf = (form) => `draft:${member}:${form.dataset.draft}`;
const SENT = "drafts-sent";
const sent = () => JSON.parse(sessionStorage.getItem(SENT) || "[]");
const note = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

function keep(form) {
  if (controlsOf(form).some(isChanged)) localStorage.setItem(nameOf(form), JSON.stringify(read(form)));
  else localStorage.removeItem(nameOf(form));
}

/* That a draft is kept is said below what was typed last; that one was restored, on top of the form. */
function show(form, element, atTop) {
  form.querySelector("[data-draft-note]")?.remove();
  if (!element) return;
  element.dataset.draftNote = "";
  if (atTop) return form.prepend(element);
  const fields = controlsOf(form).filter((field) => !field.closest("details:not([open])"));
  const last = fields.filter((field) => field.matches("textarea, input[type=text], input:not([type])")).at(-1) || fields.at(-1);
  (last?.closest(".field") || form).append(element);
}

function kept(form) {
  const found = JSON.parse(localStorage.getItem(nameOf(form)) || "{}");
  /* Drafts of before hold one text for each name. */
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, [value].flat()]));
}

function restore(form) {
  const before = read(form);
  if (form.querySelector("[aria-invalid]") || !fill(form, kept(form))) return;
  const restored = note("draft-restored");
  restored?.querySelector("button").addEventListener("click", () => {
    fill(form, before);
    localStorage.removeItem(nameOf(form));
    show(form, null);
    controlsOf(form)[0]?.focus();
  });
  show(form, restored, true);
}

/* A form that lies behind a link or a fold and has a draft says so: data-draft-hint="key". */
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

/* The page that follows says with data-draft-clear that what was sent has been accepted. One that
   asks for the password first says with data-draft-wait that this is not known yet. */
function clear() {
  sent().forEach((name) => localStorage.removeItem(name));
  sessionStorage.removeItem(SENT);
}

function forget() {
  Object.keys(localStorage).filter((name) => name.startsWith(`draft:${member}:`)).forEach((name) => localStorage.removeItem(name));
}

/* What was not sent since the session had ended goes back into its form, where that stands here. */
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
  if (event.detail.xhr.status === 0 || event.detail.xhr.status >= 400) sessionStorage.removeItem(SENT);
});
