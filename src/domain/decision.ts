/** A coordinator's word on a thing handed in; returning and rejecting need a reason, which its owner reads. */
export type Decision = { readonly move: 'approve' } | { readonly move: 'return' | 'reject'; readonly reason: string };
