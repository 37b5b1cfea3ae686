import { moveClock } from './api.js';
import { aheadOfReal, botNow, clockFace, setBotTime, shortDay, spanText, timeOfDay } from './bot-time.js';
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { announce, tell } from './notices.js';
import { openPopover } from './overlays.js';
import { on } from './state.js';

const hourMs = 3_600_000;
const minuteAheadMs = 90_000;
const steps = [
  { hours: 1, word: 'hour' },
  { hours: 24, word: 'day' },
  { hours: 7 * 24, word: 'week' },
  { hours: 30 * 24, word: 'month' },
  { hours: 40 * 24, word: 'days40' },
];

/** The share of a move that is done; undefined when the clock stands still. @type {number | undefined} */
let moving;

/** Shows the bot's clock in the top bar and lets it be moved. */
export function startClock() {
  on(['playground', 'me', 'language'], drawClock);
  setInterval(drawClock, 5000);
  byId('clock').addEventListener('click', openClock);
}

/** @param {import('./types.js').ClockStep} step as the bot reports it */
export function takeClockStep(step) {
  const wasMoving = moving !== undefined;
  setBotTime(step.now);
  moving = step.done ? undefined : step.share;
  if (step.done && wasMoving) tell(t('moved', { time: clockFace(botNow()) }));
  else if (!wasMoving) announce(t('moving', { share: Math.round(step.share * 100) }));
  drawClock();
}

function drawClock() {
  const ahead = aheadOfReal();
  const badge =
    Math.abs(ahead) < minuteAheadMs ? null : h('span.ahead', null, t('ahead', { time: spanText(ahead) }));
  const now = botNow();
  byId('clock').setAttribute('aria-label', `${t('clock')}: ${clockFace(now)}`);
  byId('clock').title = t('clock');
  byId('clock').replaceChildren(
    icon('clock'),
    h(
      'span.clock-face',
      null,
      h('span.clock-day', null, shortDay(now)),
      h('span.clock-time', null, timeOfDay(now)),
    ),
    badge ?? '',
  );
  const bar = byId('clock-progress');
  bar.hidden = moving === undefined;
  if (moving === undefined) return;
  bar.setAttribute('aria-valuenow', String(Math.round(moving * 100)));
  const text = byId('clock-progress-text');
  text.textContent = t('moving', { share: Math.round(moving * 100) });
  byId('clock-progress-fill').style.width = `${moving * 100}%`;
}

/** Opens the panel that moves the bot's clock. */
export function openClock() {
  const anchor = byId('clock');
  const panel = h('div.clock-panel', { role: 'dialog', 'aria-label': t('clock') });
  const go = async (/** @type {Parameters<typeof moveClock>[0]} */ move) => {
    panel.hidePopover();
    moving = 0;
    drawClock();
    try {
      await moveClock(move);
    } catch (error) {
      moving = undefined;
      drawClock();
      tell(t('notDone', { reason: /** @type {Error} */ (error).message }), 'wrong');
    }
  };
  const disabled = moving !== undefined;
  const buttons = steps.map(({ hours, word }) =>
    h(
      'button',
      {
        type: 'button',
        disabled,
        onclick: () => go({ forwardMs: hours * hourMs }),
        data: { test: 'clock-forward', hours, days: hours / 24 },
      },
      `+${t(word)}`,
    ),
  );
  const back = h(
    'button.wide',
    {
      type: 'button',
      disabled: disabled || Math.abs(aheadOfReal()) < minuteAheadMs,
      onclick: () => go({ reset: true }),
      data: { test: 'clock-reset' },
    },
    icon('undo'),
    t('backToReal'),
  );
  panel.append(
    h('p.clock-now', null, clockFace(botNow())),
    h('p.quiet', null, t('clockText')),
    h('div.clock-steps', null, ...buttons),
    customForm(disabled, go),
    back,
  );
  openPopover(panel, anchor, anchor);
}

/** @param {boolean} disabled @param {(move: { forwardMs: number }) => void} go */
function customForm(disabled, go) {
  const amount = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'number',
      min: 1,
      max: 1830,
      step: 1,
      value: 10,
      required: true,
      'aria-label': t('custom'),
      data: { test: 'clock-custom' },
    })
  );
  const unit = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { 'aria-label': t('custom') },
      h('option', { value: 24 }, t('days')),
      h('option', { value: 1 }, t('hours')),
    )
  );
  const form = h(
    'form.clock-custom',
    null,
    h('span', null, t('custom')),
    amount,
    unit,
    h('button', { disabled }, t('forward')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go({ forwardMs: Number(amount.value) * Number(unit.value) * hourMs });
  });
  return form;
}
