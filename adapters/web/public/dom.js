/**
 * Builds an element. Text only ever enters as text nodes, so data can not become markup.
 *
 * @param {string} spec tag and classes, such as `button.primary`
 * @param {Record<string, unknown> | null} [props] `on…` functions become listeners, `data` an object of
 *   data attributes, `true` an empty attribute; `false`, `null` and `undefined` are left out
 * @param {...(Node | string | null | undefined | false)} children strings become text nodes
 * @returns {HTMLElement} the element, not yet in the document
 */
export function h(spec, props, ...children) {
  const [tag = 'div', ...classes] = spec.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  element.append(
    .../** @type {(Node | string)[]} */ (children.filter((child) => child != null && child !== false)),
  );
  return element;
}

/** @param {Element} element @param {string} name @param {unknown} value */
function setProp(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === 'function') {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === 'data') {
    for (const [key, part] of Object.entries(value)) {
      if (part !== undefined) element.setAttribute(`data-${key}`, String(part));
    }
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * Wraps words that a person wrote or a name that a person chose: own direction, isolated from its
 * surroundings, breakable anywhere.
 *
 * @param {string} text shown as it is
 * @param {string} [spec] tag and classes; `span` by default
 * @param {Record<string, unknown>} [props]
 * @returns {HTMLElement}
 */
export function said(text, spec = 'span', props = {}) {
  const element = h(spec, { dir: 'auto', ...props }, text);
  element.classList.add('said');
  return element;
}

/**
 * @param {string} id
 * @returns {HTMLElement} the element of the page's fixed frame
 * @throws {Error} when the frame has no such element
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element "${id}".`);
  return element;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Makes the arrow keys, Home and End walk through a list in which only one item is a tab stop.
 *
 * @param {HTMLElement} list
 * @param {string} selector the items, in document order
 */
export function rove(list, selector) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    if (step === undefined || !target.matches(selector)) return;
    const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(selector)]);
    const next = Math.max(0, Math.min(items.length - 1, items.indexOf(target) + step));
    event.preventDefault();
    items[next]?.focus();
  });
  list.addEventListener('focusin', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches(selector)) keepOneTabStop(list, selector, target);
  });
}

/**
 * Leaves one item of a roving list as its tab stop.
 *
 * @param {HTMLElement} list
 * @param {string} selector
 * @param {Element | null | undefined} stop the tab stop; the first item when absent
 */
export function keepOneTabStop(list, selector, stop) {
  const items = [...list.querySelectorAll(selector)];
  const chosen = stop && items.includes(stop) ? stop : items[0];
  for (const item of items) item.setAttribute('tabindex', item === chosen ? '0' : '-1');
}
