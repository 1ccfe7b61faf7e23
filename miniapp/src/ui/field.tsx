import { Input, Textarea, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { named } from './named';

interface Props {
  id: string;
  label: string;
  value: string;
  error?: string | undefined;
  hint?: string;
  /** `id`, `digits` and `money` bring up the right keyboard. */
  kind?: 'text' | 'id' | 'digits' | 'money' | 'password' | 'long';
  /** What a browser may fill in by itself. */
  fill?: string;
  max?: number;
  children?: ReactNode;
  onInput: (value: string) => void;
  onBlur?: () => void;
  /** The keyboard's own send key. */
  onSend?: () => void;
}

const keyboards = {
  text: 'text',
  id: 'idcard',
  digits: 'number',
  money: 'digit',
  password: 'safe-password',
  long: 'text',
} as const;

/** Taro's browser input is an element around the real one, which is where names and hints have to go. */
function native({ label, kind, fill = 'off' }: Props) {
  if (process.env.TARO_ENV === 'weapp') return named('textbox', label);
  const inputMode = kind === 'digits' ? 'numeric' : kind === 'money' ? 'decimal' : 'text';
  return { nativeProps: { 'aria-label': label, autocomplete: fill, inputMode, autocapitalize: 'off' } };
}

const Shown = ({ error, hint }: Pick<Props, 'error' | 'hint'>) => {
  if (error)
    return (
      <View className="field-error" {...named('alert')}>
        <Icon name="needs" />
        <View>{error}</View>
      </View>
    );
  return hint ? <View className="field-hint">{hint}</View> : null;
};

/** Label above that stays, the box, and the error at the field saying how to mend it. */
export const Field = (props: Props) => {
  const { id, label, value, error, hint, kind = 'text', max = 60, children, onInput, onBlur, onSend } = props;
  const look = `field-box${error ? ' wrong' : ''}`;
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <View className="field-line">
        {kind === 'long' ? (
          <Textarea
            id={id}
            className={`${look} area`}
            value={value}
            maxlength={max}
            onInput={(event) => onInput(event.detail.value)}
            {...native(props)}
          />
        ) : (
          <Input
            id={id}
            className={look}
            value={value}
            type={process.env.TARO_ENV === 'weapp' ? keyboards[kind] : 'text'}
            password={kind === 'password'}
            maxlength={max}
            onInput={(event) => onInput(event.detail.value)}
            onBlur={() => onBlur?.()}
            onConfirm={() => onSend?.()}
            {...native(props)}
          />
        )}
        {children}
      </View>
      <Shown error={error} {...(hint ? { hint } : {})} />
    </View>
  );
};

/** A group of choices under one label, with its own error. */
export const Group = ({
  id,
  label,
  error,
  children,
}: {
  id: string;
  label: string;
  error?: string | undefined;
  children: ReactNode;
}) => (
  <View className="field" id={id}>
    <View className="field-label">{label}</View>
    {children}
    <Shown error={error} />
  </View>
);
