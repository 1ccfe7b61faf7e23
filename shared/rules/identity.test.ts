import {
  bankCardFits,
  creditCodeFits,
  idNumberProblem,
  nameProblem,
  normaliseIdNumber,
  normalisePhone,
  phoneProblem,
  sexOf,
} from './identity';

const TODAY = '2026-11-22';

describe('an ID number (membership.md E7)', () => {
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '330881198002290019',
    '370784199001010025',
    '450323197510150030',
    '65010219660101005X',
    '11010319700101006X',
  ])('%s is taken: its date exists and its check digit fits', (id) =>
    expect(idNumberProblem(id, TODAY)).toBeUndefined(),
  );

  it('takes a small x, full-width digits and spaces as they are meant', () => {
    expect(normaliseIdNumber(' １１0105 19491231 002x ')).toBe('11010519491231002X');
    expect(idNumberProblem('11010519491231002x', TODAY)).toBeUndefined();
  });

  it.each([
    ['110105194912310021', '身份证号有一位不对：按前 17 位，最后一位应为 X，请逐位核对。'],
    ['330881198102290016', '出生日期 1981年02月29日 不存在，请核对第 7 到 14 位。'],
    ['991010519491231002', '身份证号前 2 位不是省份代码，请核对。'],
    ['1101051949123100', '身份证号应为 18 位，现在是 16 位。'],
    ['1101051949123100AX', '身份证号前 17 位是数字，最后一位是数字或 X。'],
    ['', '请填写身份证号。'],
  ])('%s is not taken, and the sentence says what to mend', (id, sentence) => {
    expect(idNumberProblem(id, TODAY)).toBe(sentence);
  });

  it('is not that of somebody who is not born yet: the day before, the day, the day after', () => {
    const born = '370784202611220029';
    const problem = (today: string) => idNumberProblem(born, today)?.startsWith('出生日期') ?? false;
    expect([problem('2026-11-21'), problem('2026-11-22'), problem('2026-11-23')]).toEqual([true, false, false]);
  });

  it('tells sex by the 17th digit, not the 18th', () => {
    expect([sexOf('370784199001010025'), sexOf('450323197510150030'), sexOf('65010219660101005X')]).toEqual([
      'female',
      'male',
      'male',
    ]);
  });
});

describe('a phone number', () => {
  it.each(['13800138000', '19200000000', '16200000000', '19400000000', '15400000000', '+86 138-0013-8000'])(
    '%s is taken',
    (phone) => {
      expect(phoneProblem(phone)).toBeUndefined();
    },
  );
  it.each([
    ['12345678901', '手机号应以 13 到 19 开头，请核对。'],
    ['1380013800', '手机号应为 11 位，现在是 10 位。'],
    ['1380013800a', '手机号只能是数字。'],
    ['', '请填写手机号。'],
  ])('%s is not', (phone, sentence) => expect(phoneProblem(phone)).toBe(sentence));
  it('is kept as plain digits', () => expect(normalisePhone('+86 138-0013-8000')).toBe('13800138000'));
});

describe('a name', () => {
  it.each(['王小明', '买买提·艾力', '𠮷田', 'John Smith', "O'Neil"])('%s is taken', (name) =>
    expect(nameProblem(name)).toBeUndefined(),
  );
  it.each(['', '王', '王1明', '<script>'])('%s is not', (name) => expect(nameProblem(name)).toBeDefined());
});

describe('other numbers', () => {
  it.each(['91350100M000100Y43', '9144030071526726XG', '91330100799655058B', '81330881MC00000127'])(
    'credit code %s fits',
    (code) => expect(creditCodeFits(code)).toBe(true),
  );
  it('a genuine early credit code does not fit: callers warn, never block', () =>
    expect(creditCodeFits('91350100M0001TGQXM')).toBe(false));
  it('bank cards are told by Luhn', () => {
    expect(['6228480402564890018', '6217000000000000004', '6222021234567890123'].map(bankCardFits)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
