/* What a form holds, as names with their values, and the way back into the form. Never passwords,
   codes, keys, consents and files; `based_on` goes along, so that words are merged with what
   others have changed since they were typed. */
const SECRET = /(^|[-_])(password\d?|passphrase|code|otp|token|key|secret|csrfmiddlewaretoken|whose|agrees|consent|publish|accepts|terms)([-_]|$)/;
const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "image", "reset"];

export const controlsOf = (form) => [...form.elements].filter(
  (field) => field.name && !field.disabled && field.matches("input, textarea, select")
    && !NOT_TYPED.includes(field.type) && field.autocomplete !== "one-time-code" && !SECRET.test(field.name));
const basisOf = (form) => form.querySelector("input[name=based_on]");
const isTick = (field) => field.type === "checkbox" || field.type === "radio";

export function isChanged(field) {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const options = [...field.options];
  /* Where no option is named, the first one stands. */
  const named = options.some((option) => option.defaultSelected);
  return options.some((option, place) => option.selected !== (named ? option.defaultSelected : place === 0 && !field.multiple));
}

function valuesOf(field) {
  if (isTick(field)) return field.checked ? [field.value] : [];
  return field.options ? [...field.selectedOptions].map((option) => option.value) : [field.value];
}

export function read(form) {
  const values = {};
  for (const field of controlsOf(form)) (values[field.name] ||= []).push(...valuesOf(field));
  const basis = basisOf(form);
  if (basis) values.based_on = [basis.value];
  return values;
}

/* Gives whether anything is different now. */
export function fill(form, values) {
  const taken = {};
  const filled = controlsOf(form).filter((field) => {
    if (!(field.name in values)) return false;
    const wanted = values[field.name];
    taken[field.name] ??= 0;
    if (!isTick(field) && !field.options) return put(field, [wanted].flat()[taken[field.name]++] ?? field.value);
    return put(field, wanted);
  });
  const basis = basisOf(form);
  if (basis && values.based_on && filled.length) [basis.value] = values.based_on;
  return filled.length > 0;
}

function put(field, wanted) {
  const before = JSON.stringify(valuesOf(field));
  if (isTick(field)) field.checked = wanted.includes(field.value);
  else if (field.options) for (const option of field.options) option.selected = wanted.includes(option.value);
  else field.value = wanted;
  if (JSON.stringify(valuesOf(field)) === before) return false;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  return true;
}
