import { svg } from './dom.js';

/** Outlines on a 24 × 24 grid, drawn with the colour of the text around them. */
const paths = {
  leaf: 'M5 19c0-8 5-14 15-14 0 10-6 15-13 15-1 0-2-.4-2-1Zm0 0c2-4 5-7 9-9',
  send: 'M4 12 20 4l-4 16-4.5-6.5L4 12Zm7.5 1.5L20 4',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-3.5-7c1.8 2.4 5.2 2.4 7 0M9 9.5h.01M15 9.5h.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14m-6-6 6 6 6-6',
  chevron: 'm7 10 5 5 5-5',
  back: 'm14 6-6 6 6 6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.2M18 14.5c2.2.8 3.5 2.7 3.5 5.5',
  chat: 'M4 5h16v11H10l-5 4v-4H4V5Z',
  rooms: 'M4 6h16M4 12h16M4 18h10',
  heart:
    'M12 20S4 15 4 9.3C4 6.5 6 5 8 5c1.8 0 3.2 1 4 2.5C12.8 6 14.2 5 16 5c2 0 4 1.5 4 4.3C20 15 12 20 12 20Z',
  warning: 'M12 4 2.5 20h19L12 4Zm0 6v5m0 2.5h.01',
  check: 'm5 12.5 4.5 4.5L19 7',
  edit: 'M4 20l1-4L16 5l3 3L8 19l-4 1Z',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  copy: 'M8 8h12v12H8V8Zm-4 8V4h12',
  shield: 'M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6L12 3Z',
};

/**
 * @param {keyof typeof paths} name
 * @returns {SVGElement} a decorative icon, hidden from screen readers
 */
export function icon(name) {
  const attributes = { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' };
  return svg('svg', attributes, svg('path', { d: paths[name] }));
}
