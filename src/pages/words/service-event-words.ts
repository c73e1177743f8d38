import { catalogue } from './catalogue.ts';

/** What happens to a service once it is under way, and after it. */
export const serviceEvents = catalogue(
  {
    'dispute.answered': '答复异议',
    'dispute.dropped': '撤回异议',
    'dispute.opened': '对记录提出异议',
    'dispute.settled': '裁定异议',
    'placement.feedback-asked': '请双方反馈',
    'placement.feedback-given': '提交反馈',
    'placement.return-decided': '决定能否再次参加',
    'placement.days-set': '起止日期有变',
  },
  {
    'dispute.answered': 'Dispute answered',
    'dispute.dropped': 'Dispute dropped',
    'dispute.opened': 'Record disputed',
    'dispute.settled': 'Dispute settled',
    'placement.feedback-asked': 'Feedback asked of both sides',
    'placement.feedback-given': 'Feedback given',
    'placement.return-decided': 'Decided whether they may come again',
    'placement.days-set': 'Own days set',
  },
);
