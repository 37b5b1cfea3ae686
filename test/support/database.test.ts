import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { connect } from '../../db/connect.ts';
import { schemaState } from '../../db/migrate.ts';
import { createTestDatabase } from './database.ts';

test('a test database is migrated, its own, and gone after drop', async () => {
  const one = await createTestDatabase();
  const two = await createTestDatabase();
  expect(one.url).not.toBe(two.url);
  const db = connect(one.url);
  expect(await schemaState(db)).toEqual({ state: 'ready' });
  await db.destroy();
  await Promise.all([one.drop(), two.drop()]);
  const sql = postgres(one.url, { max: 1 });
  await expect(sql`select 1`).rejects.toThrow(/does not exist/);
  await sql.end();
});

test('a connection left open fails the drop, is named, and does not keep the database', async () => {
  const database = await createTestDatabase();
  const left = postgres(database.url, { max: 1, connection: { application_name: 'forgotten' } });
  await left`select 'its last words'`;
  await expect(database.drop()).rejects.toThrow(
    /1 connections .* left open.*"forgotten" \(idle.*its last words/s,
  );
  await left.end();
  const sql = postgres(inject('pgUrl'), { max: 1 });
  const name = new URL(database.url).pathname.slice(1);
  expect(await sql`select 1 from pg_database where datname = ${name}`).toEqual([]);
  await sql.end();
});
