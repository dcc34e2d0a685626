import type { Line } from './raw'

const NUMBERS = /^\s*题号[\s:：|]*(\d{1,4}(?:[\s|]+\d{1,4})+)[\s|]*$/
const ANSWERS = /^\s*(?:正确|参考|标准)?答案[\s:：|]*(\S.*?)[\s|]*$/

/** A key of two rows, `题号 1 2 3` over `答案 A B A`, as one line that numbers each answer. */
export function withKeyRows(lines: readonly Line[]): Line[] {
  const result: Line[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined) continue
    const numbers = NUMBERS.exec(line.text)?.[1]?.split(/[\s|]+/)
    const answers = ANSWERS.exec(lines[index + 1]?.text ?? '')?.[1]?.split(/[\s|]+/)
    if (numbers === undefined || answers === undefined || numbers.length !== answers.length) {
      result.push(line)
      continue
    }
    const pairs = numbers.map((number, at) => `${number}.${answers[at]}`)
    result.push({ ...line, text: `答案：${pairs.join(' ')}` })
    index += 1
  }
  return result
}
