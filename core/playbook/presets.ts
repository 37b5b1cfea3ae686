import type { Playbook } from './playbook.ts';
import { loyalCustomerPresets } from './presets/loyal-customers.ts';
import { newCustomerPresets } from './presets/new-customers.ts';
import { occasionPresets } from './presets/occasions.ts';
import { winBackPresets } from './presets/win-back.ts';
import { type PlaybookEntry, toPlaybook } from './schema.ts';

/** The playbooks that are shipped, as they are written, by key. None of them runs before it was approved. */
export const presetEntries: Readonly<Record<string, PlaybookEntry>> = {
  ...newCustomerPresets,
  ...loyalCustomerPresets,
  ...occasionPresets,
  ...winBackPresets,
};

/** The playbooks that are shipped, by key. */
export const presets: Readonly<Record<string, Playbook>> = Object.fromEntries(
  Object.entries(presetEntries).map(([key, entry]) => [key, toPlaybook(entry)]),
);
