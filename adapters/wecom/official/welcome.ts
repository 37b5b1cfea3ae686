import type { Sent } from '../../../core/adapter.ts';
import type { Message } from '../../../core/messages.ts';
import type { Api } from '../client.ts';
import { CallFailure } from '../errors.ts';
import { sentAfter } from '../sending.ts';
import { taskObjection } from './tasks.ts';

/** A welcome code is valid for this long after the contact was made. */
export const welcomeLifeMs = 20_000;

/**
 * Says a welcome to a new contact, once, with the code of its `contact-added` event; `contactAt` is that event's time.
 * After 20 s it is refused, for the platform no longer takes it. 41051 (welcomed already, or talking) is final; 41096
 * (another app is sending at the moment) is a PlatformError that asks to try again. What nobody heard the end of is
 * unknown and may be tried again: the code is good for one welcome only.
 */
export const sendWelcome = async (
  api: Api,
  code: string,
  message: Message,
  { contactAt, now }: { readonly contactAt: number; readonly now: number },
): Promise<Sent> => {
  const objection = taskObjection(message);
  if (objection !== undefined) return { status: 'refused', reason: objection };
  const leftMs = contactAt + welcomeLifeMs - now;
  if (leftMs <= 0) return { status: 'refused', reason: 'too-late: a welcome is taken within 20 s' };
  try {
    await api.tryCall({
      path: 'externalcontact/send_welcome_msg',
      body: { welcome_code: code, text: { content: message.text } },
      timeoutMs: Math.min(leftMs, 5_000),
    });
    return { status: 'sent', ref: `welcome:${contactAt}` };
  } catch (error) {
    if (error instanceof CallFailure && error.code === 41050) {
      return { status: 'refused', reason: 'too-late: the welcome code is no longer valid' };
    }
    return sentAfter(error);
  }
};
