import { openDialog } from './dialog'
import { element, ICONS, icon } from './element'

/** `wx.previewImage`: one picture at a time, arrow keys or taps at the edges to turn, Escape or a tap to close. */
export async function openImagePreview(
  host: HTMLElement,
  options: { urls: string[]; current: number },
): Promise<void> {
  await openDialog<undefined>(host, {
    label: '图片预览',
    kind: 'mp-full',
    cancelled: undefined,
    dismissible: false,
    build: (close) => {
      let index = options.current
      const picture = element('img', { class: 'mp-preview-picture' })
      const count = element('span', { class: 'mp-preview-count', 'aria-live': 'polite' })
      const show = (next: number) => {
        index = (next + options.urls.length) % options.urls.length
        picture.src = options.urls[index] ?? ''
        picture.alt = `第 ${index + 1} 张，共 ${options.urls.length} 张`
        count.textContent = `${index + 1}/${options.urls.length}`
      }
      show(index)
      const several = options.urls.length > 1
      const turn = (label: string, className: string, step: number) =>
        several &&
        element(
          'button',
          {
            class: `mp-preview-turn ${className}`,
            'aria-label': label,
            onclick: () => show(index + step),
          },
          icon(ICONS.back),
        )
      const view = element(
        'div',
        { class: 'mp-preview' },
        picture,
        several && count,
        turn('上一张', 'mp-previous', -1),
        turn('下一张', 'mp-next', 1),
        element(
          'button',
          {
            class: 'mp-full-close',
            'aria-label': '关闭',
            autofocus: true,
            onclick: () => close(undefined),
          },
          icon(ICONS.close),
        ),
      )
      picture.addEventListener('click', () => close(undefined))
      view.addEventListener('keydown', (event) => {
        if (several && event.key === 'ArrowLeft') show(index - 1)
        if (several && event.key === 'ArrowRight') show(index + 1)
      })
      return [view]
    },
  })
}
