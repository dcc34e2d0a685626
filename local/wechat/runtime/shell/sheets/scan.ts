import { openDialog } from '../dialog'
import { element } from '../element'
import { keepLooking } from './nearby'
import { readCode } from './qr'
import { sheetButtons, sheetHead } from './sheet'

/** Text of the code, `null` when the person gave up. */
export interface Scanned {
  code: string | null
}

/**
 * `wx.scanCode`: the code on another open phone, a picture of a code, or its text. A code from the album is
 * refused with `onlyFromCamera`, so then only what the camera could see is offered.
 */
export function askScan(
  host: HTMLElement,
  question: { appName: string; onlyFromCamera: boolean },
): Promise<Scanned> {
  let open = true
  return openDialog<Scanned>(host, {
    label: '扫一扫',
    kind: 'mp-sheet',
    cancelled: { code: null },
    dismissible: false,
    build: (close) => {
      const answer = (code: string | null) => close({ code })
      const text = element('input', {
        class: 'mp-text',
        'aria-label': '码的内容',
        placeholder: '粘贴码的内容或小程序页面路径',
        autofocus: true,
      })
      const problem = element('p', { class: 'mp-problem', role: 'alert' })
      const picture = element('input', { type: 'file', accept: 'image/*', class: 'mp-file' })
      picture.addEventListener('change', async () => {
        const [file] = picture.files ?? []
        if (!file) return
        const image = await createImageBitmap(file)
        const code = readCode(image, image.width, image.height)
        if (code === undefined) problem.textContent = '这张图片里没有找到二维码'
        else answer(code)
      })
      const nearby = element('div', { class: 'mp-ask-list', 'aria-live': 'polite' })
      let shown = ''
      void keepLooking(
        () => open,
        (codes) => {
          // Only a change redraws, or a row would go away under the finger.
          if (JSON.stringify(codes) === shown) return
          shown = JSON.stringify(codes)
          nearby.replaceChildren(
            ...codes.map(({ holder, text: code }) =>
              element(
                'button',
                { class: 'mp-ask-row', onclick: () => answer(code) },
                element(
                  'span',
                  { class: 'mp-whole' },
                  holder === '' ? '旁边手机上的码' : `${holder}手机上的码`,
                ),
                element('span', { class: 'mp-faint mp-ellipsis' }, code),
              ),
            ),
          )
        },
      )
      const confirm = () => {
        if (text.value.trim() === '') problem.textContent = '请粘贴码的内容，或选择一张图片'
        else answer(text.value.trim())
      }
      return [
        sheetHead(
          question.appName,
          '扫一扫',
          question.onlyFromCamera ? '只允许用相机扫码' : undefined,
        ),
        nearby,
        text,
        element(
          'label',
          { class: 'mp-button mp-file-button' },
          question.onlyFromCamera ? '拍一张（选择码的图片）' : '从相册选择码的图片',
          picture,
        ),
        problem,
        sheetButtons({ text: '取消', run: () => answer(null) }, { text: '确定', run: confirm }),
      ]
    },
  }).finally(() => {
    open = false
  })
}
