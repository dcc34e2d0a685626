import { WxError } from './wx-error'

/** A subscription message's template as the account has it. */
export interface Template {
  id: string
  title: string
  /** Label by field: `{thing1: '会议名称', time2: '会议时间'}`. */
  fields: Record<string, string>
}

/**
 * What a value of each type may be: the table “参数值内容限制” of `subscribeMessage.send` [doc], as patterns of
 * our own; the real checks are not published. A character is a code point, and none may be a line break.
 */
const TYPES: Record<string, RegExp> = {
  thing: /^[^\p{Cc}]{1,20}$/u,
  number: /^(?=.{1,32}$)[+-]?\d+(\.\d+)?$/u,
  letter: /^[A-Za-z]{1,32}$/u,
  symbol: /^[\p{P}\p{S}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/u,
  time: timePattern(),
  date: timePattern(),
  amount: /^[\p{Sc}]?\d{1,10}(\.\d{1,2})?元?$/u,
  phone_number: /^[\d+\- ()]{1,17}$/u,
  car_number: /^[\p{Script=Han}A-Z0-9]{1,8}$/u,
  name: /^(\p{Script=Han}[\p{Script=Han}·]{0,9}|[A-Za-z][A-Za-z .·]{0,19})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  const: /^[^\p{Cc}]{1,20}$/u,
}

/** One moment or a range with `~`: `2019年10月1日 15:01`, `2019-10-01`, `15:01~16:30`. */
function timePattern(): RegExp {
  const day = String.raw`\d{4}(年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})`
  const time = String.raw`\d{1,2}:\d{2}(:\d{2})?`
  const moment = `(${day}( ?${time})?|${time})`
  return new RegExp(`^${moment}( ?~ ?${moment})?$`, 'u')
}

/**
 * Checks the `data` of a message and gives its values as text. With a template every field must be there;
 * without one the fields' names say what they are, as `thing1`, `time2` do.
 * Throws 47003 with WeChat's wording, typing error included [3p].
 */
export function checkFields(
  data: Readonly<Record<string, unknown>>,
  template: Template | undefined,
): Record<string, string> {
  const names = template ? Object.keys(template.fields) : Object.keys(data)
  if (names.length === 0) throw new WxError(47003, 'argument invalid! data is emtpy')
  return Object.fromEntries(names.map((name) => [name, checkField(name, data[name])]))
}

function checkField(name: string, field: unknown): string {
  const value =
    typeof field === 'object' && field !== null && 'value' in field ? field.value : field
  // A bare value instead of {value} is refused [3p]; a number is taken for its digits [3p].
  const text = value === field ? undefined : typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text === '') {
    throw new WxError(47003, `argument invalid! data.${name}.value is emtpy`)
  }
  const type = TYPES[name.replace(/\d+$/, '')]
  if (!type?.test(text)) throw new WxError(47003, `argument invalid! data.${name}.value invalid`)
  return text
}
