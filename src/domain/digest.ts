/** When coordinators are written what waits for them, by the clock of the home zone. */
export const digestAt = { hour: 7, minute: 30 } as const;
