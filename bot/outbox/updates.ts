import type { Platform } from '../../core/events.ts';

/** The platforms on which a message of ours can be replaced where it stands: their adapters have `update`. */
export const updatingPlatforms: ReadonlySet<Platform> = new Set(['slack', 'feishu', 'web']);
