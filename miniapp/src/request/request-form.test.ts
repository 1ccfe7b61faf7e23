import { requestKinds } from '@niangjia/shared/rules/members';
import {
  type Asked,
  asks,
  type Draft,
  emptyDraft,
  isKind,
  problemsIn,
  problemsOf,
  sayRequest,
  sendingOf,
  stopsOf,
} from './request-form';

const today = '2026-11-23';
const filled: Draft = {
  name: '王小满',
  idNumber: '370784199001010025',
  phone: '13800138000',
  code: '123456',
  words: '这个号码是我去年新办的。',
  reason: 'retired',
};
const asked = (different: Partial<Asked> = {}): Asked => ({
  id: 'R',
  number: 'QQ20261123-0001',
  kind: 'phone',
  state: 'asked',
  unionName: '青州市总工会',
  decides: '青州市总工会',
  askPhone: '0536-0000101',
  askedAt: '2026-11-23T02:00:00.000Z',
  dueOn: '2026-11-26',
  workingDaysLeft: 3,
  words: '号码是我的。',
  refusal: null,
  risen: false,
  ...different,
});

test('every kind that the rules know can be asked for', () => {
  expect(Object.keys(asks)).toEqual(Object.keys(requestKinds));
  expect([isKind('leave'), isKind('expel'), isKind(undefined)]).toEqual([true, false, false]);
});

test.each([
  ['phone', ['phone', 'code', 'words']],
  ['merge', ['name', 'idNumber', 'words']],
  ['name', ['name', 'words']],
  ['idNumber', ['idNumber', 'words']],
  ['leave', ['reason']],
  ['retain', ['reason']],
  ['return', ['reason']],
] as const)('%s: an untouched form names what is missing, a filled one has nothing wrong', (kind, places) => {
  expect(Object.keys(problemsOf(kind, emptyDraft, today))).toEqual(places);
  expect(problemsOf(kind, filled, today)).toEqual({});
});

test('five characters that nobody can read are no words', () => {
  expect(problemsOf('name', { ...filled, words: '。。。。。。' }, today)).toEqual({
    words: '请至少写 5 个字，说清是怎么回事，工会好核实。',
  });
});

test('name and ID number are corrected one by one', () => {
  expect(sendingOf('name', filled)).toEqual([
    'POST /requests/identity',
    { name: '王小满', idNumber: null, words: filled.words },
  ]);
  expect(sendingOf('leave', { ...filled, words: ' ' })).toEqual([
    'POST /requests/membership',
    { kind: 'leave', reason: 'retired', words: null },
  ]);
});

test('a refusal stands at its field, when the form has that field', () => {
  expect(problemsIn('phone', { code: 'PHONE_FREE', sentence: '没有被占用' })).toEqual({ phone: '没有被占用' });
  expect(problemsIn('merge', { code: 'NO_SUCH_RECORD', sentence: '没有找到' })).toEqual({ idNumber: '没有找到' });
  expect(problemsIn('name', { code: 'ID_IN_USE', sentence: '在用' })).toEqual({});
});

test('what takes two persons says so before it is done', () => {
  const titles = (request: Asked) => stopsOf(request, new Date('2026-11-23T02:00:00Z')).map(({ title }) => title);
  expect(titles(asked())).toEqual(['提交请求', '工会核实', '第二人复核后生效']);
  expect(titles(asked({ kind: 'leave' }))).toEqual(['提交请求', '工会核实']);
  expect(titles(asked({ state: 'agreed' }))).toEqual(['提交请求', '工会核实，已同意', '第二人复核']);
  expect(titles(asked({ state: 'refused', refusal: '号码不是您的。' }))).toEqual(['提交请求', '没有同意']);
  expect(sayRequest(asked({ state: 'done' }))).toBe('手机号已释放，可以绑定了');
});
