import { type Occupation, occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Fact } from '../ui/facts';

interface Props {
  occupation: Occupation | null;
  onChanged: () => Promise<unknown>;
}

/** The kind of work is the person's own word: it is changed on the spot. */
export const OccupationPart = ({ occupation, onChanged }: Props) => {
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string>();
  const choose = async (chosen: Occupation) => {
    setFailure(undefined);
    try {
      await api('POST /me/occupation', { body: { occupation: chosen } });
      await onChanged();
      setOpen(false);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  return (
    <>
      <Fact name="工种">
        <View id="own-occupation">{occupation ? occupations[occupation] : '没有登记'}</View>
        {occupation && (
          <Word id="change-occupation" onTap={() => setOpen(!open)}>
            {open ? '收起' : '修改'}
          </Word>
        )}
      </Fact>
      {open && (
        <View className="gap">
          <Choices
            name="occupation"
            label="您做什么工作"
            from={occupations}
            chosen={occupation}
            onChoose={(chosen) => void choose(chosen)}
          />
        </View>
      )}
      {failure && <Notice tone="needs">{failure}</Notice>}
    </>
  );
};
