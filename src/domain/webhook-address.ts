import { isThisMachine } from './this-machine.ts';

export type AddressFault = 'address-unreadable' | 'address-not-https' | 'address-credentials' | 'address-private';

/**
 * What is wrong with an address that we are asked to send to; nothing where it may be sent to. Names are not looked up: who answers
 * to one may change between the look and the sending, so what a name leads to is for the network around us to refuse (docs/api.md).
 *
 * @param siteIsHere the site itself runs on this machine, for its developers: then so may the receiver
 */
export function addressFault(address: string, siteIsHere: boolean): AddressFault | undefined {
  const url = URL.parse(address);
  // The parser writes every spelling of an IPv4 address, decimal or hexadecimal, as four numbers.
  if (url === null || url.hostname === '') return 'address-unreadable';
  const isHere = siteIsHere && isThisMachine(url.hostname);
  if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) return 'address-not-https';
  if (url.username !== '' || url.password !== '') return 'address-credentials';
  return isHere || isPublicHost(url.hostname) ? undefined : 'address-private';
}

function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicV6(hostname.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(hostname)) return isPublicV4(numberOf(hostname));
  return isPublicName(hostname.replace(/\.$/, ''));
}

/** Names that lead nowhere but into one's own network, by RFC 6761, 6762, 8375 or custom. */
const privateEndings = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/;

function isPublicName(name: string): boolean {
  return name.includes('.') && !privateEndings.test(name);
}

/** What is for special use, by the register of RFC 6890: first address and how many of its bits are fixed. */
const specialV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

function isPublicV4(address: number): boolean {
  return specialV4.every(([first, bits]) => Math.floor(address / 2 ** (32 - bits)) !== Math.floor(numberOf(first) / 2 ** (32 - bits)));
}

function numberOf(dotted: string): number {
  return dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/**
 * Global unicast alone (2000::/3), without what is for documentation and what carries an IPv4 address inside (Teredo, 6to4). Addresses
 * that map IPv4 lie outside of it.
 */
function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = groupsOf(address);
  if (first < 0x20_00 || first > 0x3f_ff) return false;
  if (first === 0x20_01) return second > 0x01_ff && second !== 0x0d_b8;
  return first !== 0x20_02 && !(first === 0x3f_ff && second < 0x10_00);
}

/** The first two groups of sixteen bits; `::` stands for zeros. */
function groupsOf(address: string): number[] {
  const [head = ''] = address.split('::');
  return head.split(':').map((group) => Number.parseInt(group === '' ? '0' : group, 16));
}
