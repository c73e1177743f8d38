import { asConsequence } from '../../db/acting.ts';
import { listReceivingCounties } from '../../db/queries/receptions.ts';
import { listOfficersOfCounties } from '../../db/queries/readers.ts';
import type { Training } from '../../db/queries/trainings.ts';
import { trainingLetter, type TrainingNews } from '../../mail/training-letter.ts';
import type { ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';

type Happened = { readonly eventId: string; readonly news: TrainingNews['news'] };

/** Tells the officers of every county whose stations receive a training, each once. */
export async function tellOfTraining(context: ActionContext, training: Training, { eventId, news }: Happened): Promise<void> {
  await asConsequence(context.db, context.actor, async () => {
    const counties = await listReceivingCounties(context.db, training.id);
    const receptionIds = new Map(counties.map(({ countyCode, receptionId }) => [countyCode, receptionId]));
    const told = new Set<string>();
    for (const { countyCode, ...reader } of await listOfficersOfCounties(context.db, [...receptionIds.keys()])) {
      if (told.has(reader.id)) continue;
      told.add(reader.id);
      await tell(context, {
        eventId,
        template: `training-${news}`,
        readers: [reader],
        path: `/county/trainings/${receptionIds.get(countyCode) ?? ''}`,
        letter: (addressed) => trainingLetter(addressed, { ...training, news }),
      });
    }
  });
}
