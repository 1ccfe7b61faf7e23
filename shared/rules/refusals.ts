/**
 * Every way in which the server says no: code -> HTTP status and the Chinese sentence that people read.
 * The only list of its kind. A sentence says what happened and what to do next.
 */
export const refusals = {
  // the way in
  BAD_INPUT: [400, '有内容填得不对，请按红字提示修改后再提交。'],
  BAD_JSON: [400, '发来的内容读不懂，请返回上一页重试。'],
  KEY_MISSING: [400, '缺少防重复编号，请返回上一页重新提交。'],
  SIGN_IN_FIRST: [401, '请先登录。'],
  SESSION_ENDED: [401, '登录已失效，请重新登录。'],
  NOT_ALLOWED: [403, '您的岗位没有这项权限。如需办理，请联系本工会主席。'],
  CONSENT_MISSING: [403, '还没有取得您的同意，不能保存这项信息。请先阅读并勾选同意。'],
  STEP_UP_FIRST: [403, '请先输入一次动态码，再查看完整信息。'],
  NOT_FOUND: [404, '没有找到。可能已被删除，或不在您的管理范围内。'],
  METHOD_NOT_ALLOWED: [405, '这个地址不支持这种操作。'],
  TOO_LARGE: [413, '内容太大，请缩小后重试。'],
  WRONG_TYPE: [415, '文件类型不支持，请上传 JPG、PNG 或 WebP 照片。'],
  KEY_REUSED: [422, '这个防重复编号已用于另一份内容，请重新提交。'],
  TOO_MANY: [429, '操作太频繁，请稍等一会儿再试。'],
  IN_FLIGHT: [409, '上一次提交正在处理，请稍等几秒再看结果。'],
  BROKEN: [500, '系统出了问题，已经记录。请稍后重试，您填的内容还在。'],
  BUSY: [503, '现在有点忙，请稍等几秒再试，您填的内容还在。'],

  // signing in
  WRONG_CODE: [401, '验证码不对，请核对短信里的 6 位数字。'],
  CODE_EXPIRED: [401, '验证码已过期，请重新获取。'],
  CODE_TOO_SOON: [429, '验证码刚发过，请一分钟后再获取。'],
  WECHAT_CODE_USED: [401, '微信登录凭证已失效，请返回重新进入小程序。'],
  WECHAT_DOWN: [503, '微信服务暂时没有回应，请稍后再试。'],
  SMS_DOWN: [503, '短信暂时发不出去，请稍后再试。'],
  WRONG_PASSWORD: [401, '账号、密码或动态码不对，请核对后再试。'],
  LOCKED: [429, '连续输错次数太多，账号已暂时锁定。请稍后再试，或联系安全管理员。'],
  PHONE_IN_USE: [409, '这个手机号已被另一位会员使用。请换一个您本人的手机号，或联系该会员所在工会核实。'],

  // joining
  CODE_UNKNOWN: [404, '没有找到这个入会码。您可以直接查找工会入会。'],
  ALREADY_MEMBER: [409, '您已经是工会会员，不需要再次申请。'],
  ID_IN_USE: [409, '这个身份证号已经有会籍或正在审核的申请，不能重复申请。如果不是您本人办理，请联系工会核实。'],
  APPLICATION_OPEN: [409, '您已有一份申请正在办理，请先看它的进度。'],
  MOVE_NOT_ALLOWED: [409, '这份申请的状态已经变了，请刷新后再看。'],
  OWN_CASE: [409, '不能审核自己的申请，请由同工会的其他人员审核。'],
  UNION_CLOSED: [409, '这家工会现在不接收申请，请查找附近的工会。'],
  NOT_A_MEMBER: [404, '您还不是会员，还没有会员卡。'],

  // files
  FILE_BROKEN: [422, '照片没有传完整或打不开，请重新拍一张。'],
  TOO_MANY_PIXELS: [413, '照片太大，请用手机相机的普通模式重拍。'],
  DAY_QUOTA: [413, '今天上传的照片已到上限，请明天再传。'],
  LINK_EXPIRED: [404, '图片链接已过期，请返回刷新。'],
} as const satisfies Record<string, readonly [number, string]>;

/** One of the codes above; the only values of `code` in an answer that is not 2xx. */
export type RefusalCode = keyof typeof refusals;

/** The body of every answer that is not 2xx. `fields` is there for BAD_INPUT: where, and how to mend it. */
export interface RefusalBody {
  code: RefusalCode;
  sentence: string;
  requestId: string;
  fields?: { at: string; sentence: string }[];
}
