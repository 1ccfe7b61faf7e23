/** Who may take it, as people read it. */
import type { Audience } from '@niangjia/shared/rules/audience';
import { occupations } from '@niangjia/shared/rules/membership';
import { districtFullName } from '../unions/districts';

const sayAge = (from: number | null, until: number | null): string =>
  from === null ? `年龄不超过 ${until} 岁` : until === null ? `年满 ${from} 岁` : `年龄 ${from} 到 ${until} 岁`;

/** A line for each condition; `unionNames`: of `audience.unionIds`. One line when there is no condition. */
export function audienceWords(audience: Audience, unionNames: readonly string[]): string[] {
  const { districts, firstTime, listed, minAge, maxAge } = audience;
  const lines = [
    ...(listed ? ['只发给：工会名单上的会员'] : []),
    ...(unionNames.length > 0 ? [`只发给：${unionNames.join('、')}的会员`] : []),
    ...(districts.length > 0 ? [`只发给：${districts.map(districtFullName).join('、')}的会员`] : []),
    ...(audience.occupations.length > 0
      ? [`只发给：${audience.occupations.map((one) => occupations[one]).join('、')}`]
      : []),
    ...(minAge !== null || maxAge !== null ? [sayAge(minAge, maxAge)] : []),
    ...(firstTime ? ['从未领过的会员'] : []),
  ];
  return lines.length > 0 ? lines : ['主办工会范围内的会员'];
}
