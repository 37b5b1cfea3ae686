import type { InboundEvent, Person } from '../../core/events.ts';
import type { Directory } from './directory.ts';

/** Slack waits 3 s for an answer to a delivery; so much of it may go into finding out who somebody is. */
const lookUpMs = 1200;

/**
 * Returns a function that completes an event with what Slack's directory knows: names, and who is from outside. What a
 * payload says is enough to call somebody an outsider, but not to call them ours: a guest carries our own team. Who
 * cannot be looked up now is `unknown`, and is looked up again with their next event.
 */
export const createEnrichment = (
  directory: Directory,
  directTo: (person: string) => Promise<string>,
): ((event: InboundEvent) => Promise<InboundEvent>) => {
  const complete = async (person: Person): Promise<Person> => {
    if (person.kind !== 'human') return person;
    const found = await directory.findSoon(person.id, lookUpMs);
    if (!found) return person.external === false ? { ...person, external: 'unknown' } : person;
    const { name, org, external, kind, zone } = found.person;
    return {
      ...person,
      ...(org === undefined ? {} : { org }),
      ...(name === undefined ? {} : { name }),
      ...(zone === undefined ? {} : { zone }),
      kind,
      external: external === 'unknown' && person.external === true ? true : external,
    };
  };

  return async (event) => {
    const isPersonsOwn = event.conversation.id === event.person.id;
    const [person, direct] = await Promise.all([
      complete(event.person),
      isPersonsOwn ? directTo(event.person.id).catch(() => undefined) : undefined,
    ]);
    const conversation = direct === undefined ? event.conversation : { ...event.conversation, id: direct };
    if (event.type === 'joined' || event.type === 'left') {
      return { ...event, person, conversation, people: await Promise.all(event.people.map(complete)) };
    }
    return { ...event, person, conversation };
  };
};
