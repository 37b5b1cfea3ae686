import { expectedOrders } from '../../../core/value/predict.ts';
import type { Figure } from '../figure.ts';
import { readCdnowSample, readOnlineRetail } from './data.ts';
import { forecast } from './forecast.ts';
import { value } from './orders.ts';
import { show } from './show.ts';

/** 39 weeks of the 78 that the sample has, as in the papers. */
const calibration = { until: '1997-09-30', horizonDays: 273 } as const;

/** Ages in weeks for which Fader, Hardie and Lee's spreadsheet of BG/NBD shows the orders expected from the start. */
const weeks = [1 / 7, 1, 3, 31.8571, 32, 78] as const;

const orderParameters = ['r', 'alpha', 'a', 'b'] as const;

/** Measures the value models on the CDNOW sample: published parameters, predictions and what happened. @throws InputError */
export const benchCdnow = async (folder: string, home: string): Promise<readonly Figure[]> => {
  const orders = readCdnowSample(folder);
  const bg = await value(home, orders, { ...calibration, model: 'bg' });
  const mbg = await value(home, orders, { ...calibration, model: 'mbg' });
  const fitted = ({ number }: typeof bg): string =>
    `${show(orderParameters.map(number), 3)}; ${show([number('logLikelihood')], 1)}`;
  const [r, alpha, a, b] = orderParameters.map(bg.number) as [number, number, number, number];
  const newcomer = { x: 0, tx: 0, T: 0 };
  const fromStart = weeks.map((week) => expectedOrders('bg', { r, alpha, a, b }, newcomer, week));
  const first = bg.scored.get('0001');
  return [
    {
      what: 'CDNOW sample, BG/NBD: r, alpha, a, b; log-likelihood',
      target: '0.243, 4.414, 0.793, 2.426; -9582.4 (Fader, Hardie, Lee 2005)',
      measured: fitted(bg),
    },
    {
      what: 'CDNOW sample, MBG/NBD: the same',
      target: '0.525, 6.183, 0.891, 1.614; -9582.1 (scipy)',
      measured: fitted(mbg),
    },
    {
      what: 'CDNOW sample, gamma-gamma: p, q, gamma; log-likelihood; customers',
      target: '6.25, 3.74, 15.44 (Fader, Hardie 2013; also quoted as 15.45); -4055.9; 946',
      measured: `${show(['p', 'q', 'gamma'].map(bg.number), 2)}; ${show([bg.number('spendingLogLikelihood')], 1)}; ${bg.number('spenders')}`,
    },
    {
      what: 'BG/NBD, x = 2, t_x = 30.43, T = 38.86: orders in the next 39 weeks; P(alive)',
      target: '1.226; .7266',
      measured: `${show([first?.orders ?? Number.NaN], 3)}; ${show([first?.alive ?? Number.NaN], 4)}`,
    },
    {
      what: `BG/NBD, orders expected of a new customer in ${weeks.map((week) => Number(week.toFixed(4))).join(', ')} weeks`,
      target: '0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576',
      measured: show(fromStart, 4),
    },
    {
      what: 'gamma-gamma, amount expected of the first ten customers',
      target: '24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17',
      measured: show(
        [...bg.scored.values()].slice(0, 10).map(({ amount }) => amount),
        2,
      ),
    },
    ...forecast(orders, calibration, { bg: bg.scored, mbg: mbg.scored }),
  ];
};

/** Measures a fit to customers of whom nobody is seen to leave. @throws InputError */
export const benchRetail = async (folder: string, home: string): Promise<readonly Figure[]> => {
  const orders = readOnlineRetail(folder);
  const { number, scored } = await value(home, orders, {
    model: 'mbg',
    until: '2011-06-09',
    horizonDays: 182,
  });
  const finite = [...scored.values()].filter((each) => Number.isFinite(each.orders)).length;
  return [
    {
      what: 'Online Retail until 2011-06-09, which shows nobody leave: log-likelihood; customers with a finite forecast',
      target: '-13255.61 (that of NBD); 2800 of 2800',
      measured: `${show([number('logLikelihood')], 2)}; ${finite} of ${scored.size}`,
    },
  ];
};
