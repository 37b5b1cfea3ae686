import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Workspace } from './workspace.ts';

type Fields = Record<string, unknown>;

/** The app's side of OAuth in the stand-in: codes that were given and not exchanged yet, with their address. */
export type OAuthApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly codes: Map<string, string>;
  scopes: string;
};

/** Returns what `oauth.v2.access` answers: each code is good once, for the address it was given to. */
export const exchangeCode = (app: OAuthApp, args: Fields, space: Workspace, botToken: string): Fields => {
  if (args['client_id'] !== app.clientId || args['client_secret'] !== app.clientSecret) {
    return { ok: false, error: 'bad_client_secret' };
  }
  const code = String(args['code']);
  const redirect = app.codes.get(code)?.split('?')[0];
  app.codes.delete(code);
  if (redirect === undefined) return { ok: false, error: 'invalid_code' };
  if (redirect !== args['redirect_uri']) return { ok: false, error: 'bad_redirect_uri' };
  return {
    ok: true,
    access_token: botToken,
    token_type: 'bot',
    scope: app.scopes,
    bot_user_id: space.botUser,
    app_id: space.appId,
    team: { id: space.team, name: space.teamName },
    enterprise: null,
    authed_user: { id: 'U0MIA' },
    is_enterprise_install: false,
  };
};

/** Approves every installation: sends the browser back with a code that can be exchanged once. */
export const answerOAuth = (app: OAuthApp, request: IncomingMessage, response: ServerResponse): void => {
  const { searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  const code = `code-${app.codes.size + 1}`;
  app.codes.set(code, back.toString());
  app.scopes = searchParams.get('scope') ?? '';
  back.searchParams.set('code', code);
  back.searchParams.set('state', searchParams.get('state') ?? '');
  response.writeHead(302, { location: back.toString() });
  response.end();
};
