import type { Adapter, Capabilities, Sink } from '../../core/adapter.ts';

/**
 * One route to WeCom, which is loaded only when it is configured. What it lacks is an absent member; the adapter asks
 * the one that owns a conversation.
 */
export type Transport = {
  readonly name: 'official' | 'aibot' | 'webhook' | 'archive' | 'wechaty';
  readonly can: Partial<Capabilities>;
  /** Whether messages for this conversation go this way. */
  owns(conversation: string): boolean;
  start?(sink: Sink): Promise<void>;
  /** Ends receiving and waits for what is being stored. */
  stop?(): Promise<void>;
  readonly send?: Adapter['send'];
  readonly findSent?: NonNullable<Adapter['findSent']>;
  readonly directTo?: NonNullable<Adapter['directTo']>;
  readonly roster?: NonNullable<Adapter['roster']>;
  readonly ownerOf?: NonNullable<Adapter['ownerOf']>;
  readonly conversations?: NonNullable<Adapter['conversations']>;
  /** Answers requests of whoever calls this route by HTTP. */
  readonly webhook?: NonNullable<Adapter['webhook']>;
};
