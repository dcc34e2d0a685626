import type { Frame } from 'playwright-core'
import { drag, ofElement, openPhone, style, type TestPhone, text } from './phone'

interface Seen {
  type: string
  name: string
  detail: Record<string, unknown>
}

/** WeChat's component reference; roles and names as a screen reader finds them. */
describe('built-in components', () => {
  let phone: TestPhone
  let frame: Frame
  const seen = () => phone.js<Seen[]>('page.events.splice(0)')
  const last = async (name: string, type: string) =>
    (await seen()).filter((event) => event.name === name && event.type === type).at(-1)?.detail
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/forms/forms')
    // A picture that arrives moves what is below it.
    await frame.waitForFunction('[...document.images].every((image) => image.complete)')
  })

  it('input: reports what is typed with the cursor, focus, confirm and blur', async () => {
    const field = frame.getByRole('textbox', { name: '姓名' })
    await field.fill('甲乙')
    expect(await last('name', 'input')).toMatchObject({ value: '甲乙', cursor: 2 })
    await field.press('Enter')
    expect((await seen()).filter(({ name }) => name === 'name').map(({ type }) => type)).toEqual([
      'confirm',
      'blur',
    ])
  })

  it('input: shows what the handler of bindinput returns, and puts the cursor there', async () => {
    const field = frame.locator('#name input')
    await field.fill('upper')
    expect(await field.inputValue()).toBe('UPPER')
    await field.fill('cursor')
    expect([await field.inputValue(), await ofElement(field, 'element.selectionStart')]).toEqual([
      'cursor!',
      2,
    ])
  })

  it('input: keeps to maxlength, hides a password, asks for the right keyboard, takes the focus by data', async () => {
    const short = frame.locator('#short input')
    await short.pressSequentially('12345')
    expect(await short.inputValue()).toBe('123')
    expect(await short.getAttribute('inputmode')).toBe('numeric')
    expect(await frame.locator('#secret input').getAttribute('type')).toBe('password')
    await frame.locator('#name input').focus()
    await phone.js('page.setData({ focusShort: true })')
    expect(await ofElement(short, 'document.activeElement === element')).toBe(true)
  })

  it('input: draws the placeholder with placeholder-class while it is empty', async () => {
    const placeholder = frame.locator('#name .wx-placeholder')
    expect(await placeholder.isVisible()).toBe(false)
    await frame.locator('#name input').fill('')
    expect(await placeholder.isVisible()).toBe(true)
    expect(await style(frame, '#name .wx-placeholder', 'color')).toBe('rgb(200, 200, 200)')
  })

  it('textarea: grows with auto-height and says how many lines it has', async () => {
    const before = (await frame.locator('#note').boundingBox())!.height
    await frame.locator('#note textarea').fill('一\n二\n三')
    expect(await last('note', 'linechange')).toMatchObject({ lineCount: 3 })
    const three = (await frame.locator('#note').boundingBox())!.height
    expect(three).toBeGreaterThan(before)
    await frame.locator('#note textarea').fill('')
    expect((await frame.locator('#note').boundingBox())!.height * 3).toBeCloseTo(three, 0)
  })

  it('textarea: grows with auto-height when its room becomes narrower', async () => {
    await frame.locator('#note textarea').fill('一二三四五六七八九十')
    await ofElement(frame.locator('#note'), "(element.style.width = '60px')")
    await phone.until(
      "page.events.some((event) => event.type === 'linechange' && event.detail.lineCount > 2)",
    )
  })

  it('textarea: takes the focus wherever it is tapped, also below its text', async () => {
    await ofElement(frame.locator('#note'), "(element.style.minHeight = '120px')")
    await frame.locator('#note').click({ position: { x: 20, y: 110 } })
    expect(
      await ofElement(frame.locator('#note textarea'), 'document.activeElement === element'),
    ).toBe(true)
  })

  it('checkbox: toggles by tap, by its label and by the space bar, and the group tells all values', async () => {
    await frame.locator('#blue').click()
    expect(await last('colors', 'change')).toEqual({ value: ['red', 'blue'] })
    await frame.locator('#label-red').click({ position: { x: 35, y: 10 } })
    expect(await last('colors', 'change')).toEqual({ value: ['blue'] })
    const red = frame.getByRole('checkbox', { name: '红' })
    await red.press(' ')
    expect(await red.getAttribute('aria-checked')).toBe('true')
  })

  it('radio: checks one of its group, by label too', async () => {
    await frame.getByText('小号').click()
    expect(await last('sizes', 'change')).toEqual({ value: 'S' })
    expect(await frame.getByRole('radio', { checked: true }).count()).toBe(1)
  })

  it('switch: is a switch to a screen reader and changes by tap', async () => {
    const agree = frame.getByRole('switch', { name: '同意' })
    await agree.click()
    expect(await last('agree', 'change')).toEqual({ value: true })
    expect(await agree.getAttribute('aria-checked')).toBe('true')
  })

  it('slider: follows the finger in steps and the arrow keys', async () => {
    const bar = (await frame.locator('#level .wx-slider-bar').boundingBox())!
    await phone.page.mouse.move(bar.x + bar.width * 0.3, bar.y + 14)
    await phone.page.mouse.down()
    await phone.page.mouse.move(bar.x + bar.width * 0.74, bar.y + 14, { steps: 3 })
    await phone.page.mouse.up()
    expect((await seen()).filter(({ type }) => type === 'change').at(-1)?.detail).toEqual({
      value: 40,
    })
    await frame.getByRole('slider').press('ArrowRight')
    expect(await last('level', 'change')).toEqual({ value: 50 })
    expect(await frame.getByRole('slider').getAttribute('aria-valuenow')).toBe('50')
  })

  it('form: submits the named controls inside it, and resets them', async () => {
    await frame.locator('#name input').fill('丙')
    await frame.getByRole('switch').click()
    await seen()
    await frame.getByRole('button', { name: '交' }).click()
    expect((await last('form', 'submit'))?.value).toEqual({
      name: '丙',
      short: '',
      secret: '密',
      note: '',
      colors: ['red'],
      size: 'L',
      agree: true,
      level: 20,
      city: 0,
      day: '2026-01-02',
    })
    await frame.locator('#reset').click()
    expect((await seen()).some(({ type }) => type === 'reset')).toBe(true)
    expect(await frame.locator('#name input').inputValue()).toBe('')
    expect(await frame.getByRole('switch').getAttribute('aria-checked')).toBe('false')
  })

  it('picker: opens the phone’s wheels and reports the choice, or that it was cancelled', async () => {
    await frame.locator('#city').click()
    await phone.page.getByRole('button', { name: '确定' }).click()
    await phone.until("page.events.some((event) => event.name === 'city')")
    expect(await last('city', 'change')).toEqual({ value: 0 })
    await frame.locator('#city').click()
    await phone.page.getByRole('button', { name: '取消' }).click()
    await phone.until("page.events.some((event) => event.name === 'city')")
    expect((await seen()).filter(({ name }) => name === 'city').map(({ type }) => type)).toEqual([
      'cancel',
    ])
  })

  it('picker: chooses a date', async () => {
    await frame.locator('#day').click()
    await phone.page.getByRole('button', { name: '确定' }).click()
    await phone.until("page.events.some((event) => event.name === 'day')")
    expect(await last('day', 'change')).toEqual({ value: '2026-01-02' })
  })

  it('button: cannot be tapped while disabled, and shows that it is busy', async () => {
    await phone.js('page.setData({ loading: true })')
    expect(await frame.locator('#submit').getAttribute('aria-busy')).toBe('true')
    expect(await style(frame, '#submit', 'backgroundColor')).toBe('rgb(26, 173, 25)')
  })

  it('button open-type="share": asks the page what to share', async () => {
    await frame.locator('#share').click()
    await phone.until('page.shared')
    expect(await phone.js('page.shared')).toMatchObject({
      from: 'button',
      target: { id: 'share', dataset: { k: 'v' } },
    })
    await phone.page.getByRole('button', { name: '取消' }).click()
  })

  it('image: loads from the package, absolute and relative, tells its size, and keeps the ratio with widthFix', async () => {
    await phone.until(
      "['picture', 'broken'].every((name) => page.events.some((event) => event.name === name))",
    )
    const events = await seen()
    expect(events.find(({ name }) => name === 'picture')).toMatchObject({
      type: 'load',
      detail: { width: 4, height: 2 },
    })
    expect(events.find(({ name }) => name === 'broken')?.type).toBe('error')
    expect(await style(frame, '#wide', 'height')).toBe('30px')
    expect(await frame.getByRole('img', { name: '点' }).count()).toBeGreaterThan(0)
  })

  it('swiper: turns by data and by finger, and says why', async () => {
    await phone.js('page.setData({ slide: 1 })')
    expect(await last('swiper', 'change')).toEqual({ current: 1, currentItemId: 'two', source: '' })
    await drag(phone, frame.locator('#swiper'), { x: 250, y: 20 }, { x: -200, y: 0 })
    expect(await last('swiper', 'change')).toEqual({
      current: 2,
      currentItemId: 'three',
      source: 'touch',
    })
  })

  it('rich-text: draws a safe subset of HTML and nodes, with the page’s classes', async () => {
    expect(await text(frame, '#rich')).toContain('段粗')
    expect(await frame.locator('#rich script, #rich iframe, #rich [onclick]').count()).toBe(0)
    expect(await style(frame, '#rich p', 'color')).toBe('rgb(5, 5, 5)')
    expect(await text(frame, '#rich-nodes')).toBe('节<点')
    expect(await style(frame, '#rich-nodes div > div', 'width')).toBe('50px')
  })

  it('movable-view: follows the finger inside its area', async () => {
    await drag(phone, frame.locator('#movable'), { x: 5, y: 5 }, { x: 400, y: 20 })
    expect(await last('movable', 'change')).toEqual({ x: 150, y: 30, source: 'touch' })
  })

  it('picker-view: turns a wheel by finger', async () => {
    await drag(phone, frame.locator('wx-picker-view-column'), { x: 20, y: 75 }, { x: 0, y: -34 })
    expect(await last('wheels', 'change')).toEqual({ value: [2] })
  })

  it('progress, icon and match-media show what they are told', async () => {
    expect(await frame.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40')
    expect(await frame.locator('#icon svg').getAttribute('width')).toBe('20')
    expect(await frame.locator('#narrow').isVisible()).toBe(false)
  })

  it('hands aria-role and aria-… on to the DOM', async () => {
    expect(await frame.getByRole('heading', { name: '标题', level: 2 }).count()).toBe(1)
  })

  it('shows a labelled box for what it cannot do, and an error in the console', async () => {
    for (const tag of ['web-view', 'native-component', 'store-gift'])
      expect(await text(frame, `wx-${tag}`)).toContain('本地预览不支持')
    expect(
      phone.console.some((line) => line.startsWith('error: <web-view> is not supported')),
    ).toBe(true)
  })
})
