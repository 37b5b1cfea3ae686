import type { StageKey } from '../../core/stages/stage.ts';

/** How charts look, in pixels: twice the points of a phone's screen, so that the smallest words are 11 points high. */
export const look = {
  width: 750,
  margin: 28,
  font: 'Noto Sans SC',
  title: 28,
  text: 22,
  ink: '#1c2430',
  quiet: '#66707d',
  line: '#e3e7ec',
  paper: '#ffffff',
  risk: '#d9622b',
  lost: '#b3261e',
  good: '#1f7a6c',
} as const;

/** The colours of the stages, from cool to warm as it gets worse. */
export const stageColours: Readonly<Record<StageKey, string>> = {
  prospect: '#9aa5b1',
  new: '#7fb2e5',
  growing: '#3f83c4',
  mature: '#1f5f8f',
  won_back: '#1f7a6c',
  dormant: '#e6a23c',
  declining: '#d9622b',
  churned: '#b3261e',
};
