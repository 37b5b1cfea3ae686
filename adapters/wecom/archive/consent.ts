import { fieldsOf, listOf, textOf } from '../../../core/payload.ts';
import type { ArchiveItem } from '../inbound-archive.ts';

/** Decides which items of the archive may be read. */
export type ConsentGate = {
  /** Returns why an item may not be read, or undefined when it may. Notes what it says about consent. */
  objection(item: ArchiveItem): string | undefined;
};

/**
 * Returns a gate that lets pass what nobody from outside is in, and of the rest what the operator's process marked as
 * agreed. Whoever says no in the stream itself is heard no more, whatever a later item is marked as, until they agree.
 */
export const createConsentGate = (): ConsentGate => {
  const saidNo = new Set<string>();
  const note = ({ item }: ArchiveItem): boolean => {
    const type = textOf(item['msgtype']);
    if (type !== 'agree' && type !== 'disagree') return false;
    const who = textOf(fieldsOf(item[type])['userid']) ?? textOf(item['from']);
    if (who !== undefined && type === 'agree') saidNo.delete(who);
    if (who !== undefined && type === 'disagree') saidNo.add(who);
    return true;
  };
  return {
    objection: (item) => {
      if (note(item)) return undefined;
      if (!item.outside) return undefined;
      if (item.consent === 'disagree') return 'disagreed';
      const from = textOf(item.item['from']) ?? '';
      const direct = textOf(item.item['roomid']) === undefined ? listOf(item.item['tolist']).map(String) : [];
      if ([from, ...direct].some((id) => saidNo.has(id))) return 'disagreed';
      return item.consent === 'agree' ? undefined : 'consent not stated';
    },
  };
};
