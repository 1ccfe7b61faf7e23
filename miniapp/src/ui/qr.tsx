import { Image } from '@tarojs/components';
import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** A QR code as a small GIF: no canvas, no plugin, the same in WeChat and in a browser. */
export const Qr = ({ text, label }: { text: string; label: string }) => {
  const picture = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    // No margin: the white card around it is the quiet zone.
    return code.createDataURL(10, 0);
  }, [text]);
  // In a browser the picture lies inside Taro's element: its name goes there.
  return <Image className="qr" src={picture} ariaLabel={label} nativeProps={{ alt: label }} />;
};
