/* A request of htmx that failed leaves a notice with "send it again"; nothing typed is touched. Where
   a part asked by itself while one types, nobody sent anything: nothing is said. */
const SIGN_IN = "/accounts/";
const BY_ITSELF = "[hx-trigger]";

function placeOf(element) {
  return element.closest("form") || element;
}

function tell(element) {
  const place = placeOf(element);
  place.querySelector("[data-lost]")?.remove();
  const lost = document.getElementById("connection-lost")?.content.firstElementChild.cloneNode(true);
  if (!lost) return;
  lost.dataset.lost = "";
  lost.querySelector("button").addEventListener("click", () => {
    lost.remove();
    if (place.requestSubmit) place.requestSubmit();
    else place.click();
  });
  if (place.matches("form")) place.append(lost);
  else place.after(lost);
}

for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => {
    if (!event.detail.elt.matches(BY_ITSELF)) tell(event.detail.elt);
  });
}
document.addEventListener("htmx:beforeRequest", (event) => {
  placeOf(event.detail.elt).querySelector("[data-lost]")?.remove();
});

/* The session ran out: go and sign in, with the way back, instead of showing that page inside this one. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL || location.href);
  if (!answered.pathname.startsWith(SIGN_IN) || location.pathname.startsWith(SIGN_IN)) return;
  event.detail.shouldSwap = false;
  answered.searchParams.set("next", location.pathname + location.search);
  location.assign(answered);
});

/* The browser's own page could not say that what was typed is still here. */
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell(event.target);
}, true);
