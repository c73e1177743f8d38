import type { Move } from '../../matching/explain/why.ts';
import { Table } from '../parts/table.tsx';
import type { Viewer } from '../viewer.ts';
import { benchWords } from './bench-words.ts';
import { listWords } from './list-words.ts';
import type { Namer } from './names.ts';

/** Who would go from where to where. */
export function MovesTable({ moves, names, viewer, caption }: { moves: readonly Move[]; names: Namer; viewer: Viewer; caption: string }) {
  const words = listWords[viewer.locale];
  const at = (lineId: string | null) =>
    lineId === null ? <span class="quiet">{benchWords[viewer.locale].nowhere}</span> : names.lineInCounty(lineId);
  return (
    <Table
      caption={caption}
      viewer={viewer}
      isDense
      rows={moves}
      columns={[
        { title: words.name, cell: ({ applicationId }) => names.person(applicationId) },
        { title: words.from, cell: ({ fromLineId }) => at(fromLineId) },
        { title: words.to, cell: ({ toLineId }) => at(toLineId) },
      ]}
    />
  );
}
