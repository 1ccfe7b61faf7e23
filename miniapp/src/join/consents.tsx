import type { Reply } from '@niangjia/shared/contract/index';
import Taro from '@tarojs/taro';
import { Group } from '../ui/field';
import { TickRow } from '../ui/tick-row';
import type { Draft } from './apply-form';

interface Props {
  texts: Reply<'GET /consent-texts'>['items'];
  agreed: Draft['agreed'];
  error: string | undefined;
  onTurn: (agreed: Draft['agreed']) => void;
}

/** Each text has a box of its own; what is sensitive is agreed to apart from the rest (个人信息保护法 29). */
export const Consents = ({ texts, agreed, error, onTurn }: Props) => (
  <Group id="consents" label="请看过再勾选" error={error}>
    {texts.map(({ purpose, hash, title, separate }) => (
      <TickRow
        key={purpose}
        id={`consent-${purpose}`}
        on={agreed[purpose] === hash}
        words={separate ? `同意《${title}》（敏感信息，单独同意）` : `同意《${title}》`}
        onTurn={(on) => {
          const { [purpose]: _, ...others } = agreed;
          onTurn(on ? { ...others, [purpose]: hash } : others);
        }}
        onRead={() => Taro.navigateTo({ url: `/join/text?purpose=${purpose}` })}
      />
    ))}
  </Group>
);
