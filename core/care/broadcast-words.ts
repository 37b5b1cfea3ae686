import { fieldsIn, readTemplate, render } from '../playbook/template.ts';

/** What a broadcast's text may name: whoever gets it, and who looks after them. */
export const broadcastFields = ['name', 'rep'] as const;

/** What is known of one who gets a broadcast; null where it is not. */
export type BroadcastValues = Readonly<Record<(typeof broadcastFields)[number], string | null>>;

/** What is wrong with a broadcast's text: it cannot be read, names what is no field, or leaves nothing to say. */
export type BroadcastTextProblem =
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'empty' };

/** Whether everybody gets another text: it names them. */
export const isPersonal = (text: string): boolean => text.includes('{{');

/** Returns what is wrong with a text for a broadcast, undefined where it can be sent to everybody. */
export const broadcastTextProblem = (text: string): BroadcastTextProblem | undefined => {
  if (!isPersonal(text)) return undefined;
  const template = readTemplate(text);
  if ('problem' in template) return { kind: 'unreadable', why: template.problem };
  const field = fieldsIn(template.pieces).find((each) => !broadcastFields.some((known) => known === each));
  if (field !== undefined) return { kind: 'field', field };
  return render(template, {}, 'room') === '' ? { kind: 'empty' } : undefined;
};

/** Returns a broadcast's text as this one reads it: a sentence that names what is not known is left out whole. */
export const broadcastWords = (text: string, { name, rep }: BroadcastValues): string =>
  isPersonal(text)
    ? render(readTemplate(text), { name: name ?? undefined, rep: rep ?? undefined }, 'room')
    : text;
