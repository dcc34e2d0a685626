import { draftShown } from '../../../../miniprogram/packages/meeting/services/minutes-shown'
import type { MinutesText, MinutesView } from '../../../../typings/minutes'

const NOW = new Date('2026-11-25T12:00:00.000Z')
const SAVED: MinutesText = { speeches: [], dissent: '', resolution: '同意。', followUps: [] }
const TYPED: MinutesText = { ...SAVED, resolution: '一致同意。' }
const view = (change: Partial<MinutesView> = {}) =>
  ({
    version: 3,
    state: 'draft',
    text: SAVED,
    current: SAVED,
    savedBy: '李敏',
    timeZone: 'Asia/Shanghai',
    may: ['save'],
    ...change,
  }) as MinutesView
const mine = (text: MinutesText, version = 3) => ({ text, version, at: NOW.toISOString() })

test('what was typed over the version that stands is shown again', () => {
  const shown = draftShown(view(), mine(TYPED), false, NOW)
  expect(shown).toMatchObject({ text: TYPED, dirty: true, kept: '', isSaved: false })
  expect(shown.restored).toMatch(/^已恢复您今天.+写的、还没有保存的内容。$/)
})

test('an answer leaves the fields alone while somebody types, unless somebody else saved in between', () => {
  expect(draftShown(view(), mine(TYPED), true, NOW).text).toBeNull()
  const clash = draftShown(view(), mine(TYPED, 2), true, NOW)
  expect(clash).toMatchObject({ text: SAVED, dirty: false, restored: '' })
  expect(clash.kept).toMatch(/没有保存，李敏后来保存过一次。$/)
})

test('minutes that were locked meanwhile take nothing more, and what the server has need not be kept', () => {
  const locked = view({ state: 'approved', may: ['export'] })
  expect(draftShown(locked, mine(TYPED), false, NOW).kept).toMatch(/记录已经定稿。$/)
  expect(draftShown(view(), mine({ ...SAVED, resolution: ' 同意。 ' }), false, NOW)).toMatchObject({
    isSaved: true,
    dirty: false,
  })
  expect(draftShown(view(), null, false, NOW)).toMatchObject({ text: SAVED, isSaved: false })
})
