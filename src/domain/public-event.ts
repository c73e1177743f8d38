import type { Locale } from './account.ts';

type Described = Readonly<Record<Locale, string>>;
const said = (zh: string, en: string): Described => ({ zh, en });

/**
 * What other programs are told of: every move of what the programme works with. Nothing of checks, incidents, reviews, identities and
 * accounts ever leaves by this way: that something of the kind happened would say too much of a person already.
 */
export const publicEvents = {
  'season.planned': said('新建招募季', 'A season was planned'),
  'season.changed': said('招募季的日期或规则有修改', 'A season’s dates or rules changed'),
  'season.open': said('招募季开放申请', 'A season opened'),
  'season.matching': said('招募季进入匹配', 'A season went on to matching'),
  'season.placing': said('招募季进入派遣', 'A season went on to placing'),
  'season.teaching': said('招募季进入授课', 'A season went on to teaching'),
  'season.closed': said('招募季结束', 'A season closed'),
  'application.submitted': said('申请已提交', 'An application was handed in'),
  'application.approved': said('申请已通过', 'An application was approved'),
  'application.returned': said('申请被退回补充', 'An application was returned'),
  'application.rejected': said('申请未通过', 'An application was not accepted'),
  'application.withdrawn': said('申请已撤回', 'An application was withdrawn'),
  'request.submitted': said('需求已提交', 'A request was handed in'),
  'request.approved': said('需求已通过', 'A request was approved'),
  'request.returned': said('需求被退回修改', 'A request was returned'),
  'request.rejected': said('需求未通过', 'A request was not accepted'),
  'request.cancelled': said('需求已取消', 'A request was cancelled'),
  'request.conditions-changed': said('接待条件有变', 'A request’s host conditions changed'),
  'run.done': said('匹配计算完成', 'A run of the match is done'),
  'run.failed': said('匹配计算未成', 'A run of the match failed'),
  'run.published': said('匹配结果已采用', 'A run of the match was published'),
  'placement.offered': said('已发出派遣通知', 'A placement was offered'),
  'placement.accepted': said('志愿者接受派遣', 'A volunteer accepted an offer'),
  'placement.declined': said('志愿者谢绝派遣', 'A volunteer declined an offer'),
  'placement.lapsed': said('派遣通知过期', 'An offer lapsed'),
  'placement.withdrawn': said('志愿者退出派遣', 'A volunteer stepped back from a placement'),
  'placement.cancelled': said('派遣被取消', 'A placement was cancelled'),
  'placement.started': said('派遣开始', 'A placement started'),
  'placement.no_show': said('志愿者没有到达', 'A volunteer did not arrive'),
  'placement.ended_early': said('派遣提前结束', 'A placement ended early'),
  'placement.completed': said('派遣完成', 'A placement was completed'),
  'placement.days-set': said('本人起止日期有变', 'A volunteer’s own days of a placement changed'),
  'certificate.issued': said('服务证明已出具', 'A certificate was issued'),
  'certificate.superseded': said('服务证明由新的取代', 'A certificate was superseded by a new one'),
  'certificate.revoked': said('服务证明被撤销', 'A certificate was revoked'),
  'station.registered': said('登记远程教学站', 'A station was registered'),
  'station.changed': said('远程教学站的资料有修改', 'What is known of a station changed'),
} as const satisfies Record<string, Described>;
export type PublicEvent = keyof typeof publicEvents;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the names
export const publicEventNames = Object.keys(publicEvents) as PublicEvent[];

/** What a webhook's test sends: it happens to the webhook itself. */
export const pingEvent = 'ping';

export type Notice = {
  readonly type: string;
  readonly at: string;
  readonly sequence: number | null;
  readonly thing: string;
  readonly thingId: string;
  readonly fromState: string | null;
  readonly toState: string | null;
};

/** What a program is sent: that something happened and to what. Who it concerns and why it reads with a token, as far as it may. */
export function payloadOf({ type, at, sequence, thing, thingId, fromState, toState }: Notice) {
  return { type, timestamp: at, data: { sequence, thing, id: thingId, from: fromState, to: toState } };
}
