import { changeOf, draw, withTail } from '../../../miniprogram/services/draw'

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `第 ${index} 条` }))

test('of 200 rows only the one that changed is sent', () => {
  const next = rows(200)
  next[77] = { id: 'r77', title: '改了' }
  expect(changeOf({ rows: rows(200), age: '刚刚' }, { rows: next, age: '刚刚' })).toEqual({
    'rows[77].title': '改了',
  })
})

test('of a value made of several what differs is sent, and the whole where that is shorter or the only way', () => {
  const lists = (changes: object) => ({ lists: [{ key: 'here', rows: rows(40), ...changes }] })
  const [first, ...others] = rows(40)
  const gone = lists({ rows: [{ ...first, gone: true }, ...others] })
  expect(changeOf(lists({}), gone)).toEqual({ 'lists[0].rows[0].gone': true })
  const tag = (word: string, tone: string) => ({ tag: { word, tone } })
  expect(changeOf(tag('待发送', 'waiting'), tag('已签到', 'done'))).toEqual(tag('已签到', 'done'))
  const less = { detail: { title: '第一季度' } }
  expect(changeOf({ detail: { title: '第一季度', note: '已开' } }, less)).toEqual(less)
  const byId = (count: number) => ({ counts: { 'org:1': count, 'org:2': 'x'.repeat(99) } })
  expect(changeOf(byId(1), byId(2))).toEqual(byId(2))
})

test('rows that are added are sent alone', () => {
  const change = changeOf({ rows: rows(20) }, { rows: rows(22) })
  expect(Object.keys(change)).toEqual(['rows[20]', 'rows[21]'])
})

test('a list that became shorter, or is shown for the first time, is sent whole', () => {
  expect(changeOf({ rows: rows(3) }, { rows: rows(2) })).toEqual({ rows: rows(2) })
  expect(changeOf({ rows: [] }, { rows: rows(2) })).toEqual({ rows: rows(2) })
})

test('nothing changed is nothing sent', () => {
  const sent: object[] = []
  const page = {
    data: { rows: rows(5), age: '刚刚' },
    setData: (change: object) => sent.push(change),
  }
  draw(page, { rows: rows(5) })
  expect(sent).toEqual([])
  draw(page, { age: '1 分钟前' })
  expect(sent).toEqual([{ age: '1 分钟前' }])
})

test('what was loaded below the first page stays when the first page comes again', () => {
  const first = [{ id: 'new' }, ...rows(19)]
  const ids = withTail(rows(40), first, true).map(({ id }) => id)
  expect(ids).toEqual(['new', ...rows(40).map(({ id }) => id)])
  expect(withTail(rows(40), rows(3), false)).toEqual(rows(3))
})
