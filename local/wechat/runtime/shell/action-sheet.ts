import { openDialog } from './dialog'
import { element } from './element'

/** WeChat's sheet of choices; resolves to the index, `null` when nothing was chosen. */
export function openActionSheet(
  host: HTMLElement,
  options: { itemList: string[]; itemColor?: string; alertText?: string },
): Promise<number | null> {
  return openDialog<number | null>(host, {
    label: options.alertText ?? '请选择',
    kind: 'mp-sheet',
    cancelled: null,
    dismissible: true,
    build: (close) => [
      element(
        'div',
        { class: 'mp-choices' },
        options.alertText !== undefined &&
          element('p', { class: 'mp-choices-title' }, options.alertText),
        ...options.itemList.map((item, index) =>
          element(
            'button',
            {
              class: 'mp-choice',
              ...(options.itemColor === undefined || options.itemColor.toLowerCase() === '#000000'
                ? {}
                : { style: { color: options.itemColor } }),
              onclick: () => close(index),
            },
            item,
          ),
        ),
      ),
      element(
        'button',
        { class: 'mp-choice mp-choice-cancel', onclick: () => close(null) },
        '取消',
      ),
    ],
  })
}
