import {
  applyCalibration,
  type Calibration,
  drawToIdentity,
  fitCalibration,
  identity,
} from './calibration.ts';
import { type Judged, logLoss, toLogit } from './metrics.ts';
import { centre, join, type Rehearsal } from './rehearse.ts';

/**
 * The rehearsed dates overlap so much that together they are evidence from about one period; "no correction" is
 * given the weight of one period too.
 */
const share = 0.5;
/** A curve must beat a line by this share of the log loss: it has far more freedom. */
const clearly = 0.01;
/** With fewer rows a curve is not tried. */
const fewestForCurve = 1000;

/** Returns logits after calibration. */
export const recalibrate = (calibration: Calibration, { values, outcomes }: Judged): Judged => ({
  values: values.map((each) => toLogit(applyCalibration(calibration, each))),
  outcomes,
});

const fitOn = (rehearsals: readonly Rehearsal[], method: Calibration['method']): Calibration =>
  drawToIdentity(fitCalibration(join(rehearsals.map(centre)), method), share);

/**
 * Returns the calibration learnt from rehearsed dates (newest first): a line, or a curve where it is clearly better on
 * the newest date after learning from the others. Each date's level is set right first: what is corrected is how far
 * apart predictions are. {@link identity} where nothing was rehearsed.
 */
export const chooseCalibration = (rehearsals: readonly Rehearsal[]): Calibration => {
  const [newest, ...others] = rehearsals;
  if (!newest) return identity;
  const rows = others.reduce((sum, { values }) => sum + values.length, 0);
  if (rows < fewestForCurve) return fitOn(rehearsals, 'line');
  const lossWith = (method: Calibration['method']): number =>
    logLoss(recalibrate(fitOn(others, method), centre(newest)));
  const curveWins = lossWith('steps') < (1 - clearly) * lossWith('line');
  return fitOn(rehearsals, curveWins ? 'steps' : 'line');
};
