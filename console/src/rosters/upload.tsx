import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Modal, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf, uploadRoster } from '../api';
import { UnionPick } from '../ui/union-pick';

/** Whose roster, and the file: it is sent as soon as both are there. */
export function UploadRoster({ close }: { close: () => void }) {
  const [unionId, setUnionId] = useState<string | null>(null);
  const [file, setFile] = useState<File>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const upload = useMutation({
    mutationFn: () => uploadRoster(file as File, unionId as string),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['GET /rosters'] });
      navigate(`/rosters/${id}`);
    },
  });
  return (
    <Modal
      open
      title="上传会员名册"
      okText="上传并读取"
      cancelText="先不传"
      mask={{ closable: false }}
      okButtonProps={{ id: 'roster-upload', loading: upload.isPending, disabled: !unionId || !file }}
      onOk={() => upload.mutate()}
      onCancel={close}
    >
      <div className="stack">
        <p>
          上传后先对列、再逐行检查，错的行会一条条说明；经另一个人复核才入册。请确认名册上的每个人都书面同意由单位代办。
        </p>
        <label htmlFor="roster-union">名册是哪家工会的</label>
        <UnionPick id="roster-union" label="名册是哪家工会的" value={unionId} onChange={setUnionId} />
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
          onRemove={() => setFile(undefined)}
        >
          <p>
            <InboxOutlined aria-hidden /> 点这里选文件，或把文件拖进来
          </p>
          <p className="second">XLSX 或 CSV，最多 50 万行。身份证号一列请先设成“文本”。</p>
        </Upload.Dragger>
        {upload.isError && <Alert id="roster-error" type="error" showIcon title={sentenceOf(upload.error)} />}
      </div>
    </Modal>
  );
}
