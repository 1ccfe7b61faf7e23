/** What an officer may look at in full, by the words that both sides read. */
export const secrets = { name: '姓名', idNumber: '身份证号', phone: '手机号' } as const;
export type Secret = keyof typeof secrets;

/** A field as the server names it; one that this app does not know yet is still told, without its name. */
export const saySecret = (field: string): string => (field in secrets ? secrets[field as Secret] : '一项个人信息');
