/** One photo in a form: its value is the id of the stored file. */
import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { limits } from '@niangjia/shared/rules/limits';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Image } from 'antd';
import { useRef } from 'react';
import { sentenceOf, upload } from '../api';

interface PhotoFieldProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
}

export function PhotoField({ id, value, onChange }: PhotoFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: async (photo: File) => {
      if (photo.size > limits.file.bytes) throw new Error('照片超过 10 MB，请用手机相机的普通模式重拍。');
      return upload(photo);
    },
    onSuccess: (stored) => onChange?.(stored.id),
  });
  const drop = () => {
    send.reset();
    onChange?.(null);
  };
  const stored = value === send.data?.id ? send.data : undefined;
  return (
    <div className="photo-field">
      {/* The field itself, so that the label and the keyboard reach it; the button only opens it. */}
      <input
        ref={input}
        {...(id && { id })}
        type="file"
        className="photo-input"
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          const [photo] = event.target.files ?? [];
          if (photo) send.mutate(photo);
          event.target.value = '';
        }}
      />
      {stored && <Image width={160} src={stored.address} alt="已上传的申请书" preview={{ mask: '放大看' }} />}
      <span className="row-acts">
        <Button icon={<UploadOutlined />} loading={send.isPending} tabIndex={-1} onClick={() => input.current?.click()}>
          {value ? '换一张' : '选择照片'}
        </Button>
        {value && (
          <Button icon={<DeleteOutlined />} onClick={drop}>
            不要这张
          </Button>
        )}
      </span>
      {send.isError && <Alert type="error" showIcon title={sentenceOf(send.error)} />}
    </div>
  );
}
