import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';

interface Props {
  unions: Reply<'GET /union-choices'>['items'];
  chosen: string;
  error: string | undefined;
  label?: string;
  onChoose: (unionId: string) => void;
}

const SHOWN = 8;

/** Which of one's unions; a long list is narrowed by a part of the name. */
export const UnionPart = ({ unions, chosen, error, label = '加入哪家工会', onChoose }: Props) => {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(chosen === '');
  const found = unions.filter(({ name }) => name.includes(text.trim()));
  const current = unions.find(({ id }) => id === chosen);
  if (current && !open)
    return (
      <Group id="union" label={label} error={error}>
        <View className="words start">
          <View className="word plain">{current.name}</View>
          {unions.length > 1 && (
            <Word id="other-union" onTap={() => setOpen(true)}>
              换一家
            </Word>
          )}
        </View>
      </Group>
    );
  return (
    <Group id="union" label={label} error={error}>
      {unions.length > SHOWN && (
        <Field id="union-text" label="按名称找" value={text} hint="写几个字，下面会变少。" onInput={setText} />
      )}
      <Choices
        name="union"
        label={label}
        from={Object.fromEntries(found.slice(0, SHOWN).map(({ id, name }) => [id, name]))}
        chosen={chosen || null}
        onChoose={(id) => {
          onChoose(id);
          setOpen(false);
        }}
      />
      {found.length > SHOWN && <View className="field-hint">还有 {found.length - SHOWN} 家，写得更全一些会找到。</View>}
      {found.length === 0 && <View className="field-hint">没有这个名称的工会。</View>}
    </Group>
  );
};
