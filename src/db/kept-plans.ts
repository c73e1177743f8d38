import type postgres from 'postgres';

type Work = (transaction: postgres.TransactionSql) => unknown;
type Own = Readonly<Record<string | symbol, unknown>>;

/**
 * A client whose statements have names. Drizzle asks each without one, so PostgreSQL would plan it every time, which takes several times
 * as long as most of ours themselves: the policies of row-level security are planned with it. Under a name a connection plans a statement
 * a few times, and then keeps the plan where it is as good for any values.
 */
export function keepingPlans(pool: postgres.Sql): postgres.Sql {
  const begin = async (first: string | Work, second?: Work) =>
    typeof first === 'string' ? pool.begin(first, inside(second)) : pool.begin(inside(first));
  return withOwn(pool, { unsafe: named(pool), begin });
}

/** What is asked inside a transaction has names, too. */
function inside(work: Work | undefined): Work {
  return (transaction) => {
    const savepoint = async (nested: Work) => transaction.savepoint(inside(nested));
    return work?.(withOwn(transaction, { unsafe: named(transaction), savepoint }));
  };
}

/** The first of many in an order: through which index they are found quickest depends on whose they are, so it is planned each time. */
const firstOfMany = /\border by\b.+\blimit\b/is;

/** Beyond so many values a statement is one of many forms, such as rows written together, and seldom comes again. */
const mostValues = 100;

function named(client: Pick<postgres.Sql, 'unsafe'>) {
  return (text: string, values: never[] = [], options: object = {}) =>
    client.unsafe(text, values, { ...options, prepare: values.length <= mostValues && !firstOfMany.test(text) });
}

function withOwn<T extends object>(client: T, own: Own): T {
  return new Proxy(client, {
    get: (target, key) => {
      const value: unknown = own[key] ?? Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
