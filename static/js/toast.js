/* A toast can be closed; one without anything to undo leaves by itself when nobody is on it. */
const STAY = 9000;

function start(toast) {
  if (toast.dataset.shown) return;
  toast.dataset.shown = "true";
  const close = document.getElementById("toast-close")?.content.firstElementChild.cloneNode(true);
  close?.addEventListener("click", () => toast.remove());
  if (close) toast.append(close);
  if (toast.querySelector("form") || toast.matches(".toast--error, .toast--warning")) return;
  setTimeout(function leave() {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, STAY);
    else toast.remove();
  }, STAY);
}

const startAll = () => document.querySelectorAll("#toasts .toast").forEach(start);
startAll();
document.addEventListener("htmx:load", startAll);
