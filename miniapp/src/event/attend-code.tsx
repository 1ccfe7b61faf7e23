import { useState } from 'react';
import { scanCode } from '../cashier/code-entry';
import { canReadPhotos, codeInPhoto } from '../cashier/photo';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Field } from '../ui/field';

const mini = process.env.TARO_ENV === 'weapp';

/** Opens the camera (WeChat only); undefined when it is closed again. */
export const scanSignInCode = scanCode;

interface Props {
  typed: string;
  busy: boolean;
  onType: (typed: string) => void;
  onCode: (code: string) => unknown;
}

/** The code where no camera reads it: pasted, or from a photo. */
export const SignInCodeEntry = ({ typed, busy, onType, onCode }: Props) => {
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
        label={mini ? '扫不出来时，手工输入' : '粘贴或输入签到码'}
        hint="在专家手机上的二维码下面。"
        max={200}
        value={typed}
        onInput={onType}
        onSend={() => onCode(typed.trim())}
      />
      {mini && typed !== '' && (
        <Big id="send-code" other busy={busy} onTap={() => onCode(typed.trim())}>
          签到
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
