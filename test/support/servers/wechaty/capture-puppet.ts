import { types } from 'wechaty-puppet';
import { PuppetMock } from 'wechaty-puppet-mock';

/** A message that the puppet was asked to send. */
export type Captured = { readonly id: string; readonly conversation: string; readonly text: string };

/** What happens to the next send: taken without an answer, not taken, or answered without an id. */
export type SendFault = { readonly error: Error; readonly isTaken: boolean } | 'no-id';

let sends = 0;

/**
 * The real mock puppet with what the real ones have and it lacks: rooms whose ids hold no `@`, ids of what was sent,
 * the way back of one's own messages, and faults.
 */
export class CapturePuppet extends PuppetMock {
  readonly captured: Captured[] = [];
  readonly faults: SendFault[] = [];
  echoes = true;
  pings = 0;
  answersPings = true;

  /** As any puppet it may answer with an id; the mock's own type says that it never does. */
  override messageSendText(conversationId: string, text: string): Promise<void> {
    return this.#send(conversationId, text) as Promise<unknown> as Promise<void>;
  }

  async #send(conversationId: string, text: string): Promise<string | undefined> {
    const fault = this.faults.shift();
    if (fault !== undefined && fault !== 'no-id' && !fault.isTaken) throw fault.error;
    const id = `out-${++sends}`;
    this.captured.push({ id, conversation: conversationId, text });
    const isRoom = this.mocker.cacheRoomPayload.has(conversationId);
    this.mocker.MessageMock.create({
      id,
      talkerId: this.currentUserId,
      text,
      timestamp: Date.now(),
      type: types.Message.Text,
      ...(isRoom ? { roomId: conversationId, mentionIdList: [] } : { listenerId: conversationId }),
    });
    if (this.echoes) setImmediate(() => this.emit('message', { messageId: id }));
    if (fault === 'no-id') return undefined;
    if (fault) throw fault.error;
    return id;
  }

  override ding(data: string): void {
    this.pings++;
    if (this.answersPings) setImmediate(() => this.emit('dong', { data }));
  }
}
