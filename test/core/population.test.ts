import { expect, test } from 'vitest';
import { noModels, type PopulationModels, usableModels } from '../../core/population.ts';
import { learnAll } from './customer/learnt.ts';

const learnt = learnAll();

test('what was learnt from other features than those of this program is left out', () => {
  expect(usableModels(noModels)).toEqual(noModels);
  expect(usableModels(learnt)).toEqual(learnt);
  const { orders } = learnt.churn;
  if (!orders || !('model' in orders)) throw new Error('There is a model to begin with.');
  const older: PopulationModels = {
    ...learnt,
    churn: {
      orders: { ...orders, model: { ...orders.model, features: ['recency', 'frequency'] } },
      talk: { customers: 3, shortage: 'too-short' },
    },
  };
  expect(usableModels(older).churn).toEqual({ orders: null, talk: { customers: 3, shortage: 'too-short' } });
});
