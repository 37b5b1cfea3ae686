import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubtWords } from '../../../core/value/failure.ts';
import { fitNbd, fitOrders } from '../../../core/value/fit-orders.ts';
import { type History, toHistories } from '../../../core/value/history.ts';
import type { Parameters } from '../../../core/value/model.ts';
import { aliveProbability, expectedOrders, silenceProbability } from '../../../core/value/predict.ts';
import { createChance, simulate } from './simulate.ts';
import { population } from './table.ts';

const models = ['bg', 'mbg'] as const;
const names = ['r', 'alpha', 'a', 'b'] as const;

// scipy 1.17: Nelder-Mead to 1e-11 from three starts, standard errors by second differences of the log-likelihood.
const scipy = {
  bg: {
    parameters: { r: 0.2292539991, alpha: 4.8248743659, a: 1.4623730552, b: 5.8446287494 },
    errors: { r: 0.0532852686, alpha: 1.797625653, a: 2.1562574553, b: 9.9930440579 },
    logLikelihood: -513.327469211701,
  },
  mbg: {
    parameters: { r: 1.9311452114, alpha: 17.2490494081, a: 0.6195188893, b: 0.4560896184 },
    errors: { r: 1.5760487719, alpha: 12.9031289175, a: 0.2480567395, b: 0.2269818428 },
    logLikelihood: -511.71521041751515,
  },
};

const repeat = (history: History, times: number): History[] => Array.from({ length: times }, () => history);

describe.each(models)('the fit of %s', (model) => {
  test('finds the maximum and the standard errors that scipy finds', () => {
    const fit = fitOrders(model, population);
    if (fit.status !== 'fitted') throw new Error(fit.doubt);
    expect(fit.logLikelihood).toBeCloseTo(scipy[model].logLikelihood, 9);
    for (const name of names) {
      expect(fit.parameters[name] / scipy[model].parameters[name]).toBeCloseTo(1, 6);
      expect(fit.standardErrors[name] / scipy[model].errors[name]).toBeCloseTo(1, 3);
    }
  });

  test('finds again what simulated customers were made with', () => {
    const truth: Parameters = { r: 0.8, alpha: 5, a: 0.9, b: 2.2 };
    const made = simulate(model, truth, 20_000, 0, createChance(7));
    const fit = fitOrders(model, toHistories(made));
    if (fit.status !== 'fitted') throw new Error(fit.doubt);
    for (const name of names) {
      const away = Math.abs(fit.parameters[name] - truth[name]) / fit.standardErrors[name];
      expect(away).toBeLessThan(3);
      expect(fit.standardErrors[name]).toBeLessThan(truth[name] / 4);
    }
  });

  test('does not depend on the unit of time but for alpha', () => {
    const days = {
      ...population,
      tx: population.tx.map((each) => each * 7),
      T: population.T.map((each) => each * 7),
    };
    const [weekly, daily] = [fitOrders(model, population), fitOrders(model, days)];
    if (weekly.status === 'failed' || daily.status === 'failed') throw new Error('not fitted');
    for (const name of names) {
      expect(daily.parameters[name] / weekly.parameters[name]).toBeCloseTo(name === 'alpha' ? 7 : 1, 6);
    }
  });

  test('says so where nobody leaves, equals NBD there and goes on predicting', () => {
    const chance = createChance(3);
    const regular = Array.from({ length: 300 }, () => {
      // A steady rhythm and a last order that is never far away.
      const gap = 2 + 4 * chance.uniform();
      const T = 20 + 20 * chance.uniform();
      const x = Math.floor(T / gap);
      return { x, tx: x * gap, T };
    });
    const fit = fitOrders(model, toHistories(regular));
    if (fit.status !== 'limit') throw new Error(fit.status);
    expect(fit.doubt).toBe('no-leaving');
    expect(fit.logLikelihood).toBeCloseTo(fitNbd(toHistories(regular)).logLikelihood, 6);
    for (const each of regular) {
      const orders = expectedOrders(model, fit.parameters, each, 39);
      const { r, alpha } = fit.parameters;
      expect(orders).toBeCloseTo((39 * (r + each.x)) / (alpha + each.T), 6);
      expect(aliveProbability(model, fit.parameters, each)).toBeCloseTo(1, 6);
    }
  });

  test('gives finite parameters and a doubt where everyone is much alike', () => {
    const alike = [...repeat({ x: 3, tx: 20, T: 26 }, 200), ...repeat({ x: 4, tx: 22, T: 26 }, 200)];
    const fit = fitOrders(model, toHistories(alike));
    if (fit.status !== 'limit') throw new Error(fit.status);
    for (const name of names) expect(Number.isFinite(fit.parameters[name])).toBe(true);
    expect(expectedOrders(model, fit.parameters, { x: 3, tx: 20, T: 26 }, 26)).toBeGreaterThan(0);
  });

  test.each([
    ['no-customers', []],
    ['no-time', repeat({ x: 0, tx: 0, T: 0 }, 50)],
    ['too-few-repeat-buyers', repeat({ x: 0, tx: 0, T: 30 }, 500)],
    ['too-few-repeat-buyers', [...repeat({ x: 0, tx: 0, T: 30 }, 500), ...repeat({ x: 1, tx: 3, T: 30 }, 9)]],
    ['all-equal', repeat({ x: 1, tx: 3, T: 30 }, 400)],
  ] as const)('fails with %s', (doubt, histories) => {
    expect(fitOrders(model, toHistories(histories))).toEqual({ status: 'failed', doubt });
    expect(doubtWords[doubt].zh).not.toBe('');
  });

  test('fails with no-search where the numbers themselves overflow', () => {
    const absurd = Array.from({ length: 20 }, (_, at) => ({ x: 1e300, tx: 0, T: 1e-300 * (at + 1) }));
    expect(fitOrders(model, toHistories(absurd))).toEqual({ status: 'failed', doubt: 'no-search' });
  });

  test('never answers with anything but finite numbers, whatever the customers', { timeout: 60_000 }, () => {
    // In weeks, of whole days, at most one order day a day: every history that there can be.
    const one = fc
      .tuple(fc.integer({ min: 0, max: 3000 }), fc.nat(), fc.nat())
      .map(([age, someday, often]) => {
        const last = someday % (age + 1);
        const x = often % (last + 1);
        return { x, tx: x === 0 ? 0 : last / 7, T: age / 7 };
      });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (all) => {
        const fit = fitOrders(model, toHistories(all));
        if (fit.status === 'failed') return;
        expect(Number.isFinite(fit.logLikelihood)).toBe(true);
        for (const name of names) expect(Number.isFinite(fit.parameters[name])).toBe(true);
        for (const each of all) {
          const alive = aliveProbability(model, fit.parameters, each);
          const silent = silenceProbability(model, fit.parameters, each, 13);
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(1);
          expect(silent).toBeGreaterThanOrEqual(0);
          expect(silent).toBeLessThanOrEqual(1);
          expect(Number.isFinite(expectedOrders(model, fit.parameters, each, 13))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
