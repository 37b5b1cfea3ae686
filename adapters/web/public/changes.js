/** @type {Map<string, string>} */
let before = new Map();
/** @type {Map<string, string>} */
let now = new Map();
let subject = '';

/**
 * Begins drawing a set of figures again.
 *
 * @param {string} of whose figures; those of another subject count as new, not as changed
 */
export function startFigures(of) {
  before = subject === of ? now : new Map();
  now = new Map();
  subject = of;
}

/**
 * Lights the element up for a moment when its figure differs from the last drawing.
 *
 * @param {HTMLElement} element
 * @param {string} name of the figure
 * @param {unknown} value
 * @returns {HTMLElement} the element
 */
export function figure(element, name, value) {
  const text = JSON.stringify(value);
  now.set(name, text);
  const isNewEntry = before.size > 0 && !before.has(name);
  if (isNewEntry || (before.has(name) && before.get(name) !== text)) element.classList.add('changed');
  return element;
}
