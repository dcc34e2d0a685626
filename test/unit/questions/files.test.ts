import path from 'node:path'
import { checkFolder } from '../../../ops/import-check'

const FOLDER = path.join(__dirname, '../../data/question-banks')

test('files of others are read as what stands in them', async () => {
  const checked = await checkFolder(path.join(FOLDER, 'files'), path.join(FOLDER, 'truth'), [])
  expect(
    checked.map(({ name, bank, comparison, differences }) => [
      name,
      bank?.questions.length,
      comparison?.equalAnswers,
      differences,
    ]),
  ).toEqual([
    ['CyzenDev__题库模板.xlsx', 0, undefined, []],
    ['Hermannmayer__题库模板.xlsx', 12, 12, []],
    ['TonyYu02__题库-存在编码问题.txt', 303, 303, []],
    ['cobetckoe__question_bank_template.xlsx', 12, 12, []],
    ['xmqaq__题库.xlsx', 180, 180, []],
  ])
  const [empty, , radicals] = checked
  expect(empty?.bank?.problems).toMatchObject([{ code: 'empty' }])
  expect(JSON.stringify(radicals?.bank?.questions)).not.toMatch(/[\u2e80-\u2fdf]/)
})
