import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { RegisteredAction } from '../../../cloudfunctions/kernel/action'
import { instant, line, optionalLine, text } from '../../../cloudfunctions/kernel/schema'

const FUNCTIONS = join(__dirname, '../../../cloudfunctions')

/** What stands in one line wherever it is shown, by the names the contract has for it. */
const ONE_LINE = new Set([
  ...['title', 'name', 'shortName', 'fullName', 'subject', 'place', 'link', 'speaker'],
  ...['candidates', 'agenda', 'search', 'words', 'phone'],
])

/** An action's schema as it is read here. */
interface Node {
  type: string
  entries?: Record<string, Node>
  item?: Node
  options?: Node[]
  wrapped?: Node
}

/** Every text of a schema that is called as a line is, with its place. */
function* linesIn(node: Node, place: string, key = ''): Generator<[string, v.GenericSchema]> {
  if (node.type === 'string' && ONE_LINE.has(key)) yield [place, node as unknown as v.GenericSchema]
  for (const [name, entry] of Object.entries(node.entries ?? {}))
    yield* linesIn(entry, `${place}.${name}`, name)
  for (const inner of [node.item, node.wrapped])
    if (inner !== undefined) yield* linesIn(inner, place, key)
  // The choices of a `picklist` are values.
  for (const option of node.options ?? [])
    if (typeof option === 'object') yield* linesIn(option, place, key)
}

function actions(): RegisteredAction[] {
  const files = readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /^[^/]+\/actions\/[^/]+\.ts$/.test(file))
    .flatMap((file) => Object.values(require(join(FUNCTIONS, file)) as object))
    .filter((each): each is RegisteredAction => Object.hasOwn(Object(each), 'input'))
}

test('titles, names and places are one line in every action: what breaks it becomes a blank, other control characters are refused', () => {
  const found = actions().flatMap(({ name, input }) => [...linesIn(input as unknown as Node, name)])
  const places = found.map(([place]) => place)
  for (const place of [
    ...['notice.publish.notice.title', 'notice.saveDraft.draft.title', 'notice.amend.title'],
    ...['meeting.plan.plan.title', 'study.publish.quiz.title', 'question.add.subject'],
    ...['organisation.create.name', 'organisation.update.shortName', 'member.joinByCode.fullName'],
  ])
    expect(places).toContain(place)
  const wrong = found.filter(([, schema]) => {
    const broken = v.safeParse(schema, ' 甲\n乙 ')
    return broken.output !== '甲 乙' || v.is(schema, '甲\u0000乙')
  })
  expect(wrong.map(([place]) => place)).toEqual([])
})

test('a line keeps its blanks, is measured as it is kept, and may be empty only where that is said', () => {
  expect(v.parse(line(5), '\t第一 条\r\n\u2028')).toBe('第一 条')
  expect(v.parse(line(5), '甲 \n\n\t 乙')).toBe('甲 乙')
  expect(v.is(line(2), '甲\n乙')).toBe(false)
  expect([v.is(line(5), ' \n '), v.is(optionalLine(5), ' \n ')]).toEqual([false, true])
  for (const control of ['\u0000', '\u0007', '\u001b', '\u007f', '\u0090'])
    expect([v.is(line(5), `甲${control}`), v.is(text(5), `甲${control}`)]).toEqual([false, false])
  expect(v.parse(text(5), '甲\n乙')).toBe('甲\n乙')
})

test('an instant is one of the years that can be reckoned with, written in one way', () => {
  for (const good of ['1970-01-01T00:00:00.000Z', '2199-12-31T23:59:59.999Z'])
    expect(v.is(instant, good)).toBe(true)
  for (const bad of [
    ...['9999-12-31T00:00:00.000Z', '2200-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
    ...['2026-02-30T00:00:00.000Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000+08:00'],
  ])
    expect([bad, v.is(instant, bad)]).toEqual([bad, false])
})
