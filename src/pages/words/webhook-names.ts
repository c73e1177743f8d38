/** The states of a webhook and of a delivery, in a word. */
export const webhookStates = {
  zh: { active: '推送中', paused: '已暂停', disabled: '已停用' },
  en: { active: 'Active', paused: 'Paused', disabled: 'Disabled' },
} as const;
export const deliveryStates = {
  zh: { waiting: '等待送达', delivered: '已送达', failed: '未送达' },
  en: { waiting: 'Waiting', delivered: 'Delivered', failed: 'Failed' },
} as const;

/** What happens to a webhook. */
export const webhookEvents = {
  zh: {
    'webhook.active': '开始推送',
    'webhook.changed': '修改事件推送',
    'webhook.disabled': '对方不再接收，推送已停用',
    'webhook.paused': '推送已暂停',
    'webhook.removed': '删除事件推送',
    'webhook.replayed': '重新推送',
    'webhook.secret-changed': '更换推送密钥',
    'webhook.tested': '发送测试推送',
  },
  en: {
    'webhook.active': 'Webhook began or went on',
    'webhook.changed': 'Webhook changed',
    'webhook.disabled': 'Webhook disabled: its receiver is gone',
    'webhook.paused': 'Webhook paused',
    'webhook.removed': 'Webhook removed',
    'webhook.replayed': 'Webhook replayed',
    'webhook.secret-changed': 'Secret of a webhook changed',
    'webhook.tested': 'Webhook tested',
  },
} as const;
