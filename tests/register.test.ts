/** E3: every column and every field of a form is in the register, or says nothing about a person. */
import { grounds, personalFields, plainFields, register } from '@niangjia/server/register';
import { tables } from '@niangjia/server/tables';
import { contract, type Key } from '@niangjia/shared/contract/index';
import { joiningData, purposes, textsInForce } from '@niangjia/shared/rules/consents';

const columnsOf = (name: string) =>
  Object.keys(tables.find(({ options }) => options.tableName === name)?.options.columns ?? {});
const fieldsOf = (key: string): string[] => {
  const { body } = contract[key as Key] as { body?: { shape?: object } };
  return Object.keys(body?.shape ?? {});
};

it('E3 each table is in the register, and no other', () => {
  expect(Object.keys(register).sort()).toEqual(tables.map(({ options }) => options.tableName ?? '').sort());
});

it.each(Object.keys(register))('E3 each column of %s is plain or personal, never both', (name) => {
  const { plain, personal = {} } = register[name] ?? { plain: '' };
  expect([...plain.split(' '), ...Object.keys(personal)].sort()).toEqual(columnsOf(name).sort());
});

it('E3 what is personal says what it is, what for, and on which ground', () => {
  for (const [name, { personal = {} }] of Object.entries(register))
    for (const [column, [what, purpose, ground]] of Object.entries(personal))
      expect([name, column, what.length > 1, purpose.length > 1, ground in grounds]).toEqual([
        name,
        column,
        true,
        true,
        true,
      ]);
});

it('E3 a column whose name speaks of a person is not called plain', () => {
  const speaking = /name|idnumber|phone|openid|sealed|signer|barred|words|refusal/i;
  const ofCampaigns = [
    'campaign.words',
    'campaign.secretSealed',
    'voucher_kind.words',
    'shop.name',
    'offline_pack.keySealed',
    'union_event.words',
    'menu_item.words',
    'service_order.placeName',
    'union_event.placeName',
    'visit.placeName',
    'expert.placeName',
    'room.name',
    'room.placeName',
  ];
  const harmless = ['trade_union.name', 'trade_union.phone', 'counter.name', 'job_lease.name', 'key_witness.name'];
  const found = Object.entries(register).flatMap(([name, { plain }]) =>
    plain.split(' ').flatMap((column) => (speaking.test(column) ? [`${name}.${column}`] : [])),
  );
  const known = [...harmless, 'union_change.words', 'roster.fileName', ...ofCampaigns];
  expect(found.filter((one) => !known.includes(one))).toEqual([]);
});

it('E3 each field of each form is known, as personal or as plain', () => {
  const known = new Set([...Object.keys(personalFields), ...plainFields]);
  const unknown = Object.keys(contract).flatMap((key) =>
    fieldsOf(key).flatMap((field) => (known.has(field) ? [] : [`${key}: ${field}`])),
  );
  expect(unknown).toEqual([]);
  for (const ground of Object.values(personalFields)) expect(grounds[ground]).toBeTruthy();
});

it('E3 the joining form asks for nothing that its two consents do not name', () => {
  const named: Record<string, string> = { name: '姓名', idNumber: '身份证号', phone: '手机号', occupation: '工种' };
  const asked = fieldsOf('POST /applications').filter((field) => field in personalFields);
  expect(asked.sort()).toEqual(['idNumber', 'name', 'occupation']);
  const texts = textsInForce('2026-11-23');
  for (const field of [...asked, 'phone']) {
    const ground = personalFields[field] as keyof typeof purposes;
    expect([field, ground in purposes]).toEqual([field, true]);
    expect(texts.find(({ purpose }) => purpose === ground)?.text).toContain(named[field]);
    expect(joiningData.map((one) => one.field as string)).toContain(named[field]);
  }
});
