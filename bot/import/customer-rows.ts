import type { CustomerSegment } from '../../core/segments.ts';
import { isZone } from '../../core/zone.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { nearestWord } from '../nearest.ts';
import { readRecords } from './read-records.ts';

/** One row of a file of customers. What a row leaves empty stays as it is. */
export type CustomerRow = {
  readonly line: number;
  /** A name or `#id`. */
  readonly customer: string;
  readonly ownerId?: number;
  readonly segment?: string;
  readonly kind?: 'person' | 'organisation';
  /** Where the clocks of its people run, as an IANA zone. */
  readonly zone?: string;
};

/** A member as a file may name them: by name, or by the id on a platform. */
export type NamedMember = {
  readonly id: number;
  readonly name: string;
  readonly externalIds: readonly string[];
};

const longest = 200;
const kinds = {
  person: 'person',
  organisation: 'organisation',
  organization: 'organisation',
  个人: 'person',
  企业: 'organisation',
} as const;

const memberCalled = (text: string, members: readonly NamedMember[]): readonly NamedMember[] => {
  const wanted = text.replace(/^@/, '').toLowerCase();
  const byId = members.filter((each) => each.externalIds.includes(text));
  return byId.length > 0 ? byId : members.filter((each) => each.name.toLowerCase() === wanted);
};

/**
 * Reads a file of customers (CSV or a JSON object a line) with the column customer, and if there are any owner, segment,
 * kind and zone. Owners must be members, segments among those of the company. What is wrong with a row goes to `problems`.
 * @throws InputError where the file is missing, empty, lacks the column or is neither CSV nor lines of JSON.
 */
export const readCustomerRows = async (
  file: string,
  members: readonly NamedMember[],
  segments: readonly CustomerSegment[],
  problems: Problems,
  say: (line: string) => void,
): Promise<{ readonly customers: readonly CustomerRow[]; readonly rows: number }> => {
  const customers: CustomerRow[] = [];
  const seen = new Map<string, number>();
  const onRow = (cells: readonly string[], line: number): void => {
    const [customer = '', owner = '', segment = '', kind = '', zone = ''] = cells;
    let fine = true;
    const fail = (column: string, what: string): void => {
      fine = false;
      problems.add(line, column, what);
    };
    if (customer === '') fail('customer', 'it is empty');
    if (customer.length > longest)
      fail('customer', `${showCell(customer)} is longer than ${longest} characters`);
    const before = seen.get(customer);
    if (before !== undefined) fail('customer', `${showCell(customer)} stands on line ${before} already`);
    seen.set(customer, before ?? line);
    const found = owner === '' ? [] : memberCalled(owner, members);
    if (owner !== '' && found.length !== 1) {
      const near = nearestWord(
        owner,
        members.map((each) => each.name),
      );
      const names = members.slice(0, 12).map((each) => each.name);
      const hint = near ? `did you mean ${near}?` : `members are ${names.join(', ') || 'not known yet'}`;
      fail(
        'owner',
        found.length > 1
          ? `${showCell(owner)} fits several members`
          : `${showCell(owner)} is no member; ${hint}`,
      );
    }
    const wanted = segments.find(({ id, name }) =>
      [id, name.zh, name.en].some((each) => each.toLowerCase() === segment.toLowerCase()),
    );
    if (segment !== '' && !wanted) {
      fail(
        'segment',
        `${showCell(segment)} is none; there are ${segments.map((each) => each.id).join(', ')}`,
      );
    }
    const known = Object.hasOwn(kinds, kind.toLowerCase())
      ? kinds[kind.toLowerCase() as keyof typeof kinds]
      : undefined;
    if (kind !== '' && !known) fail('kind', `${showCell(kind)} is neither person nor organisation`);
    if (zone !== '' && !isZone(zone))
      fail('zone', `${showCell(zone)} is no time zone; write an IANA name such as Asia/Shanghai`);
    if (!fine) return;
    const [member] = found;
    customers.push({
      line,
      customer,
      ...(member ? { ownerId: member.id } : {}),
      ...(wanted ? { segment: wanted.id } : {}),
      ...(known ? { kind: known } : {}),
      ...(zone === '' ? {} : { zone }),
    });
  };
  const columns = { required: ['customer'], optional: ['owner', 'segment', 'kind', 'zone'] };
  const rows = await readRecords(file, columns, onRow, problems, say);
  return { customers, rows };
};
