import type { Mapped } from '../../core/adapter.ts';
import { fieldsOf, textOf } from '../../core/payload.ts';
import { nobody, personOf } from './people.ts';
import { type Callback, eventBase, ignore, shown } from './reading.ts';

const largestList = 2000;

/** Returns the members in `MemChangeList`, which comes as `<Item>` elements or as one text with commas. */
export const changedMembers = (value: unknown): readonly string[] => {
  const items = typeof value === 'object' && value !== null ? fieldsOf(value)['Item'] : value;
  const texts = Array.isArray(items) ? items : typeof items === 'string' ? items.split(',') : [items];
  const ids = texts.flatMap((each) => textOf(each)?.trim() || []);
  return [...new Set(ids)].slice(0, largestList);
};

/** Returns a change of a customer group: who came and went, that it was made or dissolved. */
export const readChat = (callback: Callback): Mapped => {
  const { fields } = callback;
  const chat = textOf(fields['ChatId']);
  const type = textOf(fields['ChangeType']) ?? '';
  if (chat === undefined) return ignore('a change of a group without ChatId');
  const base = eventBase({
    id: callback.id,
    at: callback.at,
    account: callback.account,
    person: nobody,
    conversation: { id: chat, kind: 'group' },
  });
  // The company sees a group from the moment when it is made until it is dissolved.
  if (type === 'create') return { events: [{ ...base, type: 'bot-added' }] };
  if (type === 'dismiss') return { events: [{ ...base, type: 'bot-removed' }] };
  const detail = textOf(fields['UpdateDetail']) ?? '';
  if (detail !== 'add_member' && detail !== 'del_member') {
    return ignore(`change_external_chat ${shown(type)} ${shown(detail)} is not used`);
  }
  const people = changedMembers(fields['MemChangeList']).map((id) => personOf(id));
  if (people.length === 0) return ignore(`${detail} does not say who; the member list does`);
  return { events: [{ ...base, type: detail === 'add_member' ? 'joined' : 'left', people: [...people] }] };
};
