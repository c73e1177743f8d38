import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6, type BlockList } from 'node:net';

/** Under this name the site is told from where a call comes, wherever it runs. */
const header = 'cf-connecting-ip';

/**
 * Tells the site from which network address a call comes, and takes away what the caller says of it: whom a proxy of ours names, else who
 * is connected. Of a chain of proxies the last that is not ours counts, for the ones before it can be made up.
 */
export function nameCaller(incoming: IncomingMessage, trusted: BlockList): void {
  const { rawHeaders } = incoming;
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.toLowerCase() !== header) kept.push(name, rawHeaders[at + 1] ?? '');
  }
  const chain = [...String(incoming.headers['x-forwarded-for'] ?? '').split(','), incoming.socket.remoteAddress ?? ''].map(bare);
  const address = chain.findLast((hop, at) => at === 0 || !isTrusted(hop, trusted)) ?? '';
  const known = isIP(address) === 0 ? bare(incoming.socket.remoteAddress ?? '') : address;
  incoming.rawHeaders = [...kept, header, known];
  incoming.headers[header] = known;
}

/** An IPv4 address that comes over IPv6 is the IPv4 address. */
function bare(hop: string): string {
  return hop.trim().replace(/^::ffff:(?=\d+\.)/i, '');
}

function isTrusted(address: string, trusted: BlockList): boolean {
  return isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
