import type { Locale } from '../domain/account.ts';
import type { ClearanceKind } from '../domain/clearance.ts';

/** How people call the checks. */
export const clearanceNames: Readonly<Record<ClearanceKind, Readonly<Record<Locale, string>>>> = {
  identity: { zh: '身份核验', en: 'identity check' },
  first_reference: { zh: '第一份推荐', en: 'first reference' },
  second_reference: { zh: '第二份推荐', en: 'second reference' },
  employment_query: { zh: '从业查询', en: 'employment query' },
  health: { zh: '健康证明', en: 'health check' },
  training: { zh: '行前培训', en: 'pre-departure training' },
  code_of_conduct: { zh: '行为守则', en: 'code of conduct' },
  agreement: { zh: '志愿服务协议', en: 'volunteer agreement' },
  accident_insurance: { zh: '人身意外保险', en: 'accident insurance' },
  teaching_permit: { zh: '教师资格', en: 'teaching permit' },
};
