import { dayFromCivil } from '../../core/calendar/civil.ts';
import type { CustomerState } from '../../core/customer/state.ts';
import { type Bilingual, type Language, toLanguage } from '../../core/language.ts';
import type { Address } from '../../core/playbook/address.ts';
import { holidays, monthAndDayOf } from '../../core/playbook/dates.ts';
import type { FieldValues } from '../../core/playbook/fields.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { readTemplate, render } from '../../core/playbook/template.ts';
import type { Zone } from '../../core/zone.ts';
import type { PlaybookTarget } from '../../db/playbook-targets.ts';

/** Returns the language in which a message reaches a customer: their own, else their room's, else as their name is written. */
export const languageOf = (target: PlaybookTarget, { via }: Address, otherwise: Language): Language => {
  const room = {
    direct: target.directLanguage,
    own: target.ownLanguage,
    community: target.communityLanguage,
    person: null,
  }[via];
  const said = target.personLanguage ?? target.language ?? room;
  if (said !== null) return toLanguage(said);
  return /\p{Script=Han}/u.test(`${target.person ?? ''}${target.customer}`) ? 'zh' : otherwise;
};

/** Any year will do: only month and day are shown. */
const someYear = 2024;

/** Returns all that a message to this customer may name. */
export const fieldValues = (
  playbook: Playbook,
  target: PlaybookTarget,
  state: CustomerState,
  values: Readonly<Record<string, string>>,
  zone: Zone,
  language: Language,
): FieldValues => {
  const day = (at: number): string => monthAndDayOf(zone.dayOf(at), language);
  const { trigger } = playbook;
  const holiday = trigger.on === 'date' ? holidays[trigger.date]?.name[language] : undefined;
  const renewal = state.renewals.toSorted((one, other) => one.dueAt - other.dueAt).at(-1);
  const { birthday } = target;
  return {
    name: target.nameless ? undefined : (target.person ?? undefined),
    rep: target.owner ?? undefined,
    holiday,
    birthday:
      birthday === null
        ? undefined
        : monthAndDayOf(dayFromCivil(someYear, birthday.month, birthday.day), language),
    lastOrder: state.orders.last ? day(state.orders.last.at) : undefined,
    renewal: renewal?.what === '' ? undefined : renewal?.what,
    renewalDay: renewal ? day(renewal.dueAt) : undefined,
    coupon: values['coupon'],
    couponDay: values['couponUntil'] === undefined ? undefined : day(Number(values['couponUntil'])),
  };
};

/** Returns a text as the customer reads it, '' when nothing of it is left. */
export const wordsFor = (
  text: Bilingual,
  values: FieldValues,
  language: Language,
  place: Address['place'],
): string => render(readTemplate(text[language]), values, place);
