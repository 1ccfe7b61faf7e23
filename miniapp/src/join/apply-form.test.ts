import {
  agreedToAll,
  change,
  type Draft,
  emptyDraft,
  problemsIn,
  problemsOf,
  servedDrafts,
  stillKept,
  sumUp,
} from './apply-form';

const texts = [
  { purpose: 'joining', hash: 'a'.repeat(64) },
  { purpose: 'identity', hash: 'b'.repeat(64) },
] as const;
const asked = { today: '2026-11-22', texts, phone: 'typed' as const, code: '123456' };
const filled: Draft = {
  name: '王小满',
  idNumber: '370784199001010025',
  occupation: 'FOOD_RIDER',
  phone: '13800138000',
  agreed: { joining: texts[0].hash, identity: texts[1].hash },
  key: null,
};

test('a form that is filled in has nothing wrong', () => {
  expect(problemsOf(filled, asked)).toEqual({});
  expect(sumUp({})).toBeUndefined();
});

test('an untouched form names every field, in the order of the page', () => {
  const problems = problemsOf(emptyDraft, { ...asked, code: '' });
  expect(Object.keys(problems)).toEqual(['name', 'idNumber', 'occupation', 'consents', 'phone', 'code']);
  expect(sumUp(problems)).toBe('还有 6 处要改：姓名、身份证号、工种、同意、手机号、验证码');
});

test('a wrong check digit says which digit it should be', () => {
  const problems = problemsOf({ ...filled, idNumber: '110105194912310021' }, asked);
  expect(problems).toEqual({ idNumber: '身份证号有一位不对：按前 17 位，最后一位应为 X，请逐位核对。' });
});

test('someone whose phone is known is asked for neither number nor code', () => {
  expect(problemsOf({ ...filled, phone: '' }, { ...asked, phone: 'known', code: '' })).toEqual({});
});

test('in WeChat the phone number comes by its button, not by typing', () => {
  const problems = problemsOf({ ...filled, phone: '' }, { ...asked, phone: 'given', code: '' });
  expect(problems).toEqual({ phone: '请点“用微信手机号”，或改用短信验证码。' });
});

test('agreeing to an older text does not count for the newer one', () => {
  const newer = [texts[0], { purpose: 'identity', hash: 'c'.repeat(64) }] as const;
  expect(agreedToAll(filled, texts)).toBe(true);
  expect(problemsOf(filled, { ...asked, texts: newer })).toEqual({ consents: '请先看过并勾选，才能办理入会。' });
});

test('a changed answer gives up the key of the earlier try', () => {
  const tried = { ...filled, key: 'k1' };
  expect(change(tried, { name: '王小曼' })).toEqual({ ...filled, name: '王小曼', key: null });
});

test('what the server refuses stands at its field', () => {
  const at = (code: Parameters<typeof problemsIn>[0]['code'], sentence: string) => problemsIn({ code, sentence });
  expect(at('PHONE_IN_USE', '号码在用')).toEqual({ phone: '号码在用' });
  expect(at('ID_IN_USE', '身份证在用')).toEqual({ idNumber: '身份证在用' });
  expect(at('WRONG_CODE', '码不对')).toEqual({ code: '码不对' });
  expect(at('BUSY', '忙')).toEqual({});
});

test('fields that the server names come before its general sentence', () => {
  const fields = [
    { at: 'body.idNumber', sentence: '号码不对' },
    { at: 'name', sentence: '姓名不对' },
    { at: 'unionId', sentence: '不在这一页' },
  ];
  expect(problemsIn({ code: 'BAD_INPUT', sentence: '有误', fields })).toEqual({
    idNumber: '号码不对',
    name: '姓名不对',
  });
});

test.each([
  ['nothing sent yet', undefined, false, ['mend']],
  ['in review', 'submitted', false, ['join', 'mend']],
  ['to be mended', 'returned', false, ['join']],
  ['a member', 'approved', true, ['join', 'mend']],
  ['refused', 'refused', false, ['mend']],
  ['recalled', 'recalled', false, ['mend']],
  ['no longer a member', 'approved', false, ['mend']],
] as const)('%s: the drafts that have done their work', (_, state, member, served) => {
  expect(servedDrafts(state, member)).toEqual(served);
});

test('a draft is kept for less than 7 days', () => {
  const kept = { draft: filled, heading: null, savedAt: Date.parse('2026-11-22T00:00:00Z') };
  expect(stillKept(kept, Date.parse('2026-11-28T23:59:59.999Z'))).toBe(kept);
  expect(stillKept(kept, Date.parse('2026-11-29T00:00:00Z'))).toBeUndefined();
  expect(stillKept('', 0)).toBeUndefined();
});
