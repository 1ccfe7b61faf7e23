import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Skeleton, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { posterOf } from '../api';
import { Failed } from '../ui/states';
import type { Code } from './join-codes';

/** An address for an image in memory, given back when the image is no longer shown. */
function useAddressOf(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

export function Poster({ code, close }: { code: Code; close: () => void }) {
  const poster = useQuery({
    queryKey: ['GET /join-codes/:token/poster', code.token],
    queryFn: () => posterOf(code.token),
    staleTime: 10 * 60_000,
  });
  const address = useAddressOf(poster.data);
  return (
    <Modal
      open
      title={`海报：${code.label}`}
      onCancel={close}
      footer={
        address && (
          <Button
            id="poster-download"
            type="primary"
            icon={<DownloadOutlined />}
            href={address}
            download={`入会海报-${code.label}.svg`}
          >
            下载海报
          </Button>
        )
      }
    >
      {poster.isPending && <Skeleton.Node active className="poster" />}
      {poster.isError && <Failed error={poster.error} retry={() => poster.refetch()} />}
      {address && <img id="poster" className="poster" src={address} alt={`${code.unionName}的入会海报`} />}
      <p className="second">不用微信的人可以打开：</p>
      <Typography.Text copyable>{code.h5Address}</Typography.Text>
    </Modal>
  );
}
