import type { Reply } from '@niangjia/shared/contract/index';
import { membershipStates } from '@niangjia/shared/rules/members';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { Big } from '../ui/button';
import { Chip, type Tone } from '../ui/chip';
import { Field } from '../ui/field';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { goDeskSignIn } from './go';

definePageConfig({ navigationBarTitleText: '查会员' });

type Member = Reply<'POST /members/search'>['items'][number];
const tones: Record<Member['state'], Tone> = { active: 'done', retained: 'waiting', ended: 'quiet' };
const ways = { name: '姓名', number: '会员编号', idNumber: '身份证号', phone: '手机号' } as const;

const Found = ({ text }: { text: string }) => {
  const list = usePages((after) => staffApi('POST /members/search', { body: { text, after: after ?? null } }), text);
  const { first, error, again } = list;
  if (!first || mustSignIn(error))
    return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
  if (list.items.length === 0)
    return <Empty icon="search" title={`按${ways[first.by]}没有找到。姓名从第一个字写起，号码要写全。`} />;
  return (
    <>
      <View className="panel">
        {list.items.map((one) => (
          <Row
            key={one.id}
            id={`member-${one.id}`}
            title={`${one.nameMasked} · ${occupations[one.occupation]}`}
            onTap={() => Taro.navigateTo({ url: `/desk/member?id=${one.id}` })}
          >
            {one.unionName}
            <View className="row-clock">
              <Chip tone={tones[one.state]} word={membershipStates[one.state]} />
              <View className="small">{one.number}</View>
            </View>
          </Row>
        ))}
      </View>
      <More {...list} />
    </>
  );
};

/** Finds a member by name or by any of the numbers. */
export default function Members() {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const find = () => {
    const wanted = typed.trim();
    setWrong(wanted.length < 2 ? '至少写 2 个字。' : undefined);
    setText(wanted.length < 2 ? '' : wanted);
  };
  return (
    <Page title="查会员">
      <Field
        id="member-text"
        label="姓名或号码"
        hint="姓名、会员编号、身份证号、手机号都行。"
        max={40}
        value={typed}
        error={wrong}
        onInput={setTyped}
        onSend={find}
      />
      <Big id="find" icon="search" onTap={find}>
        查找
      </Big>
      <View className="gap" />
      {text && <Found text={text} />}
    </Page>
  );
}
