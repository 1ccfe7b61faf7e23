/** Photos, videos and documents in a form: its value is the ids of what was stored. */
import { UploadOutlined } from '@ant-design/icons';
import { problemLimits } from '@niangjia/shared/rules/problems';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { sentenceOf, upload, uploadAttachment } from '../api';

export interface SentIds {
  photoIds: string[];
  attachmentIds: string[];
}
export const nothingSent: SentIds = { photoIds: [], attachmentIds: [] };

interface Props {
  value?: SentIds;
  onChange?: (value: SentIds) => void;
}

export function SentField({ value = nothingSent, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [names, setNames] = useState<string[]>([]);
  const send = useMutation({
    mutationFn: async (file: File) => {
      if (file.type.startsWith('image/')) {
        if (value.photoIds.length >= problemLimits.photos) throw new Error(`最多 ${problemLimits.photos} 张照片。`);
        return { ...value, photoIds: [...value.photoIds, (await upload(file)).id] };
      }
      if (value.attachmentIds.length >= problemLimits.attachments)
        throw new Error(`最多 ${problemLimits.attachments} 个视频和文档。`);
      return { ...value, attachmentIds: [...value.attachmentIds, (await uploadAttachment(file)).id] };
    },
    onSuccess: (next, file) => {
      setNames([...names, file.name]);
      onChange?.(next);
    },
  });
  return (
    <div className="photo-field">
      <input
        ref={input}
        id="sent-files"
        type="file"
        className="photo-input"
        aria-label="照片、视频或文档"
        accept="image/jpeg,image/png,image/webp,video/mp4,application/pdf"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) send.mutate(file);
          event.target.value = '';
        }}
      />
      {names.length > 0 && (
        <ul className="sent-files">
          {names.map((name, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
            <li key={nth}>{name} 已传上</li>
          ))}
        </ul>
      )}
      <Button icon={<UploadOutlined />} loading={send.isPending} tabIndex={-1} onClick={() => input.current?.click()}>
        加照片、视频或 PDF
      </Button>
      <span className="second">视频最大 50 MB，文档最大 10 MB</span>
      {send.isError && <Alert type="error" showIcon title={sentenceOf(send.error)} />}
    </div>
  );
}
