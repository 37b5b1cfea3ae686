import { parentPort, workerData } from 'node:worker_threads';
import { type ChurnPopulation, type Learning, trainOn } from './train-churn.ts';

const { population, learning } = workerData as {
  readonly population: ChurnPopulation;
  readonly learning: Learning;
};
parentPort?.postMessage(trainOn(population, learning));
