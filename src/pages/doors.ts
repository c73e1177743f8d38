import type { Permission } from '../domain/actor.ts';

/** Who may open which page, or send what stands in it: by the names of the one table of permissions. */
export const pageDoors: readonly { readonly method: 'get' | 'post'; readonly path: string; readonly permission: Permission }[] = [
  { method: 'get', path: '/', permission: 'open-data.read' },
  { method: 'get', path: '/api/v1/docs', permission: 'open-data.read' },
  { method: 'get', path: '/problems', permission: 'open-data.read' },
  { method: 'get', path: '/problems/:name', permission: 'open-data.read' },
  { method: 'get', path: '/sign-in', permission: 'sign-in.use' },
  { method: 'post', path: '/sign-in', permission: 'sign-in.use' },
  { method: 'get', path: '/sign-in/code', permission: 'sign-in.use' },
  { method: 'post', path: '/sign-in/code', permission: 'sign-in.use' },
  { method: 'get', path: '/sign-in/link', permission: 'sign-in.use' },
  { method: 'post', path: '/sign-in/link', permission: 'sign-in.use' },
  { method: 'get', path: '/sign-in/provider', permission: 'sign-in.use' },
  { method: 'post', path: '/sign-out', permission: 'sign-in.use' },
  { method: 'get', path: '/reference/:key', permission: 'reference.answer' },
  { method: 'post', path: '/reference/:key', permission: 'reference.answer' },
  { method: 'get', path: '/me', permission: 'me.read' },
  { method: 'post', path: '/me/sessions/:id/end', permission: 'sign-in.keep' },
  { method: 'post', path: '/me/passkeys/:id/remove', permission: 'sign-in.keep' },
];
