import { emptyFile, type FileDraft, isBegun, keptOf, problemsIn, problemsOf } from './file-form';

const today = '2026-11-23';
const filled: FileDraft = {
  unionId: '01J0000000000000000000000A',
  name: '李大山',
  idNumber: '370784199001010025',
  phone: '13800138000',
  occupation: 'CONSTRUCTION',
  paperFileId: null,
  agreed: true,
};

test('an untouched form names what is missing; phone and paper may be', () => {
  expect(Object.keys(problemsOf(emptyFile, today))).toEqual(['unionId', 'name', 'idNumber', 'occupation', 'agreed']);
  expect(problemsOf({ ...filled, phone: '' }, today)).toEqual({});
});

test('a phone number that is there must be one', () => {
  expect(Object.keys(problemsOf({ ...filled, phone: '138' }, today))).toEqual(['phone']);
});

test('the worker who did not agree is not filed for', () => {
  expect(problemsOf({ ...filled, agreed: false }, today)).toEqual({
    agreed: '要先向本人说明、请本人在申请表上签字，才能代办。',
  });
});

test('the ID number never lies on the phone, and consent is asked for anew', () => {
  expect(keptOf(filled)).toEqual({ ...filled, idNumber: '', agreed: false });
  expect([isBegun(emptyFile), isBegun(keptOf(filled))]).toEqual([false, true]);
});

test('a refusal stands at its field in words for the officer', () => {
  expect(problemsIn({ code: 'ALREADY_MEMBER', sentence: '您已经是会员' })).toEqual({
    idNumber: '这位职工已经是会员。要换工会的，请本人办转会。',
  });
  expect(problemsIn({ code: 'UNION_CLOSED', sentence: '不接收' })).toEqual({ unionId: '不接收' });
  expect(problemsIn({ code: 'BUSY', sentence: '忙' })).toEqual({});
});
