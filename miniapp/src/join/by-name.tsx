import { limits } from '@niangjia/shared/rules/limits';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api';
import { Big, Word } from '../ui/button';
import { Field } from '../ui/field';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { UnionList } from './union-list';

const Found = ({ name, onDistrict, onHolding }: { name: string; onDistrict: () => void; onHolding: () => void }) => {
  const { data, error, again } = useCall(() => api('GET /unions', { query: { name } }), name);
  if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
  if (data.total > 0) return <UnionList {...data} />;
  return (
    <Empty icon="search" title={`没有找到叫“${name}”的工会。`}>
      <Word onTap={onDistrict}>按地区找找</Word>
      <Word onTap={onHolding}>没有单位也能入会</Word>
    </Empty>
  );
};

/** Search by a part of the name. */
export const ByName = ({ onDistrict, onHolding }: { onDistrict: () => void; onHolding: () => void }) => {
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const search = () => {
    setError(typed.trim() ? undefined : '请写工会或单位名称里的几个字。');
    setName(typed.trim());
  };
  return (
    <>
      <Field
        id="union-name"
        label="工会或单位名称"
        value={typed}
        error={error}
        hint="写几个字就行，例如：青州"
        max={limits.search}
        onInput={setTyped}
        onSend={search}
      />
      <Big id="find" icon="search" onTap={search}>
        查找
      </Big>
      <View className="gap" />
      {name && <Found name={name} onDistrict={onDistrict} onHolding={onHolding} />}
    </>
  );
};
