import { element } from './element'

export interface DialogOptions<T> {
  /** Read out when it opens. */
  label: string
  /** `mp-modal`: in the middle; `mp-sheet`: from below; `mp-full`: the whole screen. */
  kind: 'mp-modal' | 'mp-sheet' | 'mp-full'
  /** What Escape answers with, and a tap beside the sheet if `dismissible`. */
  cancelled: T
  dismissible: boolean
  build(close: (answer: T) => void): Node[]
}

/**
 * Opens something that needs an answer above everything else. The browser's own modal dialog keeps the focus
 * inside, makes the page behind inert and gives the focus back.
 */
export function openDialog<T>(host: HTMLElement, options: DialogOptions<T>): Promise<T> {
  return new Promise((resolve) => {
    const dialog = element('dialog', { class: options.kind, 'aria-label': options.label })
    let open = true
    const close = (answer: T) => {
      if (!open) return
      open = false
      dialog.close()
      dialog.remove()
      resolve(answer)
    }
    dialog.append(element('div', { class: 'mp-dialog-body' }, ...options.build(close)))
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      close(options.cancelled)
    })
    // The tap that opened the dialog is followed by the browser's click, which would fall on the dialog.
    let touched = false
    dialog.addEventListener('pointerdown', () => {
      touched = true
    })
    dialog.addEventListener(
      'click',
      (event) => {
        if (event.detail > 0 && !touched) event.stopPropagation()
      },
      { capture: true },
    )
    dialog.addEventListener('click', (event) => {
      if (options.dismissible && event.target === dialog) close(options.cancelled)
    })
    host.append(dialog)
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[autofocus]')?.focus()
  })
}
