/**
 * The texts to which people agree. A text is never edited: a change is a new version with a new date, because
 * the hash of the very text is stored with each consent (security.md E1; 个人信息保护法 14, 17, 29).
 */
export const purposes = {
  joining: '入会办理',
  identity: '身份证号核验',
} as const;
export type Purpose = keyof typeof purposes;

/** What no longer works once the consent is withdrawn, and what goes on. */
export const withoutConsent: Record<Purpose, string> = {
  joining:
    '工会人员不能再查看您的完整姓名、手机号和会员详情；工会不能再替您核对信息。会员卡和已办结的事项不受影响。以后要再次申请入会，需要先重新同意。',
  identity:
    '工会人员不能再看到您的身份证号以及由它得出的性别、年龄。会员卡和已办结的事项不受影响。以后要再次申请入会或更正身份证号，需要先重新同意。',
};

export interface ConsentText {
  purpose: Purpose;
  version: string;
  /** Shanghai day from which it is shown. */
  since: string;
  title: string;
  /** True where the law asks for consent apart from all other (sensitive data). */
  separate: boolean;
  text: string;
}

const consentTexts: readonly ConsentText[] = [
  {
    purpose: 'joining',
    version: '1',
    since: '2026-01-01',
    title: '入会申请与个人信息使用说明',
    separate: false,
    text: [
      '我自愿加入工会，遵守《中国工会章程》。',
      '为办理入会，工会收集您的姓名、手机号和工种；身份证号另行征得您的单独同意。不收集其他信息。',
      '谁能看到：您申请加入的工会及其上级工会的审核人员。看到的默认是遮盖后的信息；查看完整信息必须写明理由，您可以随时看到是谁、为什么查看。',
      '保存多久：会籍存续期间及法律规定的期限。',
      '您可以随时在“我的”里看到谁看过您的信息。要更正、删除信息或撤回同意，请联系您加入的工会或拨打 12351。撤回不影响此前已办理的事项。',
    ].join('\n'),
  },
  {
    purpose: 'joining',
    version: '2',
    since: '2026-11-01',
    title: '入会申请与个人信息使用说明',
    separate: false,
    text: [
      '我自愿加入工会，遵守《中国工会章程》。',
      '为办理入会，工会收集您的姓名、手机号和工种；身份证号另行征得您的单独同意。不收集其他信息。',
      '谁能看到：您申请加入的工会及其上级工会的工作人员。看到的默认是遮盖后的信息；查看完整信息必须写明理由，每次查看都会通知您，您可以随时看到是谁、为什么查看。',
      '保存多久：会籍存续期间及法律规定的期限。各类信息的具体期限列在“我的 → 我的数据”里，到期自动删除。',
      '您可以随时在“我的 → 我的数据”里更正信息、导出全部数据、撤回或重新给予同意、注销账号。注销由两名工作人员核对后办理，最长 15 个工作日，办结后凭回执号可查结果。撤回不影响此前已办理的事项。',
    ].join('\n'),
  },
  {
    purpose: 'identity',
    version: '1',
    since: '2026-01-01',
    title: '身份证号单独同意',
    separate: true,
    text: [
      '我同意工会收集我的身份证号，仅用于确认是我本人、避免一人重复入会。',
      '审核人员会看到由身份证号得出的性别和年龄。身份证号逐条加密保存，平时只显示前 3 位和后 4 位，不提供给工会以外的单位。',
      '不同意也可以先浏览，但无法完成入会。',
    ].join('\n'),
  },
];

/** The newest text of each purpose that is in force on a Shanghai day. */
export function textsInForce(today: string): ConsentText[] {
  const newest = new Map<Purpose, ConsentText>();
  for (const text of consentTexts) {
    const known = newest.get(text.purpose);
    if (text.since <= today && (!known || known.since <= text.since)) newest.set(text.purpose, text);
  }
  return [...newest.values()];
}

/** What is asked for at joining, why, and who gets it: shown before the first field. */
export const joiningData = [
  { field: '姓名', why: '登记会籍', who: '所加入的工会及其上级' },
  { field: '身份证号', why: '确认本人，避免重复入会', who: '加密保存，平时遮盖显示' },
  { field: '手机号', why: '通知审核结果、登录', who: '所加入的工会及其上级' },
  { field: '工种', why: '匹配您能享受的服务', who: '所加入的工会及其上级' },
] as const;
