import Taro from '@tarojs/taro';
import type { Place, Problems } from './apply-form';

const anchors: Record<Place, string> = {
  name: 'name',
  idNumber: 'id-number',
  occupation: 'occupation',
  consents: 'consents',
  phone: 'phone',
  code: 'sms-code',
};

/** Brings the first field with a problem into view. */
export function showFirst(problems: Problems): void {
  const place = (Object.keys(anchors) as Place[]).find((one) => problems[one]);
  // Once the sentences stand there: they make the page longer.
  if (place) setTimeout(() => Taro.pageScrollTo({ selector: `#${anchors[place]}`, offsetTop: -90, duration: 0 }), 100);
}
