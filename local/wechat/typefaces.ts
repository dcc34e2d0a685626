/** The Chinese typeface that comes with the project, for machines that have none. */
const SHIPPED_TYPEFACE = 'Noto Sans SC Variable'

/** A phone's own typefaces as CSS: the machine's Chinese ones first, then the shipped one. */
export const SYSTEM_TYPEFACES = [
  '-apple-system',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  `"${SHIPPED_TYPEFACE}"`,
  'sans-serif',
].join(', ')
