/** Members: found by what one knows of them, or the book of a union. */
import { type MembershipState, membershipStates } from '@niangjia/shared/rules/members';
import { type Occupation, occupations } from '@niangjia/shared/rules/membership';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { UnionPick } from '../ui/union-pick';
import { MemberTable } from './table';

const foundBy = { name: '姓名', number: '会员号', idNumber: '身份证号', phone: '手机号' } as const;

/** What is searched for is somebody's data: it is posted, kept on this page only, and never in the address. */
function Found({ text, leave }: { text: string; leave: () => void }) {
  const { query, rows, first } = useList(['POST /members/search', text], ({ after }) =>
    api('POST /members/search', { body: { text, after: after ?? null } }),
  );
  return (
    <>
      <p className="found" role="status">
        {first && `按${foundBy[first.by]}查到 ${rows.length}${query.hasNextPage ? ' 位以上' : ' 位'}会员。`}{' '}
        <Button size="small" id="search-leave" onClick={leave}>
          回到名册
        </Button>
      </p>
      <Listed
        query={query}
        rows={rows}
        empty="没有查到。姓名从第一个字写起，至少两个字；会员号、身份证号、手机号要写全。"
        unit="位"
      >
        <MemberTable rows={rows} />
      </Listed>
    </>
  );
}

const optionsOf = (table: Record<string, string>, all: string) => [
  { value: '', label: all },
  ...Object.entries(table).map(([value, label]) => ({ value, label })),
];

function Book() {
  const [search, setSearch] = useSearchParams();
  const given = (name: string) => search.get(name) ?? '';
  const known = <Value extends string>(table: Record<Value, unknown>, value: string) =>
    Object.hasOwn(table, value) ? (value as Value) : undefined;
  const unionId = given('unionId');
  const only = given('only') === '1';
  const state = known<MembershipState>(membershipStates, given('state'));
  const occupation = known<Occupation>(occupations, given('occupation'));
  const filter = {
    ...(unionId && { unionId }),
    ...(unionId && only && { only: '1' as const }),
    ...(state && { state }),
    ...(occupation && { occupation }),
  };
  const { query, rows } = useList(['GET /members', filter], (after) =>
    api('GET /members', { query: { ...filter, ...after } }),
  );
  const show = (next: Record<string, string | null>) =>
    setSearch(
      Object.fromEntries(Object.entries({ ...filter, ...next }).filter((pair): pair is [string, string] => !!pair[1])),
    );
  return (
    <>
      <div className="bar">
        <span className="bar-acts">
          <UnionPick
            id="members-union"
            label="哪家工会"
            placeholder="全部工会，或输入名称查找"
            clearable
            value={unionId}
            onChange={(next) => show({ unionId: next })}
          />
          {unionId && (
            <Checkbox checked={only} onChange={(event) => show({ only: event.target.checked ? '1' : null })}>
              不含下级
            </Checkbox>
          )}
        </span>
        <span className="bar-acts">
          <Select
            aria-label="会籍"
            value={state ?? ''}
            options={optionsOf(membershipStates, '全部会籍')}
            onChange={(next) => show({ state: next })}
            popupMatchSelectWidth={false}
          />
          <Select
            aria-label="工种"
            value={occupation ?? ''}
            options={optionsOf(occupations, '全部工种')}
            onChange={(next) => show({ occupation: next })}
            popupMatchSelectWidth={false}
          />
        </span>
      </div>
      <Listed query={query} rows={rows} empty="这个范围里没有会员。换一家工会或去掉条件再看。" unit="位">
        <MemberTable rows={rows} barred />
      </Listed>
    </>
  );
}

export function Members() {
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const leave = () => {
    setText('');
    setTyped('');
  };
  return (
    <Page title="会员">
      <Input.Search
        id="member-search"
        className="member-search"
        aria-label="查找会员：姓名、会员号、身份证号或手机号"
        placeholder="姓名（至少两个字）、会员号、身份证号或手机号"
        allowClear
        maxLength={40}
        autoComplete="off"
        enterButton="查找"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(given) => setText(given.trim().length >= 2 ? given.trim() : '')}
      />
      {text ? <Found key={text} text={text} leave={leave} /> : <Book />}
    </Page>
  );
}
