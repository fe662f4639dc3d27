/* Two clicks do a thing once: a form that was sent rests until the next page. */
const REST = 12000;

function rest(form) {
  form.dataset.sent = "true";
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    button.setAttribute("aria-busy", "true");
  }
  setTimeout(() => wake(form), REST);
}

function wake(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else rest(form);
});

/* htmx takes the submit for itself; its answer or failure wakes the form. A part within a form that
   asks for something sends nothing: the form can be sent meanwhile, and then it asks no more. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form[method=post]");
  if (!form) return;
  if (form.dataset.sent) event.preventDefault();
  else if (form === event.target) rest(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches("form")) wake(event.target);
});

/* Back from the next page: the browser shows this one as it was left. */
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(wake);
});
