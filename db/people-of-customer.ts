import type { Db } from './connect.ts';

/** A person of a customer. */
export type CustomerPerson = { readonly id: number; readonly name: string };

/** Returns the people who belong to a customer, by id. */
export const peopleOfCustomer = async (db: Db, customerId: number): Promise<readonly CustomerPerson[]> =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('customer_id', '=', customerId)
    .where('side', '=', 'customer')
    .orderBy('id')
    .execute();
