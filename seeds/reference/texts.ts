/**
 * What people agree to, in the first version. An operator's counsel will want their own: publish them as new versions
 * (`POST /texts/{kind}`); whoever agreed to an older one is asked again.
 */
export const texts = [
  {
    kind: 'code_of_conduct',
    zh: `我会平等、耐心地对待每一名学生，不体罚、不羞辱、不歧视。
我不与学生单独处于封闭的空间，不与学生有课外的私下联系，不收送贵重礼物。
我不拍摄、不发布可以认出学生的照片、姓名和作品；需要时先取得学校和监护人同意。
我遵守当地学校的作息和安全规定，尊重当地的民族习惯和信仰。
遇到或者怀疑学生受到伤害，我立即告诉学校和保护负责人，并在本系统报告。`,
    en: `I treat every pupil as an equal and with patience: no blows, no humiliation, no discrimination.
I am never alone with a pupil behind a closed door, keep no private contact with pupils outside lessons, and neither give nor take costly presents.
I take and publish no picture, name or work by which a pupil could be known; where it is needed, school and guardians agree first.
I keep to the school's hours and safety rules, and respect the customs and beliefs of the place.
When I see or suspect that a pupil comes to harm, I tell the school and the safeguarding lead at once, and report it here.`,
  },
  {
    kind: 'agreement',
    zh: `组织方如实告知派遣的内容、地点、条件和风险，安排行前培训，办理人身意外保险，如实记录服务，免费出具服务证明。
志愿者自愿接受派遣，按约定的日期到达和离开，完成约定的课程，遵守行为守则；确需提前结束的，尽早告知组织方和县里。
接待县提供约定的住宿、饮水用电和安全条件，指定联系人，如实会签服务时间。
任何一方可以说明理由后解除本协议。`,
    en: `The organiser tells truly what the placement is, where, on what conditions and at what risk, trains before departure, insures against accidents, records the service truly and certifies it free of charge.
The volunteer takes the placement freely, comes and leaves on the days agreed, holds the lessons agreed and keeps the code of conduct; whoever must end early says so as soon as they can.
The county gives lodging, water, power and safety as agreed, names a contact and countersigns the time served truly.
Each side may end this agreement and says why.`,
  },
  {
    kind: 'sensitive_data',
    zh: `我同意组织方为核验身份、办理从业查询和保险，处理我的身份证件号码；为安排安全的接待，处理我填写的健康情况。
这些内容加密保存，只有负责核验的人可以查看，每次查看都有记录，我可以看到谁在何时看过。
我可以随时撤回同意，撤回后不再处理；没有这些信息，需要相应审查的派遣无法开始。`,
    en: `I agree that the organiser handles the number of my identity document to verify who I am, for the employment query and for insurance, and what I say of my health so that I can be hosted safely.
Both are kept encrypted. Only those who must verify them can look, every look is recorded, and I can see who looked and when.
I can take this back at any time; then they are no longer handled, and a placement that asks for these checks cannot start.`,
  },
  {
    kind: 'pass_to_county',
    zh: `我同意组织方在派遣通知发出后，把我的姓名、身份（学生或教师）、所教学科和到离日期提供给接待县的联系人，用于安排接待。
身份证件号码和健康情况不提供给县里。`,
    en: `I agree that, once a placement is offered to me, the organiser gives the officers of the county that hosts me my name, whether I am a student or a teacher, what I teach, and when I come and leave, so that they can host me.
The number of my identity document and what I say of my health are not given to the county.`,
  },
  {
    kind: 'transfer_abroad',
    zh: `我从中国内地以外参加项目。我同意我填写的信息在组织方所在地区保存和处理，并同意组织方为核验身份和院校，与我所在地区的院校核对姓名和在读、在职情况。`,
    en: `I take part from outside mainland China. I agree that what I enter is kept and handled in the region where the organiser works, and that the organiser checks my name and whether I study or work there with my institution in my region.`,
  },
] as const;
