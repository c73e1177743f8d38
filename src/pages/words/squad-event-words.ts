import { catalogue } from './catalogue.ts';

/** What happens in a squad while it is away. */
export const squadEvents = catalogue(
  {
    'safety_call.asked': '询问是否平安',
    'safety_call.closed': '结束平安询问',
    'safety_reply.helped': '已提供帮助',
    'safety_reply.needs-help': '需要帮助',
    'safety_reply.well': '报平安',
    'squad.captain-named': '指定队长',
    'squad.contact-shared': '分享联系方式',
    'squad.contact-withdrawn': '收回联系方式',
    'squad.link-ended': '停用上报链接',
    'squad.link-made': '生成上报链接',
    'squad.report-corrected': '更正每日报告',
    'squad.reported': '每日报告',
  },
  {
    'safety_call.asked': 'Asked whether all are safe',
    'safety_call.closed': 'Safety call ended',
    'safety_reply.helped': 'Helped',
    'safety_reply.needs-help': 'Needs help',
    'safety_reply.well': 'Safe and well',
    'squad.captain-named': 'Captain named',
    'squad.contact-shared': 'Contact shared with the squad',
    'squad.contact-withdrawn': 'Contact taken back',
    'squad.link-ended': 'Link to report by ended',
    'squad.link-made': 'Link to report by made',
    'squad.report-corrected': 'Daily report put right',
    'squad.reported': 'Daily report',
  },
);
