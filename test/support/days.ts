import { DateTime } from 'luxon';

import { homeZone } from '../../src/domain/calendar.ts';

/** The calendar day so many days from today, where the programme is at home: for tests of what asks the machine's clock. */
export const inDays = (days: number): string => DateTime.now().setZone(homeZone).plus({ days }).toISODate() ?? '';
