// The library's adapter leaves the types of rows to its caller.
/* oxlint-disable typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters */
import type { DBAdapter, Where } from '@better-auth/core/db/adapter';

type Adapter = DBAdapter;
type Row = Record<string, unknown>;

/**
 * The adapter, with session tokens hashed on their way into the table and looked up by their hash. The library keeps
 * them in clear; a copy of the table would then hold every cookie but its signature.
 */
export function withHashedSessionTokens(inner: Adapter, hash: (token: string) => Promise<string>): Adapter {
  const hashed = async (model: string, where: Where[] | undefined): Promise<Where[]> =>
    Promise.all(
      (where ?? []).map(async (clause) =>
        model === 'session' && clause.field === 'token' && typeof clause.value === 'string'
          ? { ...clause, value: await hash(clause.value) }
          : clause,
      ),
    );
  const adapter: Adapter = {
    ...inner,
    create: async <T extends Row, R = T>(given: Parameters<Adapter['create']>[0]): Promise<R> => {
      if (given.model !== 'session') return inner.create<T, R>(given as never);
      // Where somebody's network is concerns nobody.
      const { ipAddress, ...kept } = given.data as Row;
      const token = String(kept['token']);
      const row = await inner.create<T, R>({ ...given, data: { ...kept, token: await hash(token) } } as never);
      return { ...row, token };
    },
    findOne: async <T>(given: Parameters<Adapter['findOne']>[0]): Promise<T | null> =>
      asAsked(given.model, given.where, await inner.findOne<T>({ ...given, where: await hashed(given.model, given.where) })),
    findMany: async <T>(given: Parameters<Adapter['findMany']>[0]): Promise<T[]> =>
      inner.findMany<T>({ ...given, where: await hashed(given.model, given.where) }),
    update: async <T>(given: Parameters<Adapter['update']>[0]): Promise<T | null> =>
      asAsked(given.model, given.where, await inner.update<T>({ ...given, where: await hashed(given.model, given.where) })),
    updateMany: async (given) => inner.updateMany({ ...given, where: await hashed(given.model, given.where) }),
    delete: async <T>(given: Parameters<Adapter['delete']>[0]): Promise<void> =>
      inner.delete<T>({ ...given, where: await hashed(given.model, given.where) }),
    deleteMany: async (given) => inner.deleteMany({ ...given, where: await hashed(given.model, given.where) }),
    transaction: async (work) => inner.transaction(async (tx) => work(withHashedSessionTokens(tx as Adapter, hash))),
  };
  return adapter;
}

/** What is given back bears the token that it was asked by. */
function asAsked<T>(model: string, where: Where[], row: T | null): T | null {
  const asked = where.find(({ field }) => field === 'token')?.value;
  return model === 'session' && row !== null && typeof asked === 'string' ? { ...row, token: asked } : row;
}
