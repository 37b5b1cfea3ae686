import { dayAndTime, percent, shortDay } from './bot-time.js';
import { meter, quoteOf } from './cards.js';
import { figure } from './changes.js';
import { jumpTo } from './conversation.js';
import { h, said } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { money } from './money.js';
import { sentimentTrend } from './sparkline.js';

/** @typedef {import('./types.js').Customer} Customer */

/** @param {number} score 0 to 100 @returns {string} how good that is, as a class */
export const toneOf = (score) => (score >= 70 ? 'good' : score >= 40 ? 'fair' : 'poor');

/**
 * @param {string} name the words' key
 * @param {(Node | string)[]} content
 * @param {number} [count] shown beside the name
 * @returns {HTMLElement} a titled part of the panel
 */
export function part(name, content, count) {
  const title = h('h3', null, t(name), count ? h('span.count', null, String(count)) : null);
  return h('section.part', { 'aria-label': t(name) }, title, ...content);
}

/**
 * @param {string} key keeps its open state over redrawing
 * @param {Node[]} summary
 * @param {Node[]} content
 * @param {Record<string, string>} [data]
 * @returns {HTMLElement} a foldable part
 */
export function fold(key, summary, content, data = {}) {
  const head = h('summary', null, ...summary, h('span.fold-mark', null, icon('chevron')));
  return h('details.fold', { data: { part: key, ...data } }, head, ...content);
}

/** @param {import('./types.js').Evidence[]} evidence @returns {HTMLElement[]} quotes that lead to their messages */
export function quotes(evidence) {
  return evidence.map((item) => {
    const go = h('button.jump', {
      type: 'button',
      onclick: () => jumpTo(item),
      data: { test: 'evidence', part: `evidence ${item.id}` },
    });
    go.append(quoteOf(item.quote, `${dayAndTime(item.at)} · ${t('jump')}`));
    return go;
  });
}

/** @param {string | undefined} rule @returns {HTMLElement | null} */
export const ruleTag = (rule) => (rule && /^[A-Z]+\d/.test(rule) ? h('span.tag.rule', null, rule) : null);

/** @param {Customer} customer */
export function stagePart({ stage }) {
  const names =
    stage.preset && stage.preset !== stage.name
      ? [said(stage.preset, 'span.stage-preset'), said(stage.name, 'span.stage-name')]
      : [said(stage.name, 'span.stage-preset')];
  const line = h('div.stage-line', { data: { test: 'stage', stage: stage.key } }, ...names);
  const since = t('since', { time: shortDay(stage.since) });
  return h(
    `section.stage.stage-${stage.key}`,
    { 'aria-label': t('stage') },
    h('div.stage-top', null, h('h3', null, t('stage')), ruleTag(stage.rule)),
    figure(line, 'stage', stage.key),
    h('p.quiet', null, since),
    said(stage.why, 'p'),
  );
}

/** @param {Customer} customer @returns {HTMLElement} the three figures to see first */
export function tiles({ health, churn, value }) {
  const tile = (
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {string} */ tone,
    /** @type {string} */ test,
  ) => {
    const number = figure(h('strong', { data: { test } }, text), name, text);
    return h(`div.tile.${tone}`, null, h('span.quiet', null, t(name)), number);
  };
  const chance = churn.probability;
  return h(
    'div.tiles',
    null,
    tile('health', String(Math.round(health.score)), toneOf(health.score), 'health'),
    tile('churn', percent(chance), chance >= 0.5 ? 'poor' : chance >= 0.2 ? 'fair' : 'good', 'churn'),
    tile('atRisk', money(value.atRisk), 'plain-tile', 'value-at-risk'),
  );
}

/** @param {Customer['warnings']} warnings @returns {HTMLElement | ''} nothing when there is none */
export function warningsPart(warnings) {
  if (warnings.length === 0) return '';
  const items = warnings.map((warning) => {
    const head = h('p.item-head', null, icon('warning'), said(warning.name, 'strong'), ruleTag(warning.rule));
    const since = h('p.quiet', null, t('since', { time: shortDay(warning.since) }));
    const item = h(
      'li.item.warned',
      { data: { test: 'warning', rule: warning.rule } },
      head,
      said(warning.why, 'p'),
      since,
      ...quotes(warning.evidence),
    );
    return figure(item, `warning ${warning.rule}`, warning.since);
  });
  return part('warnings', [h('ul', null, ...items)], warnings.length);
}

/** @param {Customer['health']} health */
export function healthPart({ parts }) {
  const drawn = parts.map((item) => {
    const tone = toneOf(item.score);
    const bar = meter(item.name, item.score / 100, String(Math.round(item.score)), tone);
    const weight = h(
      'p.quiet',
      null,
      t('outOf100', { score: Math.round(item.score) }),
      ' · ',
      t('weight', { share: percent(item.weight) }),
    );
    const evidence = item.evidence.length > 0 ? quotes(item.evidence) : [h('p.quiet', null, t('noEvidence'))];
    const folded = fold(`health ${item.key}`, [bar], [said(item.why, 'p'), weight, ...evidence], {
      test: 'health-part',
      key: item.key,
    });
    return figure(folded, `health ${item.key}`, Math.round(item.score));
  });
  return part('healthParts', drawn);
}

/** @param {Customer['sentiment']} sentiment */
export function sentimentPart(sentiment) {
  return part('sentiment', [figure(sentimentTrend(sentiment), 'sentiment', sentiment.now.toFixed(1))]);
}

/** @param {Customer['churn']} churn */
export function churnPart(churn) {
  const bar = meter(
    t('churnWhy', { share: percent(churn.probability) }),
    churn.probability,
    percent(churn.probability),
  );
  const factors = h('ul.factors', null, ...churn.why.map((text) => said(text, 'li')));
  const reasons = churn.reasons.map(({ reason, evidence }) =>
    fold(
      `reason ${reason}`,
      [h('span.quiet', null, `${t('reasons')}: `), said(reason, 'strong')],
      quotes(evidence),
      {
        test: 'churn-reason',
      },
    ),
  );
  return part('churn', [
    fold('churn', [bar], [factors, h('p.quiet', null, t('formula')), said(churn.formula, 'p.formula')]),
    ...reasons,
  ]);
}

/** @param {Pick<Customer, 'tier' | 'tierWhy' | 'rfm'>} customer @returns {HTMLElement | ''} nothing before there are tiers */
export function tierPart({ tier, tierWhy, rfm }) {
  if (tier === null) return '';
  const head = h(
    'p.item-head',
    { data: { test: 'tier' } },
    h('strong', null, tier),
    rfm ? said(rfm, 'span.quiet') : null,
  );
  return part('tier', [figure(head, 'tier', tier), ...(tierWhy ? [said(tierWhy, 'p.quiet')] : [])]);
}

/** @param {Customer['value']} value */
export function valuePart(value) {
  const row = (/** @type {string} */ name, /** @type {number} */ amount) => {
    const text = money(amount);
    return h('div', null, h('dt', null, t(name)), figure(h('dd', null, text), name, text));
  };
  const formula = fold('value', [h('span', null, t('formula'))], [said(value.formula, 'p.formula')]);
  return part('value', [
    h(
      'dl.fields',
      null,
      row('value', value.amount),
      row('valueAtRisk', value.atRisk),
      row('valueHistoric', value.historic),
      value.alive === null
        ? null
        : h('div', null, h('dt', null, t('alive')), h('dd', null, percent(value.alive))),
    ),
    formula,
  ]);
}
