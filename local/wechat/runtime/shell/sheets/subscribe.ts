import { openDialog } from '../dialog'
import { element } from '../element'
import { type AnswerOf, sheetButtons, sheetHead } from './sheet'

export interface SubscribeQuestion {
  appName: string
  templateIds: string[]
}

/** The sheet of `wx.requestSubscribeMessage`: every template by itself, all or none, and 总是保持. */
export function askSubscribe(
  host: HTMLElement,
  { appName, templateIds }: SubscribeQuestion,
): Promise<AnswerOf<'subscribe'>> {
  return openDialog<AnswerOf<'subscribe'>>(host, {
    label: '订阅消息',
    kind: 'mp-sheet',
    cancelled: { sheet: 'subscribe', result: 'reject' },
    dismissible: false,
    build: (close) => {
      const boxes = templateIds.map((id) => {
        const box = element('input', { type: 'checkbox', class: 'mp-tick' })
        box.checked = true
        return { id, box }
      })
      const always = element('input', { type: 'checkbox', class: 'mp-tick' })
      const answer = (allowed: boolean): AnswerOf<'subscribe'> => ({
        sheet: 'subscribe',
        result: Object.fromEntries(
          boxes.map(({ id, box }) => [id, allowed && box.checked ? 'accept' : 'reject'] as const),
        ),
        always: always.checked,
      })
      return [
        sheetHead(appName, '订阅消息', '允许向你发送以下一次性消息'),
        element(
          'div',
          { class: 'mp-ask-list' },
          ...boxes.map(({ id, box }) =>
            element('label', { class: 'mp-ask-row', 'data-template': id }, box, id),
          ),
        ),
        element('label', { class: 'mp-ask-row mp-faint' }, always, '总是保持以上选择，不再询问'),
        sheetButtons(
          { text: '取消', native: 'authorizeCancel', run: () => close(answer(false)) },
          { text: '允许', native: 'authorizeAllow', run: () => close(answer(true)) },
        ),
      ]
    },
  })
}
