/* Voting by key, while the focus is within the card: 1 or a, 2 or d, 3 or p. A single letter typed
   anywhere else, and every shortcut of the browser, stays what it was. */
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

function press(event) {
  const card = event.target.closest?.("#ballot");
  if (!card || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest(TYPING)) return;
  const key = event.key.toLowerCase();
  const button = [...card.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
  if (!button || button.closest("form").dataset.sent) return;
  event.preventDefault();
  button.click();
}

/* The hint stands there only where the keys work. */
function tell(root) {
  for (const hint of root.querySelectorAll("[data-vote-keys]")) hint.hidden = !matchMedia("(any-pointer: fine)").matches;
}

document.addEventListener("keydown", press);
document.addEventListener("htmx:load", (event) => tell(event.target.parentElement || document));
tell(document);
