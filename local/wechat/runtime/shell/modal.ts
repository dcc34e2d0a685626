import type { ModalOptions } from '../parts'
import { openDialog } from './dialog'
import { element } from './element'

export interface ModalAnswer {
  confirm: boolean
  /** False together with `confirm` when it was dismissed without a button, as Android's back key does. */
  cancel: boolean
  content?: string
}

/** WeChat's defaults are meant for a light screen; in the dark they follow the theme. */
const themedColour = (colour: string, standard: string) =>
  colour.toLowerCase() === standard ? {} : { style: { color: colour } }

export function openModal(host: HTMLElement, options: ModalOptions): Promise<ModalAnswer> {
  return openDialog<ModalAnswer>(host, {
    label: options.title || options.content,
    kind: 'mp-modal',
    cancelled: { confirm: false, cancel: false },
    dismissible: false,
    build: (close) => {
      const input = options.editable
        ? element('textarea', {
            class: 'mp-modal-input',
            rows: 1,
            placeholder: options.placeholderText,
            'aria-label': options.placeholderText || options.title,
            autofocus: true,
          })
        : undefined
      if (input) input.value = options.content
      const answer = (confirm: boolean): ModalAnswer => ({
        confirm,
        cancel: !confirm,
        ...(input && confirm ? { content: input.value } : {}),
      })
      return [
        element(
          'div',
          { class: 'mp-modal-text' },
          options.title !== '' && element('h2', { class: 'mp-modal-title' }, options.title),
          input ??
            element('p', { class: options.title === '' ? 'mp-modal-only' : '' }, options.content),
        ),
        element(
          'div',
          { class: 'mp-modal-buttons' },
          options.showCancel &&
            element(
              'button',
              {
                class: 'mp-cancel',
                'data-native': 'cancelModal',
                ...themedColour(options.cancelColor, '#000000'),
                onclick: () => close(answer(false)),
              },
              options.cancelText,
            ),
          element(
            'button',
            {
              class: 'mp-confirm',
              'data-native': 'confirmModal',
              autofocus: !options.editable,
              ...themedColour(options.confirmColor, '#576b95'),
              onclick: () => close(answer(true)),
            },
            options.confirmText,
          ),
        ),
      ]
    },
  })
}
