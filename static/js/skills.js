/* A field that suggests skills while one types: the combobox pattern of the ARIA practices.
   "chips" collects ticked boxes in the form, "fill" writes the name into the field. */
const PAUSE = 160;
let count = 0;

function start(picker) {
  if (picker.dataset.ready) return;
  picker.dataset.ready = "true";
  const field = picker.querySelector("input[type=text]");
  const find = picker.querySelector("[data-picker-find]");
  const chosen = picker.querySelector("[data-picker-chosen]");
  const status = picker.querySelector("[data-picker-status]");
  const fills = picker.dataset.picker === "fill";
  const list = document.createElement("ul");
  let active = -1, pause, asking;

  list.className = "picker__list";
  list.id = `skills-list-${++count}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", picker.querySelector("label")?.textContent || document.querySelector(`label[for="${field.id}"]`)?.textContent || "");
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) field.setAttribute(name, value);
  if (find) { find.hidden = true; find.disabled = true; }

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const all = options();
    if (!all.length) return;
    active = (index + all.length) % all.length;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function show(html) {
    list.innerHTML = html;
    options().forEach((option, place) => { option.id = `${list.id}-${place}`; });
    active = -1;
    field.removeAttribute("aria-activedescendant");
    const some = options().length > 0;
    list.hidden = !some;
    field.setAttribute("aria-expanded", String(some));
    if (status) status.textContent = list.querySelector("[data-picker-said]")?.textContent || "";
  }

  async function ask() {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    const query = new URLSearchParams(fills ? { q: words } : { q: words, own: "1" });
    try {
      const answer = await fetch(`${picker.dataset.url}?${query}`, { headers: { "HX-Request": "true" }, signal: asking.signal });
      if (answer.ok && document.activeElement === field) show(await answer.text());
    } catch (trouble) {
      if (trouble.name !== "AbortError" && find) { find.hidden = false; find.disabled = false; close(); }
    }
  }

  function choose(option) {
    const { name, value, label } = option.dataset;
    close();
    if (fills) { field.value = label; return; }
    const same = [...chosen.querySelectorAll("input")].find((box) => box.name === name && box.value.toLowerCase() === value.toLowerCase());
    if (same) same.checked = true;
    else {
      const chip = picker.querySelector("[data-picker-chip]").content.firstElementChild.cloneNode(true);
      Object.assign(chip.querySelector("input"), { name, value, checked: true });
      chip.querySelector("span").append(label);
      chosen.append(chip);
    }
    field.value = "";
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    if (status) status.textContent = picker.dataset.added.replace("{skill}", label);
  }

  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) return void ask();
    if (list.hidden) {
      if (event.key === "Enter" && !fills && field.value.trim()) { event.preventDefault(); ask(); }
      return;
    }
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(options()[active]);
    else if (event.key === "Enter" && !fills) mark(0);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  field.addEventListener("blur", close);
}

document.querySelectorAll("[data-picker]").forEach(start);
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll("[data-picker]").forEach(start));
