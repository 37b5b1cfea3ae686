import type { WecomAdapter } from '../../adapters/wecom/adapter.ts';
import type { OfficialExtras } from '../../adapters/wecom/official/transport.ts';
import type { Host } from './host.ts';

/** WeCom's adapter where its official route is on. */
export type OfficialAdapter = WecomAdapter & { readonly official: OfficialExtras };

/** WeCom with what only its official route can do. */
export type WecomHost = Host & {
  /** Returns the adapter with its official route; undefined when that is off or cannot be opened now. */
  official(): Promise<OfficialAdapter | undefined>;
};

/** Whether the official route of an adapter is on. */
export const hasOfficial = (adapter: WecomAdapter): adapter is OfficialAdapter =>
  adapter.official !== undefined;
