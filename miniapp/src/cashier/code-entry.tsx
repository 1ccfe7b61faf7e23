import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Field } from '../ui/field';
import { canReadPhotos, codeInPhoto } from './photo';

const mini = process.env.TARO_ENV === 'weapp';

interface Props {
  /** What the member has to open. */
  hint: string;
  typed: string;
  busy: boolean;
  onType: (typed: string) => void;
  onCode: (code: string) => unknown;
}

/** Opens the camera (WeChat only); undefined when it is closed again. */
export const scanCode = async (): Promise<string | undefined> =>
  (await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => undefined))?.result;

/** The page's main act while a code is wanted: the camera in WeChat, what was typed or pasted in a browser. */
export const CodeAct = ({ typed, busy, onCode }: Omit<Props, 'hint' | 'onType'>) =>
  mini ? (
    <Big
      id="scan"
      icon="scan"
      busy={busy}
      onTap={async () => {
        const code = await scanCode();
        if (code) await onCode(code);
      }}
    >
      扫会员的码
    </Big>
  ) : (
    <Big id="check" busy={busy} onTap={() => onCode(typed.trim())}>
      查验
    </Big>
  );

/** The member's code where the camera does not read it: from a photo, pasted, or typed. */
export const CodeEntry = ({ hint, typed, busy, onType, onCode }: Props) => {
  const [failure, setFailure] = useState<string>();
  const fromPhoto = async () => {
    setFailure(undefined);
    const read = await codeInPhoto();
    if (read.code) await onCode(read.code);
    else setFailure(read.sentence);
  };
  return (
    <>
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Field
        id="code"
        label={mini ? '扫不出来时，手工输入' : '粘贴或输入会员券上的码'}
        hint={hint}
        max={600}
        value={typed}
        onInput={onType}
        onSend={() => onCode(typed.trim())}
      />
      {mini && typed !== '' && (
        <Big id="check" other busy={busy} onTap={() => onCode(typed.trim())}>
          查验
        </Big>
      )}
      {canReadPhotos() && (
        <Word id="from-photo" icon="photo" onTap={fromPhoto}>
          拍照或从相册读码
        </Word>
      )}
    </>
  );
};
