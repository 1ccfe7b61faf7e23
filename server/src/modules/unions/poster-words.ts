/** What a poster says: it depends on what its code stands for (MEM-13). */
import { HOTLINE } from '@niangjia/shared/rules/membership';
import type { CodeKind } from '@niangjia/shared/rules/unions';

export interface PosterFacts {
  kind: CodeKind;
  state: 'active' | 'withdrawn' | 'expired';
  label: string;
  unionName: string;
  districtName: string;
  /** Last Shanghai day, or null. */
  expiresOn: string | null;
  phone: string;
}

export interface PosterWords {
  title: string;
  union: string;
  place: string;
  call: string;
  /** For whom or how long; at most three short lines. */
  notes: string[];
  foot: string;
}

/** With its year: a poster hangs for long. */
const sayYearDay = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

const notes = ['免费入会，三步办完', '骑手、司机、快递员都可以'];

export function posterWords(facts: PosterFacts): PosterWords {
  const { kind, label, unionName, districtName, expiresOn, phone } = facts;
  const until = expiresOn === null ? [] : [`有效期至${sayYearDay(expiresOn)}`];
  const ask = phone === HOTLINE ? `工会热线 ${HOTLINE}` : `咨询电话 ${phone}　工会热线 ${HOTLINE}`;
  const common = { union: unionName, foot: `${label}　${ask}` };
  if (facts.state !== 'active') {
    const over = facts.state === 'expired' ? '此码已过期' : '此码已停用';
    return { ...common, title: over, place: districtName, call: `${over}，请勿张贴`, notes: ['请下载新的海报'] };
  }
  if (kind === 'area')
    return {
      ...common,
      title: `${label} 扫码入会`,
      place: districtName,
      call: `在${label}上班，扫一扫就能入会`,
      notes: [...until, ...notes],
    };
  if (kind === 'campaign')
    return {
      ...common,
      title: label,
      place: `${districtName} 扫码入会`,
      call: '微信扫一扫，现场入会',
      notes: [...until, ...notes],
    };
  return {
    ...common,
    title: '扫码入会',
    place: districtName,
    call: '微信扫一扫，三步加入工会',
    notes: [...until, ...notes],
  };
}
