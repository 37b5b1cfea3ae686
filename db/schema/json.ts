import type { ColumnType } from 'kysely';

/** A JSON column; the driver turns objects into JSON itself, but lists and bare values must come as JSON text. */
export type Json<Value> = ColumnType<Value, Value, Value>;
