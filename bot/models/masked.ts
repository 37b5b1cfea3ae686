import type { Vault } from '../../core/privacy/mask.ts';

const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
};

/** Returns the same with every text in it masked, however deep, so that none can be forgotten. */
export const maskAll = <Value>(value: Value, vault: Vault): Value => mapTexts(value, vault.mask) as Value;

/** Returns the same with what the vault's marks stand for. */
export const restoreAll = <Value>(value: Value, vault: Vault): Value =>
  mapTexts(value, vault.restore) as Value;
