/**
 * Builds an element. Text only ever enters as text nodes, so what a customer wrote can not become markup.
 *
 * @param {string} spec tag and classes, such as `button.primary`
 * @param {Record<string, unknown>} [props] `on…` functions become listeners; `false` and `undefined` are left out
 * @param {...(Node | string | false | undefined)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function h(spec, props = {}, ...children) {
  const [tag = 'div', ...classes] = spec.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * Wraps words that somebody wrote: in their own direction, breakable anywhere.
 *
 * @param {string} text
 * @param {string} [spec]
 * @returns {HTMLElement}
 */
export const said = (text, spec = 'span') => h(`${spec}.said`, { dir: 'auto' }, text);
