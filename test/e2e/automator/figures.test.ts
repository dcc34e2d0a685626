/** How much a phone costs. Figures are printed; what is asserted is that navigation leaves nothing behind. */
import { join } from 'node:path'
import { compile } from '../../../local/wechat/compile/compile'
import { openAs } from '../fixture'
import { BUILT_MINIPROGRAM } from '../fixture/stage'

const miniprogram = join(__dirname, '../../data/mini-programs/automator')

test('the product compiled anew is the same', async () => {
  const cold = await compile(BUILT_MINIPROGRAM)
  const again = await compile(BUILT_MINIPROGRAM, cold)
  const shown = ({ timings }: typeof cold) =>
    Object.entries(timings)
      .map(([phase, milliseconds]) => `${phase} ${milliseconds.toFixed(0)} ms`)
      .join(', ')
  console.log(`compiled: ${shown(cold)}\nanew:     ${shown(again)}`)
  expect(again.packages.map(({ code }) => code)).toEqual(cold.packages.map(({ code }) => code))
})

test('sixty pages later the phone holds as much as before', async () => {
  const started = performance.now()
  const phone = await openAs('o-zhang', '', { miniprogram })
  const firstPage = performance.now() - started
  const again = performance.now()
  await openAs('o-li', '', { miniprogram })
  const secondPhone = performance.now() - again

  await visit(20)
  const before = await phone.weigh()
  const navigating = performance.now()
  await visit(60)
  const perPage = (performance.now() - navigating) / 120
  const after = await phone.weigh()

  console.log(
    `first phone of a file ${firstPage.toFixed(0)} ms, the next ${secondPhone.toFixed(0)} ms, ` +
      `there or back ${perPage.toFixed(0)} ms; heap ${megabytes(before.heap)} → ${megabytes(after.heap)} MB, ` +
      `documents ${before.documents} → ${after.documents}, nodes ${before.nodes} → ${after.nodes}`,
  )
  expect(after.documents).toBeLessThanOrEqual(before.documents)
  expect(after.nodes).toBeLessThan(before.nodes * 1.2)
  expect(after.heap).toBeLessThan(before.heap * 1.2)

  async function visit(times: number): Promise<void> {
    for (let visited = 0; visited < times; visited += 1) {
      await phone.mini.callWxMethod('navigateTo', { url: '/pages/detail/detail?name=x' })
      await phone.mini.callWxMethod('navigateBack', {})
    }
  }
})

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
