import { catalogue } from '../words/catalogue.ts';

/** Handing an application in, and taking it back. */
export const submittingWords = catalogue(
  {
    checkTitle: '核对并提交',
    checkLead: '提交后由协调员审核，审核期间不能修改。',
    gapsTitle: '提交前还缺这些',
    gaps: {
      profile: '填写个人资料',
      subjects: '选择能教的学科',
      availability: '选择授课方式，并写明有空的时间',
      choices: '您选了“只去这些地方”，请至少填一个志愿',
      checks: '同意必需的条款',
      team: '填写同行小组',
      'most-placements': '填写最多派遣次数',
      statement: '填写自我陈述',
    },
    unfitting: (few: number, all: number) =>
      all === few
        ? '您的志愿目前都没有符合您的需求，照此提交就不会派到这些地方。'
        : `${all} 个志愿中，有 ${few} 个目前没有符合您的需求，照此提交就不会派到那里。`,
    seeWhy: '查看原因，修改志愿',
    wrong: '以下内容需要修改',
    submit: '提交申请',
    submitAgain: '重新提交申请',
    windowClosed: (from: string, to: string) => `现在不在受理期内（${from}至${to}），不能提交。内容会留着；如有特殊情况请联系协调员。`,
    withdrawTitle: '撤回申请',
    stopTitle: '不申请了',
    withdrawLead: (season: string) => `撤回后，您不再参加${season}的匹配。申请内容会留作记录，但不能恢复；受理期内可以重新申请。`,
    withdrawTouches: (places: string) => `同时退出下列派遣，并告知接待县：${places}。`,
    withdrawTeam: '同行小组的其他成员仍留在小组里。',
    reason: '原因',
    reasonHint: '协调员会看到，例如：暑期实习时间冲突',
    reasonMissing: '请写明原因',
    reasonLong: '请不要超过 2000 字',
    withdrawButton: '撤回申请',
  },
  {
    checkTitle: 'Check and submit',
    checkLead: 'Once you submit, the coordinator looks at it, and you cannot change it meanwhile.',
    gapsTitle: 'Still missing',
    gaps: {
      profile: 'Say who you are',
      subjects: 'Choose the subjects you can teach',
      availability: 'Choose a delivery and say when you are free',
      choices: 'You said “only these places”: make at least one choice',
      checks: 'Agree to the texts that are needed',
      team: 'Fill in your team',
      'most-placements': 'Say how many placements you take',
      statement: 'Write your statement',
    },
    unfitting: (few, all) =>
      all === few
        ? 'None of your choices has a need that fits you at present: as it stands, none of them will come about.'
        : `${few} of your ${all} choices ${few === 1 ? 'has' : 'have'} no need that fits you at present: as it stands, ${few === 1 ? 'it' : 'they'} will not come about.`,
    seeWhy: 'See why, and change your choices',
    wrong: 'This has to be changed',
    submit: 'Submit the application',
    submitAgain: 'Submit the application again',
    windowClosed: (from, to) =>
      `Applications are not open now (${from} to ${to}), so it cannot be submitted. What you filled in stays; ask the coordinator if there is a reason.`,
    withdrawTitle: 'Withdraw the application',
    stopTitle: 'Give up this application',
    withdrawLead: (season) =>
      `You will take no part in the match of ${season}. What you said stays on record and cannot be restored; you can apply anew while applications are open.`,
    withdrawTouches: (places) => `You also step back from these placements, and the county is told: ${places}.`,
    withdrawTeam: 'The other members of your team stay in it.',
    reason: 'Reason',
    reasonHint: 'The coordinator reads it. Such as: my internship falls on the same dates',
    reasonMissing: 'Give a reason',
    reasonLong: 'Write at most 2000 characters',
    withdrawButton: 'Withdraw the application',
  },
);
