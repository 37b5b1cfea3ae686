import { test } from 'vitest';
import { startTestApp } from '../../support/app.ts';
import { openChat } from '../../support/chat.ts';
import { organisations } from '../../../bot/demo/organisations.ts';
import { sql } from 'kysely';
test('demo', { timeout: 120000 }, async () => {
  const t0 = performance.now();
  const app = await startTestApp({ demo: true });
  console.log('started', Math.round(performance.now() - t0));
  const pg: any = await (await fetch(`${app.url}/api/playground?lang=en`)).json();
  const before: any = await sql`select name, stage, owner_id, warnings, health from customer order by id`.execute(app.db);
  const chat = openChat(app);
  for (const o of organisations) {
    const room = pg.rooms.find((r: any) => r.id === o.key);
    const who = room?.people.map((p: string) => pg.people.find((x: any) => x.id === p)).find((p: any) => p?.side === 'customer');
    if (!who) { console.log('nobody in', o.key); continue; }
    await chat.as(who.id, o.key).says(o.language === 'zh' ? '机器又坏了，你们的服务太差了，我要投诉！' : 'The machine broke down again, this is terrible, I want to complain!');
  }
  await chat.settles();
  const t1 = performance.now();
  await chat.clock.advance({ days: 40 });
  console.log('40 days in', Math.round(performance.now() - t1));
  await chat.settles();
  const after: any = await sql`select name, stage, warnings, health from customer order by id`.execute(app.db);
  before.rows.forEach((b: any, i: number) => { const o = organisations.find((x) => x.name === b.name); console.log(o?.key, o?.arc, o?.owner, b.name, b.stage, b.warnings.join(), '->', after.rows[i].stage, after.rows[i].warnings.join(), after.rows[i].health); });
  const m = await chat.as('manager-fang', 'managers').sees();
  console.log(m.filter((x) => x.person.side === 'bot').map((x) => new Date(x.at).toISOString() + ' ' + x.text.slice(0, 300)).slice(-16).join('\n---\n'));
  console.log(pg.rooms.map((r: any) => `${r.id}:${r.purpose}`).join(' '));
  await app.stop();
});
