import { openDialog } from './dialog'
import { element, ICONS, icon } from './element'

/** What WeChat lays over the whole app: a head with the way back, and below it the content. */
export function openFullView(
  host: HTMLElement,
  { label, title, content }: { label: string; title: string; content: HTMLElement[] },
): void {
  void openDialog<undefined>(host, {
    label,
    kind: 'mp-full',
    cancelled: undefined,
    dismissible: false,
    build: (close) => [
      element(
        'div',
        { class: 'mp-document' },
        element(
          'div',
          { class: 'mp-document-head' },
          element(
            'button',
            {
              class: 'mp-navigate',
              'aria-label': '关闭',
              autofocus: true,
              onclick: () => close(undefined),
            },
            icon(ICONS.back),
          ),
          element('span', {}, title),
        ),
        ...content,
      ),
    ],
  })
}
