import { botNow, dayAndTime, listTime, relative, shortDay } from './bot-time.js';
import { figure } from './changes.js';
import { h, said } from './dom.js';
import { fold, part, quotes, ruleTag } from './figures.js';
import { t } from './language.js';

/** @typedef {import('./types.js').Customer} Customer */

const timelineStep = 8;

/** @param {string | { name: string } | undefined} who @returns {string} */
const nameOf = (who) => (typeof who === 'string' ? who : (who?.name ?? ''));

/** @param {number | undefined} dueAt @returns {HTMLElement} when it is due, and whether that has passed */
function due(dueAt) {
  if (dueAt === undefined) return h('span.quiet', null, t('noDue'));
  const late = dueAt < botNow();
  const text = t(late ? 'overdue' : 'due', { time: relative(dueAt) });
  return h(`span.due${late ? '.late' : ''}`, { title: dayAndTime(dueAt) }, text);
}

/** @returns {HTMLElement} */
const none = () => h('p.quiet', null, t('noneYet'));

/** @param {Customer['followUps']} followUps */
export function followUpsPart(followUps) {
  const items = followUps.map((item) => {
    const owner = nameOf(item.owner);
    const status = item.status === 'snoozed' ? h('span.tag', null, t('status.snoozed')) : null;
    const element = h(
      'li.item',
      { data: { test: 'follow-up', rule: item.rule } },
      h('p.item-head', null, said(item.title, 'strong'), ruleTag(item.rule), status),
      said(item.why, 'p'),
      h(
        'p.item-foot',
        null,
        due(item.dueAt),
        h(
          'span.quiet',
          null,
          owner ? said(owner) : null,
          owner ? ' · ' : null,
          t('opened', { time: relative(item.openedAt) }),
        ),
      ),
      ...quotes(item.evidence),
    );
    return figure(element, `follow-up ${item.id}`, [item.status, item.dueAt]);
  });
  return part('followUps', [items.length > 0 ? h('ul', null, ...items) : none()], items.length);
}

/** @param {Customer['promises']} promises */
export function promisesPart(promises) {
  const items = promises.map((item) => {
    const by = t('promisedBy', { name: item.by.name, time: shortDay(item.madeAt) });
    const element = h(
      `li.item.promise-${item.status}`,
      { data: { test: 'promise', status: item.status } },
      said(item.text, 'p.strong'),
      h(
        'p.item-foot',
        null,
        h(`span.tag.status-${item.status}`, null, t(`status.${item.status}`)),
        item.status === 'open' ? due(item.dueAt) : null,
        said(by, 'span.quiet'),
      ),
    );
    return figure(element, `promise ${item.id}`, item.status);
  });
  return part('promises', [items.length > 0 ? h('ul', null, ...items) : none()], items.length);
}

/** @param {Customer['questions']} questions */
export function questionsPart(questions) {
  const items = questions.map((item) => {
    const by = t('askedBy', { name: nameOf(item.askedBy), time: relative(item.at) });
    const element = h(
      'li.item',
      { data: { test: 'question' } },
      said(item.text, 'p.strong'),
      said(by, 'p.quiet'),
    );
    return figure(element, `question ${item.id}`, item.at);
  });
  return part('questions', [items.length > 0 ? h('ul', null, ...items) : none()], items.length);
}

/** @param {Customer['moves']} moves */
export function movesPart(moves) {
  const items = moves.map((move) => {
    const path = h('span', null, said(move.fromName), ' → ', said(move.toName, 'strong'));
    const element = h(
      'li',
      { data: { test: 'move' } },
      h('p.item-head', null, path, ruleTag(move.rule)),
      said(move.why, 'p'),
      h('p.quiet', null, shortDay(move.at)),
    );
    return figure(element, `move ${move.at}`, move.to);
  });
  return part('moves', [items.length > 0 ? h('ol.rail', null, ...items) : none()], items.length);
}

/** @param {Customer['timeline']} timeline newest first */
export function timelinePart(timeline) {
  const items = timeline.map((item) => {
    const head = h(
      'p.item-head',
      null,
      said(item.title, 'span'),
      h('time.quiet', { title: dayAndTime(item.at) }, listTime(item.at)),
    );
    const element = h(
      `li.kind-${item.kind}`,
      { data: { test: 'timeline-item' } },
      head,
      item.quote ? said(item.quote, 'p.quiet.timeline-quote') : null,
    );
    return figure(element, `timeline ${item.id}`, item.title);
  });
  if (items.length === 0) return part('timeline', [none()]);
  const rest = items.slice(timelineStep);
  const more =
    rest.length > 0
      ? [
          fold(
            'timeline',
            [h('span', null, t('showMore', { n: rest.length }))],
            [h('ol.rail', null, ...rest)],
          ),
        ]
      : [];
  return part('timeline', [h('ol.rail', null, ...items.slice(0, timelineStep)), ...more]);
}
