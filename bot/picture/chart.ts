import type { StageKey } from '../../core/stages/stage.ts';

/** What is drawn, with its words in one language; plain data, as it goes to another thread. */
export type Chart =
  | {
      /** A line of how many customers were at risk, and beneath it bars of how many were lost. */
      readonly kind: 'trend';
      readonly title: string;
      readonly atRisk: string;
      readonly lost: string;
      readonly points: readonly { readonly label: string; readonly atRisk: number; readonly lost: number }[];
    }
  | {
      /** Streams from the stages that customers left to those that they came to. */
      readonly kind: 'flow';
      readonly title: string;
      readonly before: string;
      readonly after: string;
      readonly streams: readonly { readonly from: StageKey; readonly to: StageKey; readonly count: number }[];
      readonly names: Readonly<Record<StageKey, string>>;
    }
  | {
      /** How many there were in each of some spans, one after the other. */
      readonly kind: 'bars';
      readonly title: string;
      readonly bars: readonly { readonly label: string; readonly count: number }[];
    }
  | {
      /** A row for each cohort: what share of it was active so many months later, 0 to 1. */
      readonly kind: 'cohorts';
      readonly title: string;
      readonly rows: readonly {
        readonly label: string;
        readonly size: number;
        readonly active: readonly number[];
      }[];
      readonly columns: readonly string[];
    }
  | {
      /** Two lines over time: health from 0 to 100, and beneath it sentiment from −1 to 1; null where nothing is known. */
      readonly kind: 'course';
      readonly title: string;
      readonly health: string;
      readonly sentiment: string;
      readonly points: readonly {
        readonly label: string;
        readonly health: number | null;
        readonly sentiment: number | null;
      }[];
    };
