import type { Lifecycle } from './lifecycle.ts';

export const certificateStates = ['issued', 'superseded', 'revoked'] as const;
export type CertificateState = (typeof certificateStates)[number];
export type CertificateMove = 'supersede' | 'revoke';

export const certificateLifecycle: Lifecycle<CertificateState, CertificateMove> = {
  thing: 'certificate',
  states: certificateStates,
  initial: ['issued'],
  by: { begun: ['placement.decide'], supersede: ['placement.decide'], revoke: ['placement.decide'] },
  moves: { issued: { supersede: 'superseded', revoke: 'revoked' } },
};
