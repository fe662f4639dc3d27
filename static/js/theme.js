/* Light, dark or as the device: at once, and remembered in the cookie the server writes into <html>. */
const root = document.documentElement;
const form = document.querySelector("form[data-theme-switch]");
const YEAR = 31536000;

function mark() {
  const now = root.dataset.theme || "system";
  for (const button of form.elements) button.setAttribute("aria-pressed", String(button.value === now));
}

function choose(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme === "system" ? 0 : YEAR}; SameSite=Lax${secure}`;
  mark();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  choose(event.submitter.value);
});
if (form) mark();
