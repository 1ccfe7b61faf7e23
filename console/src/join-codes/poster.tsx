import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
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

/** Hands a file from memory to the browser's downloads. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function Poster({ code, close }: { code: Code; close: () => void }) {
  const name = `入会海报-${code.label}`;
  const poster = useQuery({
    queryKey: ['GET /join-codes/:token/poster', code.token],
    queryFn: () => posterOf(code.token, 'png'),
    staleTime: 10 * 60_000,
  });
  const address = useAddressOf(poster.data);
  const forPrint = useMutation({
    mutationFn: () => posterOf(code.token, 'pdf'),
    onSuccess: (blob) => save(blob, `${name}.pdf`),
  });
  return (
    <Modal
      open
      title={`海报：${code.label}`}
      onCancel={close}
      footer={
        address && (
          <>
            <Button
              id="poster-pdf"
              icon={<PrinterOutlined />}
              loading={forPrint.isPending}
              onClick={() => forPrint.mutate()}
            >
              下载 PDF（印刷用）
            </Button>
            <Button
              id="poster-download"
              type="primary"
              icon={<DownloadOutlined />}
              href={address}
              download={`${name}.png`}
            >
              下载图片
            </Button>
          </>
        )
      }
    >
      {poster.isPending && <Skeleton.Node active className="poster" />}
      {poster.isError && <Failed error={poster.error} retry={() => poster.refetch()} />}
      {address && <img id="poster" className="poster" src={address} alt={`${code.unionName}的入会海报`} />}
      {forPrint.isError && <Failed error={forPrint.error} retry={() => forPrint.mutate()} />}
      <p className="second">不用微信的人可以打开：</p>
      <Typography.Text copyable>{code.h5Address}</Typography.Text>
    </Modal>
  );
}
