import fc from 'fast-check';

/**
 * Small networks of an assignment's form, as DIMACS text: everything that its reader knows, and what makes its solver's ways differ.
 * Where `isPlain`, no seat must be filled, and none is worth more than a few thousand.
 */
export function assignmentTexts({ isPlain = false } = {}): fc.Arbitrary<string> {
  const cost = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -40, max: 40 }), fc.constant(5));
  const seat = fc.record({
    lower: isPlain ? fc.constant(0) : fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(1)),
    more: fc.oneof(fc.nat(2), fc.constant(-1)),
    // Levels apart, levels together, and one that fills before all.
    cost: fc.oneof(
      fc.constantFrom(-4000, -2000, -1000, 0, 3000),
      fc.integer({ min: -60, max: 60 }),
      fc.constant(isPlain ? -9000 : -(2 ** 40)),
    ),
  });
  const pair = fc.record({ volunteer: fc.nat(7), line: fc.nat(4), capacity: fc.constantFrom(1, 1, 1, 3, 0), cost });
  return fc
    .record({
      volunteers: fc.integer({ min: 1, max: 8 }),
      lines: fc.integer({ min: 1, max: 5 }),
      pairs: fc.array(pair, { maxLength: 30 }),
      seats: fc.array(fc.array(seat, { maxLength: 3 }), { minLength: 5, maxLength: 5 }),
      staying: fc.constantFrom('all', 'all', 'nobody', isPlain ? 'all' : 'some'),
      stayCosts: fc.array(cost, { minLength: 8, maxLength: 8 }),
      demand: isPlain ? fc.constant(0) : fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(1)),
    })
    .map(({ volunteers, lines, pairs, seats, staying, stayCosts, demand }) => {
      const sink = volunteers + lines + 1;
      const stays = (v: number) => staying === 'all' || (staying === 'some' && v % 2 === 0);
      const arcs = [
        ...pairs.flatMap(({ volunteer, line, capacity, cost: pays }) =>
          volunteer < volunteers && line < lines ? [`a ${volunteer + 1} ${volunteers + 1 + line} 0 ${capacity} ${pays}`] : [],
        ),
        ...stayCosts.flatMap((pays, v) => (v < volunteers && stays(v) ? [`a ${v + 1} ${sink} 0 1 ${pays}`] : [])),
        ...seats
          .slice(0, lines)
          .flatMap((parts, line) =>
            parts.map(
              (part) => `a ${volunteers + 1 + line} ${sink} ${part.lower} ${part.more < 0 ? -1 : part.lower + part.more} ${part.cost}`,
            ),
          ),
      ];
      const supplies = Array.from({ length: volunteers }, (_, v) => `n ${v + 1} 1`);
      const demands = demand === 0 ? [] : [`n ${volunteers + 1} -1`];
      return [`p min ${sink} ${arcs.length}`, ...supplies, ...demands, `n ${sink} ${demands.length - volunteers}`, ...arcs].join('\n');
    });
}
