/**
 * WeChat's privacy interfaces: what WeChat lets a mini-program use only when its privacy guideline declares it
 * (用户隐私保护指引), and which of them the phone app uses. A new one fails the test until it stands here and in the
 * guideline of the platform's console.
 */

/** What the phone app uses, and what for; the same words stand in the guideline. */
export const declared: Record<string, string> = {
  getPhoneNumber: '收集您的手机号：用于登记会籍、通知审核结果',
  chooseMedia:
    '收集您选中的照片：用于工会工作人员代办入会时上传职工签字的申请表、专家上传服务现场照片、单位和专家传技术难题的照片和视频',
  chooseMessageFile: '收集您选中的文件：用于单位和专家传技术难题的 PDF 文档',
  chooseLocation: '收集您选择的位置信息：用于单位点单时标明服务地点、安排附近的专家',
  addPhoneCalendar: '使用您的日历（仅写入）权限：用于把上门服务和预约的时间记进手机日历',
};

/** Functions of `wx`. */
export const functions = [
  ...['getUserInfo', 'getUserProfile'],
  ...['getLocation', 'getFuzzyLocation', 'startLocationUpdate', 'startLocationUpdateBackground', 'onLocationChange'],
  ...['choosePoi', 'chooseLocation', 'chooseAddress', 'chooseInvoiceTitle', 'chooseInvoice', 'chooseLicensePlate'],
  ...['getWeRunData', 'chooseImage', 'chooseMedia', 'chooseVideo', 'chooseMessageFile'],
  ...['startRecord', 'getRecorderManager', 'joinVoIPChat', 'createVKSession', 'createCameraContext'],
  ...['openBluetoothAdapter', 'createBLEPeripheralServer', 'saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
  ...['addPhoneContact', 'chooseContact', 'addPhoneCalendar', 'addPhoneRepeatCalendar'],
  ...['startAccelerometer', 'startCompass', 'startDeviceMotionListening', 'startGyroscope'],
  ...['setClipboardData', 'getClipboardData', 'authorize'],
] as const;

/** Values of a button's open-type. */
export const openTypes = ['getPhoneNumber', 'getRealtimePhoneNumber', 'getUserInfo', 'chooseAvatar'] as const;

/** Components by tag, and kinds of input. */
export const components = ['camera', 'live-pusher', 'voip-room'] as const;
export const inputKinds = ['nickname'] as const;
