import type { Language } from '@/i18n';

/** The columns of an import, as the center names them, with their Chinese names and an example. */
export const COLUMNS: readonly (readonly [name: string, chinese: string, example: string])[] = [
  ['id', '编号', 'renmin-road-12'],
  ['name', '名称', '人民路12号'],
  ['url', '主码流', 'rtsp://192.0.2.17:554/stream1'],
  ['sub_url', '子码流', 'rtsp://192.0.2.17:554/stream2'],
  ['user', '用户名', 'viewer'],
  ['password', '密码', ''],
  ['transport', '传输方式', 'tcp'],
  ['area', '区域', '310116'],
  ['place', '地点', '人民路12号东侧'],
  ['latitude', '纬度', '30.7'],
  ['longitude', '经度', '121.3'],
  ['scenes', '场景', 'illegal-parking'],
  ['zones', '区域多边形', 'east-kerb:no-parking:0.1 0.6 0.7 0.6 0.7 0.9 0.1 0.9'],
];

/** The most that the center takes at once. */
export const LARGEST_CSV = 4 * 1024 * 1024;

/** A file to fill in: a header and one example, with the mark by which Excel knows UTF-8. */
export function template(language: Language): string {
  const header = COLUMNS.map(([name, chinese]) => (language === 'zh' ? chinese : name));
  const example = COLUMNS.map(([, , value]) => value);
  return `\uFEFF${[header, example].map(line).join('\r\n')}\r\n`;
}

/** Excel in Chinese saves CSV as GBK unless it is told otherwise; both are read. */
export function decode(bytes: Uint8Array): { text: string; encoding: 'UTF-8' | 'GB18030' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'GB18030' };
  }
}

function line(values: readonly string[]): string {
  return values.map((v) => (/[",;\r\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v)).join(',');
}
