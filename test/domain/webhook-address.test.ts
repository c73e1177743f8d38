import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addressFault } from '../../src/domain/webhook-address.ts';

const private4 = [
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
];

/** The ways in which one IPv4 address can be spelt that programs still read. */
function spellingsOf(dotted: string): string[] {
  const parts = dotted.split('.').map(Number);
  const whole = parts.reduce((sum, part) => sum * 256 + part, 0);
  const tail = ((parts[1] ?? 0) * 256 + (parts[2] ?? 0)) * 256 + (parts[3] ?? 0);
  const hex = `::ffff:${((parts[0] ?? 0) * 256 + (parts[1] ?? 0)).toString(16)}:${((parts[2] ?? 0) * 256 + (parts[3] ?? 0)).toString(16)}`;
  return [
    dotted,
    `${dotted}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0${whole.toString(8)}`,
    parts.map((part) => `0x${part.toString(16)}`).join('.'),
    parts.map((part) => `0${part.toString(8)}`).join('.'),
    `${parts[0]}.${tail}`,
    `[::ffff:${dotted}]`,
    `[${hex}]`,
    `[64:ff9b::${dotted}]`,
    `[2002:${hex.slice(7)}::1]`,
  ];
}

const privateV4 = fc.oneof(
  fc.constantFrom(...private4),
  fc.tuple(fc.constantFrom('10', '127', '0'), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.')),
  fc.tuple(fc.constant('192.168'), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.')),
);

test('no spelling of an address within a network is sent to', () => {
  fc.assert(
    fc.property(privateV4, fc.nat(65_535), (dotted, port) => {
      for (const host of spellingsOf(dotted))
        expect([host, addressFault(`https://${host}:${port}/x`, false)]).toEqual([host, 'address-private']);
    }),
  );
});

test.each([
  '[::1]',
  '[::]',
  '[fe80::1]',
  '[fd00::1]',
  '[fc00:1::]',
  '[ff02::1]',
  '[2001::1]',
  '[2001:db8::1]',
  'localhost',
  'LOCALHOST.',
  'a.localhost',
  'metadata.google.internal',
  'printer.local',
  'router.lan',
  'intranet',
  'x.home.arpa',
])('%s is not sent to', (host) => {
  expect(addressFault(`https://${host}/`, false)).toBe('address-private');
});

test.each([
  ['https://hooks.example.org/a?b=c', undefined],
  ['https://hooks.example.org:8443/', undefined],
  ['https://8.8.8.8/', undefined],
  ['https://172.32.0.1/', undefined],
  ['https://[2606:4700:4700::1111]/', undefined],
  ['https://钩子.example.org/', undefined],
  ['http://hooks.example.org/', 'address-not-https'],
  ['ftp://hooks.example.org/', 'address-not-https'],
  ['file:///etc/passwd', 'address-unreadable'],
  ['javascript:alert(1)', 'address-unreadable'],
  ['https://user@hooks.example.org/', 'address-credentials'],
  ['https://:secret@hooks.example.org/', 'address-credentials'],
  ['hooks.example.org', 'address-unreadable'],
  ['https://', 'address-unreadable'],
  ['https://256.1.1.1/', 'address-unreadable'],
])('%s: %s', (address, fault) => {
  expect(addressFault(address, false)).toBe(fault);
});

test('where the site runs on its developer’s machine it sends to that machine, in clear too, and nowhere else in its network', () => {
  expect(['http://127.0.0.1:9000/', 'http://localhost:1/', 'https://[::1]/'].map((address) => addressFault(address, true))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(['http://hooks.example.org/', 'https://10.0.0.1/', 'https://127.0.0.2/'].map((address) => addressFault(address, true))).toEqual([
    'address-not-https',
    'address-private',
    'address-private',
  ]);
});
