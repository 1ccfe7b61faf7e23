import { wayTo } from './notice-page';

test.each([
  ['transfer/index?id=A', { act: 'navigateTo', url: '/transfer/index?id=A' }],
  ['/own-data/index', { act: 'navigateTo', url: '/own-data/index' }],
  ['home/index', { act: 'switchTab', url: '/home/index' }],
  ['voucher/offer?id=A', { act: 'navigateTo', url: '/voucher/offer?id=A' }],
  ['voucher/one?id=A', { act: 'navigateTo', url: '/voucher/one?id=A' }],
  ['welfare/index', { act: 'switchTab', url: '/welfare/index' }],
  ['votes/one?id=A', undefined],
  [null, undefined],
])('a notice about %s opens %j', (page, way) => {
  expect(wayTo(page)).toEqual(way);
});
