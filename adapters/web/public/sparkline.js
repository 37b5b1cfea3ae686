import { relative, shortDay } from './bot-time.js';
import { h, svg } from './dom.js';
import { t } from './language.js';

const width = 320;
const height = 104;
const left = 26;
const right = 8;
const top = 10;
const bottom = 22;
const steadySlope = 0.02;

/** @param {number} score @returns {string} with its sign */
const signed = (score) => `${score > 0 ? '+' : score < 0 ? '−' : ''}${Math.abs(score).toFixed(1)}`;

/**
 * @param {import('./types.js').Customer['sentiment']} sentiment scores from -1 to 1
 * @returns {HTMLElement} the curve with its axis, and the same in words
 */
export function sentimentTrend({ now, slope, trend }) {
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last || trend.length < 2) return h('p.quiet', null, t('notEnough'));
  const span = Math.max(1, last.at - first.at);
  const x = (/** @type {number} */ at) => left + ((at - first.at) / span) * (width - left - right);
  const y = (/** @type {number} */ score) =>
    top + ((1 - Math.max(-1, Math.min(1, score))) / 2) * (height - top - bottom);
  const points = trend.map(({ at, score }) => `${x(at).toFixed(1)},${y(score).toFixed(1)}`);
  const direction = slope > steadySlope ? 'rising' : slope < -steadySlope ? 'falling' : 'steady';
  const text = t('sentimentText', {
    from: shortDay(first.at),
    first: signed(first.score),
    last: signed(last.score),
    now: signed(now),
    lowest: signed(Math.min(...trend.map(({ score }) => score))),
    direction: t(direction),
  });
  const line = (/** @type {number} */ score) =>
    svg('line', {
      x1: left,
      x2: width - right,
      y1: y(score),
      y2: y(score),
      class: score === 0 ? 'axis zero' : 'axis',
    });
  const label = (
    /** @type {string} */ words,
    /** @type {number} */ at,
    /** @type {number} */ height_,
    /** @type {string} */ anchor,
  ) => svg('text', { x: at, y: height_, 'text-anchor': anchor, class: 'axis-label' }, words);
  const area = `${x(first.at)},${y(0)} ${points.join(' ')} ${x(last.at)},${y(0)}`;
  const drawing = svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text, class: `sparkline ${direction}` },
    ...[1, 0, -1].map(line),
    ...[1, 0, -1].map((score) =>
      label(score === 0 ? '0' : signed(score).slice(0, 2), left - 6, y(score) + 3.5, 'end'),
    ),
    svg('polygon', { points: area, class: 'spark-area' }),
    svg('polyline', { points: points.join(' '), class: 'spark-line' }),
    svg('circle', { cx: x(last.at), cy: y(last.score), r: 3.5, class: 'spark-now' }),
    label(shortDay(first.at), left, height - 5, 'start'),
    label(relative(last.at), width - right, height - 5, 'end'),
  );
  return h('div.trend', null, /** @type {Node} */ (drawing), h('p.quiet', { 'aria-hidden': 'true' }, text));
}
