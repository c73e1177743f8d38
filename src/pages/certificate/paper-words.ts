import { catalogue } from '../words/catalogue.ts';

/** The words of a certificate on paper. */
export const paperWords = catalogue(
  {
    title: '志愿服务证明',
    statement: (name: string, days: string, season: string, place: string, kind: string, served: string) =>
      `兹证明${name}于${days}参加${season}志愿支教，在${place}从事${kind}志愿服务，${served}。特此证明。`,
    served: (days: number, hours: string) => `服务 ${days} 天，授课 ${hours} 小时`,
    superseded: '本证明已被替换，不再有效',
    revoked: '本证明已被撤销，不再有效',
    followed: (said: string, serial: string) => `${said}；现行证明编号 ${serial}`,
    madeUp: '演示数据，不是真实的服务',
    check: '扫码核验',
  },
  {
    title: 'Certificate of Voluntary Service',
    statement: (name: string, days: string, season: string, place: string, kind: string, served: string) =>
      `This is to certify that ${name} served as a volunteer teacher in ${season} at ${place} (${kind.toLowerCase()}), ${days}: ${served}.`,
    served: (days: number, hours: string) => `${days} ${days === 1 ? 'day' : 'days'} of service, ${hours} hours of teaching`,
    superseded: 'This certificate was superseded and is no longer valid',
    revoked: 'This certificate was revoked and is no longer valid',
    followed: (said: string, serial: string) => `${said}; the one in force is ${serial}`,
    madeUp: 'Demonstration data, not real service',
    check: 'Scan to check',
  },
);
